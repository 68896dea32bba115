import Declarations
import Providers
import Simulation

/// Sends a call a second time when its answer is late, and takes the answer that comes first.
///
/// Dean and Barroso, "The Tail at Scale", Communications of the ACM 56(2), 2013: the second call goes out after a high
/// quantile of the latency, so that few calls are made twice and the tail is cut. The quantile is that of the last
/// `HedgeLayer.memory` answers of the same model; a cap on second calls holds whatever the estimate is. Calls of the
/// batch API and calls whose latency was recorded are left alone.
struct Hedge: LayerPlan {
  let quantile: Double
  /// The wait, where it is stated.
  let wait: VirtualTime?
  let leastCalls: Int
  let mostShare: Double
  let billing: CancellationBilling

  static let declaration = LayerDeclaration(
    "hedge", "sends a late call a second time and takes the first answer",
    // The quantile is that of all answers, and the cap one on all calls.
    sampling: SampleRule { settings, _ in
      settings.has("after_ms") && settings.optionalNumber("most_share") == 1 ? .separable : .estimated
    },
    fields: [
      Field(
        "quantile", .number(Bounds(minimum: 0.5, maximum: 0.9999)), default: 0.95,
        "quantile of the model's latency after which a second call goes out"
      ).unless("after_ms"),
      Field(
        "least_calls", .integer(minimum: 20, maximum: 1000), default: 100,
        "answers of the model from which on the quantile counts"
      ).unless("after_ms"),
      Field("after_ms", .positive, "a stated wait in place of the quantile"),
      Field("most_share", .share, default: 0.05, "most second calls over calls"),
      Field(
        "cancelled", .choice(CancellationBilling.allCases.map(\.rawValue)), default: "whole",
        "what is billed of the call that comes second: all, its input and what was written by then, or nothing; it "
          + "counts as the cost of cancelled calls"),
    ], counters: [.hedges, .hedgeWins, .cancelled, .cancelledFree],
    idleness: "no answer was late enough, or the log tells how long each call took, and such are left alone"
  ) { settings, _ throws(Diagnostic) in
    Hedge(
      quantile: settings.number("quantile"),
      wait: settings.optionalNumber("after_ms").map { .milliseconds($0) },
      leastCalls: settings.integer("least_calls"), mostShare: settings.number("most_share"),
      billing: CancellationBilling(rawValue: settings.string("cancelled")) ?? .whole)
  }

  var greatestCharge: LayerCharge { LayerCharge(calls: 2) }

  func windowFault(in windows: WindowedStream) -> String? { nil }

  func makeLayer(in setting: LayerSetting) -> Layer { HedgeLayer(self, models: setting.catalog.models.count) }
}

/// The layer behind `Hedge`; the gateway asks it about every try.
final class HedgeLayer: Layer {
  /// How many answers of a model the quantile is taken over.
  static let memory = 1000

  private let plan: Hedge
  private var latencies: [RecentQuantile]
  private var tries = 0
  private var hedges = 0

  init(_ plan: Hedge, models: Int) {
    self.plan = plan
    latencies = Array(repeating: RecentQuantile(memory: HedgeLayer.memory), count: models)
  }

  /// What is billed of a call that is cancelled.
  var billing: CancellationBilling { plan.billing }

  /// After which time a try that goes out now is sent again, or nil where it never is.
  func wait(for model: Int) -> VirtualTime? {
    tries += 1
    if let wait = plan.wait { return wait }
    guard latencies[model].count >= plan.leastCalls else { return nil }
    return latencies[model].value(at: plan.quantile).map { VirtualTime(nanoseconds: $0) }
  }

  /// Takes one of the second calls that the cap allows.
  func takeHedge() -> Bool {
    guard Double(hedges + 1) <= plan.mostShare * Double(tries) else { return false }
    hedges += 1
    return true
  }

  /// Takes note of how long the first try of an answered call ran, or had run when the second answered.
  func observe(_ latency: VirtualTime, of model: Int) { latencies[model].add(latency.nanoseconds) }
}
