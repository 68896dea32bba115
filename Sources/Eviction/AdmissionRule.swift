import CacheTraces

/// Which missed entries a cache stores at all, before its replacement policy sees them.
public enum AdmissionRule: Hashable, Sendable {
  /// Every one.
  case always

  /// Those of at most a size, overhead left out.
  case size(most: UInt32)

  /// Each with a probability, by a coin that its request has under every policy and capacity.
  case probability(Double)

  /// Those requested more often, of late and by a sketch's estimate, than the entry evicted next; all while there
  /// is room.
  ///
  /// Source: Einziger, Friedman, Manes, "TinyLFU: a highly efficient cache admission policy", ACM Transactions on
  /// Storage, 2017; the sketch has 16 four-bit counters for each entry of the cache and ages every ten requests
  /// an entry.
  case tinylfu
}

extension AdmissionRule {
  /// The forms of the rules in text.
  public static let forms = ["always", "size<=N", "probability:P", "tinylfu"]

  /// Reads a rule: `always`, `size<=4096` or `size:4096`, `probability:0.5`, `tinylfu`.
  ///
  /// - Throws: `EvictionError` that lists the forms, or the values allowed.
  public init(parsing text: String) throws(EvictionError) {
    switch text {
    case "always": self = .always
    case "tinylfu": self = .tinylfu
    default:
      if let number = text.rest(after: "size<=") ?? text.rest(after: "size:") {
        guard let most = UInt32(number), most > 0 else {
          throw .badParameter("size", value: number, allowed: "a whole number from 1 to \(UInt32.max)")
        }
        self = .size(most: most)
      } else if let number = text.rest(after: "probability:") {
        guard let share = Double(number), share >= 0 && share <= 1 else {
          throw .badParameter("probability", value: number, allowed: "a number from 0 to 1")
        }
        self = .probability(share)
      } else {
        throw .unknownAdmission(text, known: Self.forms)
      }
    }
  }

  /// Whether `policy` can serve the rule: it names its next victim, or the rule does not ask for it.
  public func isServed(by policy: PolicyKind) -> Bool { self != .tinylfu || policy.namesVictim }

  /// Checks that `policy` can serve the rule.
  ///
  /// - Throws: `EvictionError.admissionNeedsVictim(policy:known:)` when the rule compares with the next victim
  ///   and the policy cannot name it.
  public func validate(for policy: PolicyKind) throws(EvictionError) {
    guard !isServed(by: policy) else { return }
    throw .admissionNeedsVictim(
      policy: policy.rawValue, known: PolicyKind.allCases.filter(\.namesVictim).map(\.rawValue))
  }
}

extension AdmissionRule: LosslessStringConvertible {
  /// The form that ``init(parsing:)`` reads.
  public var description: String {
    switch self {
    case .always: "always"
    case .size(let most): "size<=\(most)"
    case .probability(let share): "probability:\(plain(share))"
    case .tinylfu: "tinylfu"
    }
  }

  /// Reads a rule in the form of ``description``.
  public init?(_ description: String) {
    guard let rule = try? AdmissionRule(parsing: description) else { return nil }
    self = rule
  }
}

extension String {
  /// Returns what follows `prefix`, or `nil` where the text does not begin with it.
  fileprivate func rest(after prefix: String) -> String? {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
  }
}
