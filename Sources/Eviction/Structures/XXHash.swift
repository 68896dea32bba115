/// The xxHash functions of one 64-bit key, as its eight little-endian bytes.
///
/// Written from the public specification (Collet, "xxHash fast digest algorithm", versions 0.1.1 for XXH64 and
/// 0.2.0 for XXH3). Only the variants of policies that follow libCacheSim need them.
enum XXHash {
  private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
  private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
  private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
  private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5
  private static let primeMX2: UInt64 = 0x9FB2_1C65_1E98_DF25

  /// Bytes 8 to 15 of the default secret and 16 to 23, combined as inputs of 4 to 8 bytes use them.
  private static let secret: UInt64 = 0x1CAD_21F7_2C81_017C ^ 0xDB97_9083_E96D_D4DE

  private static let length: UInt64 = 8

  /// Returns XXH64 of `key` under `seed`.
  static func xxh64(_ key: UInt64, seed: UInt64) -> UInt64 {
    let lane = rotated(key &* prime2, 31) &* prime1
    var hash = (seed &+ prime5 &+ length) ^ lane
    hash = rotated(hash, 27) &* prime1 &+ prime4
    hash = (hash ^ hash >> 33) &* prime2
    hash = (hash ^ hash >> 29) &* prime3
    return hash ^ hash >> 32
  }

  /// Returns the 64-bit XXH3 of `key` without a seed.
  static func xxh3(_ key: UInt64) -> UInt64 {
    var hash = rotated(key, 32) ^ secret
    hash ^= rotated(hash, 49) ^ rotated(hash, 24)
    hash = hash &* primeMX2
    hash ^= (hash >> 35) &+ length
    hash = hash &* primeMX2
    return hash ^ hash >> 28
  }

  private static func rotated(_ word: UInt64, _ bits: UInt64) -> UInt64 {
    word &<< bits | word &>> (64 - bits)
  }
}
