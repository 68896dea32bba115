/// A policy, the variant of it and its parameters: `s3fifo`, `slru:libcachesim`, `slru:libcachesim:segments=5`.
public struct PolicyChoice: Hashable, Sendable {
  /// The policy.
  public var kind: PolicyKind

  /// The description of its algorithm to follow.
  public var variant: PolicyVariant

  /// The parameters that differ from their defaults.
  public var parameters: PolicyParameters

  /// Creates a choice, of the published algorithm with its defaults unless stated.
  public init(_ kind: PolicyKind, variant: PolicyVariant = .published, parameters: PolicyParameters = [:]) {
    self.kind = kind
    self.variant = variant
    self.parameters = parameters
  }

  /// Reads a choice: a name, then after colons a variant and parameters as `name=value`.
  ///
  /// - Throws: ``EvictionError`` that lists what is known where something is not.
  public init(parsing text: String) throws(EvictionError) {
    var parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let name = parts.removeFirst()
    guard let kind = PolicyKind(rawValue: name) else {
      throw .unknownPolicy(name, known: PolicyKind.allCases.map(\.rawValue))
    }
    self.init(kind)
    for part in parts {
      guard let sign = part.firstIndex(of: "=") else {
        guard let variant = kind.variants.first(where: { $0.rawValue == part }) else {
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
  /// The name, then the variant unless that is the published one, then the parameters in order of their names.
  public var description: String {
    let values = parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\(plain($0.value))" }
    let words = [kind.rawValue] + (variant == .published ? [] : [variant.rawValue]) + values
    return words.joined(separator: ":")
  }

  /// Reads a choice in the form of ``description``.
  public init?(_ description: String) {
    guard let choice = try? PolicyChoice(parsing: description) else { return nil }
    self = choice
  }
}
