import Declarations
import Simulation
import Traffic

/// The `sessions` of a synthetic workload.
enum SessionSection {
  static let schema = ObjectSchema(
    "sessions", "how conversations go",
    [
      Field(
        "kind", .choice(["chat", "agent"]), default: "chat", "people who chat, or agents with their tools"),
      Field("turns_median", .positive, "median turns of a session; 4 of a chat, 20 of an agent")
        .derived(byKind(4, 20)),
      Field("turns_p95", .positive, "their 95th percentile; 15 and 80").derived(byKind(15, 80)),
      Field(
        "think_s_median", .positive, default: 40, "median seconds from an answer to the user's next message"),
      Field("think_s_p95", .positive, default: 300, "their 95th percentile"),
      Field(
        "pause_share", .share, default: 0,
        "share of the user's messages that come hours later, in the same session"),
      Field("pause_h_median", .positive, default: 8, "median hours of such a pause").only(
        with: "pause_share"),
      Field("pause_h_p95", .positive, default: 30, "their 95th percentile").idle(
        isWithoutPauses),
      Field("system_prompts", .integer(minimum: 1, maximum: 1_000_000), default: 1, "shared system prompts"),
      Field("prompt_zipf_exponent", .nonNegative, default: 1, "skew of their use"),
      Field(
        "tool_list_tokens", .integer(minimum: 0, maximum: 1_000_000),
        "tokens of the tool list before the system prompt; none in a chat, 9,000 of an agent"
      ).derived(byKind(0, 9000)),
      Field("tool_share", .share, "share of later turns that bring a tool's result; 0.85 of an agent")
        .derived(byKind(0, 0.85)).only("kind", "agent"),
      Field("tool_s_median", .positive, default: 2, "median seconds that a tool runs").only("kind", "agent"),
      Field("tool_s_p95", .positive, default: 40, "their 95th percentile").only("kind", "agent"),
      Field("tool_result_median", .positive, default: 400, "median tokens of a tool's result").only(
        "kind", "agent"),
      Field("tool_result_p95", .positive, default: 6000, "their 95th percentile").only("kind", "agent"),
      Field(
        "subagent_share", .share, "share of the turns behind which sub-agents run; 0.05 of an agent"
      ).derived(byKind(0, 0.05)).only("kind", "agent"),
      Field("subagents_max", .integer(minimum: 1, maximum: 32), default: 3, "the most that run at a time")
        .only(
          "kind", "agent"),
      Field("subagent_turns_median", .positive, default: 8, "median turns of a sub-agent").only(
        "kind", "agent"),
      Field("subagent_turns_p95", .positive, default: 30, "their 95th percentile").only("kind", "agent"),
      Field(
        "compact_at_tokens", .integer(minimum: 1, maximum: 10_000_000),
        "size at which a context is compacted; never in a chat, 150,000 of an agent"
      ).derived { isAgent($0) ? 150_000 : nil },
      Field(
        "compact_to_tokens", .integer(minimum: 1, maximum: 1_000_000), default: 6000,
        "tokens of what is left of the history then"
      ).only(with: "compact_at_tokens"),
      Field("documents", .object(documents), "retrieved documents, the same ones for many users"),
    ])

  private static let documents = ObjectSchema(
    "documents", "retrieved documents",
    [
      Field("count", .integer(minimum: 1, maximum: 10_000_000), default: 5000, "how many there are"),
      Field("zipf_exponent", .nonNegative, default: 0.8, "skew of their use"),
      Field("per_message", .integer(minimum: 1, maximum: 64), default: 3, "how many a message gets"),
      Field("tokens_median", .positive, default: 500, "median tokens of a document"),
      Field("tokens_p95", .positive, default: 900, "their 95th percentile"),
      Field(
        "place", .choice(RetrievedDocuments.Place.allCases.map(\.rawValue)), default: "before_message",
        "before the first message, where users who get the same ones share a prefix, or behind it"),
    ])

  private static let isWithoutPauses: @Sendable (Settings) -> String? = {
    $0.optionalNumber("pause_share") ?? 0 > 0 ? nil : "'pause_share' is 0"
  }

  private static func isAgent(_ settings: Settings) -> Bool { settings.optionalString("kind") == "agent" }

  private static func byKind(_ chat: JSONValue, _ agent: JSONValue) -> @Sendable (Settings) -> JSONValue? {
    { isAgent($0) ? agent : chat }
  }

  /// The sessions that validated settings state.
  static func model(_ settings: Settings) throws(Diagnostic) -> SessionModel {
    var model = SessionModel()
    model.turns = try lognormal(settings, "turns")
    model.think = try lognormal(settings, "think_s")
    model.pauseShare = settings.number("pause_share")
    model.pause = try lognormal(settings, "pause_h", times: 3600)
    model.prompts = settings.integer("system_prompts")
    model.promptExponent = settings.number("prompt_zipf_exponent")
    model.toolListTokens = UInt32(settings.integer("tool_list_tokens"))
    model.toolShare = settings.number("tool_share")
    model.toolTime = try lognormal(settings, "tool_s")
    model.toolResult = try lognormal(settings, "tool_result")
    model.subagentShare = settings.number("subagent_share")
    model.subagentsAtOnce = settings.integer("subagents_max")
    model.subagentTurns = try lognormal(settings, "subagent_turns")
    model.compactAt = settings.optionalInteger("compact_at_tokens").map { UInt32($0) }
    model.compactTo = UInt32(settings.integer("compact_to_tokens"))
    if let limit = model.compactAt, limit <= model.compactTo {
      throw Diagnostic(
        "'compact_to_tokens' is \(model.compactTo), not below the \(limit) of compact_at_tokens; fewer were expected",
        position: settings.position("compact_to_tokens"))
    }
    if let stated = settings.optionalSettings("documents") {
      var documents = RetrievedDocuments()
      documents.count = stated.integer("count")
      documents.exponent = stated.number("zipf_exponent")
      documents.perMessage = stated.integer("per_message")
      documents.tokens = try lognormal(stated, "tokens")
      documents.place = RetrievedDocuments.Place(rawValue: stated.string("place")) ?? .before
      model.documents = documents
    }
    return model
  }

  private static func lognormal(
    _ settings: Settings, _ what: String, times factor: Double = 1
  ) throws(Diagnostic) -> Lognormal {
    let median = settings.number(what + "_median")
    let p95 = settings.number(what + "_p95")
    guard p95 >= median else {
      throw Diagnostic(
        "'\(what)_p95' is \(p95.short), below the median \(median.short); at least the median was expected",
        position: settings.position(what + "_p95"))
    }
    return Lognormal(median: median * factor, p95: p95 * factor)
  }
}
