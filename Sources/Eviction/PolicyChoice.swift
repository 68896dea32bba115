/// A policy and the variant of it: `s3fifo`, `s3fifo:libcachesim`.
public struct PolicyChoice: Hashable, Sendable {
  /// The policy.
  public var kind: PolicyKind

  /// The description of its algorithm to follow.
  public var variant: PolicyVariant

  /// Creates a choice, of the published algorithm unless stated.
  public init(_ kind: PolicyKind, variant: PolicyVariant = .published) {
    self.kind = kind
    self.variant = variant
  }
}

extension PolicyChoice: LosslessStringConvertible {
  /// The name of the policy, followed by a colon and the variant unless that is the published one.
  public var description: String {
    variant == .published ? kind.rawValue : "\(kind.rawValue):\(variant.rawValue)"
  }

  /// Reads a choice in the form of ``description``; the variant may be left out.
  public init?(_ description: String) {
    let parts = description.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = parts.first, let kind = PolicyKind(rawValue: String(name)) else { return nil }
    guard parts.count == 2 else {
      self.init(kind)
      return
    }
    guard let variant = PolicyVariant(rawValue: String(parts[1])) else { return nil }
    self.init(kind, variant: variant)
  }
}
