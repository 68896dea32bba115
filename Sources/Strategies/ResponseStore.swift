import CacheTraces
import Declarations
import Eviction
import Routing
import Simulation
import Traffic

/// How long entries live.
struct LifetimeRules: Sendable {
  var standard: VirtualTime
  var isSliding: Bool
  /// Lifetimes of the texts with a keyword; the first rule that fits counts.
  var rules: [KeywordRule<VirtualTime>]

  static let fields = [
    Field("ttl_s", .positive, default: 86400, "lifetime of an entry"),
    Field("ttl_sliding", .boolean, default: false, "whether a hit renews the lifetime"),
    Field(
      "ttl_rules",
      .list(
        .object(
          ObjectSchema(
            "ttl_rule", "another lifetime for prompts with a keyword",
            [
              .required("keywords", .list(.text, minimum: 1), "substrings of the lower-cased prompt"),
              .required("ttl_s", .positive, "lifetime of such an entry"),
            ])), minimum: 0), default: [], "lifetimes by keyword; the first rule that fits counts"),
  ]

  init(_ settings: Settings) {
    standard = .seconds(settings.number("ttl_s"))
    isSliding = settings.boolean("ttl_sliding")
    rules = settings.list("ttl_rules").map { node in
      let rule = Settings(node)
      return KeywordRule(rule.strings("keywords"), .seconds(rule.number("ttl_s")))
    }
  }

  /// The lifetime of a text in UTF-8.
  func lifetime(of text: [UInt8]) -> VirtualTime { rules.value(for: text) ?? standard }
}

/// What a hit on an entry saves, in the eyes of a policy that weighs it.
enum EntryWeight: String, CaseIterable, Sendable {
  /// The same for every entry.
  case equal
  /// The price of the call that made it.
  case cost = "cost_usd"
  /// The time of the call that made it.
  case latency = "latency_ms"

  /// The weight of an answer, in microdollars or milliseconds.
  func value(of answer: Answer) -> Float {
    switch self {
    case .equal: 1
    case .cost: Float(Double(answer.cost.picodollars) / 1e6)
    case .latency: Float(answer.latency.milliseconds)
    }
  }
}

/// How large a response cache is and what it evicts.
final class StoreLimits: Sendable {
  let capacity: UInt64
  let isBytes: Bool
  let policy: PolicyChoice
  let weight: EntryWeight
  let admission: AdmissionRule
  let overheadBytes: Int
  let isRedis: Bool
  let lifetimes: LifetimeRules
  let isTemperatureZeroOnly: Bool
  let skipsPersonalData: Bool
  let lookup: VirtualTime

  /// The least entries that stand for a whole cache: with a tenth of that, one more or less moves its hits by more than the
  /// stated error tells.
  private static let leastSampled = 50.0

  static let fields =
    [
      Field("capacity", .count, default: 10000, "most entries").unless("capacity_bytes").extensive(
        least: leastSampled),
      Field(
        "capacity_bytes", .count, "most bytes, instead of entries: 4 a token of the answer and the overhead"
      ).extensive(least: 1000),
      Field(
        "overhead_bytes", .integer(minimum: 0, maximum: 1 << 30), default: 250,
        "bytes an entry takes beside its answer"
      ).only(with: "capacity_bytes").only("store", "plain"),
      Field(
        "store", .choice(["plain", "redis"]), default: "plain",
        "what holds the entries: redis takes its own overhead instead of overhead_bytes, with keys of 64 bytes"
      ).only(with: "capacity_bytes"),
      Field(
        "eviction", .choice(PolicyKind.allCases.map(\.rawValue)), default: "lru", "what is evicted for room"),
      Field(
        "eviction_variant", .choice(PolicyVariant.allCases.map(\.rawValue)),
        "which version of the policy, where there are several; the first of its list unless stated"),
      Field(
        "eviction_parameters", .map(.number(Bounds())),
        "numbers that tune the policy; `simbench list policies` has them"
      ),
      Field(
        "eviction_weight", .choice(EntryWeight.allCases.map(\.rawValue)), default: "cost_usd",
        "what a hit saves, for policies that weigh it, as gdsf does"
      ).idle { settings in
        let policy = settings.optionalString("eviction").flatMap(PolicyKind.init(rawValue:))
        guard let policy, !policy.reads.contains(.cost) else { return nil }
        let weighing = PolicyKind.allCases.filter { $0.reads.contains(.cost) }.map(\.rawValue)
        return "\(policy) weighs nothing; it counts only for \(weighing.joined(separator: ", "))"
      },
      Field(
        "admission", .string(allowsEmpty: false), default: "always",
        "which answers are stored: " + AdmissionRule.forms.joined(separator: ", ")),
    ] + LifetimeRules.fields + [
      Field("temperature_zero_only", .boolean, default: true, "whether requests above temperature 0 pass by"),
      Field("skip_personal_data", .boolean, default: false, "whether prompts with personal data pass by"),
      Field("lookup_ms", .nonNegative, default: 1, "time of a look-up"),
    ]

  /// - Throws: a `Diagnostic` when the policy lacks the variant or a parameter, or a parameter cannot have its value.
  init(_ settings: Settings) throws(Diagnostic) {
    isBytes = settings.has("capacity_bytes")
    capacity = UInt64(settings.optionalInteger("capacity_bytes") ?? settings.integer("capacity"))
    policy = try StoreLimits.policy(settings)
    weight = EntryWeight(rawValue: settings.string("eviction_weight")) ?? .cost
    do throws(EvictionError) {
      admission = try AdmissionRule(parsing: settings.string("admission"))
      try admission.validate(for: policy.kind)
    } catch {
      throw Diagnostic("\(error)", position: settings.position("admission"))
    }
    isRedis = settings.string("store") == "redis"
    overheadBytes = settings.integer("overhead_bytes")
    lifetimes = LifetimeRules(settings)
    isTemperatureZeroOnly = settings.boolean("temperature_zero_only")
    skipsPersonalData = settings.boolean("skip_personal_data")
    lookup = .milliseconds(settings.number("lookup_ms"))
  }

  private static func policy(_ settings: Settings) throws(Diagnostic) -> PolicyChoice {
    let name = settings.string("eviction")
    var key = "eviction"
    do throws(EvictionError) {
      var choice = try PolicyChoice(parsing: name)
      if let variant = settings.optionalString("eviction_variant") {
        key = "eviction_variant"
        choice.variant = try PolicyChoice(parsing: "\(name):\(variant)").variant
      }
      for member in settings.members("eviction_parameters") {
        key = "eviction_parameters"
        let value = try PolicyChoice(parsing: "\(name):\(member.key)=\(member.node.number ?? .nan)")
        choice.parameters.merge(value.parameters) { $1 }
      }
      return choice
    } catch {
      throw Diagnostic("\(error)", position: settings.position(key))
    }
  }

  /// What the store keeps beside the bytes of an answer.
  func overhead(of answer: Answer) -> UInt32 {
    isRedis
      ? StoreOverhead.redis(keyBytes: StoreLimits.keyBytes, valueBytes: answer.bytes, hasExpiry: true)
        + UInt32(StoreLimits.keyBytes)
      : UInt32(clamping: overheadBytes)
  }

  /// A key as gateways write it: the 64 digits of a SHA-256 hash.
  private static let keyBytes = 64

  /// Whether the layer looks a request up at all.
  func admits(_ marks: RequestMarks) -> Bool {
    (!isTemperatureZeroOnly || marks.contains(.temperatureZero))
      && (!skipsPersonalData || !marks.contains(.personalData))
  }
}

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
  }

  let limits: StoreLimits
  private let cache: FilteredCache
  private var entries: [Entry]
  private var lifetimes: [VirtualTime]
  private let texts: PromptTexts

  init(_ limits: StoreLimits, keys: Int, texts: PromptTexts) {
    self.limits = limits
    self.texts = texts
    let setup = PolicySetup(
      capacity: limits.capacity, keys: keys, variant: limits.policy.variant,
      parameters: limits.policy.parameters)
    do throws(EvictionError) {
      cache = try FilteredCache(limits.policy.kind, setup, rule: limits.admission)
    } catch {
      preconditionFailure("The limits were checked: \(error)")
    }
    entries = Array(repeating: Entry(), count: keys)
    lifetimes = []
  }

  var count: Int { cache.cache.count }

  /// The time of a look-up.
  var lookup: VirtualTime { limits.lookup }

  /// Whether a request is looked up and its answer stored.
  func admits(_ marks: RequestMarks) -> Bool { limits.admits(marks) }

  /// The entry of a key if it is there and alive; an expired one is removed.
  func find(_ key: UInt32, at now: VirtualTime, expired: () -> Void) -> Entry? {
    guard cache.contains(key) else { return nil }
    let entry = entries[Int(key)]
    if entry.expires <= now.nanoseconds {
      cache.remove(key)
      expired()
      return nil
    }
    return entry
  }

  /// Records a hit.
  func hit(_ key: UInt32, next: UInt32, at now: VirtualTime, evicted: (UInt32) -> Void) {
    if limits.lifetimes.isSliding {
      entries[Int(key)].expires = (now + lifetime(of: entries[Int(key)].prompt)).nanoseconds
    }
    cache.hit(
      key, Access(next: next, cost: entries[Int(key)].weight, time: now.nanoseconds / 1_000_000),
      evicted: evicted)
  }

  /// Stores an answer; an entry with the same key is replaced.
  ///
  /// - Returns: whether it was stored.
  func store(
    _ answer: Answer, of request: Int, key: UInt32, prompt: UInt32, intent: UInt32, next: UInt32,
    at now: VirtualTime,
    evicted: (UInt32) -> Void
  ) -> Bool {
    cache.remove(key)
    let overhead = limits.isBytes ? limits.overhead(of: answer) : 0
    let size = limits.isBytes ? UInt32(clamping: answer.bytes + Int(overhead)) : 1
    let weight = limits.weight.value(of: answer)
    let isStored = cache.insert(
      key, Access(size: size, next: next, cost: weight, time: now.nanoseconds / 1_000_000), request: request,
      overhead: overhead, evicted: evicted)
    guard isStored else { return false }
    entries[Int(key)] = Entry(
      expires: (now + lifetime(of: prompt)).nanoseconds, intent: intent, version: answer.version,
      quality: answer.quality, prompt: prompt, weight: weight, stored: now)
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
      texts.append(place, to: &text)
      lifetimes[place] = limits.lifetimes.lifetime(of: text)
    }
    return lifetimes[place]
  }
}
