import Metrics
import Tables
import Declarations
import Experiments
import Simulation

/// What a run found, as text for a terminal of 80 columns.
///
/// The first line is the question, the second where the figures come from; then the table that answers it, and
/// what else the reader should know, a sentence each.
package struct Report {
  /// What is reported.
  let result: RunResult
  /// How text is marked.
  let style: TextStyle
  /// The greatest width of a line.
  static let width = 80
  /// Rows of a sweep that are shown.
  static let sweepRows = 40

  /// A report on a result; `isANSI` allows bold text.
  package init(_ result: RunResult, isANSI: Bool = false) {
    self.result = result
    style = TextStyle(isANSI: isANSI)
  }

  /// The whole report, with a line end behind each line.
  package var text: String {
    var lines = result.provenance.title.singleLine.wrapped(to: Report.width).map(style.bold)
    lines += provenance.wrapped(to: Report.width, indent: "  ")
    let sample = SampleText(result)
    if let sample { lines += sample.sentence.wrapped(to: Report.width, indent: "  ") }
    let reading = ReadingText.sentences(of: result)
    if !reading.isEmpty {
      lines.append("")
      for sentence in reading { lines += sentence.wrapped(to: Report.width, indent: "  ") }
    }
    lines.append("")
    lines += strategyTable
    if let errors = sample?.errorTable(style: style), !errors.isEmpty { lines += [""] + errors }
    if result.sweep != nil { lines += [""] + sweepTable }
    let findings = Findings(result)
    let groups = [
      findings.answers, findings.curves, findings.falseHits, findings.notes,
    ]
    for group in groups where !group.isEmpty {
      lines.append("")
      for sentence in group { lines += sentence.wrapped(to: Report.width, indent: "  ") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What the results belong to, in a line.
  var provenance: String {
    let provenance = result.provenance
    let runs = NumberText.count(provenance.replications, "replication")
    let kept = provenance.warmUpHours > 0 ? " with the warm-up's" : ""
    var parts = [NumberText.count(result.requests, "request") + kept, runs]
    let warmUp =
      provenance.warmUpHours > 0 ? " after \(NumberText.tic(provenance.warmUpHours)) h warm-up" : ""
    parts.append("\(NumberText.tic(provenance.measuredHours.rounded(toPlaces: 3))) h\(warmUp)")
    if let sampling = provenance.sampling {
      parts.append(
        sampling.groups == 0
          ? "too few users, requests or moments for intervals"
          : "\(NumberText.percent(provenance.confidence)) confidence by leaving out each of \(sampling.groups) "
            + sampling.unit)
      return parts.joined(separator: ", ")
    }
    parts.append(
      provenance.replications > 1
        ? "\(NumberText.percent(provenance.confidence)) confidence" : "one replication: no intervals")
    parts += result.corrections
    return parts.joined(separator: ", ")
  }

  private var strategyTable: [String] {
    let (heading, money, rest) = strategyColumns
    var lines = TextBlock(names: heading, columns: money).lines(width: Report.width, style: style)
    lines += [""] + TextBlock(names: heading, columns: rest).lines(width: Report.width, style: style)
    if result.strategies.contains(where: \.isBound) { lines.append(Report.boundNote) }
    return lines
  }

  /// What the mark beside a name means.
  static let boundNote = "* bound: cannot be deployed"

  /// The figures of the strategies: their names, what has to do with money, and the rest.
  var strategyColumns: (names: TextBlock.Column, money: [TextBlock.Column], rest: [TextBlock.Column]) {
    let strategies = result.strategies
    let names = strategies.map { $0.name.singleLine + ($0.isBound ? "*" : "") }
    var money = figures(strategies, [.costPerMonth])
    if strategies.count > 1 {
      var saving = figures(strategies, [.savingShare])
      for index in saving.indices where strategies.indices.contains(result.baseline) {
        saving[index].cells[result.baseline] = "baseline"
      }
      money += saving
    }
    if result.errorPrices.isStated { money += figures(strategies, [.totalCostPerMonth]) }
    // Columns that say nothing are left out: hits without a cache, quality that nobody stated.
    if strategies.contains(where: hasCache) {
      let isStale = strategies.contains { result.estimate(.staleHitShare, of: $0).mean != 0 }
      money += figures(strategies, [.hitShare, .falseHitShare] + (isStale ? [.staleHitShare] : []))
    }
    let optional: [Metric] = [
      .disclaimedHitShare, .plainHitQuality, .disclaimedHitQuality, .unknownHitShare, .rejectedShare,
      .failedShare,
      .deferredShare, .throttledShare,
    ]
    let isDisclaimed = strategies.contains { result.estimate(.disclaimedHitShare, of: $0).mean > 0 }
    let occurring = optional.filter { metric in
      (metric != .plainHitQuality || isDisclaimed)
        && strategies.contains { result.estimate(metric, of: $0).mean > 0 }
    }
    let isGood = strategies.contains { result.estimate(.quality, of: $0).mean.isFinite }
    let rest = figures(
      strategies,
      (isGood ? [.quality] : []) + [.latencyP50, .latencyP95, .latencyP99, .providerCallsPerMonth] + occurring
    )
    return (TextBlock.Column(heading: "strategy", cells: names), money, rest)
  }

  private func hasCache(_ strategy: StrategyResult) -> Bool {
    strategy.counters.contains { $0.contains(.hits) } || result.estimate(.hitShare, of: strategy).mean > 0
  }

  private var sweepTable: [String] {
    guard let sweep = result.sweep else { return [] }
    let rows = sweep.rows.prefix(Report.sweepRows)
    let results = rows.map(\.result)
    // What a saving may come from has a column wherever it occurs, and so has what cells are compared by.
    let occurring = [
      Metric.unknownHitShare, .rejectedShare, .failedShare, .deferredShare, .throttledShare,
    ].filter { metric in results.contains { result.estimate(metric, of: $0).mean > 0 } }
    let isStale = results.contains { result.estimate(.staleHitShare, of: $0).mean != 0 }
    let metrics: [Metric] =
      [.costPerMonth, .savingShare] + (result.errorPrices.isStated ? [.totalCostPerMonth] : [])
      + [.hitShare, .falseHitShare] + (isStale ? [.staleHitShare] : []) + [.quality, .latencyP95]
      + occurring
    let names = TextBlock.Column(
      heading: Report.short(sweep.axes).map(\.singleLine).joined(separator: ", "),
      cells: rows.map { $0.values.map(\.singleLine).joined(separator: ", ") })
    var lines = "Sweep of \(sweep.strategy.singleLine):".wrapped(to: Report.width)
    lines += TextBlock(names: names, columns: figures(results, metrics)).lines(
      width: Report.width, style: style)
    let left = sweep.rows.count - rows.count
    if left > 0 { lines.append("\(NumberText.count(left, "more row is", "more rows are")) in sweep.csv.") }
    return lines
  }

  /// Paths of parameters by their last parts, where those tell them apart.
  private static func short(_ paths: [String]) -> [String] {
    let names = paths.map { path in path.split(separator: ".").last.map(String.init) ?? path }
    return Set(names).count == names.count ? names : paths
  }

  private func figures(_ strategies: [StrategyResult], _ metrics: [Metric]) -> [TextBlock.Column] {
    metrics.map { metric in
      let estimates = strategies.map { result.estimate(metric, of: $0) }
      let unit = MetricUnit(metric, greatest: greatest(metric, strategies))
      return TextBlock.Column(heading: unit.heading, cells: estimates.map(unit.text))
    }
  }

  /// The greatest value of what shares a unit with a metric: latencies have one unit in all columns.
  private func greatest(_ metric: Metric, _ strategies: [StrategyResult]) -> Double {
    let shared: [Metric] = [.latencyP50, .latencyP95, .latencyP99]
    let values = (shared.contains(metric) ? shared : [metric]).flatMap { metric in
      strategies.map { result.estimate(metric, of: $0).mean }
    }
    return values.filter(\.isFinite).max() ?? 0
  }
}

extension Double {
  /// The number with at most so many decimals.
  fileprivate func rounded(toPlaces places: Int) -> Double {
    let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
    return (self * scale).rounded() / scale
  }
}
