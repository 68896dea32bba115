import Eviction

/// A replacement policy as plainly as it can be written, to compare the fast ones with.
protocol PolicyModel {
  /// The resident entries, in any order.
  var residents: [ModelEntry] { get }

  /// Whether a request to the key is a hit.
  func contains(_ key: UInt32) -> Bool

  /// Serves one request, number `now`, and returns the victims in order.
  mutating func request(_ key: UInt32, _ access: Access, now: Int) -> [UInt32]

  /// Takes a key out if it is resident.
  mutating func remove(_ key: UInt32)
}

/// What a model keeps of a key.
struct ModelEntry: Equatable {
  var key: UInt32
  var size: UInt32
  var storedAt: Int
  var usedAt: Int
  var next: UInt32
  var frequency = 1
  var isMarked = false
}

extension PolicyModel {
  /// Whether the key is among the residents.
  func contains(_ key: UInt32) -> Bool { residents.position(of: key) != nil }
}

extension Array where Element == ModelEntry {
  /// The sum of the sizes.
  var bytes: UInt64 { reduce(0) { $0 + UInt64($1.size) } }

  /// Where the key is.
  func position(of key: UInt32) -> Int? { firstIndex { $0.key == key } }
}
