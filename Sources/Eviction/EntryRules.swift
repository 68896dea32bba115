/// What holds for the entries of a cache whatever its replacement policy: overhead, lifetime, admission.
public struct EntryRules: Sendable {
  /// How long an entry serves after it was stored.
  public enum Lifetime: Sendable {
    /// Until it is evicted.
    case unlimited

    /// A time in milliseconds from its storing on.
    case fixed(Int64)

    /// A time in milliseconds from its last use on.
    case sliding(Int64)

    /// A time of its own for each key, in milliseconds from its storing on, or its last use if that renews it.
    case byKey([Int64], isSliding: Bool)
  }

  /// What the store keeps beside each entry, added to its size; in the unit of the capacity.
  public var overhead: UInt32

  /// How long an entry serves; one whose time is over is a miss, and takes room until it is asked for or evicted.
  public var lifetime: Lifetime

  /// What is stored at all.
  public var admission: AdmissionRule

  /// Creates rules without effect unless stated.
  public init(overhead: UInt32 = 0, lifetime: Lifetime = .unlimited, admission: AdmissionRule = .always) {
    self.overhead = overhead
    self.lifetime = lifetime
    self.admission = admission
  }

  /// Checks that lifetimes by key are one a key.
  func check(keys: Int) {
    guard case .byKey(let spans, _) = lifetime else { return }
    precondition(spans.count >= keys, "Lifetimes by key are one a key.")
  }

  /// Whether the rules change nothing.
  public var isPlain: Bool {
    guard case .unlimited = lifetime, case .always = admission else { return false }
    return overhead == 0
  }
}
