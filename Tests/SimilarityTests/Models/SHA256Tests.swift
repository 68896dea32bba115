import Testing

@testable import Similarity

@Suite struct SHA256Tests {
  @Test(
    "the examples of the standard come out",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        String(repeating: "a", count: 1_000_000),
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
      ),
    ])
  func standard(text: String, digits: String) {
    #expect(SHA256.hash(Array(text.utf8)).description == digits)
  }

  @Test("bytes give the same hash in one piece and in many", arguments: [55, 56, 63, 64, 65, 119, 120, 1000])
  func pieces(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) }
    for size in [1, 13, 64] {
      var hash = SHA256()
      for start in stride(from: 0, to: count, by: size) {
        bytes[start..<min(count, start + size)].withUnsafeBytes { hash.combine($0) }
      }
      #expect(hash.digest == SHA256.hash(bytes))
    }
  }
}
