import Declarations
import Metrics
import Scenarios
import Simulation
import Strategies

/// The strategies of the threshold chart: one strategy with its semantic cache at each threshold.
struct ThresholdPlan: StudyPlan {
  static let declaration = StudyDeclaration(
    "threshold", chart: "threshold_tradeoff", takesSamples: true
  ) {
    scenario throws(Diagnostic) in try ThresholdPlan(scenario)
  }

  let name: String
  let ownThreshold: Double
  let thresholds: [Double]
  let strategies: [Scenario.Strategy]
  let replications: Int
  private let isDistance: Bool

  /// Nil when no strategy holds a semantic cache.
  init?(_ scenario: Scenario) throws(Diagnostic) {
    guard let analysis = scenario.section("analysis") else { return nil }
    let wanted = analysis.optionalString("threshold_strategy")
    let found = scenario.strategies.first { strategy in
      strategy.similarityLayer != nil && (wanted == nil || strategy.name == wanted)
    }
    guard let base = found, let layer = base.similarityLayer else {
      guard let wanted else { return nil }
      throw Diagnostic(
        "the strategy '\(wanted)' of 'threshold_strategy' has no layer that answers by similarity",
        position: analysis.position("threshold_strategy"))
    }
    let own = layer.threshold.value
    let resolver = scenario.resolver
    var strategies: [Scenario.Strategy] = []
    let values = Set(analysis.numbers("thresholds") + [own]).sorted()
    for value in values {
      // A default stands nowhere; the strategy that it does not suit does.
      let stated = analysis.list("thresholds").first { $0.number == value && $0.position.line > 0 }
      let node = JSONNode(JSONValue(value), at: stated?.position ?? base.position)
      let layers = try resolver.setting(
        "\(layer.name).threshold", to: node, in: base.layers, at: base.position)
      strategies.append(try resolver.strategy(base, named: "\(base.name) at \(value.short)", layers: layers))
    }
    isDistance = layer.threshold.isDistance
    name = base.name
    ownThreshold = own
    thresholds = values
    self.strategies = strategies
    replications = analysis.integer("threshold_replications")
  }

  /// The curve; a recording varies by block, not by replication.
  func result(_ run: StudyRun, cells: [[CellResult]]) throws(Diagnostic) -> (any StudyResult)? {
    let confidence = run.confidence
    let prices = run.scenario.errorPrices
    let baseline = run.strategies[run.scenario.baseline].cells
    let random = RandomStream(seed: run.scenario.seed, replication: 0, purpose: .optimum)
    func own(_ place: Int) -> [CellResult] { cells[place] }
    let points = thresholds.enumerated().map { place, threshold in
      func estimate(_ metric: Metric) -> Estimate {
        RunResult.overReplications(
          metric, zip(own(place), baseline).map { RunResult.value(metric, of: $0, versus: $1) },
          of: own(place), versus: metric.isPaired ? baseline : nil,
          confidence: confidence)
      }
      return ThresholdCurve.Point(
        threshold: threshold, hitShare: estimate(.hitShare), semanticHitShare: estimate(.semanticHitShare),
        falseHitShare: estimate(.falseHitShare), staleHitShare: estimate(.staleHitShare),
        savingShare: estimate(.savingShare), quality: estimate(.quality),
        costPerMonth: estimate(.costPerMonth), errorCostPerMonth: estimate(.errorCostPerMonth),
        totalCostPerMonth: estimate(.totalCostPerMonth))
    }
    var curve = ThresholdCurve(
      strategy: name, ownThreshold: ownThreshold, isDistance: isDistance,
      replications: cells.first?.count ?? 0, prices: prices, points: points)
    let totals = thresholds.indices.map { place in
      run.scenario.isRecorded
        ? ThresholdPlan.blockTotals(own(place)) : own(place).map { $0.value(.totalCostPerMonth) }
    }
    let ownPlace = thresholds.firstIndex(of: ownThreshold) ?? 0
    if prices.isStated, let best = Optimum(totals, random: random, confidence: confidence) {
      curve.optimum = ThresholdCurve.Optimum(
        place: best.place, low: thresholds[best.low], high: thresholds[best.high],
        isAtEnd: best.place == 0 || best.place == thresholds.count - 1,
        savingOverOwn: Estimate(
          samples: zip(own(ownPlace), own(best.place)).map {
            $0.value(.totalCostPerMonth) - $1.value(.totalCostPerMonth)
          }, confidence: confidence))
    }
    return curve
  }

  /// Dollars of 30 days in each block of requests, the mean over replications of one recording.
  private static func blockTotals(_ cells: [CellResult]) -> [Double] {
    let count = cells.map(\.blocks.count).min() ?? 0
    return (0..<count).map { block in
      cells.reduce(0) { $0 + $1.blocks[block] } / Double(max(1, cells.count))
    }
  }
}

/// Which of several choices has the least sum, with an interval by resampling what the sums are made of.
struct Optimum {
  let place: Int
  let low: Int
  let high: Int

  static let resamples = 2000

  /// Nil without observations.
  ///
  /// - Parameter totals: for each choice its observations; those at one place belong together.
  init?(_ totals: [[Double]], random: RandomStream, confidence: Double) {
    let units = totals.map(\.count).min() ?? 0
    guard units > 0 else { return nil }
    func best(_ drawn: [Int]) -> Int {
      let sums = totals.map { own in drawn.reduce(0) { $0 + own[$1] } }
      return sums.indices.min { sums[$0] < sums[$1] } ?? 0
    }
    place = best(Array(0..<units))
    let interval = Bootstrap.interval(
      (0..<units).map(Double.init), resamples: Optimum.resamples, confidence: confidence, random: random
    ) { Double(best($0.map { Int($0) })) }
    low = min(place, Int(interval.lower.rounded(.down)))
    high = max(place, Int(interval.upper.rounded(.up)))
  }
}
