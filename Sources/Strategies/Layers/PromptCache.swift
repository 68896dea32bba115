import Declarations
import Providers
import Simulation
import Traffic

/// Uses the provider's prompt cache: prefixes seen lately cost less and start sooner.
struct PromptCache: LayerPlan {
  let strategy: PromptCacheStrategy
  let keepAlive: KeepAlive?
  /// How the providers cache prompts.
  let rules: [PromptCacheRule]

  static let declaration = LayerDeclaration(
    "prompt_cache", "uses the provider's prompt cache (the rule stands with the provider)",
    usesPromptCache: true,
    sampling: SampleRule { _, unit in
      unit == .intent
        ? .estimated
        : .refused(
          why:
            "prefixes that many \(unit.plural) share, such as a system prompt and a context, are read more rarely in a "
            + "sample and go cold",
          instead: "--by intent, of a synthetic stream without sessions, or the whole stream")
    },
    fields: [
      Field(
        "breakpoints", .choice(["auto", "none", "system", "last_message", "sliding_4", "every"]),
        "where prompts have breakpoints, for caches of that kind: nowhere but for the provider's own, behind the system "
          + "prompt, at the end, behind the system prompt and at the end and as far back as the look-back reaches, or every "
          + "so many tokens; auto, the default, is system where holding has a price, else sliding_4"),
      Field("every_tokens", .count, "tokens between breakpoints").only("breakpoints", "every")
        .only(with: "breakpoints"),
      Field(
        "lifetime", .choice(PromptCacheStrategy.Lifetime.allCases.map(\.rawValue)),
        "how long what is written lives: the provider's ttl_s, its long_ttl_s, or that for the system prompt alone; 5m by "
          + "default"),
      Field(
        "key", .choice(PromptCacheStrategy.Key.allCases.map(\.rawValue)),
        "what tells the provider which prompts belong on one machine beside their beginning; none by default"),
      Field(
        "system_tokens", .integer(minimum: 0, maximum: 1 << 31),
        "tokens of the system prompt with its tools; by default what the stream tells"),
      Field("keep_alive", .object(KeepAlive.schema), "reads that only keep prefixes warm; none by default"),
    ], counters: [.writtenTokens, .pings, .pingedTokens, .switches, .switchBacks, .warmSwitchBacks]
  ) { settings, catalog throws(Diagnostic) in
    try PromptCache.check(settings, catalog)
    var strategy = PromptCacheStrategy()
    switch settings.optionalString("breakpoints") ?? "auto" {
    case "none": strategy.breakpoints = .none
    case "system": strategy.breakpoints = .system
    case "last_message": strategy.breakpoints = .lastMessage
    case "sliding_4": strategy.breakpoints = .sliding
    case "every":
      guard let tokens = settings.optionalInteger("every_tokens") else {
        throw Diagnostic(
          "'breakpoints' is 'every' without 'every_tokens'; the tokens between breakpoints were expected",
          position: settings.position("breakpoints"))
      }
      strategy.breakpoints = .every(tokens)
    default: strategy.breakpoints = .usual
    }
    if let name = settings.optionalString("lifetime") { strategy.lifetime = .init(rawValue: name) ?? .short }
    if let name = settings.optionalString("key") { strategy.key = .init(rawValue: name) ?? .none }
    strategy.systemTokens = settings.optionalInteger("system_tokens")
    return PromptCache(
      strategy: strategy, keepAlive: settings.optionalSettings("keep_alive").map(KeepAlive.init),
      rules: catalog.models.indices.compactMap { catalog.promptCache(of: $0) })
  }

  /// Refuses what does nothing with any prompt cache of the catalogue.
  private static func check(_ settings: Settings, _ catalog: ProviderCatalog) throws(Diagnostic) {
    let rules = catalog.models.indices.compactMap { catalog.promptCache(of: $0) }
    func refuse(_ key: String, _ why: String, unless isUsed: (PromptCacheRule) -> Bool) throws(Diagnostic) {
      guard settings.has(key), !rules.contains(where: isUsed) else { return }
      throw Diagnostic("'prompt_cache.\(key)' does nothing: \(why)", position: settings.position(key))
    }
    let noBreakpoints = "no provider's prompt_cache is of kind 'breakpoints'"
    try refuse("breakpoints", noBreakpoints) { $0.kind == .breakpoints }
    try refuse("system_tokens", noBreakpoints) { $0.kind == .breakpoints }
    if settings.optionalString("lifetime") != "5m" {
      try refuse("lifetime", "no provider's prompt_cache has a 'long_ttl_s'") { $0.longLifetime != nil }
    }
    try refuse("key", "no provider's prompt_cache has several machines") { $0.machines > 1 }
    guard let keepAlive = settings.optionalSettings("keep_alive") else { return }
    try refuse("keep_alive", "no provider's prompt_cache has entries that a read renews") {
      $0.renewsOnRead && $0.kind != .keyValue
    }
    let interval = VirtualTime.seconds(keepAlive.number("interval_s"))
    guard rules.contains(where: { max($0.lifetime, $0.longLifetime ?? .zero) >= interval }) else {
      throw Diagnostic(
        "'keep_alive.interval_s' is above every lifetime; at most the provider's 'ttl_s' was expected",
        position: keepAlive.position("interval_s"))
    }
  }

  func windowFault(in windows: WindowedStream) -> String? {
    if windows.isRecorded { return "a log's stream keeps nothing of its prompts' prefixes" }
    if keepAlive != nil { return "'keep_alive' keeps notes of single requests" }
    let placesMessages = rules.contains {
      $0.machines > 1 && ($0.kind == .breakpoints || $0.kind == .prefixUnits)
    }
    return placesMessages ? "prompts are sent to machines by the numbers of the whole stream's messages" : nil
  }

  func sampleFault(of sample: StreamSample) -> (why: String, instead: String)? {
    let whole = "or the whole stream"
    if keepAlive != nil {
      return (
        "'keep_alive' goes by conversations, of which a sample leaves turns out",
        "the layer without it, \(whole)"
      )
    }
    if rules.contains(where: { $0.kind == .prefixUnits || $0.kind == .keyValue }) {
      return (
        "a provider's prompt_cache keeps what prompts of many have in common",
        "a cache of kind automatic_prefix or breakpoints, \(whole)"
      )
    }
    if rules.contains(where: { $0.machines > 1 }) {
      return (
        "a provider's prompt_cache has machines that fill with the calls of all", "one machine, \(whole)"
      )
    }
    if rules.contains(where: { $0.storagePrice != nil }) {
      return ("holding what all share has a price", "a prompt_cache without a price of storage, \(whole)")
    }
    return nil
  }

  /// A ping reads a prompt once more, at most at the price of its input.
  var greatestCharge: LayerCharge { LayerCharge(calls: 1 + (keepAlive?.maximumPings ?? 0)) }

  func idleness(at place: LayerPlace) -> [String] {
    var sentences: [String] = []
    if place.behind.contains(where: { $0 is PromptCache }) {
      sentences.append("'prompt_cache' stands twice: the settings of the last one hold for every call")
    }
    guard strategy.systemTokens.map({ $0 == 0 }) ?? !place.hasSystemTokens else { return sentences }
    if strategy.lifetime == .mixed {
      sentences.append(
        "'prompt_cache' with the lifetime mixed writes nothing for the longer one: no request has system tokens "
          + "('system_tokens' states them)")
    }
    if strategy.breakpoints == .system {
      sentences.append(
        "'prompt_cache' with a breakpoint behind the system prompt alone writes nothing: no request has system tokens "
          + "('system_tokens' states them)")
    }
    return sentences
  }

  func idleness(after count: (LayerCounter) -> Int) -> [String] {
    guard keepAlive != nil, count(.pings) == 0 else { return [] }
    return [
      "'prompt_cache' sent no ping: no conversation that was likely to go on paused for that long while its prefix was warm"
    ]
  }

  func makeLayer(in setting: LayerSetting) -> Layer {
    PromptCacheLayer(self)
  }
}

private final class PromptCacheLayer: Layer {
  private let plan: PromptCache
  private var visits = ModelVisits()
  private var pings: KeepAliveState?
  private var hasStated = false

  init(_ plan: PromptCache) {
    self.plan = plan
    pings = plan.keepAlive.map(KeepAliveState.init)
  }

  override var notesCalls: Bool { true }

  override func admit(_ passage: Passage) -> Admission {
    if !hasStated {
      hasStated = true
      passage.desk.use(plan.strategy)
    }
    passage.usePromptCache()
    pings?.begin(passage.request, in: passage.conversation)
    return .pass
  }

  override func note(_ note: CallNote, of passage: Passage) {
    guard note.result == .answered, passage.usesPromptCache else { return }
    if note.writtenTokens > 0 { passage.count(.writtenTokens, by: note.writtenTokens) }
    switch visits.visit(note.model, in: passage.conversation) {
    case .same: break
    case .first: passage.count(.switches)
    case .again:
      passage.count(.switches)
      passage.count(.switchBacks)
      if note.cachedTokens > 0 { passage.count(.warmSwitchBacks) }
    }
  }

  override func store(_ answer: Answer, of passage: Passage) {
    let sent = answer.completed - answer.latency
    guard let next = pings?.next(after: passage.request, in: passage.conversation, at: sent) else { return }
    passage.desk.wake(token: UInt32(passage.request), at: max(passage.now, next))
  }

  override func wake(_ token: UInt32, at desk: Desk) {
    let passage = desk.passage(of: Int(token))
    guard let number = pings?.due(passage.request, in: passage.conversation) else { return }
    let tokens = passage.ping(number: number, outputTokens: plan.keepAlive?.outputTokens ?? 0)
    guard tokens > 0 else { return }
    passage.count(.pings)
    passage.count(.pingedTokens, by: tokens)
    guard let next = pings?.next(after: passage.request, in: passage.conversation, at: passage.now) else {
      return
    }
    desk.wake(token: token, at: next)
  }
}

/// Which models the turns of conversations went to.
private struct ModelVisits {
  enum Visit { case same, first, again }

  /// The model of the last turn of each conversation; nil before its first.
  private var last: [UInt8?] = []
  /// The models before it, a bit each in four words; empty until some conversation moves to another.
  private var seen: [SIMD4<UInt64>] = []

  mutating func visit(_ model: Int, in conversation: Int) -> Visit {
    let model = UInt8(model)
    if conversation >= last.count {
      let count = max(conversation + 1, 2 * last.count)
      last += Array(repeating: nil, count: count - last.count)
    }
    let before = last[conversation]
    last[conversation] = model
    guard let before, before != model else { return .same }
    if seen.count < last.count { seen += Array(repeating: .zero, count: last.count - seen.count) }
    seen[conversation][Int(before >> 6)] |= 1 << UInt64(before & 63)
    return seen[conversation][Int(model >> 6)] >> UInt64(model & 63) & 1 == 1 ? .again : .first
  }
}
