import Eviction
import Testing

@Suite struct StoreOverheadTests {
  /// Growth of used_memory per key in redis-server 7.0.15 of Debian 12 with 4,096 keys, rounded; with an expiry, or not.
  static let measured: [(key: Int, value: Int, total: Int, totalWithExpiry: Int)] = [
    (16, 30, 136, 176), (16, 300, 408, 448), (40, 30, 152, 192), (40, 300, 424, 464),
  ]

  @Test("an entry takes what Redis was measured to take", arguments: measured)
  func redis(key: Int, value: Int, total: Int, totalWithExpiry: Int) {
    let overhead = StoreOverhead.redis(keyBytes: key, valueBytes: value, entries: 4096)
    #expect(Int(overhead) + key + value == total)
    let expiring = StoreOverhead.redis(keyBytes: key, valueBytes: value, entries: 4096, hasExpiry: true)
    #expect(Int(expiring) + key + value == totalWithExpiry)
  }

  @Test(
    "large values are rounded up to their size class, as MEMORY USAGE shows",
    arguments: [(8, 20000, 20536), (32, 4000, 4184), (300, 33000, 41320), (100, 255, 472), (64, 44, 168)])
  func sizeClasses(key: Int, value: Int, usage: Int) {
    // MEMORY USAGE counts 24 bytes for the dictionary entry, which takes 32, and no share in the table.
    let overhead = StoreOverhead.redis(keyBytes: key, valueBytes: value, entries: 4096)
    #expect(Int(overhead) + key + value == usage + 8 + 8)
  }

  @Test("an entry's share in the hash table lies between 8 and 16 bytes, and no length does harm")
  func bounds() {
    let full = StoreOverhead.redis(keyBytes: 16, valueBytes: 100, entries: 1 << 20)
    #expect(StoreOverhead.redis(keyBytes: 16, valueBytes: 100, entries: 1 << 20 + 1) == full + 8)
    #expect(StoreOverhead.redis(keyBytes: 16, valueBytes: 100) == full + 4)
    for length in [-5, 0, .max] {
      #expect(StoreOverhead.redis(keyBytes: length, valueBytes: length, entries: length) > 0)
    }
  }
}
