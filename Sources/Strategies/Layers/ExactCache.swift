import Declarations
import Providers
import Simulation

/// A response cache by key: the same request gets the stored answer.
struct ExactCache: LayerPlan {
  let limits: StoreLimits
  var recipe: KeyRecipe
  let warmUp: CacheWarmUp?

  static let declaration = LayerDeclaration(
    "exact_cache", "answers a request whose key was answered before",
    sampling: .byKey(isLimited: true).refusing("warm_up", why: CacheWarmUp.samplingFault),
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
    if recipe.normalisation != .none { needs.append(.text("normalize")) }
    return needs + limits.textNeeds + (warmUp?.needs ?? [])
  }

  var isBound: Bool { limits.policy.kind.isBound }

  var greatestCharge: LayerCharge {
    var charge = warmUp?.greatestCharge ?? LayerCharge()
    charge.amount += limits.cost.greatestCharge
    return charge
  }

  /// None for a cache that others fill or empty, or that goes by more than a key: what its reuse says of hits is not what
  /// it does.
  var keyedStore: KeyedStore? {
    guard warmUp == nil, limits.events.purges.isEmpty, limits.bypass == nil, limits.lifetimes.longest == nil
    else {
      return nil
    }
    return KeyedStore(
      recipe: recipe, lifetime: limits.lifetimes.standard, isSliding: limits.lifetimes.isSliding,
      hasRules: !limits.lifetimes.rules.isEmpty, admits: limits.admits)
  }

  func windowFault(in windows: WindowedStream) -> String? {
    if isBound { return "'\(limits.policy.kind.rawValue)' reads the future" }
    if warmUp != nil { return "'warm_up' looks for requests of the whole stream" }
    if limits.events.purges.contains(where: { $0.keywords != nil }) {
      return "'purges' with keywords read the texts of the whole stream"
    }
    if limits.bypass != nil { return "'bypass_keywords' read the texts of the whole stream" }
    return limits.lifetimes.rules.isEmpty
      ? recipe.windowFault(in: windows) : "'ttl_rules' read the texts of the whole stream"
  }

  func asRecorded() -> any LayerPlan {
    var plan = self
    plan.recipe.splitsModels = true
    return plan
  }

  func idleness(at place: LayerPlace) -> [String] {
    recipe.idleness(of: "exact_cache", in: place.stream)
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

  override func move(to window: PreparedStream, by requests: Int) {
    keys = window.column(recipe)
    store.move(to: window.stream)
  }

  override var entryCount: Int { store.count }

  private func next(_ request: Int) -> UInt32 { readsFuture ? keys.next[request] : .max }

  override func admit(_ passage: Passage) -> Admission {
    store.chargeHosting(to: passage)
    guard store.admits(passage) else {
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
      stored: store.age(of: entry), isWorsened: entry.isWorsened)
  }

  override func store(_ answer: Answer, of passage: Passage) {
    guard store.admits(passage) else { return }
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
    let (keys, stream, now) = (keys.keys, passage.stream, passage.now)
    warming?.fill(
      for: passage, keys: keys, readsFuture: readsFuture, admits: store.admits(_:prompt:),
      holds: { store.holds($0.key, at: now) },
      store: { answer, request, next in
        store.store(
          answer, of: request, key: keys[request], prompt: stream.prompt[request],
          intent: stream.intent[request], next: next, at: now, isWarmed: true
        ) { _ in passage.count(.evictions) }
      })
  }
}
