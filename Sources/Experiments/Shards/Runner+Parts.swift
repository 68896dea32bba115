import Declarations
import Metrics
import Scenarios
import Simulation
import Strategies
import Traffic

/// Parts of a stream that are run apart, each with units of its own, and merged.
extension Runner {
  /// Runs every strategy in every replication on the scenario's part of the stream and writes the sums to a file.
  ///
  /// - Parameters:
  ///   - words: what stands behind the command, for whoever runs a part again.
  ///   - path: the file; it is complete or not there.
  /// - Returns: the requests of the part in the first replication.
  /// - Throws: a `Diagnostic`.
  public func runPart(_ shard: Shard, fingerprint: RunFingerprint, words: [String], to path: String)
    throws(Diagnostic) -> Int
  {
    guard let sample = scenario.sample, sample.part != nil else {
      throw Diagnostic("the scenario has no part of a stream", kind: .unexpected)
    }
    try checkInputs(of: scenario.strategies)
    let world = try prepare(for: scenario.strategies)
    if sample.part?.isCutOut == true { try checkCutOut(world[0].stream) }
    let jobs = cells(of: scenario.strategies, replications: world.count)
    let parts = try runParts(jobs, world)
    let total = jobs.count * shard.count
    let part = PartialPart(
      world[0].stream, sample, warnings: warnings(world),
      assumptions: assumptions(of: scenario.strategies, world))
    let header = Partial.header(fingerprint, .run, shard, total: total, words: words, part: part)
    try Partial.write(
      [header] + parts.enumerated().map { $1.partial($0 * shard.count + shard.index) }, to: path)
    return world[0].stream.count
  }

  /// A recording that an engine cut begins at its own first request: what goes by the whole's time is unknown.
  private func checkCutOut(_ stream: QueryStream) throws(Diagnostic) {
    guard scenario.isRecorded else {
      throw Diagnostic("only a recording can be cut out by an engine; a recorded workload was expected")
    }
    if scenario.warmUp > .zero {
      throw Diagnostic(
        "a recording that is cut out does not know when the whole began, and 'warmup_h' is \(scenario.warmUp.hours.short); "
          + "0, or the whole recording for each shard, was expected")
    }
    guard !stream.isEmpty else { return }
    guard let reading = stream.reading, let first = reading.firstTime, let last = reading.lastTime else {
      throw Diagnostic(
        "a recording that is cut out wants times, by which the parts make one span; the whole recording for each shard was "
          + "expected")
    }
    guard Runner.end(from: first, to: last) == stream.end else {
      throw Diagnostic(
        "a recording that is cut out runs as fast as it was recorded; no 'time_scale' was expected")
    }
  }

  /// Where a stream between two times ends: a whole second behind its last request; nil where that is none.
  private static func end(from first: Int128, to last: Int128) -> VirtualTime? {
    Int64(exactly: ((last - first) / 1_000_000_000 + 1) * 1_000_000_000).map { VirtualTime(nanoseconds: $0) }
  }

  private func runParts(_ jobs: [Job], _ world: [PreparedStream]) throws(Diagnostic) -> [CellPart] {
    try run(jobs) { (job) throws(Diagnostic) in
      let gateway = gateway(
        of: job.strategy, replication: job.replication, on: world[job.replication], isRest: false,
        isAbsent: nil)
      do throws(Conservation.Violation) { try gateway.run() } catch { throw fault(error, in: job) }
      var sums = CellSums(
        gateway, model: job.strategy.model, baseline: baselineModel, warmUp: scenario.warmUp,
        errors: scenario.errorPrices, goodput: scenario.goodput, share: 1, isWindow: true)
      sums.add(gateway, 0..<gateway.stream.count)
      return sums.part(gateway)
    }
  }

  /// The result of a run from the partials of all parts of its stream; nothing is read but these.
  ///
  /// - Throws: a `Diagnostic` of kind `incomplete` where a part is missing: of a sum nothing can be left out.
  public func mergeParts(_ set: PartialSet) throws(Diagnostic) -> RunResult {
    let count = set.first.shard.count
    let jobs = cells(of: scenario.strategies, replications: scenario.replications)
    guard jobs.count * count == set.first.total else {
      throw Diagnostic(
        "the partials are of a run with \(set.first.total) cells, and the scenario here has \(jobs.count * count); the "
          + "same scenario was expected", file: set.first.path)
    }
    var headers: [Int: PartialPart] = [:]
    for partial in set.partials { headers[partial.shard.index] = partial.part }
    let parts = headers.sorted { $0.key < $1.key }.map(\.value)
    guard set.missing.isEmpty, parts.count == count, let first = parts.first else {
      throw Diagnostic(
        "\(set.missing.count) of \(set.first.total) cells are missing; all were expected, since they are added up",
        kind: .incomplete)
    }
    let end = Runner.end(of: parts) ?? first.end
    let groups = PartGroups(of: parts, isRecorded: scenario.isRecorded)
    var cells: [CellResult] = []
    var leftOut: [[CellResult]] = []
    let hours = max((end - scenario.warmUp).hours, 1e-9)
    for job in jobs.indices {
      // The parts of each group that is left out for an interval, so that no more than these are held.
      var sums = [CellPart?](repeating: nil, count: max(1, groups.count))
      for index in 0..<count {
        guard let line = try set.node(job * count + index) else { continue }
        do throws(Diagnostic) {
          var part = try CellPart(partial: line.node, hours: hours, models: models.count, parts: count)
          if first.sample.part?.isCutOut == true {
            part.timeline = []
            part.halves = (0, 0)
          }
          CellPart.add(part, to: &sums[groups.ofPart[index]])
        } catch {
          throw error.placed(in: line.path)
        }
      }
      cells.append(sum(sums, of: parts))
      guard job % scenario.replications == 0, groups.count > 0 else { continue }
      leftOut.append((0..<groups.count).map { sum(sums, of: parts, without: $0, rest: groups.rest[$0]) })
    }
    return partResult(parts, end: end, groups: groups, cells, leftOut)
  }

  /// What groups of parts add up to, of which one may be left out; `rest` is then left of the whole.
  private func sum(
    _ groups: [CellPart?], of parts: [PartialPart], without leftOut: Int? = nil, rest: Double = 1
  ) -> CellResult {
    var whole: CellPart?
    for (group, part) in groups.enumerated() where group != leftOut {
      if let part { CellPart.add(part, to: &whole) }
    }
    guard var sum = whole else { return CellResult() }
    sum.figures.hours *= rest
    let unit = parts[0].sample.unit
    let hidden = unit == .user || parts.count == 1 ? [] : Metric.hidden(by: unit)
    return sum.result(
      errors: scenario.errorPrices, warmUp: scenario.warmUp, hidden: hidden, keepsTimes: groups.count > 1)
  }

  /// Where the whole ends that parts were cut out of: from the first row of all to the last.
  private static func end(of parts: [PartialPart]) -> VirtualTime? {
    let spans = parts.compactMap(\.span)
    guard let first = spans.map(\.lowerBound).min(), let last = spans.map(\.upperBound).max(),
      parts[0].sample.part?.isCutOut == true, first.magnitude < 1 << 100, last.magnitude < 1 << 100
    else { return nil }
    return end(from: first, to: last)
  }

  private func partResult(
    _ parts: [PartialPart], end: VirtualTime, groups: PartGroups, _ cells: [CellResult],
    _ leftOut: [[CellResult]]
  ) -> RunResult {
    let unit = parts[0].sample.unit
    let isCutOut = parts[0].sample.part?.isCutOut == true
    var provenance = RunResult.Provenance(
      scenario: scenario.name, title: scenario.title, scenarioHash: scenario.hash,
      traceHash: isCutOut ? nil : parts[0].traceHash, seed: scenario.seed,
      replications: scenario.replications,
      confidence: scenario.confidence, warmUpHours: scenario.warmUp.hours,
      measuredHours: max(0, (end - scenario.warmUp).hours), version: Version.current)
    if scenario.isRecorded {
      provenance.sampling = .init(groups: groups.count, unit: "parts by \(unit.rawValue)")
    }
    var result = RunResult(
      provenance: provenance, strategies: [], baseline: scenario.baseline,
      requests: parts.reduce(0) { $0 + $1.requests })
    for (place, strategy) in scenario.strategies.enumerated() {
      let own = cells[(place * scenario.replications)..<((place + 1) * scenario.replications)]
      var found = StrategyResult(strategy, cells: Array(own))
      if groups.count > 0 {
        found.leftOut = zip(leftOut[place], groups.rest).map { $0.metrics.scaledUp(by: 1 / $1) }
        found.linearizeQuantiles(of: leftOut[place], .exchangeable, confidence: scenario.confidence)
      }
      result.strategies.append(found)
    }
    result.models = models
    result.question = scenario.question
    result.constraints = scenario.constraints
    result.errorPrices = scenario.errorPrices
    // Every part that reads the whole log drops the same rows; those that are cut out drop rows of their own.
    for part in isCutOut ? parts : [parts[0]] {
      for row in part.dropped {
        if let known = result.dropped.firstIndex(where: { $0.reason == row.reason }) {
          result.dropped[known].count += row.count
        } else {
          result.dropped.append(row)
        }
      }
    }
    for part in parts {
      guard let reading = part.reading else { continue }
      if result.partReading == nil { result.partReading = reading } else { result.partReading?.add(reading) }
    }
    var warnings: [String] = []
    for text in parts.flatMap(\.warnings) where !warnings.contains(text) { warnings.append(text) }
    result.warnings = warnings + partWarnings(parts, groups: groups.count) + result.intervalWarnings
    for text in parts.flatMap(\.assumptions) where !result.assumptions.contains(text) {
      result.assumptions.append(text)
    }
    result.warnings += IdleLayers.warnings(result, scenario.strategies)
    return result
  }

  private func partWarnings(_ parts: [PartialPart], groups: Int) -> [String] {
    var warnings: [String] = []
    if parts.count > 1, !scenario.scaledSettings.isEmpty {
      warnings.append(
        "each of the \(parts.count) parts has a cache of its own with its part of the capacity "
          + "(\(scenario.scaledSettings.joined(separator: ", "))), whose hit shares are near those of one cache of all and not "
          + "equal to them (docs/scale.md has what was measured)")
    }
    if scenario.isRecorded, groups == 0 {
      warnings.append(
        parts[0].sample.unit == .key
          ? "parts by key give no interval, since each has requests of all users: another log may give other figures"
          : "fewer than \(SamplingGroups.fewest) parts of a log with requests give no interval: another log may give other "
            + "figures")
    }
    warnings.append(
      "merged from parts: quantiles of times are within 0.01 % of the exact ones, and there are no studies")
    return warnings
  }
}
