/// One fault in an input or an output, with the place where it stands, and others that were found with it.
///
/// Prints as `file:line:col: error: message`; the kind decides the exit code.
public struct Diagnostic: Error, Sendable, CustomStringConvertible, Hashable {
  /// What went wrong, by who can mend it.
  public enum Kind: Int32, Sendable, CaseIterable {
    /// An unexpected state of simbench itself.
    case unexpected = 1
    /// The command line.
    case usage = 2
    /// A check found a regression.
    case regressed = 3
    /// A baseline is missing or belongs to something else.
    case baseline = 4
    /// A sweep lacks cells.
    case incomplete = 5
    /// Input that cannot be used.
    case badInput = 65
    /// Input that is not there or cannot be read.
    case missingInput = 66
    /// Output that could not be written.
    case outputFailed = 74

    /// What it means as an exit code, without a full stop.
    package var meaning: String {
      switch self {
      case .unexpected: "simbench itself is at fault"
      case .usage: "the command line is wrong"
      case .regressed: "a check found something worse than its baseline, or a broken rule"
      case .baseline: "a baseline is missing or belongs to something else"
      case .incomplete: "a sweep lacks cells"
      case .badInput: "input that cannot be used, with file, line and column"
      case .missingInput: "input that is not there or cannot be read"
      case .outputFailed: "output that could not be written, or input that failed while it was read"
      }
    }

    /// The exit code of a run that ends with this kind of fault.
    public var exitCode: Int32 { rawValue }
  }

  /// The kind of fault.
  public var kind: Kind
  /// The file, or empty when the fault is in no file.
  public var file: String
  /// Where in the file; nil when the fault is with the whole file.
  public var position: SourcePosition?
  /// What is wrong, and what was expected.
  public var message: String
  /// Other faults of the same input, in the order of their places; none of them has others.
  public internal(set) var others: [Diagnostic] = []

  /// The most characters of a message that are shown: a value or a list of names may fill megabytes of a file.
  private static let longest = 4000

  /// Makes a diagnostic.
  public init(
    _ message: String, kind: Kind = .badInput, file: String = "", position: SourcePosition? = nil
  ) {
    self.kind = kind
    self.file = file
    self.position = position
    self.message = message
  }

  /// The same fault and those beside it, placed in a file if they had none.
  public func placed(in file: String) -> Diagnostic {
    var copy = self
    if copy.file.isEmpty { copy.file = file }
    copy.others = others.map { $0.placed(in: file) }
    return copy
  }

  /// Each fault by itself, this one first.
  public var all: [Diagnostic] {
    var first = self
    first.others = []
    return [first] + others
  }

  /// Each fault in a line of its own.
  public var lines: String { all.map { $0.description + "\n" }.joined() }

  public var description: String {
    var place = file.singleLine
    if let position { place += (place.isEmpty ? "" : ":") + "\(position.line):\(position.column)" }
    return (place.isEmpty ? "" : place + ": ") + "error: "
      + message.withoutMiddle(beyond: Diagnostic.longest).singleLine
  }
}

/// A line and a column, both from 1; columns count bytes.
public struct SourcePosition: Sendable, Hashable {
  /// The line, from 1.
  public var line: Int
  /// The column in bytes, from 1.
  public var column: Int

  /// Makes a position.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

extension String {
  /// The text, or its beginning and its end where it is longer than a number of Unicode scalars.
  fileprivate func withoutMiddle(beyond most: Int) -> String {
    let scalars = unicodeScalars
    guard utf8.count > most, scalars.count > most else { return self }
    return String(scalars.prefix(most * 3 / 4)) + " … " + String(scalars.suffix(most / 4))
  }

  /// The text on one line, as a terminal may show it: what would move, hide or turn around what stands beside it
  /// is written as an escape.
  package var singleLine: String {
    guard unicodeScalars.contains(where: \.isControlling) else { return self }
    var result = ""
    for scalar in unicodeScalars {
      if scalar.isControlling {
        result += "\\u{" + String(scalar.value, radix: 16) + "}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The nearest of some names by edit distance, if it is near enough to be a slip of the keyboard.
  package func nearest(in names: [String]) -> String? {
    // What is longer is no slip, and would be compared for minutes.
    guard utf8.count <= 256 else { return nil }
    let own = Array(lowercased().utf8)
    let most = max(2, own.count / 3)
    var best: (distance: Int, name: String)?
    for name in names {
      let other = Array(name.lowercased().utf8)
      guard abs(own.count - other.count) <= most else { continue }
      let distance = own.editDistance(to: other)
      if best.map({ distance < $0.distance }) ?? true { best = (distance, name) }
    }
    guard let best, best.distance <= most else { return nil }
    return best.name
  }
}

extension Unicode.Scalar {
  /// Whether a terminal would act on it: control characters (C0, C1), line separators, marks of writing direction.
  package var isControlling: Bool {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}

extension [UInt8] {
  /// Levenshtein distance with transpositions (optimal string alignment).
  func editDistance(to other: [UInt8]) -> Int {
    if isEmpty || other.isEmpty { return Swift.max(count, other.count) }
    var beforeLast = [Int](repeating: 0, count: other.count + 1)
    var last = Array<Int>(0...other.count)
    for row in 1...count {
      var current = [row]
      for column in 1...other.count {
        let same = self[row - 1] == other[column - 1]
        var value = Swift.min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (same ? 0 : 1))
        if row > 1, column > 1, self[row - 1] == other[column - 2], self[row - 2] == other[column - 1] {
          value = Swift.min(value, beforeLast[column - 2] + 1)
        }
        current.append(value)
      }
      beforeLast = last
      last = current
    }
    return last[other.count]
  }
}
