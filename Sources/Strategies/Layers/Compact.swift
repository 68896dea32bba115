import Declarations
import Providers
import Simulation

/// Replaces the history of a conversation by a summary when the context is long.
///
/// All turns from then on have the summary in place of what it stands for, so that what they share with the turns before
/// ends behind the system prompt: the prefix is written anew once. The summary is a call of its own, which reads the
/// context at the price of what is warm and writes the summary as output.
struct Compact: LayerPlan {
  let trigger: Int
  let keptShare: Double
  let systemTokens: Int?
  let coldAfter: VirtualTime?
  let forced: Int?
  let hysteresis: Double
  let qualityFactor: Double
  let latency: VirtualTime

  static let declaration = LayerDeclaration(
    "compact", "replaces the history of a conversation by a summary when its context is long",
    sampling: .bySession,
    fields: [
      .required("trigger_tokens", .count, "input tokens from which a context is replaced"),
      Field("keep_share", .share, default: 0.2, "tokens of the summary over those that it stands for"),
      Field(
        "system_tokens", .integer(minimum: 0, maximum: 1 << 31),
        "tokens at the beginning that stay as they are; by default those of the system prompt, as the stream tells them"
      ),
      Field(
        "cold_after_s", .positive,
        "idle time after which the prefix is taken to be cold: only then is a context replaced; at any time by default"
      ),
      Field("force_tokens", .count, "input tokens from which it is replaced warm or cold; never by default")
        .only(with: "cold_after_s"),
      Field(
        "hysteresis_share", .nonNegative, default: 0.1,
        "growth since the last summary, over trigger_tokens, before there is another"),
      Field(
        "quality_factor", .share, default: 0.98,
        "quality behind a summary over quality before, for each summary"),
      Field("latency_ms", .nonNegative, default: 0, "time of a summary"),
    ], counters: [.compactions]
  ) { settings, _ throws(Diagnostic) in
    let trigger = settings.integer("trigger_tokens")
    if let forced = settings.optionalInteger("force_tokens"), forced <= trigger {
      throw Diagnostic(
        "'compact.force_tokens' is not above 'trigger_tokens'; more was expected",
        position: settings.position("force_tokens"))
    }
    if settings.number("keep_share") >= 1 {
      throw Diagnostic(
        "'compact.keep_share' is 1; a summary shorter than what it stands for was expected",
        position: settings.position("keep_share"))
    }
    return Compact(
      trigger: trigger, keptShare: settings.number("keep_share"),
      systemTokens: settings.optionalInteger("system_tokens"),
      coldAfter: settings.optionalNumber("cold_after_s").map { .seconds($0) },
      forced: settings.optionalInteger("force_tokens"), hysteresis: settings.number("hysteresis_share"),
      qualityFactor: settings.number("quality_factor"), latency: .milliseconds(settings.number("latency_ms")))
  }

  /// A summary reads the context once more.
  var greatestCharge: LayerCharge { LayerCharge(calls: 2) }

  func idleness(at place: LayerPlace) -> [String] {
    guard place.behind.contains(where: { $0 is PromptCache }) else { return [] }
    return [
      "'compact' stands before 'prompt_cache': its summaries pay for each context in full, as if nothing of it were warm"
    ]
  }

  func makeLayer(in setting: LayerSetting) -> Layer { CompactLayer(self) }
}

private final class CompactLayer: Layer {
  /// What became of a conversation's history.
  private struct History {
    var change = PrefixChange()
    /// Tokens right behind the last summary.
    var compacted = 0
    var quality = 1.0
    var lastTurn = VirtualTime.zero
  }

  private let plan: Compact
  private var histories: [Int: History] = [:]
  private var summaries: UInt64 = 0

  init(_ plan: Compact) { self.plan = plan }

  override func admit(_ passage: Passage) -> Admission {
    var history = histories[passage.conversation] ?? History(lastTurn: passage.now)
    let idle = passage.now - history.lastTurn
    history.lastTurn = passage.now
    defer { histories[passage.conversation] = history }
    let whole = passage.read { $0.inputTokens(passage.request) }
    let system = plan.systemTokens ?? Int(passage.read { $0.systemTokens[passage.request] })
    // A prompt shorter than what was left out is another one, such as a sub-agent's.
    let isBehind = history.change.removed > 0 && whole > system + history.change.removed
    let tokens = isBehind ? whole - history.change.removed + history.change.inserted : whole
    if history.change.removed > 0, !isBehind { return .pass }
    if isBehind { apply(history, passage) }
    guard tokens >= plan.trigger, tokens > system, wants(tokens, idle, history) else { return .pass }
    passage.count(.compactions)
    passage.delay(by: plan.latency)
    let kept = max(1, Int((Double(tokens - system) * plan.keptShare).rounded()))
    passage.summarise(outputTokens: kept)
    summaries += 1
    history.change.cutFrom = system
    history.change.cutText = summaries
    // The request's own message is a part of the context that goes into the summary.
    history.change.removed = whole - system
    history.change.inserted = kept
    history.compacted = system + kept
    history.quality *= plan.qualityFactor
    apply(history, passage, isNew: true)
    return .pass
  }

  private func wants(_ tokens: Int, _ idle: VirtualTime, _ history: History) -> Bool {
    if history.compacted > 0 {
      let growth = Double(tokens - history.compacted)
      if growth < plan.hysteresis * Double(plan.trigger) { return false }
    }
    guard let coldAfter = plan.coldAfter else { return true }
    return idle > coldAfter || plan.forced.map { tokens >= $0 } ?? false
  }

  /// Gives a turn the history that it has by now; a turn that brings a summary has had the one before.
  private func apply(_ history: History, _ passage: Passage, isNew: Bool = false) {
    var change = passage.prefixChange
    change.cutFrom = history.change.cutFrom
    change.removed = history.change.removed
    change.inserted = history.change.inserted
    change.cutText = history.change.cutText
    passage.prefixChange = change
    passage.scaleQuality(by: isNew ? plan.qualityFactor : history.quality)
  }
}
