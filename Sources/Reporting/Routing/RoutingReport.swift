import Tables
import Declarations
import Routing
import Simulation

/// What a study of routers found, as text for a terminal of 80 columns.
package struct RoutingReport {
  private let result: RoutingResult
  private let style: TextStyle

  /// A report on a study; `isANSI` allows bold text.
  package init(_ result: RoutingResult, isANSI: Bool = false) {
    self.result = result
    style = TextStyle(isANSI: isANSI)
  }

  /// What the study says first.
  package var finding: String {
    let tested = result.tested
    let winners = tested.filter(\.beatsRandom)
    guard let best = winners.first else {
      return tested.isEmpty
        ? findingOfAssumed
        : "None of \(tested.count) routers is cheaper than random routing of the same accuracy"
    }
    return "\(winners.count) of \(tested.count) routers beat random; \(best.label) is \(gain(best))"
  }

  /// By how much a router is cheaper, and than what: no random routing is as accurate as one above the strong model.
  private func gain(_ router: RouterResult) -> String {
    NumberText.dollars(router[.dollarsSaved].value) + " per 1,000 queries cheaper "
      + (result.isBeyondStrong(router)
        ? "than the strong model and no less accurate" : "at the same accuracy")
  }

  /// What is said where no router read a text, as on a stated quality model.
  private var findingOfAssumed: String {
    let assumed = result.routers.filter { $0.isAssumed && !$0.isBound }
    guard !assumed.isEmpty else { return "No router was tested" }
    let winners = assumed.filter(\.beatsRandom)
    guard let best = winners.max(by: { $0[.dollarsSaved].value < $1[.dollarsSaved].value }) else {
      return "None of \(assumed.count) routers of a stated accuracy is cheaper than random routing"
    }
    return "\(winners.count) of \(assumed.count) routers of a stated accuracy beat random; \(best.label) is "
      + gain(best)
  }

  /// The whole report, with a line end behind each line.
  package var text: String {
    var lines = (finding + ".").wrapped(to: Report.width).map(style.bold)
    lines += provenance.flatMap { $0.wrapped(to: Report.width, indent: "  ") }
    lines.append("")
    for (place, metrics) in RoutingReport.metrics.enumerated() {
      let (names, columns) = columns(metrics)
      if place > 0 { lines.append("") }
      lines += TextBlock(names: names, columns: columns).lines(width: Report.width, style: style)
    }
    lines += legend
    lines.append("")
    for note in notes { lines += note.wrapped(to: Report.width, indent: "  ") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The figures of each table.
  static let metrics: [[RoutingMetric]] = [
    [.accuracy, .cost, .strongShare, .pointsOverRandom, .dollarsSaved], [.apgr, .cpt50, .aiq, .cost95],
  ]

  /// What the marks behind names mean.
  var legend: [String] {
    var lines: [String] = []
    if result.routers.contains(where: \.isBound) {
      lines.append("* bound: knows outcomes that no router can know")
    }
    if result.routers.contains(where: \.isAssumed) {
      lines.append("~ rests on a stated accuracy of its classifier or judge, not on recorded texts")
    }
    return lines
  }

  /// Where the figures come from, in two sentences.
  var provenance: [String] {
    let study = result.study
    var first = NumberText.count(result.queries, "query", "queries")
    if result.domains > 0 { first += " in \(NumberText.count(result.domains, "domain"))" }
    if result.excluded > 0 { first += " (\(result.excluded) excluded by a list)" }
    first +=
      study.trainShare == 0
      ? ", tested on all of them"
      : ", \(NumberText.count(study.splits, "split")) of \(result.trainingQueries.grouped) to train and "
        + "\(result.testQueries.grouped) to test"
    let interval =
      study.resamples > 0
      ? "; \(NumberText.percent(study.confidence)) intervals from \(NumberText.count(study.resamples, "resample"))"
      : ""
    let totals = result.totals
    func model(_ name: String, _ quality: Double, _ cost: Double) -> String {
      "\(name) \(NumberText.percent(quality, decimals: 2)) at \(NumberText.dollars(cost * 1000))"
    }
    return [
      first + interval,
      "per 1,000 queries: weak \(model(result.weak, totals.weakQuality, totals.weakCost)), strong "
        + model(result.strong, totals.strongQuality, totals.strongCost),
    ]
  }

  /// A table: the names of the routers, and a column a figure.
  func columns(_ metrics: [RoutingMetric]) -> (names: TextBlock.Column, columns: [TextBlock.Column]) {
    let rows = result.ranked.filter { router in metrics.contains { router[$0].value.isFinite } }
    let names = TextBlock.Column(heading: "router", cells: rows.map { $0.label + $0.mark })
    let columns = metrics.map { metric in
      TextBlock.Column(heading: metric.heading, cells: rows.map { metric.text($0[metric]) })
    }
    return (names, columns)
  }

  /// What else to know, a sentence each.
  var notes: [String] {
    var notes = [
      "points: accuracy above random routing with the same share of strong calls; $ saved: what random routing of the same accuracy costs more, per 1,000 queries."
    ]
    let beyond = result.ranked.filter { !$0.isBound && result.isBeyondStrong($0) }.map(\.label)
    if !beyond.isEmpty {
      notes.append(
        "No random routing is as accurate as \(beyond.joined(separator: ", ")): $ saved is against the strong model there."
      )
    }
    for router in result.routers where router.isOneSided {
      let share = router[.strongShare].value
      notes.append(
        "\(router.label) sends \(NumberText.percent(share >= 0.5 ? share : 1 - share)) of the calls to one model: it hardly routes."
      )
    }
    if let best = result.tested.first, best.beatsRandom, best[.oracleShare].value.isFinite {
      notes.append(
        "\(best.label) saves \(NumberText.percent(best[.oracleShare].value)) of what who knows every outcome would save over random."
      )
    }
    if let dearest = result.tested.max(by: { $0.switches < $1.switches }), dearest.switches > 0 {
      notes.append(
        "Switches between models within a conversation lose prompt caches: \(NumberText.dollars(dearest.switches)) per 1,000 queries of \(dearest.label), in its cost but not in its curve."
      )
    }
    for pair in result.dominations {
      notes.append(
        "\(pair.better) is at least as good as \(pair.worse) and no dearer: \(pair.worse) is not worth routing to."
      )
    }
    for router in result.tested where router.losesToRandom {
      notes.append(
        "\(router.label) loses to random: \(NumberText.fixed(-router[.pointsOverRandom].value, decimals: 2)) points below it at its own rate."
      )
    }
    if result.study.trainShare > 0 {
      notes.append(
        "The labels of a split (both models on \(NumberText.count(result.trainingQueries, "query", "queries"))) cost \(NumberText.dollars(result.trainingCost))."
      )
    }
    switch result.study.rule {
    case .qualityFloor(let share):
      notes.append(
        "Routers that only rank keep \(NumberText.percent(share)) of the strong model's accuracy, by a threshold from training queries."
      )
    case .willingnessToPay(let worth):
      notes.append(
        "Routers that only rank take what pays at \(NumberText.dollars(worth)) a right answer, by a threshold from training queries."
      )
    }
    return notes + result.notes.map { $0 + "." }
  }

  /// The report as JSON.
  package var json: JSONValue {
    func estimate(_ value: IntervalEstimate) -> JSONValue {
      JSONValue(members: [
        ("value", JSONValue(value.value)), ("lower", JSONValue(value.lower)),
        ("upper", JSONValue(value.upper)),
      ])
    }
    let study = result.study
    return JSONValue(members: [
      ("source", .string(result.source)), ("finding", .string(finding)),
      ("queries", JSONValue(result.queries)),
      ("excluded", JSONValue(result.excluded)),
      ("seed", .number(Double(study.seed), integer: Int64(study.seed))),
      ("splits", JSONValue(study.trainShare == 0 ? 1 : study.splits)),
      ("train_share", JSONValue(study.trainShare)), ("bootstraps", JSONValue(study.resamples)),
      ("weak", .string(result.weak)), ("strong", .string(result.strong)),
      (
        "models",
        JSONValue(
          result.models.map {
            JSONValue(members: [
              ("name", .string($0.name)), ("accuracy", JSONValue($0.accuracy)),
              ("usd_per_1000", JSONValue($0.cost)),
            ])
          })
      ), ("training_usd", JSONValue(result.trainingCost)),
      (
        "routers",
        JSONValue(
          result.routers.map { router in
            JSONValue(
              members: [
                ("router", .string(router.label)), ("bound", .boolean(router.isBound)),
                ("assumed", .boolean(router.isAssumed)),
                ("one_sided", .boolean(router.isOneSided)), ("beats_random", .boolean(router.beatsRandom)),
              ] + RoutingMetric.allCases.map { ($0.rawValue, estimate(router[$0])) })
          })
      ), ("notes", JSONValue(notes.map { .string($0) })),
    ])
  }
}

extension RoutingResult {
  /// The routers from the greatest saving over random to the least: tested ones, those that rest on an assumption,
  /// bounds.
  var ranked: [RouterResult] {
    func group(_ router: RouterResult) -> Int { router.isBound ? 2 : router.isAssumed ? 1 : 0 }
    return routers.indices.sorted {
      let (first, second) = (routers[$0], routers[$1])
      if group(first) != group(second) { return group(first) < group(second) }
      let (one, other) = (first[.dollarsSaved].value, second[.dollarsSaved].value)
      return one != other ? one > other : $0 < $1
    }.map { routers[$0] }
  }

  /// Whether a router is more accurate than the strong model, and so than any random routing between the two.
  func isBeyondStrong(_ router: RouterResult) -> Bool {
    router[.accuracy].value > totals.strongQuality + 1e-9
  }

  /// The routers that were put to the test, from the greatest saving to the least.
  var tested: [RouterResult] { ranked.filter { !$0.isBound && !$0.isAssumed && $0.label != "random" } }
}

extension RouterResult {
  /// Dollars per 1,000 queries that switches lose.
  var switches: Double { self[.switchCost].value.isFinite ? self[.switchCost].value : 0 }

  /// What stands behind its name.
  var mark: String { isBound ? "*" : isAssumed ? "~" : "" }

  /// Whether it saves money against random routing of the same accuracy, beyond the interval where there is one.
  var beatsRandom: Bool { end(self[.dollarsSaved].lower, self[.dollarsSaved].value) > 1e-9 }

  /// Whether it is worse than random routing at its own rate, beyond the interval.
  var losesToRandom: Bool { end(self[.pointsOverRandom].upper, self[.pointsOverRandom].value) < -1e-9 }

  private func end(_ bound: Double, _ value: Double) -> Double { bound.isFinite ? bound : value }
}
