import Simulation
import Traffic

/// What a cache asks ahead, and when: the state of a `CacheWarmUp` in a cell.
struct WarmUpQueue {
  /// A prompt that is asked ahead.
  struct Wish {
    /// The request that stands for it, or nil where none of the stream asks it.
    let request: Int?
    let key: UInt32
  }

  private let plan: CacheWarmUp
  private var due: VirtualTime
  /// The requests that may say what is asked most, in the order in which they came.
  private var log: [(time: VirtualTime, request: UInt32)] = []
  /// The first request with each prompt that the cache admits; empty until a distribution is asked.
  private var first: [UInt32: Int] = [:]

  init(_ plan: CacheWarmUp, warmUp: VirtualTime) {
    self.plan = plan
    due = plan.start ?? warmUp
  }

  /// Takes note of a request.
  mutating func note(_ request: Int, at now: VirtualTime) {
    if plan.memory != nil, due != .never { log.append((now, UInt32(request))) }
  }

  /// Whether the cache is to be filled now; the next time is then set.
  mutating func isDue(at now: VirtualTime) -> VirtualTime? {
    guard due <= now else { return nil }
    let time = due
    due = .never
    guard let every = plan.every else { return time }
    // A filling that no request came for is left out.
    let step = max(1, every.nanoseconds)
    let missed = (now - time).nanoseconds / step
    let (ahead, isBeyond) = (missed + 1).multipliedReportingOverflow(by: step)
    due = isBeyond ? .never : time + VirtualTime(nanoseconds: ahead)
    return time
  }

  /// What to ask ahead, the most asked last, so that it is the last to be evicted.
  ///
  /// - Parameter admits: whether the cache stores the answer to a request with some marks for a prompt.
  mutating func wishes(
    at time: VirtualTime, keys: [UInt32], stream: QueryStream, admits: (RequestMarks, UInt32) -> Bool
  ) -> [Wish] {
    if let memory = plan.memory { return asked(since: time - memory, keys: keys) }
    let prompts = stream.popularity?.top(plan.top, at: time) ?? []
    if first.isEmpty {
      for request in 0..<stream.count where admits(stream.marks[request], stream.prompt[request]) {
        let prompt = stream.prompt[request]
        if first[prompt] == nil { first[prompt] = request }
      }
    }
    return prompts.reversed().map { prompt in
      let request = first[prompt]
      return Wish(request: request, key: request.map { keys[$0] } ?? .max)
    }
  }

  private mutating func asked(since start: VirtualTime, keys: [UInt32]) -> [Wish] {
    log.removeAll { $0.time < start }
    var counts: [UInt32: (count: Int, request: Int)] = [:]
    for entry in log {
      let request = Int(entry.request)
      counts[keys[request], default: (0, request)].count += 1
    }
    let order = counts.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    return order.prefix(plan.top).reversed().map { Wish(request: $0.value.request, key: $0.key) }
  }
}

extension WarmUpQueue {
  /// Fills a cache if it is time, on the account of the request that passes, and takes note of that request.
  ///
  /// - Parameters:
  ///   - readsFuture: whether the cache wants to know when each key comes next.
  ///   - embeds: whether each prompt is embedded before it is stored.
  ///   - admits: whether the cache stores the answer to a request with some marks for a prompt.
  ///   - holds: whether an answer for a wish is there already.
  ///   - store: keeps an answer until a key comes next, and says whether it did.
  mutating func fill(
    for passage: Passage, keys: [UInt32], readsFuture: Bool, embeds: Bool = false,
    admits: (RequestMarks, UInt32) -> Bool, holds: (Wish) -> Bool,
    store: (_ answer: Answer, _ request: Int, _ next: UInt32) -> Bool
  ) {
    defer { note(passage.request, at: passage.now) }
    guard let time = isDue(at: passage.now) else { return }
    let wishes = wishes(at: time, keys: keys, stream: passage.stream, admits: admits)
    let upcoming = readsFuture ? WarmUpQueue.nextUses(of: wishes, in: keys, from: passage.request) : [:]
    for wish in wishes where wish.request == nil || !holds(wish) {
      let standIn = wish.request ?? passage.request
      if embeds { passage.embedAhead(standIn) }
      let answer = passage.askAhead(as: standIn)
      guard let request = wish.request else { continue }
      if store(answer, request, upcoming[wish.key] ?? .max) { passage.count(.warmed) }
    }
  }

  /// The first request from one on with each of some keys: a policy that knows the future wants it of what is stored.
  private static func nextUses(of wishes: [Wish], in keys: [UInt32], from request: Int) -> [UInt32: UInt32] {
    let wanted = Set(wishes.map(\.key))
    var found: [UInt32: UInt32] = [:]
    for later in request..<keys.count where found.count < wanted.count {
      let key = keys[later]
      if wanted.contains(key), found[key] == nil { found[key] = UInt32(later) }
    }
    return found
  }
}
