import CacheTraces

/// A policy, the variant of it and its parameters: `s3fifo`, `slru:libcachesim`, `slru:libcachesim:segments=5`.
///
/// A name alone stands for the first variant of its policy, `libcachesim` for the latest version of that tool.
public struct PolicyChoice: Hashable, Sendable {
  /// The policy.
  public var kind: PolicyKind

  /// The description of its algorithm to follow.
  public var variant: PolicyVariant

  /// The parameters that differ from their defaults.
  public var parameters: PolicyParameters

  /// Creates a choice, of the policy's first variant with its defaults unless stated.
  public init(_ kind: PolicyKind, variant: PolicyVariant? = nil, parameters: PolicyParameters = [:]) {
    self.kind = kind
    self.variant = variant ?? kind.defaultVariant
    self.parameters = parameters
  }

  /// Reads a choice: a name, then after colons a variant and parameters as `name=value`.
  ///
  /// - Throws: `EvictionError` that lists what is known where something is not.
  public init(parsing text: String) throws(EvictionError) {
    var parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let name = parts.removeFirst()
    guard let kind = PolicyKind(rawValue: name) else {
      throw .unknownPolicy(name, known: PolicyKind.allCases.map(\.rawValue))
    }
    self.init(kind)
    for part in parts {
      guard let sign = part.firstIndex(of: "=") else {
        guard let variant = kind.variant(named: part) else {
          throw .unknownVariant(part, policy: name, known: kind.variants.map(\.rawValue))
        }
        self.variant = variant
        continue
      }
      let (word, number) = (String(part[..<sign]), String(part[part.index(after: sign)...]))
      guard let parameter = kind.parameters.first(where: { $0.name == word }) else {
        throw .unknownParameter(word, policy: name, known: kind.parameters.map(\.name))
      }
      guard let value = Double(number), parameter.allows(value) else {
        throw .badParameter(word, value: number, allowed: parameter.allowed)
      }
      parameters[word] = value
    }
  }

  /// Replays `trace` through an empty cache, in a loop specialised for the policy.
  ///
  /// - Complexity: O(requests) for policies with constant-time operations.
  public func replay(_ trace: CacheTrace, capacity: UInt64, seed: UInt64 = 0) -> ReplayCounts {
    kind.replay(trace, setup(capacity: capacity, trace: trace, seed: seed))
  }

  /// Returns the set-up of the choice for a trace.
  public func setup(capacity: UInt64, trace: CacheTrace, seed: UInt64 = 0) -> PolicySetup {
    PolicySetup(
      capacity: capacity, keys: trace.keyCount, variant: variant, parameters: parameters,
      identities: trace.identities, seed: seed)
  }

  /// Returns an empty cache for the keys `0..<keys`.
  public func makeCache(capacity: UInt64, keys: Int, seed: UInt64 = 0) -> ReplacementCache {
    kind.makeCache(
      PolicySetup(capacity: capacity, keys: keys, variant: variant, parameters: parameters, seed: seed))
  }
}

extension PolicyChoice: LosslessStringConvertible {
  /// The name, then the variant unless that is the published one and the default, then the parameters in order of
  /// their names.
  ///
  /// A default that differs from what was published is written out, so that no reader takes one for the other.
  public var description: String {
    let values = parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\(plain($0.value))" }
    let words = [kind.rawValue] + (isAsPublished ? [] : [variant.rawValue]) + values
    return words.joined(separator: ":")
  }

  private var isAsPublished: Bool { variant == .published && kind.defaultVariant == .published }

  /// Reads a choice in the form of ``description``.
  public init?(_ description: String) {
    guard let choice = try? PolicyChoice(parsing: description) else { return nil }
    self = choice
  }
}

extension PolicyChoice {
  /// What the miss ratio of a policy that cannot be deployed says of those that can.
  public enum Standing: String, Sendable {
    /// Nothing: the policy can be deployed.
    case deployable

    /// No policy, with any admission rule, misses less.
    case bound

    /// It knows the future, but another policy may miss less.
    case heuristic
  }

  /// What the choice bounds on a trace under rules, counted in requests.
  ///
  /// Proven is Belady's rule with the choice not to store, for entries of one size that live until evicted; and what
  /// has no limit.
  ///
  /// - Parameters:
  ///   - hasEqualSizes: whether all entries have one size.
  ///   - rules: the lifetimes and the admission.
  public func standing(hasEqualSizes: Bool, rules: EntryRules = EntryRules()) -> Standing {
    guard kind.isBound else { return .deployable }
    guard case .unlimited = rules.lifetime, case .always = rules.admission else { return .heuristic }
    if kind == .unbounded { return .bound }
    return variant == .bypass && hasEqualSizes ? .bound : .heuristic
  }
}
