import Declarations
import Providers
import Similarity
import Simulation
import Synchronization

/// Holds routers to recorded outcomes: trains each on a share of the queries and tests it on the others, in
/// several random splits.
///
/// A router that only ranks gets its threshold by a rule, on training queries it was not trained on (four
/// folds). Intervals come from resampling queries (Efron, 1979): every resample draws the table's queries with
/// replacement, and all routers and splits see the same draw.
package struct RoutingStudy: Sendable {
  /// The seed.
  package var seed: UInt64 = 1
  /// How many random splits.
  package var splits = 5
  /// The share of the queries that train; 0 tests on all queries, and trained routers are left out.
  package var trainShare = 0.7
  /// How many resamples.
  package var resamples = 1000
  /// The confidence of the intervals.
  package var confidence = 0.95
  /// How routers that only rank get a threshold.
  package var rule = OperatingRule.qualityFloor(0.95)
  /// Threads.
  package var threads = 1

  /// A study with the usual settings.
  package init() {}

  /// Whether routers that only rank get a threshold; without one they send nothing, and only curves count.
  var calibrates = true

  /// How many folds calibrate a threshold.
  static let folds = 4
  /// Points of an averaged curve.
  static let curvePoints = 100

  /// Runs the study.
  ///
  /// - Parameter vectors: the vectors of an embedder for the table's texts, or nil to do without.
  /// - Throws: a `Diagnostic` when a training split has one class only, or no router can be run.
  package func run(
    _ table: RecordedOutcomes, pair: RoutePair, routers: [RouterSpecification], vectors: TextVectors? = nil
  ) throws(Diagnostic) -> RoutingResult {
    var notes: [String] = []
    let chosen = routers.filter { router in
      guard let obstacle = obstacle(to: router, on: table) else { return true }
      notes.append("\(router.label) was left out: \(obstacle)")
      return false
    }
    guard !chosen.isEmpty else { throw Diagnostic(notes.joined(separator: "; "), kind: .usage) }
    let plans = (0..<(trainShare == 0 ? 1 : splits)).map { split($0, of: table) }
    let isTrained = chosen.contains(where: \.declaration.isTrained)
    for (place, plan) in plans.enumerated() {
      try check(plan, table, isTrained ? pair : nil, split: place)
    }
    let input = RoutingInput(table, routers: chosen, vectors: vectors)
    let verdicts = try judge(chosen, plans, input, pair)
    return summarise(chosen, plans, verdicts, table, pair, notes)
  }

  /// Why a router cannot be held to a table, or nil.
  package func obstacle(to router: RouterSpecification, on table: RecordedOutcomes) -> String? {
    let declaration = router.declaration
    if declaration.isTrained && trainShare == 0 { return "it wants training queries" }
    if declaration.needsLatent && table.latent.isEmpty { return "it wants a modelled table" }
    if declaration.readsText && !table.latent.isEmpty { return "modelled queries have no text" }
    if declaration.needsDomains && table.domainNames.isEmpty { return "the table has one domain" }
    return nil
  }

  /// The queries of a split.
  package struct Plan: Sendable {
    /// Those that train, as rows in random order.
    package let training: [Int]
    /// Those that are judged, likewise; ascending without training.
    package let test: [Int]
  }

  /// The training and test queries of a split; the turns of a conversation stay together.
  package func split(_ number: Int, of table: RecordedOutcomes) -> Plan {
    let count = table.count
    if trainShare == 0 { return Plan(training: [], test: Array(0..<count)) }
    let random = RandomStream(seed: seed, replication: number, purpose: .routingSplit)
    func first(_ row: Int) -> Int { table.conversations.map { Int($0.first[row]) } ?? row }
    let keys = (0..<count).map { random.bits(first($0)) }
    let order = (0..<count).sorted { (keys[$0], $0) < (keys[$1], $1) }
    var cut = Int((Double(count) * trainShare).rounded(.down))
    while cut > 0, cut < count, first(order[cut - 1]) == first(order[cut]) { cut += 1 }
    return Plan(training: Array(order[..<cut]), test: order[cut...].sorted())
  }

  /// Checks that a split has enough queries and, with a pair that routers learn to tell apart, two classes.
  ///
  /// - Throws: a `Diagnostic`.
  func check(_ plan: Plan, _ table: RecordedOutcomes, _ pair: RoutePair?, split: Int) throws(Diagnostic) {
    guard !plan.test.isEmpty, trainShare == 0 || plan.training.count >= 2 * RoutingStudy.folds else {
      throw Diagnostic(
        "the table has \(table.count) queries, too few for a training share of \(trainShare.short)",
        file: table.source)
    }
    guard let pair else { return }
    let rows = plan.training
    let models = table.models.count
    func gap(_ row: Int) -> Double {
      table.scores[row * models + pair.strong] - table.scores[row * models + pair.weak]
    }
    guard let first = rows.first, rows.allSatisfy({ gap($0) == gap(first) }) else { return }
    throw Diagnostic(
      "the \(rows.count) training queries of split \(split + 1) have one class only: '\(table.models[pair.strong])' "
        + "and '\(table.models[pair.weak])' differ by \(gap(first).short) on all; queries of two classes were expected",
      file: table.source)
  }
}
