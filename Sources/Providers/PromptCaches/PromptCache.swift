import Simulation

/// The prompt cache of one model of one deployment: what it serves of a prompt, and what it keeps.
///
/// A call looks before its prefill and keeps after it: what it writes can be read when its first token came, not
/// before. A cache belongs to one model of one deployment; who moves on leaves its entries behind, warm until their
/// own end.
struct PromptCache {
  let rule: PromptCacheRule
  /// The least prefix of this model.
  let least: Int

  /// When each entry can be read first, in nanoseconds; `.max` for never.
  var warmFrom: [Int64] = []
  /// When it was last read or written.
  var lastUse: [Int64] = []
  /// When it was written, where entries age.
  var writtenAt: [Int64] = []
  /// Whether it lives for the longer time, where there are two.
  var isLong: [Bool] = []
  /// When a segment came last, where common prefixes are detected.
  var lastSeen: [Int64] = []
  /// When an entry's storage is paid until, where storage has a price.
  var paidUntil: [Int64] = []
  /// The units at the ends of answers, by turn.
  var answers: [Int: AnswerUnit] = [:]
  /// The order of uses, where memory is limited.
  var recency: BlockRecency?

  /// Entries below this number are those of prompts of many, and a sample's calls meet them more rarely: their times run
  /// slower by as much, so that as many calls read them before they end as in the whole (of arrivals without memory).
  private let sharedEntries: Int
  private let slowness: Double

  private var machines: MachineChoice?
  /// The places of segments on each machine, where there are several.
  private var slots = MachineSlots()

  /// A cold cache.
  ///
  /// - Parameters:
  ///   - share: the part of the whole traffic that the calls are.
  ///   - sharedEntries: entries below this number are those of prompts of many.
  init(_ rule: PromptCacheRule, least: Int, share: Double = 1, sharedEntries: Int = 0) {
    self.rule = rule
    self.least = least
    self.sharedEntries = share < 1 ? sharedEntries : 0
    slowness = 1 / share
    if rule.machines > 1 { machines = MachineChoice(rule) }
    if rule.kind == .keyValue { recency = BlockRecency() }
  }

  /// What a call reads and would write.
  ///
  /// - Parameter isServed: whether the provider serves what is warm.
  mutating func look(
    _ chain: PromptChain, _ call: ProviderCall, at now: VirtualTime, isServed: Bool = true
  ) -> PromptCacheUse {
    var use = PromptCacheUse()
    let beginning = chain.segment(reaching: rule.placementTokens) ?? 0
    use.machine = machines?.choose(beginning, key: call.cacheKey, at: now) ?? 0
    find(chain, call, &use, at: now, isServed: isServed)
    return use
  }

  /// What a call would read and write on the machine that it would be sent to first.
  mutating func peek(
    _ chain: PromptChain, _ call: ProviderCall, at now: VirtualTime, isServed: Bool
  ) -> PromptCacheUse {
    var use = PromptCacheUse()
    use.machine = machines?.home(chain.segment(reaching: rule.placementTokens) ?? 0, key: call.cacheKey) ?? 0
    find(chain, call, &use, at: now, isServed: isServed)
    return use
  }

  private mutating func find(
    _ chain: PromptChain, _ call: ProviderCall, _ use: inout PromptCacheUse, at now: VirtualTime,
    isServed: Bool
  ) {
    switch rule.kind {
    case .automaticPrefix, .keyValue: lookAtPrefix(chain, &use, at: now, isServed: isServed)
    case .breakpoints: lookAtBreakpoints(chain, call.cacheStrategy, &use, at: now, isServed: isServed)
    case .prefixUnits: lookAtUnits(chain, after: call.followedTurn, &use, at: now, isServed: isServed)
    }
  }

  /// Keeps what a call read and wrote; what it wrote can be read from `ready` on, and its answer from `done`.
  ///
  /// - Returns: what the provider charges for holding it.
  mutating func keep(
    _ chain: PromptChain, _ call: ProviderCall, _ use: PromptCacheUse, at now: VirtualTime,
    ready: VirtualTime, done: VirtualTime
  ) -> Money {
    switch rule.kind {
    case .automaticPrefix:
      for segment in chain.segments { touch(slot(segment, use.machine), at: now, ready: ready) }
    case .keyValue: keepBlocks(chain, use, at: now, ready: ready)
    case .breakpoints: return keepBreakpoints(chain, call.cacheStrategy, use, at: now, ready: ready)
    case .prefixUnits:
      keepUnits(chain, use, at: now, ready: ready)
      keepAnswer(of: call, chain, use, at: now, done: done)
    }
    return .zero
  }

  // MARK: Entries

  /// The place of a segment on a machine.
  mutating func slot(_ segment: Int, _ machine: Int) -> Int {
    if rule.machines == 1 { return segment }
    return slots.place(of: segment, on: machine)
  }

  /// The place of a segment on a machine that saw it or one near it before, or nil.
  private mutating func knownSlot(_ segment: Int, _ machine: Int) -> Int? {
    rule.machines == 1 ? segment : slots.knownPlace(of: segment, on: machine)
  }

  /// How long an entry lives unread.
  func lifetime(_ slot: Int) -> VirtualTime {
    slowed(isLong.isEmpty || !isLong[slot] ? rule.lifetime : rule.longLifetime ?? rule.lifetime, slot)
  }

  /// How long what takes a time in the whole takes an entry.
  private func slowed(_ time: VirtualTime, _ slot: Int) -> VirtualTime {
    slot < sharedEntries ? time.times(slowness) : time
  }

  /// Whether an entry was ever written.
  func isWritten(_ slot: Int) -> Bool { slot < warmFrom.count && warmFrom[slot] < .max }

  /// Whether an entry can be read at a time.
  func isWarm(_ slot: Int, at now: VirtualTime) -> Bool {
    guard slot < warmFrom.count else { return false }
    let from = warmFrom[slot]
    // The end of all time comes after what never was written too.
    guard from < .max, from <= now.nanoseconds else { return false }
    if let oldest = rule.maximumAge, now.nanoseconds - writtenAt[slot] > slowed(oldest, slot).nanoseconds {
      return false
    }
    return now.nanoseconds - max(lastUse[slot], from) <= lifetime(slot).nanoseconds
  }

  /// Marks an entry as used by a call whose prefill ends at `ready`; a cold one becomes warm only then.
  ///
  /// - Returns: whether the call writes it.
  @discardableResult
  mutating func touch(_ slot: Int, at now: VirtualTime, ready: VirtualTime) -> Bool {
    reserve(slot)
    if isWarm(slot, at: now) {
      renew(slot, at: now)
      return false
    }
    guard warmFrom[slot] == .max || warmFrom[slot] <= now.nanoseconds else { return false }
    let ready = slot < sharedEntries ? now + slowed(ready - now, slot) : ready
    warmFrom[slot] = ready.nanoseconds
    lastUse[slot] = ready.nanoseconds
    if rule.maximumAge != nil { writtenAt[slot] = ready.nanoseconds }
    return true
  }

  /// Starts the lifetime of a warm entry anew.
  mutating func renew(_ slot: Int, at now: VirtualTime) {
    if rule.renewsOnRead { lastUse[slot] = max(lastUse[slot], now.nanoseconds) }
  }

  /// Renews what a prompt read, and writes nothing.
  mutating func renew(
    _ chain: PromptChain, _ strategy: PromptCacheStrategy, _ use: PromptCacheUse, at now: VirtualTime
  ) -> Money {
    var counts = Array((0..<use.hitCount).map { $0 + 1 })
    if rule.kind == .breakpoints {
      counts = breakpoints(chain, strategy).map(\.count).filter { $0 < use.hitCount } + [use.hitCount]
    } else if rule.kind == .prefixUnits {
      counts = [use.hitCount]
    }
    var storage = Money.zero
    for count in counts where count > 0 {
      let place = slot(chain.segments[count - 1], use.machine)
      guard isWarm(place, at: now) else { continue }
      renew(place, at: now)
      storage = storage + hold(place, chain.ends[count - 1])
    }
    return storage
  }

  /// Makes room for an entry.
  mutating func reserve(_ slot: Int) {
    if slot < warmFrom.count { return }
    let more = max(slot + 1, warmFrom.count * 2, 64) - warmFrom.count
    warmFrom += Array(repeating: .max, count: more)
    lastUse += Array(repeating: .min, count: more)
    if rule.maximumAge != nil { writtenAt += Array(repeating: .min, count: more) }
    if rule.longLifetime != nil { isLong += Array(repeating: false, count: more) }
    if rule.kind == .prefixUnits { lastSeen += Array(repeating: .min, count: more) }
    if rule.storagePrice != nil { paidUntil += Array(repeating: .min, count: more) }
  }

  // MARK: Any prefix

  private mutating func lookAtPrefix(
    _ chain: PromptChain, _ use: inout PromptCacheUse, at now: VirtualTime, isServed: Bool
  ) {
    var count = 0
    while isServed, count < chain.segments.count,
      let slot = knownSlot(chain.segments[count], use.machine), isWarm(slot, at: now)
    {
      count += 1
    }
    use.hitCount = count
    use.cached = rule.served(count == 0 ? 0 : chain.ends[count - 1], least: least)
    use.written = max(0, rule.served(chain.tokens, least: least) - use.cached)
  }
}
