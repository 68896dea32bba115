import Declarations
import Strategies
import Traffic

/// What `shard plan` tells of a command.
public struct CellPlan: Sendable {
  /// The cells in their order, in words.
  public let cells: [String]
  /// What merging computes from the streams, beside the cells.
  public let mergedStudies: [String]
}

extension Runner {
  /// The cells of a command in their order; a recording is read for it, and nothing is run.
  public func cellPlan(_ command: CellCommand, maximumCells: Int = 1_000_000) throws(Diagnostic) -> CellPlan {
    let work = try listed(command, maximumCells: maximumCells)
    return CellPlan(
      cells: work.jobs.indices.map(work.name),
      mergedStudies: work.sweep == nil
        ? StudyDeclaration.all.filter { $0.isWanted(by: scenario) }.map(\.name) : [])
  }

  /// The cells of a command, from as little of the streams as is enough.
  private func listed(_ command: CellCommand, maximumCells: Int) throws(Diagnostic) -> CellWork {
    var work = try work(of: command, maximumCells: maximumCells)
    try checkInputs(of: work.strategies)
    var groups: SamplingGroups?
    if work.sweep == nil, scenario.isRecorded || scenario.sample != nil {
      groups = samplingGroups(try stream())
    }
    work.list(for: self, replications: scenario.replications, groups: groups)
    return work
  }

  /// Runs the cells of a shard and writes their figures to a file.
  ///
  /// - Parameters:
  ///   - words: what stands behind the command, for whoever runs a shard again.
  ///   - path: the file; it is complete or not there.
  /// - Returns: how many cells of how many the shard has.
  /// - Throws: a `Diagnostic`.
  public func run(
    _ shard: Shard, of command: CellCommand, fingerprint: RunFingerprint, words: [String], to path: String,
    maximumCells: Int = 1_000_000
  ) throws(Diagnostic) -> (cells: Int, total: Int) {
    // A shard without cells prepares nothing.
    let listed = try listed(command, maximumCells: maximumCells)
    let total = listed.jobs.count
    let own = shard.cells(of: total)
    var lines = [Partial.header(fingerprint, command, shard, total: total, words: words)]
    if !own.isEmpty {
      let world = try prepare(for: listed.strategies)
      let results = try runCells(
        own.map { listed.jobs[$0] }, world, keeping: own.count { $0 < listed.reported },
        groups: listed.groups)
      lines += zip(own, results).map { $1.partial($0) }
    }
    try Partial.write(lines, to: path)
    return (own.count, total)
  }

  /// The result of a command from the figures of its cells; studies that are no cells are computed here.
  ///
  /// - Parameter allowsMissing: whether strategies that lack cells are left out, and all studies with them.
  /// - Throws: a `Diagnostic` of kind `incomplete` where cells are missing.
  public func merge(_ set: PartialSet, allowsMissing: Bool, maximumCells: Int = 1_000_000) throws(Diagnostic)
    -> RunResult
  {
    var work = try work(of: set.first.command, maximumCells: maximumCells)
    try checkInputs(of: work.strategies)
    let world = try prepare(for: work.strategies)
    work.list(for: self, replications: world.count, groups: groups(for: work, world))
    guard work.jobs.count == set.first.total else {
      throw Diagnostic(
        "the partials are of a run with \(set.first.total) cells, and the scenario here has \(work.jobs.count); the "
          + "same scenario was expected", file: set.first.path)
    }
    let missing = set.missing
    guard missing.isEmpty || allowsMissing else {
      throw Diagnostic("\(missing.count) of \(work.jobs.count) cells are missing", kind: .incomplete)
    }
    var cells: [CellResult?] = []
    for cell in work.jobs.indices { cells.append(try set.figures(cell)) }
    var result = try result(work, world, cells: cells)
    if let first = missing.first {
      result.warnings.insert(
        "partial: \(missing.count) of \(work.jobs.count) cells are missing, such as \(work.name(of: first)): "
          + (work.sweep == nil
            ? "strategies that lack one are left out, and every study" : "points that lack one are left out"),
        at: 0)
    }
    return result
  }
}
