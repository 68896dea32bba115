import Declarations
import Simulation
import Traffic

/// Fills a cache ahead with answers to what is asked most, as article 003 does with its top 500 queries.
///
/// What is asked most is known from the requests of some hours before, or from the distribution that a workload states.
/// A call is billed for each prompt that the cache does not hold, to the first request that comes at or after the time;
/// its answers are then there. Such a prompt costs what the request that stands for it would: one with the same key,
/// else the request that pays. An answer that no request of the run ever asks for is billed as well.
struct CacheWarmUp: Sendable {
  /// Prompts that are answered ahead.
  let top: Int
  /// How long before the requests count that say what is asked most; nil where the distribution says it.
  let memory: VirtualTime?
  /// When; nil for the end of the run's warm-up.
  let start: VirtualTime?
  /// Time between fillings; nil for one.
  let every: VirtualTime?

  static let field = Field(
    "warm_up",
    .object(
      ObjectSchema(
        "warm_up", "answers what is asked most ahead of its requests",
        [
          .required("top", .integer(minimum: 1, maximum: 100_000), "prompts that are answered ahead"),
          Field(
            "from", .choice(["earlier", "distribution"]), default: "earlier",
            "what says what is asked most: earlier requests, or the distribution that the workload states"),
          Field("earlier_h", .positive, default: 24, "hours before whose requests count").only(
            "from", "earlier"),
          Field(
            "at_h", .nonNegative, "when, hours from the start of the run; the end of its warm-up by default"),
          Field(
            "every_h", .number(Bounds(minimum: 0.1)),
            "hours from one filling to the next; there is one by default"),
        ])), "answers what is asked most ahead of its requests")

  init(_ settings: Settings) {
    top = settings.integer("top")
    memory = settings.string("from") == "earlier" ? .hours(settings.number("earlier_h")) : nil
    start = settings.optionalNumber("at_h").map { .hours($0) }
    every = settings.optionalNumber("every_h").map { .hours($0) }
  }

  /// What it wants of the stream.
  var needs: [StreamNeed] { memory == nil ? [.popularity("warm_up")] : [] }

  /// The most that it adds to the request that pays.
  var greatestCharge: LayerCharge { LayerCharge(calls: 1 + top) }
}

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
  /// - Parameter admits: whether the cache stores the answer to a request.
  mutating func wishes(
    at time: VirtualTime, keys: [UInt32], stream: QueryStream, admits: (RequestMarks) -> Bool
  ) -> [Wish] {
    if let memory = plan.memory { return asked(since: time - memory, keys: keys) }
    let prompts = stream.popularity?.top(plan.top, at: time) ?? []
    if first.isEmpty {
      for request in 0..<stream.count where admits(stream.marks[request]) {
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
