/// The xxHash functions of one 64-bit key, as its eight little-endian bytes.
///
/// Written from the public specification (Collet, "xxHash fast digest algorithm", versions 0.1.1 for XXH64 and
/// 0.2.0 for XXH3). Only the variants of policies that follow libCacheSim need them.
package enum XXHash {
  private static let primeMX2: UInt64 = 0x9FB2_1C65_1E98_DF25

  /// Bytes 8 to 15 of the default secret and 16 to 23, combined as inputs of 4 to 8 bytes use them.
  private static let secret: UInt64 = 0x1CAD_21F7_2C81_017C ^ 0xDB97_9083_E96D_D4DE

  private static let length: UInt64 = 8

  /// Returns XXH64 of `key` under `seed`.
  package static func xxh64(_ key: UInt64, seed: UInt64) -> UInt64 {
    let start = (seed &+ XXHash64.prime5 &+ length) ^ XXHash64.round(0, key)
    return XXHash64.avalanche(XXHash64.turn(start, 27) &* XXHash64.prime1 &+ XXHash64.prime4)
  }

  /// Returns the 64-bit XXH3 of `key` without a seed.
  package static func xxh3(_ key: UInt64) -> UInt64 {
    var hash = XXHash64.turn(key, 32) ^ secret
    hash ^= XXHash64.turn(hash, 49) ^ XXHash64.turn(hash, 24)
    hash = hash &* primeMX2
    hash ^= (hash >> 35) &+ length
    hash = hash &* primeMX2
    return hash ^ hash >> 28
  }
}
