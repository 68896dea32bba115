/// A replacement policy that draws its victims among the resident keys; what such policies do alike stands in the
/// extension.
package protocol SampledPolicy: ReplacementPolicy, ~Copyable {
  /// The resident keys.
  var residents: ResidentKeys { get set }
}

extension SampledPolicy where Self: ~Copyable {
  /// The sum of the sizes of the resident entries.
  package var used: UInt64 { residents.bytes }

  /// The number of resident entries.
  package var count: Int { residents.count }

  /// Loads the entry of `key` early.
  package func prefetch(_ key: UInt32) {
    residents.prefetch(key)
  }

  /// Returns whether `key` is resident.
  package func contains(_ key: UInt32) -> Bool {
    residents.contains(key)
  }

  /// Takes `key` out and returns whether it was resident.
  package mutating func remove(_ key: UInt32) -> Bool {
    guard contains(key) else { return false }
    residents.remove(key)
    return true
  }
}
