import CacheTraces
import Declarations
import Eviction
import Simulation
import Traffic

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
  /// Whether entries keep the prompt itself in place of its hash.
  let keepsPrompt: Bool
  let events: CacheEvents
  let cost: StoreCost
  /// Words of prompts that pass by; nil where none do.
  let bypass: KeywordRule<Bool>?

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
        "stored_key", .choice(["hash", "text"]), default: "hash",
        "what stands for the prompt in the store: the 64 digits of a hash, or the prompt itself, 4 bytes a token; it "
          + "changes nothing but the bytes of an entry"
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
      Field(
        "bypass_keywords", .list(.text, minimum: 1),
        "whole words of prompts that pass by, such as write, story and poem of creative work"),
      Field("lookup_ms", .nonNegative, default: 1, "time of a look-up"),
    ] + StoreCost.fields + CacheEvents.fields

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
    keepsPrompt = settings.string("stored_key") == "text"
    events = try CacheEvents(settings)
    cost = StoreCost(settings)
    let words = settings.strings("bypass_keywords")
    bypass = words.isEmpty ? nil : KeywordRule(words, true, isWhole: true)
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

  /// What the store keeps beside the bytes of an answer to a prompt of so many tokens.
  func overhead(of answer: Answer, promptTokens: Int) -> UInt32 {
    let keyBytes = keepsPrompt ? 4 * promptTokens : StoreLimits.hashBytes
    if isRedis {
      let own = StoreOverhead.redis(keyBytes: keyBytes, valueBytes: answer.bytes, hasExpiry: true)
      return UInt32(clamping: Int(own) + keyBytes)
    }
    // The stated overhead holds a hash already.
    return UInt32(clamping: max(0, overheadBytes + keyBytes - StoreLimits.hashBytes))
  }

  /// A key as gateways write it: the 64 digits of a SHA-256 hash.
  private static let hashBytes = 64

  /// What it wants of the stream's texts.
  var textNeeds: [StreamNeed] {
    (lifetimes.rules.isEmpty ? [] : [.text("ttl_rules")]) + (bypass == nil ? [] : [.text("bypass_keywords")])
      + events.needs
  }

  /// Whether the layer looks a request up at all, as far as its marks say.
  func admits(_ marks: RequestMarks) -> Bool {
    (!isTemperatureZeroOnly || marks.contains(.temperatureZero))
      && (!skipsPersonalData || !marks.contains(.personalData))
  }
}
