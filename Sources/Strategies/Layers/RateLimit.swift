import Declarations
import Providers
import Simulation

/// Quotas a user: a token bucket and a sliding minute of requests, by tier (article 002).
struct RateLimit: LayerPlan {
  struct Tier: Sendable {
    var name: String
    var capacity: Double
    var refill: Double
    var requestsPerMinute: Int
  }

  let tiers: [Tier]

  private static let tierSchema = ObjectSchema(
    "tier", "quota of each user of a tier",
    [
      Field("capacity_tokens", .positive, default: 50000, "tokens a full bucket holds"),
      Field("refill_tokens_per_s", .positive, default: 500, "tokens that flow in a second"),
      Field("requests_per_min", .count, default: 10, "most requests in any 60 s"),
    ])

  static let declaration = LayerDeclaration(
    "rate_limit", "refuses requests of users beyond their quota", isLimit: true,
    fields: [
      Field(
        "tiers", .map(.object(tierSchema)),
        default: [
          "free": ["capacity_tokens": 50000, "refill_tokens_per_s": 500, "requests_per_min": 10],
          "pro": ["capacity_tokens": 500_000, "refill_tokens_per_s": 5000, "requests_per_min": 60],
          "enterprise": [
            "capacity_tokens": 5_000_000, "refill_tokens_per_s": 50000, "requests_per_min": 300,
          ],
        ], "quotas by tier; a tier that is not listed gets the first")
    ], counters: [.rejections]
  ) { settings, _ throws(Diagnostic) in
    let tiers = settings.members("tiers").map { member in
      let tier = Settings(member.node)
      return Tier(
        name: member.key, capacity: tier.number("capacity_tokens"),
        refill: tier.number("refill_tokens_per_s"),
        requestsPerMinute: tier.integer("requests_per_min"))
    }
    if tiers.isEmpty {
      throw Diagnostic(
        "'rate_limit.tiers' is empty; at least one tier was expected", position: settings.position("tiers"))
    }
    return RateLimit(tiers: tiers)
  }

  func makeLayer(in setting: LayerSetting) -> Layer {
    let names = setting.stream.stream.tierNames
    let places = (0..<max(1, names.count)).map { index in
      index < names.count ? tiers.firstIndex { $0.name == names[index] } ?? 0 : 0
    }
    return RateLimitLayer(tiers: tiers, places: places)
  }
}

private final class RateLimitLayer: Layer {
  private let tiers: [RateLimit.Tier]
  private let places: [Int]
  private var users: [UInt32: UserQuota] = [:]

  init(tiers: [RateLimit.Tier], places: [Int]) {
    self.tiers = tiers
    self.places = places
  }

  override func admit(_ passage: Passage) -> Admission {
    let (stream, request) = (passage.stream, passage.request)
    let tier = tiers[places[min(passage.marks.tier, places.count - 1)]]
    let user = stream.user[request]
    let tokens = Double(stream.inputTokens(request) + Int(stream.outputTokens[request]))
    var quota = users.removeValue(forKey: user) ?? UserQuota(tier)
    let isAllowed = quota.take(tokens, limit: tier.requestsPerMinute, at: passage.now)
    users[user] = quota
    return isAllowed ? .pass : passage.reject()
  }
}

/// What one user has left: tokens, and the times of the requests of the last minute.
struct UserQuota {
  private var bucket: TokenBucket
  private var recent: [VirtualTime] = []
  private var oldest = 0

  init(_ tier: RateLimit.Tier) {
    bucket = TokenBucket(capacity: tier.capacity, refillPerSecond: tier.refill)
  }

  /// Takes a request's tokens if both quotas allow it.
  mutating func take(_ tokens: Double, limit: Int, at now: VirtualTime) -> Bool {
    while oldest < recent.count, (now - recent[oldest]).nanoseconds >= 60_000_000_000 { oldest += 1 }
    if oldest > 64 && oldest * 2 > recent.count {
      recent.removeFirst(oldest)
      oldest = 0
    }
    bucket.refill(to: now)
    guard recent.count - oldest < limit, bucket.level >= tokens else { return false }
    bucket.take(tokens)
    recent.append(now)
    return true
  }
}
