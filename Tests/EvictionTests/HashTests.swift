@testable import CacheTraces
import Simulation
import Testing

@testable import Eviction

/// Values of the public xxHash library (version 0.8.4) for eight little-endian bytes.
@Suite struct HashTests {
  struct Vector: CustomStringConvertible, Sendable {
    var key: UInt64
    var plain: UInt64
    var first: UInt64
    var second: UInt64
    var third: UInt64

    var description: String { "key \(key)" }
  }

  static let vectors = [
    Vector(
      key: 0, plain: 0x34C9_6ACD_CADB_1BBB, first: 0x67BB_774D_39F5_D473, second: 0xC2A6_4453_B85A_5E79,
      third: 0xC77B_3ABB_6F87_ACD9),
    Vector(
      key: 1, plain: 0x9F29_CB17_A2A4_9995, first: 0x071B_9484_A237_4097, second: 0x83E9_F36F_CB58_54BF,
      third: 0x2FBC_5935_64DB_792E),
    Vector(
      key: 42, plain: 0xB556_806F_B6D1_4353, first: 0xF78B_4AD5_3460_7625, second: 0xCA6B_8301_1840_5888,
      third: 0xD5A6_F8C8_38DF_27C8),
    Vector(
      key: 0x0123_4567_89AB_CDEF, plain: 0xEA3C_5208_1E98_43EC, first: 0x04BD_840E_8F44_109E,
      second: 0xB999_8AD8_2042_D74B, third: 0xB78D_F414_2842_77A6),
    Vector(
      key: .max, plain: 0x85D1_36AD_B773_C6C9, first: 0x60B3_8A7D_6D1E_7EA9, second: 0xCEAD_0A48_B29D_4D47,
      third: 0x5111_C7E4_7D78_4413),
    Vector(
      key: 1 << 32, plain: 0xCA60_84DF_268E_A2A9, first: 0x5562_B471_B709_3B98, second: 0x10D2_81F1_67FA_B00B,
      third: 0xEEAB_51D5_9CF4_CA5B),
  ]

  @Test("XXH64 with three seeds and XXH3 give the published values", arguments: vectors)
  func published(vector: Vector) {
    #expect(XXHash.xxh64(vector.key, seed: 0) == vector.plain)
    #expect(XXHash.xxh64(vector.key, seed: 0x1234_5678) == vector.first)
    #expect(XXHash.xxh64(vector.key, seed: 0x1234_4321) == vector.second)
    #expect(XXHash.xxh3(vector.key) == vector.third)
  }
}
