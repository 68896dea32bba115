import Declarations
import Providers
import Simulation

/// A response cache by key: the same request gets the stored answer.
struct ExactCache: LayerPlan {
  let limits: StoreLimits
  let recipe: KeyRecipe
  let warmUp: CacheWarmUp?

  static let declaration = LayerDeclaration(
    "exact_cache", "answers a request whose key was answered before",
    sampling: .byKey(isLimited: true).refusing(
      "warm_up", why: "it asks ahead what is asked most of all, of which a sample holds a part"),
    fields: StoreLimits.fields + KeyRecipe.fields + [CacheWarmUp.field],
    counters: LayerCounter.ofCaches + [.warmed, .warmedHits, .purged]
  ) { settings, _ throws(Diagnostic) in
    ExactCache(
      limits: try StoreLimits(settings), recipe: KeyRecipe(settings),
      warmUp: settings.optionalSettings("warm_up").map(CacheWarmUp.init))
  }

  var needs: [StreamNeed] {
    var needs: [StreamNeed] = [.keys(recipe)]
    if limits.policy.kind.isBound { needs.append(.future(recipe)) }
    if !limits.lifetimes.rules.isEmpty { needs.append(.text("ttl_rules")) }
    if recipe.normalisation != .none { needs.append(.text("normalize")) }
    return needs + limits.events.needs + (warmUp?.needs ?? [])
  }

  var isBound: Bool { limits.policy.kind.isBound }

  var greatestCharge: LayerCharge { warmUp?.greatestCharge ?? LayerCharge() }

  /// None for a cache that others fill or empty: what its key's reuse says of hits is not what it does.
  var keyedStore: KeyedStore? {
    guard warmUp == nil, limits.events.purges.isEmpty else { return nil }
    return KeyedStore(
      recipe: recipe, lifetime: limits.lifetimes.standard, isSliding: limits.lifetimes.isSliding,
      hasRules: !limits.lifetimes.rules.isEmpty, admits: limits.admits)
  }

  var windowFault: String? {
    if isBound { return "'\(limits.policy.kind.rawValue)' reads the future" }
    if warmUp != nil { return "'warm_up' looks for requests of the whole stream" }
    if limits.events.purges.contains(where: { $0.keywords != nil }) {
      return "'purges' with keywords read the texts of the whole stream"
    }
    return limits.lifetimes.rules.isEmpty
      ? recipe.windowFault : "'ttl_rules' read the texts of the whole stream"
  }

  func makeLayer(in setting: LayerSetting) -> Layer {
    ExactCacheLayer(self, column: setting.stream.column(recipe), setting: setting)
  }
}

private final class ExactCacheLayer: Layer {
  private let store: ResponseStore
  private let recipe: KeyRecipe
  private var keys: KeyColumn
  private let readsFuture: Bool
  private var warming: WarmUpQueue?

  init(_ plan: ExactCache, column: KeyColumn, setting: LayerSetting) {
    store = ResponseStore(plan.limits, keys: column.count, stream: setting.stream.stream)
    keys = column
    recipe = plan.recipe
    readsFuture = plan.limits.policy.kind.isBound
    warming = plan.warmUp.map { WarmUpQueue($0, warmUp: setting.warmUp) }
  }

  override func move(to window: PreparedStream, by requests: Int) { keys = window.column(recipe) }

  override var entryCount: Int { store.count }

  private func next(_ request: Int) -> UInt32 { readsFuture ? keys.next[request] : .max }

  override func admit(_ passage: Passage) -> Admission {
    guard store.admits(passage.marks) else {
      passage.count(.bypasses)
      return .pass
    }
    passage.count(.lookups)
    passage.markEligible()
    passage.delay(by: store.lookup)
    purge(passage)
    if warming != nil { warm(passage) }
    let key = keys.keys[passage.request]
    guard let entry = store.find(key, at: passage.now, expired: { passage.count(.expirations) }) else {
      return .pass
    }
    store.hit(key, next: next(passage.request), at: passage.now) { _ in passage.count(.evictions) }
    if entry.isWarmed { passage.count(.warmedHits) }
    return passage.answer(
      as: .exactHit, truth: store.truth(of: entry, for: passage), quality: entry.quality,
      stored: store.age(of: entry))
  }

  override func store(_ answer: Answer, of passage: Passage) {
    guard store.admits(passage.marks) else { return }
    purge(passage)
    let request = passage.request
    let isStored = store.store(
      answer, of: request, key: keys.keys[request], prompt: passage.prompt, intent: passage.intent,
      next: next(request), at: passage.now
    ) { _ in passage.count(.evictions) }
    if isStored { passage.count(.stores) }
  }

  private func purge(_ passage: Passage) {
    store.purge(at: passage.now) { _ in passage.count(.purged) }
  }

  /// Fills the cache if it is time; the request pays.
  private func warm(_ passage: Passage) {
    defer { warming?.note(passage.request, at: passage.now) }
    guard let time = warming?.isDue(at: passage.now) else { return }
    let stream = passage.stream
    let wishes =
      warming?.wishes(at: time, keys: keys.keys, stream: stream, admits: store.admits) ?? []
    let upcoming = readsFuture ? nextUses(of: wishes, from: passage.request) : [:]
    for wish in wishes where wish.request == nil || !store.holds(wish.key, at: passage.now) {
      let answer = passage.askAhead(as: wish.request ?? passage.request)
      guard let request = wish.request else { continue }
      let isStored = store.store(
        answer, of: request, key: wish.key, prompt: stream.prompt[request], intent: stream.intent[request],
        next: upcoming[wish.key] ?? .max, at: passage.now, isWarmed: true
      ) { _ in passage.count(.evictions) }
      if isStored { passage.count(.warmed) }
    }
  }

  /// The first request from one on with each of some keys: a policy that knows the future wants it of what is stored.
  private func nextUses(of wishes: [WarmUpQueue.Wish], from request: Int) -> [UInt32: UInt32] {
    let wanted = Set(wishes.map(\.key))
    var found: [UInt32: UInt32] = [:]
    for later in request..<keys.keys.count where found.count < wanted.count {
      let key = keys.keys[later]
      if wanted.contains(key), found[key] == nil { found[key] = UInt32(later) }
    }
    return found
  }
}
