import Declarations
import Providers
import Simulation

/// How a scenario states the layer `rate_limit`.
enum RateLimitFields {
  private static let algorithms = [
    "token_bucket", "fixed_window", "calendar_day", "calendar_month", "sliding_window", "concurrent",
  ]

  /// Whether users share a quota.
  private static let isShared: @Sendable (Settings) -> Bool = { $0.optionalString("per") ?? "user" != "user" }

  private static let tierSchema = ObjectSchema(
    "tier", "quota of each user of a tier",
    [
      Field("capacity_tokens", .positive, default: 50000, "tokens a full bucket holds, or a window allows")
        .extensive(where: isShared),
      Field("refill_tokens_per_s", .positive, default: 500, "tokens that flow into a bucket in a second")
        .extensive(least: 0, where: isShared),
      Field("requests_per_min", .count, default: 10, "most requests in any 60 s, or in a window")
        .extensive(where: isShared),
      Field("concurrent_requests", .count, default: 10, "most requests at a time")
        .extensive(where: isShared),
    ])

  static let all: [Field] = [
    Field(
      "tiers", .map(.object(tierSchema)),
      default: [
        "free": ["capacity_tokens": 50000, "refill_tokens_per_s": 500, "requests_per_min": 10],
        "pro": ["capacity_tokens": 500_000, "refill_tokens_per_s": 5000, "requests_per_min": 60],
        "enterprise": [
          "capacity_tokens": 5_000_000, "refill_tokens_per_s": 50000, "requests_per_min": 300,
        ],
      ],
      "quotas by tier, article 002's by default; a tier that is not listed gets the first, and so do all together and a "
        + "model; a key has that of its first request's tier"),
    Field(
      "algorithm", .choice(algorithms), default: "token_bucket",
      "a bucket with a minute of requests, windows from the first use, days or months of a clock, any stretch, or requests at a time"
    ),
    Field(
      "window_s", .number(Bounds(minimum: 0.001, maximum: 1e9)), default: 60, "length of a window"
    ).only("algorithm", "fixed_window", "sliding_window"),
    Field(
      "utc_offset_h", .number(Bounds(minimum: -14, maximum: 14)), default: 0,
      "how far the clock of calendar_day or calendar_month is ahead; a recording begins when it was recorded, any other "
        + "run on 2026-01-01 at 0:00 UTC"
    ).only("algorithm", "calendar_day", "calendar_month"),
    Field(
      "summer_time", .choice(CalendarClock.Summer.allCases.map(\.rawValue)),
      "by which rule that clock is an hour further ahead in summer: none (the default), that of the EU or of the US"
    ).only("algorithm", "calendar_day", "calendar_month"),
    Field(
      "per", .choice(RateLimit.Subject.allCases.map(\.rawValue)), default: "user",
      "whose requests share a quota"),
    Field(
      "users_per_key", .count,
      "users of a key, in the order of their numbers; by default the keys of the recording, or 10 users each"
    ).only("per", "key"),
    Field(
      "charge", .choice(UsageCharge.allCases.map(\.rawValue)), default: "on_admission",
      "when tokens are taken: at once, reserved and settled with the answer, or with the answer alone"),
    Field(
      "reserve_output_tokens", .integer(minimum: 0, maximum: 10_000_000), default: 1000,
      "tokens reserved for an answer"
    ).only("charge", "reserve"),
    Field(
      "refused", .choice(["reject", "queue", "come_back", "degrade"]), default: "reject",
      "what becomes of requests beyond the quota: come_back asks again when it was told to"),
    Field("max_wait_s", .positive, default: 30, "how long a request waits or comes back")
      .only("refused", "queue", "come_back"),
    Field("degrade_to", .text, "the model of requests beyond the quota").only("refused", "degrade"),
  ]

  static func rule(_ settings: Settings, tier: Settings) -> UsageRule {
    let requests = tier.integer("requests_per_min")
    let tokens = tier.number("capacity_tokens")
    let window = VirtualTime.seconds(settings.number("window_s"))
    func calendar(_ unit: CalendarClock.Unit) -> UsageRule {
      let summer = settings.optionalString("summer_time").flatMap(CalendarClock.Summer.init) ?? .none
      let clock = CalendarClock(
        unit: unit, offset: .hours(settings.number("utc_offset_h")), summer: summer)
      return .calendar(clock, requests: requests, tokens: tokens)
    }
    switch settings.string("algorithm") {
    case "fixed_window": return .fixedWindow(length: window, requests: requests, tokens: tokens)
    case "sliding_window": return .slidingWindow(length: window, requests: requests, tokens: tokens)
    case "calendar_day":
      return calendar(.day)
    case "calendar_month": return calendar(.month)
    case "concurrent": return .concurrent(tier.integer("concurrent_requests"))
    default:
      return .tokenBucket(
        capacity: tokens, refillPerSecond: tier.number("refill_tokens_per_s"), requestsPerMinute: requests)
    }
  }

  static func refusal(_ settings: Settings, _ catalog: ProviderCatalog) throws(Diagnostic)
    -> RateLimit.Refusal
  {
    let wait = VirtualTime.seconds(settings.number("max_wait_s"))
    switch settings.string("refused") {
    case "queue": return .queue(wait)
    case "come_back": return .comeBack(wait)
    case "degrade":
      guard let name = settings.optionalString("degrade_to") else {
        throw Diagnostic(
          "'rate_limit' lacks the key 'degrade_to'; the model of requests beyond the quota was expected",
          position: settings.position("refused"))
      }
      return .degrade(to: try catalog.require(name, at: settings.position("degrade_to")))
    default: return .reject
    }
  }
}
