/// Returns how many entries of the mean size of those resident a cache holds; exactly its capacity where every
/// size is 1.
///
/// Published policies count periods and histories in entries of the cache; with unequal sizes this takes their
/// place.
@inline(__always)
func entriesThatFit(capacity: UInt64, used: UInt64, count: Int) -> Double {
  used == 0 ? Double(capacity) : Double(capacity) * Double(count) / Double(used)
}

/// Returns whether there were at least `times` as many requests as entries that fit.
///
/// Both sides are products, so that no rounding decides where they are equal.
@inline(__always)
func isPeriodOver(_ requests: Double, times: Double, capacity: UInt64, used: UInt64, count: Int) -> Bool {
  used == 0
    ? requests >= times * Double(capacity)
    : requests * Double(used) >= times * Double(capacity) * Double(count)
}
