import CacheTraces

/// How large a part of a trace's keys is simulated in place of all, and how they are chosen.
public struct Sampling: Hashable, Sendable {
  /// How many keys.
  public enum Amount: Hashable, Sendable {
    /// A share of the keys, above 0 and at most 1.
    case rate(Double)

    /// A number of keys.
    case keys(Int)
  }

  /// How many keys.
  public var amount: Amount

  /// Whether the sample takes from keys of every popularity as large a part; otherwise the hash alone decides.
  public var isStratified: Bool

  /// Samples a share of the keys.
  public static func rate(_ rate: Double, isStratified: Bool = true) -> Sampling {
    Sampling(amount: .rate(rate), isStratified: isStratified)
  }

  /// Samples a number of keys.
  public static func keys(_ count: Int, isStratified: Bool = true) -> Sampling {
    Sampling(amount: .keys(count), isStratified: isStratified)
  }

  /// Throws when the sampling is out of range.
  func check() throws(EvictionError) {
    switch amount {
    case .rate(let rate):
      guard rate > 0 && rate <= 1 else {
        throw .badParameter("sampling rate", value: plain(rate), allowed: "a number above 0, at most 1")
      }
    case .keys(let count):
      guard count > 0 else {
        throw .badParameter("sample size", value: String(count), allowed: "a number of keys, at least 1")
      }
    }
  }

  /// The greatest hash that a rate keeps.
  static func limit(_ rate: Double) -> UInt64 { rate < 1 ? UInt64(rate * 0x1p64) : .max }
}
