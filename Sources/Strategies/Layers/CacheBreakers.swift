import Declarations
import Providers
import Simulation

/// Breaks the prefixes of prompts on purpose, as habits of clients do: a time stamp in the system prompt, tools in changing
/// order, a history that is edited.
struct CacheBreakers: LayerPlan {
  let stampPeriod: VirtualTime?
  let stampFrom: Int
  let toolShare: Double
  let editShare: Double
  let editPlace: Double

  static let declaration = LayerDeclaration(
    "cache_breakers", "breaks the prefixes of prompts as habits of clients do, to see what it costs",
    sampling: .bySession,
    fields: [
      Field("timestamp_s", .positive, "how often a time stamp in the system prompt changes; none by default"),
      Field(
        "timestamp_at_tokens", .integer(minimum: 0, maximum: 1 << 31), default: 0,
        "tokens in front of the time stamp"
      ).only(with: "timestamp_s"),
      Field(
        "tool_order_share", .share, default: 0,
        "share of requests whose tools, in front of the system prompt, stand in an order of their own"),
      Field(
        "edit_share", .share, default: 0,
        "share of turns before which the conversation's history is edited for good"),
      Field(
        "edit_place_share", .share, default: 0.5,
        "where in the prompt the edit begins, as a share of its tokens"
      ).idle { $0.number("edit_share") == 0 ? "'edit_share' is 0" : nil },
    ], counters: [.breaks]
  ) { settings, catalog throws(Diagnostic) in
    guard catalog.models.indices.contains(where: { catalog.promptCache(of: $0) != nil }) else {
      throw Diagnostic(
        "'cache_breakers' does nothing: no provider has a prompt_cache", position: settings.node.position)
    }
    return CacheBreakers(
      stampPeriod: settings.optionalNumber("timestamp_s").map { .seconds($0) },
      stampFrom: settings.integer("timestamp_at_tokens"), toolShare: settings.number("tool_order_share"),
      editShare: settings.number("edit_share"), editPlace: settings.number("edit_place_share"))
  }

  func idleness(at place: LayerPlace) -> [String] {
    place.hasOther(PromptCache.self)
      ? [] : ["'cache_breakers' breaks prefixes that no layer 'prompt_cache' reads"]
  }

  func makeLayer(in setting: LayerSetting) -> Layer {
    CacheBreakersLayer(self, random: setting.random(.cacheBreakers))
  }
}

private final class CacheBreakersLayer: Layer {
  private let plan: CacheBreakers
  private let random: RandomStream
  /// Where each conversation's history was edited first, and which text it is by now.
  private var edits: [Int: (from: Int, text: UInt64)] = [:]
  private var seen: Set<Int> = []

  init(_ plan: CacheBreakers, random: RandomStream) {
    self.plan = plan
    self.random = random
  }

  override func admit(_ passage: Passage) -> Admission {
    let request = passage.request
    var from = Int.max
    var text: UInt64 = 0
    var isBroken = false
    func add(_ place: Int, _ own: UInt64) {
      from = min(from, place)
      text = RandomStream.mix(text &+ RandomStream.mix(own))
    }
    if let period = plan.stampPeriod {
      add(plan.stampFrom, UInt64(max(0, passage.now.nanoseconds / max(1, period.nanoseconds))) << 2 | 1)
      isBroken = true
    }
    if plan.toolShare > 0, random.uniform(passage.luck, 0) < plan.toolShare {
      add(0, UInt64(request) << 2 | 2)
      isBroken = true
    }
    if plan.editShare > 0 {
      let conversation = passage.conversation
      let isFirst = seen.insert(conversation).inserted
      if !isFirst, random.uniform(passage.luck, 1) < plan.editShare {
        let place = Int(plan.editPlace * Double(passage.read { $0.inputTokens(request) }))
        edits[conversation] = (min(place, edits[conversation]?.from ?? .max), UInt64(request) << 2 | 3)
        isBroken = true
      }
      if let edit = edits[conversation] { add(edit.from, edit.text) }
    }
    guard from < .max else { return .pass }
    if isBroken { passage.count(.breaks) }
    var change = passage.prefixChange
    change.breakFrom = from
    change.breakText = text
    passage.prefixChange = change
    return .pass
  }
}
