import Testing

@testable import Simulation

@Suite struct XXHash64Tests {
  @Test(
    "texts have their published hashes",
    arguments: [
      ("", "ef46db3751d8e999"), ("a", "d24ec4f1a98c6e5b"), ("abc", "44bc2cf5ad770999"),
      ("Nobody inspects the spammish repetition", "fbcea83c8a378bf1"),
    ])
  func published(text: String, digits: String) {
    var hash = XXHash64()
    Array(text.utf8).withUnsafeBytes { hash.combine($0) }
    #expect(hash.digits == digits)
  }

  @Test("bytes have one hash however they come in pieces", arguments: [0, 1, 31, 32, 33, 64, 1025, 70_001])
  func pieces(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ $0 >> 7) }
    let whole = bytes.withUnsafeBytes(XXHash64.hash)
    for cut in [0, 1, 7, 32, 511, count] where cut <= count {
      var hash = XXHash64()
      bytes[..<cut].withUnsafeBytes { hash.combine($0) }
      bytes[cut...].withUnsafeBytes { hash.combine($0) }
      #expect(hash.value == whole)
    }
  }
}
