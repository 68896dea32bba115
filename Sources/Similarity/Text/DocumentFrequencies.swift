internal import Simulation

/// In how many texts of a collection each feature occurs.
///
/// Features are counted in 2^20 slots by hash: two features in one slot share their count, which can only
/// lower a weight.
package struct DocumentFrequencies: Sendable, Equatable {
  static let slotBits = 20

  /// The number of texts that were counted.
  package internal(set) var documents: Int
  /// The number of texts with a feature of each slot.
  var counts: [UInt32]

  /// No texts counted: every feature then has the same weight.
  package init() {
    documents = 0
    counts = []
  }

  /// The slot that a feature is counted in.
  @inline(__always)
  static func slot(of feature: UInt64) -> Int { Int(truncatingIfNeeded: feature >> UInt64(64 - slotBits)) }

  /// How much a feature in `count` of the texts says: ln(1 + documents / count), 1 when nothing was counted.
  func weight(count: UInt32) -> Double {
    documents == 0 ? 1 : Transcendental.log(1 + Double(documents) / Double(max(1, count)))
  }
}
