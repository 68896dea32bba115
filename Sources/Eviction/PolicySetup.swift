/// What a policy is made from.
public struct PolicySetup: Sendable {
  /// The largest sum of sizes that the cache holds.
  public var capacity: UInt64

  /// The size of the key space: keys are `0..<keys`.
  public var keys: Int

  /// The description of the algorithm to follow.
  public var variant: PolicyVariant

  /// The parameters that differ from their defaults.
  public var parameters: PolicyParameters

  /// The 64-bit key of each dense key, for policies that hash; empty when the dense keys are all there is.
  public var identities: [UInt64]

  /// The seed of policies that draw random numbers.
  public var seed: UInt64

  /// How many requests of the whole stream one of this stands for, 1 or more: a sample of the keys has fewer.
  ///
  /// What a policy counts in requests goes by it, and so does the clock of a stream without times.
  public var pace = 1.0

  /// Whether the 64-bit keys come while the policy runs, by `ReplacementPolicy.learn(_:from:)`.
  var learnsKeys = false

  /// Creates a set-up for the published algorithm with its defaults unless stated.
  public init(
    capacity: UInt64, keys: Int, variant: PolicyVariant = .published, parameters: PolicyParameters = [:],
    identities: [UInt64] = [], seed: UInt64 = 0
  ) {
    precondition(keys >= 0 && keys <= EntryTable.keyLimit, "The key space fits 32-bit links.")
    precondition(identities.isEmpty || identities.count >= keys, "Identities are one a key.")
    self.capacity = capacity
    self.keys = keys
    self.variant = variant
    self.parameters = parameters
    self.identities = identities
    self.seed = seed
  }

  /// The value of a parameter, its default unless it was set.
  public subscript(parameter: PolicyParameter) -> Double {
    parameters[parameter.name] ?? parameter.defaultValue(in: variant)
  }

  /// Returns a share of the capacity, truncated.
  public func share(_ parameter: PolicyParameter) -> UInt64 {
    let share = self[parameter] * Double(capacity)
    return share < 0x1p64 ? UInt64(share) : .max
  }

  /// Returns a number of requests to the whole stream, as requests of this one.
  public func requests(_ parameter: PolicyParameter) -> Double {
    (self[parameter] / max(1, pace)).rounded()
  }

  /// Returns the 64-bit key of a dense key.
  public func identity(of key: UInt32) -> UInt64 {
    identities.isEmpty ? UInt64(key) : identities[Int(key)]
  }
}
