import Declarations
import Providers
import Routing
import Simulation

/// Asks a cheap model first; a judge of stated error decides whether a dearer one is asked as well.
///
/// Both calls are billed, and the second starts when the first is complete and judged. The judge rejects a
/// right answer and keeps a wrong one with the same probability (Chen, Zaharia and Zou: "FrugalGPT", 2023, with
/// the accuracy of its scorer stated instead of trained). A second call that fails for good leaves the first
/// answer. What a budget has throttled stays with its model, and nothing goes through the batch API twice.
struct Cascade: LayerPlan {
  let first: Int
  let then: Int
  let judge: CascadeJudge
  let latency: VirtualTime
  let price: TokenPrice

  static let declaration = LayerDeclaration(
    "cascade", "asks a cheap model first and a dearer one when a judge rejects the answer",
    sampling: .byRequest,
    fields: [
      .required("first", .text, "the cheap model"),
      .required("then", .text, "the model that is asked when the judge rejects"),
      Field("judge_error", .share, default: 0.1, "probability that the judge is wrong"),
      Field("latency_ms", .nonNegative, default: 0, "time of a judgement"),
      Field(
        "input_usd_per_1m", .tokenPrice, default: 0,
        "what the judge charges for the user's tokens and those of the answer"),
    ], counters: [.judgements, .escalations]
  ) { settings, catalog throws(Diagnostic) in
    Cascade(
      first: try catalog.require(settings.string("first"), at: settings.position("first")),
      then: try catalog.require(settings.string("then"), at: settings.position("then")),
      judge: CascadeJudge(error: settings.number("judge_error")),
      latency: .milliseconds(settings.number("latency_ms")),
      price: TokenPrice(dollarsPerMillion: settings.number("input_usd_per_1m")))
  }

  var greatestCharge: LayerCharge { LayerCharge(calls: 2, price: price) }

  func windowFault(in windows: WindowedStream) -> String? { nil }

  func makeLayer(in setting: LayerSetting) -> Layer { CascadeLayer(self, setting: setting) }
}

private final class CascadeLayer: Layer {
  private let plan: Cascade
  private let coins: RandomStream
  /// The deployments of the cheap model.
  private let judged: [Int]

  init(_ plan: Cascade, setting: LayerSetting) {
    self.plan = plan
    coins = setting.random(.cascade)
    judged = setting.catalog.deployments(of: plan.first)
  }

  override func admit(_ passage: Passage) -> Admission {
    passage.route(to: plan.first)
    return .pass
  }

  override func review(_ answer: Answer, of passage: Passage) -> Review {
    // A request that a later layer has sent elsewhere is not this layer's.
    guard judged.contains(answer.model), !passage.isThrottled, !passage.isDeferred else { return .pass }
    passage.count(.judgements)
    if plan.price.picodollars > 0 {
      let tokens = passage.read {
        $0.userTokens(passage.request, model: answer.model)
          + $0.outputTokens(passage.request, model: answer.model)
      }
      passage.bill(plan.price * tokens, for: .routing)
    }
    if coins.uniform(passage.luck) < plan.judge.escalation(answer.quality) {
      passage.count(.escalations)
      return .escalate(to: plan.then, after: plan.latency)
    }
    return .keep(quality: plan.judge.keptQuality(answer.quality), after: plan.latency)
  }
}
