import Declarations
import Simulation

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

  /// Why a cache that is filled ahead cannot be sampled.
  static let samplingFault = "it asks ahead what is asked most of all, of which a sample holds a part"

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
