import Declarations

/// The partials of one run, whatever shards they are of and in whatever order they come.
public struct PartialSet: Sendable {
  /// The partials in the order of their paths' shards.
  public let partials: [Partial]
  /// The cells by number: the partial and the place in it.
  private let cells: [Int: (partial: Int, cell: Int)]

  /// The first partial.
  public var first: Partial { partials[0] }

  /// Cells that are in no partial.
  public var missing: [Int] { (0..<first.total).filter { cells[$0] == nil } }

  /// Puts partials together.
  ///
  /// - Throws: a `Diagnostic` of kind `incomplete` without any; of kind `badInput` when two belong to unlike runs or
  ///   hold the same cell with unlike figures.
  public init(_ partials: [Partial]) throws(Diagnostic) {
    guard let first = partials.first else {
      throw Diagnostic("there is no partial; at least one was expected", kind: .incomplete)
    }
    var cells: [Int: (partial: Int, cell: Int)] = [:]
    for (place, partial) in partials.enumerated() {
      var difference = partial.fingerprint.difference(from: first.fingerprint)
      if difference == nil, partial.total != first.total {
        difference = "the cells are \(first.total) there and \(partial.total) here"
      }
      if let difference {
        throw Diagnostic(
          "belongs to another run than '\(first.path)': \(difference); partials of one run were expected",
          file: partial.path)
      }
      for (number, cell) in partial.cells.enumerated() {
        guard let known = cells[cell.number] else {
          cells[cell.number] = (place, number)
          continue
        }
        let other = partials[known.partial]
        guard other.cells[known.cell].line == cell.line else {
          throw Diagnostic(
            "non-deterministic cell: cell \(cell.number) has other figures in '\(other.path)'; the same were expected",
            file: partial.path, position: SourcePosition(line: cell.place, column: 1))
        }
      }
    }
    self.partials = partials
    self.cells = cells
  }

  /// The figures of a cell, or nil where no partial has it.
  func figures(_ cell: Int) throws(Diagnostic) -> CellResult? {
    guard let place = cells[cell] else { return nil }
    let partial = partials[place.partial]
    return try Partial.figures(partial.cells[place.cell], partial.path)
  }

  /// What the line of a cell holds, and the file that has it; nil where no partial has it.
  func node(_ cell: Int) throws(Diagnostic) -> (node: JSONNode, path: String)? {
    guard let place = cells[cell] else { return nil }
    let partial = partials[place.partial]
    return (try Partial.node(partial.cells[place.cell], partial.path), partial.path)
  }

  /// Shards of a run cut into so many that hold cells which no partial has, with those cells.
  public func missingShards(of count: Int) -> [(shard: Shard, cells: [Int])] {
    let groups = Dictionary(grouping: missing) { $0 % count }
    return groups.sorted { $0.key < $1.key }.compactMap { index, cells in
      Shard(index, of: count).map { ($0, cells) }
    }
  }
}
