import CacheTraces
import Eviction
import Simulation
import Traffic

/// The entries of a response cache: a replacement policy, lifetimes, and what each answer is.
final class ResponseStore {
  struct Entry {
    var expires: Int64 = 0
    var intent: UInt32 = 0
    var version: UInt32 = 0
    var quality: Double = 0
    var prompt: UInt32 = 0
    var weight: Float = 1
    /// When the answer was complete.
    var stored = VirtualTime.zero
    /// Tokens of the answer.
    var tokens: UInt32 = 0
    /// Whether it was filled ahead of its requests.
    var isWarmed = false
    /// Whether a layer had made the answer worse.
    var isWorsened = false
  }

  let limits: StoreLimits
  private let cache: FilteredCache
  /// The place of each key's entry; `none` for a key that the cache does not hold.
  private var places: [UInt32]
  /// The entries, as many as the cache ever held at once, and the places among them that are free.
  private var entries: [Entry] = []
  private var free: [UInt32] = []
  private static let none = UInt32.max
  private var lifetimes: [VirtualTime]
  private var stream: QueryStream
  /// The next of the purges.
  private var purges = 0
  /// What of the cache's own cost was charged, in picodollars.
  var hostingBilled: Int128 = 0
  /// Whether prompts pass by for their words, as far as that was asked.
  private var bypassed: [UInt32: Bool] = [:]

  init(_ limits: StoreLimits, keys: Int, stream: QueryStream) {
    self.limits = limits
    self.stream = stream
    let setup = PolicySetup(
      capacity: limits.capacity, keys: keys, variant: limits.policy.variant,
      parameters: limits.policy.parameters)
    do throws(EvictionError) {
      cache = try FilteredCache(limits.policy.kind, setup, rule: limits.admission)
    } catch {
      preconditionFailure("The limits were checked: \(error)")
    }
    places = Array(repeating: ResponseStore.none, count: keys)
    lifetimes = []
  }

  var count: Int { cache.cache.count }

  /// Goes over to the next window of its stream.
  func move(to window: QueryStream) { stream = window }

  /// The time of a look-up.
  var lookup: VirtualTime { limits.lookup }

  /// Whether a request is looked up and its answer stored.
  func admits(_ marks: RequestMarks, prompt: UInt32) -> Bool {
    guard limits.admits(marks) else { return false }
    guard let bypass = limits.bypass else { return true }
    if let known = bypassed[prompt] { return !known }
    var text: [UInt8] = []
    stream.texts.append(Int(prompt), to: &text)
    let isBypassed = [bypass].value(for: text) ?? false
    bypassed[prompt] = isBypassed
    return !isBypassed
  }

  /// The same of a request on its way past the layer.
  func admits(_ passage: Passage) -> Bool { admits(passage.marks, prompt: passage.prompt) }

  /// The entry of a key if it is there and alive; an expired one is removed.
  func find(_ key: UInt32, at now: VirtualTime, expired: () -> Void) -> Entry? {
    let place = places[Int(key)]
    guard place != ResponseStore.none else { return nil }
    let entry = entries[Int(place)]
    if entry.expires <= now.nanoseconds {
      remove(key)
      expired()
      return nil
    }
    return entry
  }

  /// Whether an answer to a request is there and alive.
  func holds(_ key: UInt32, at now: VirtualTime) -> Bool {
    let place = places[Int(key)]
    return place != ResponseStore.none && entries[Int(place)].expires > now.nanoseconds
  }

  /// Whether an entry's answer is right for a request; one of a model that was replaced since is stale.
  func truth(of entry: Entry, for passage: Passage) -> HitTruth {
    let truth = passage.truth(answeredFor: entry.intent, prompt: entry.prompt, version: entry.version)
    return truth == .correct && limits.events.isOutdated(entry.stored, at: passage.now) ? .stale : truth
  }

  /// When an entry's answer was complete, where nothing but the clock of answers makes it stale.
  func age(of entry: Entry) -> VirtualTime? { limits.events.updates.isEmpty ? entry.stored : nil }

  /// Drops the entries that purges up to now drop.
  ///
  /// - Complexity: O(keys) for each purge that is due, else O(1).
  func purge(at now: VirtualTime, dropped: (UInt32) -> Void) {
    while purges < limits.events.purges.count, limits.events.purges[purges].time <= now {
      let purge = limits.events.purges[purges]
      purges += 1
      for key in 0..<UInt32(places.count) where places[Int(key)] != ResponseStore.none {
        guard purge.drops(entries[Int(places[Int(key)])].prompt, of: stream.texts) else { continue }
        remove(key)
        dropped(key)
      }
    }
  }

  /// Records a hit.
  func hit(_ key: UInt32, next: UInt32, at now: VirtualTime, evicted: (UInt32) -> Void) {
    let place = Int(places[Int(key)])
    if limits.lifetimes.isSliding {
      let entry = entries[place]
      entries[place].expires =
        limits.lifetimes.expiry(of: lifetime(of: entry.prompt), stored: entry.stored, at: now).nanoseconds
    }
    cache.hit(
      key, Access(next: next, cost: entries[place].weight, time: now.nanoseconds / 1_000_000)
    ) { victim in
      release(victim)
      evicted(victim)
    }
  }

  private func remove(_ key: UInt32) {
    cache.remove(key)
    release(key)
  }

  /// Frees the place of an entry that the cache does not hold any more.
  private func release(_ key: UInt32) {
    let place = places[Int(key)]
    if place == ResponseStore.none { return }
    places[Int(key)] = ResponseStore.none
    free.append(place)
  }

  /// Gives a key's entry a place.
  private func keep(_ entry: Entry, as key: UInt32) {
    guard let place = free.popLast() else {
      places[Int(key)] = UInt32(entries.count)
      entries.append(entry)
      return
    }
    places[Int(key)] = place
    entries[Int(place)] = entry
  }

  /// Stores an answer; an entry with the same key is replaced.
  ///
  /// - Returns: whether it was stored.
  func store(
    _ answer: Answer, of request: Int, key: UInt32, prompt: UInt32, intent: UInt32, next: UInt32,
    at now: VirtualTime, isWarmed: Bool = false, evicted: (UInt32) -> Void
  ) -> Bool {
    remove(key)
    let promptTokens = limits.keepsPrompt ? stream.inputTokens(request) : 0
    let overhead = limits.isBytes ? limits.overhead(of: answer, promptTokens: promptTokens) : 0
    let size = limits.isBytes ? UInt32(clamping: answer.bytes + Int(overhead)) : 1
    let weight = limits.weight.value(of: answer)
    let isStored = cache.insert(
      key, Access(size: size, next: next, cost: weight, time: now.nanoseconds / 1_000_000),
      request: stream.origin(of: request), overhead: overhead
    ) { victim in
      release(victim)
      evicted(victim)
    }
    guard isStored else { return false }
    let entry = Entry(
      expires: limits.lifetimes.expiry(of: lifetime(of: prompt), stored: now, at: now).nanoseconds,
      intent: intent, version: answer.version,
      quality: answer.quality, prompt: prompt, weight: weight, stored: now, tokens: answer.tokens,
      isWarmed: isWarmed, isWorsened: answer.isWorsened)
    keep(entry, as: key)
    return true
  }

  private func lifetime(of prompt: UInt32) -> VirtualTime {
    if limits.lifetimes.rules.isEmpty { return limits.lifetimes.standard }
    let place = Int(prompt)
    if place >= lifetimes.count {
      lifetimes += Array(repeating: .zero, count: max(place + 1, lifetimes.count * 2) - lifetimes.count)
    }
    if lifetimes[place] == .zero {
      var text: [UInt8] = []
      stream.texts.append(place, to: &text)
      lifetimes[place] = limits.lifetimes.lifetime(of: text)
    }
    return lifetimes[place]
  }
}
