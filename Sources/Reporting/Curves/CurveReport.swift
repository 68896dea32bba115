import Tables
import Eviction
import Experiments
import Simulation

/// Miss-ratio curves as text for a terminal of 80 columns: a table, then what it says.
package struct CurveReport {
  /// What is reported.
  let result: CurveResult
  /// How text is marked.
  let style: TextStyle
  private let capacityText: CapacityText
  private let findings: CurveFindings

  /// A report on curves; `isANSI` allows bold text.
  package init(_ result: CurveResult, isANSI: Bool = false) {
    self.result = result
    style = TextStyle(isANSI: isANSI)
    capacityText = CapacityText(unit: result.plan.unit)
    findings = CurveFindings(result)
  }

  /// The whole report, with a line end behind each line.
  package var text: String {
    var lines = "Misses of \(result.trace.singleLine) by policy and size of the cache".wrapped(
      to: Report.width
    )
    .map(style.bold)
    lines += provenance.wrapped(to: Report.width, indent: "  ")
    for (what, names, columns) in columns {
      lines += ["", "Miss ratio in % of \(what), by size in % of the working set:"]
      lines += TextBlock(names: names, columns: columns).lines(width: Report.width, style: style)
    }
    lines += legend
    let heading = shapes.isEmpty ? [] : ["Each curve, among the sizes simulated:"]
    for group in [overall, heading + shapes, notes] where !group.isEmpty {
      lines.append("")
      for sentence in group { lines += sentence.wrapped(to: Report.width, indent: "  ") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Where the figures come from, in a line.
  var provenance: String {
    var parts = ["\(NumberText.count(result.requests, "request")) to \(keys)"]
    parts.append(result.plan.unit == .bytes ? "sizes in bytes" : "every entry counts 1")
    if result.plan.rules.overhead > 0 { parts.append("\(result.plan.rules.overhead) of overhead each") }
    switch result.plan.rules.lifetime {
    case .unlimited: break
    case .fixed(let span): parts.append("lifetime \(NumberText.tic(Double(span) / 1000)) s")
    case .sliding(let span):
      parts.append("lifetime \(NumberText.tic(Double(span) / 1000)) s from the last use")
    case .byKey: parts.append("a lifetime for each key")
    }
    if case .always = result.plan.rules.admission {} else { parts.append("not all misses stored") }
    parts.append(sampling ?? "all simulated")
    let dropped = result.dropped.map { "\($0.count.grouped) (\($0.reason))" }
    if !dropped.isEmpty { parts.append("rows left out: \(dropped.joined(separator: ", "))") }
    return parts.joined(separator: ", ")
  }

  /// How many keys there are, counted or by the sample.
  private var keys: String {
    let count = result.workingSet.keys
    guard result.isCounted else { return "about \(NumberText.significant(Double(count), digits: 3)) keys" }
    return NumberText.count(count, "key")
  }

  private var sampling: String? {
    guard let sample = result.sample, result.workingSet.keys > 0 else { return nil }
    let share = Double(sample.keys) / Double(result.workingSet.keys)
    return "\(NumberText.count(sample.keys, "key")) (\(NumberText.percent(share))) simulated"
  }

  // MARK: Table

  /// What the marks behind names mean.
  var legend: [String] {
    let standings = result.lines.map { result.standing($0.policy) }
    var lines: [String] = []
    if standings.contains(.bound) {
      lines.append("* bound: knows the future and may decline; nothing misses fewer requests")
    }
    if standings.contains(.heuristic) { lines.append("+ heuristic: knows the future, but is no bound") }
    // A name alone may stand for several versions; a version that is not the published one is in the name.
    let published = result.lines.map(\.policy).filter {
      $0.variant == .published && $0.kind.variants.count > 1
        && !$0.description.split(separator: ":").contains("published")
    }
    if !published.isEmpty {
      lines += "as published: \(published.map(\.description).joined(separator: ", "))".wrapped(
        to: Report.width, indent: "  ")
    }
    return lines
  }

  private func mark(_ policy: PolicyChoice) -> String {
    switch result.standing(policy) {
    case .deployable: ""
    case .bound: "*"
    case .heuristic: "+"
    }
  }

  /// The most columns of a table that shows some of many sizes; long names take the room of one.
  private var columnLimit: Int {
    let longest = result.lines.map { $0.policy.description.count + mark($0.policy).count }.max() ?? 0
    return (result.sample == nil ? 7 : 5) - (longest > 14 ? 1 : 0)
  }

  /// The sizes that the table shows: those asked for, or some of many, evenly among them.
  private var shown: [Int] {
    let count = result.capacities.count
    guard case .points = result.plan.sizes, count > columnLimit else { return Array(0..<count) }
    return (0..<columnLimit).map { ($0 * (count - 1) + (columnLimit - 1) / 2) / (columnLimit - 1) }
  }

  /// The tables, each with what it counts: the names of the policies, and a column a size.
  var columns: [(what: String, names: TextBlock.Column, columns: [TextBlock.Column])] {
    guard !result.capacities.isEmpty else { return [] }
    var all = [table("requests") { $0.missRatio }]
    if result.plan.unit == .bytes { all.append(table("bytes") { $0.byteMissRatio }) }
    if result.hasTokens { all.append(table("tokens") { $0.tokenMissRatio }) }
    if result.hasCosts { all.append(table("cost") { $0.costMissRatio }) }
    return all
  }

  private func table(
    _ what: String, _ ratio: (ReplayCounts) -> Double
  ) -> (what: String, names: TextBlock.Column, columns: [TextBlock.Column]) {
    let all = result.lines
    let names = all.map { $0.policy.description + mark($0.policy) }
    let columns = shown.map { place in
      TextBlock.Column(
        heading: NumberText.percent(result.share(result.capacities[place])),
        cells: [capacityText.number(result.capacities[place])]
          + all.map { line in
            let point = line.points[place]
            let error = what == "requests" && result.sample != nil ? point.expectedError ?? .nan : .nan
            let value = ratio(point.counts) * 100
            return error.isNaN
              ? NumberText.fixed(value, decimals: 2)
              : "\(NumberText.fixed(value, decimals: 2)) ±\(NumberText.fixed(error * 100, decimals: 2))"
          })
    }
    return (what, TextBlock.Column(heading: "policy", cells: [capacityText.unitName] + names), columns)
  }

  // MARK: Words

  private func place(_ capacity: UInt64) -> String {
    "\(capacityText.phrase(capacity)) (\(NumberText.percent(result.share(capacity))))"
  }

  /// What the curves say together.
  var overall: [String] {
    guard !result.capacities.isEmpty else { return [] }
    let first = Double(result.workingSet.first.misses) / Double(result.requests)
    var size = keys
    if result.plan.unit == .bytes { size += " of \(capacityText.number(result.workingSetCapacity))" }
    var sentences = [
      "Working set: \(size); their first requests miss in every cache, \(NumberText.percent(first)) of all."
    ]
    if let most = findings.most, let smallest = result.smallestNearBest {
      sentences.append(
        "Smallest cache within 1 % of the most hits, \(hits(most)) at \(place(most.capacity)): "
          + "\(smallest.policy) at \(place(smallest.capacity)) with \(hits(smallest)).")
    }
    if result.lines.count(where: { !$0.policy.kind.isBound }) > 1 {
      var places = findings.winners.prefix(4).map { "\($0.policy) at \($0.count)" }
      if !findings.ties.isEmpty { places.append("several alike at \(findings.ties.count)") }
      sentences.append(
        "Fewest misses: \(places.joined(separator: ", ")) of \(NumberText.count(result.capacities.count, "size"))."
      )
    }
    if let (best, bound) = findings.widestHeadRoom {
      let points = NumberText.significant((best.missRatio - bound.missRatio) * 100, digits: 2)
      let what = result.standing(bound.policy) == .bound ? "the bound" : "the heuristic"
      sentences.append(
        "Head-room: at \(place(best.capacity)) the best policy, \(best.policy), misses \(misses(best)) and "
          + "\(what) \(bound.policy) \(misses(bound)): \(points) points, the most at any size.")
    }
    return sentences
  }

  private func misses(_ cache: CurveFindings.Cache) -> String {
    NumberText.percent(cache.missRatio, decimals: 1)
  }
  private func hits(_ cache: CurveFindings.Cache) -> String {
    NumberText.percent(1 - cache.missRatio, decimals: 1)
  }

  /// What each curve does, a sentence each.
  var shapes: [String] { result.lines.compactMap(shape) }

  /// Where a curve bends, and what it takes to come near its end.
  private func shape(_ line: CurveResult.Line) -> String? {
    guard line.points.count > 2, let most = line.shape.smallest(reaching: 0.9),
      let nearly = line.shape.smallest(reaching: 0.99)
    else { return nil }
    func size(_ place: Int) -> String { self.place(line.shape.capacities[place]) }
    var text = "\(line.policy): no knee"
    if let knee = line.shape.knee {
      let ratio = NumberText.percent(line.shape.hitRatios[knee], decimals: 1)
      text = "\(line.policy): knee at \(size(knee)) with \(ratio) hits"
    }
    return text + "; 90 % of its most hits by \(size(most)), 99 % by \(size(nearly))."
  }

  /// How far samples are off, and warnings.
  var notes: [String] {
    var sentences: [String] = []
    let errors = result.points.compactMap(\.expectedError)
    if result.sample != nil, let greatest = errors.max() {
      let mean = errors.reduce(0, +) / Double(errors.count)
      sentences.append(
        "Expected error of the sampled miss ratios: \(NumberText.fixed(mean * 100, decimals: 2)) points on average, "
          + "\(NumberText.fixed(greatest * 100, decimals: 2)) at most (root mean square).")
    }
    return sentences + result.warnings.map { "Warning: \($0.singleLine)." }
  }
}
