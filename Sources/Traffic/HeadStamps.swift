/// Fingerprints of what changes in the first message of a prompt: of its dates and times, of its numbers, and of its ids.
package struct HeadStamps: Sendable, Hashable {
  /// What changes.
  package enum Kind: Int, CaseIterable, Sendable {
    case dates, numbers, ids
  }

  /// 21 bits of each kind, from the lowest; 0 where there is nothing of the kind.
  package let bits: UInt64

  private static let width: UInt64 = 21
  private static let mask: UInt64 = 1 << 21 - 1

  /// Takes them from a column.
  package init(bits: UInt64) { self.bits = bits }

  /// Makes them of a fingerprint a kind, nil where there is nothing of the kind.
  package init(_ fingerprints: [UInt64?]) {
    var bits: UInt64 = 0
    for (place, fingerprint) in fingerprints.prefix(Kind.allCases.count).enumerated() {
      guard let fingerprint else { continue }
      bits |= max(1, fingerprint & HeadStamps.mask) << (UInt64(place) * HeadStamps.width)
    }
    self.bits = bits
  }

  /// Whether something of a kind is other than in another message.
  package func differs(from other: HeadStamps, in kind: Kind) -> Bool {
    (bits ^ other.bits) >> (UInt64(kind.rawValue) * HeadStamps.width) & HeadStamps.mask != 0
  }
}
