import Testing

@testable import Recordings

@Suite("Numbers and fingerprints of keys")
struct KeyNumberingTests {
  @Test("a key that comes in pieces has the fingerprint of the whole")
  func pieces() {
    let text = (0..<200).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    for count in [0, 1, 7, 8, 9, 15, 16, 17, 31, 33, 200] {
      let whole = Fingerprint(Array(text[..<count]))
      for step in 1...19 {
        var stream = FingerprintStream()
        for start in stride(from: 0, to: count, by: step) {
          stream.append(Array(text[start..<min(count, start + step)]))
        }
        #expect(stream.fingerprint == whole)
      }
    }
    var number = FingerprintStream()
    number.append("abc")
    number.append(0x0807_0605_0403_0201)
    #expect(number.fingerprint == Fingerprint(Array("abc".utf8) + [1, 2, 3, 4, 5, 6, 7, 8]))
  }

  @Test("numbers follow the order of appearance, as in a dictionary")
  func order() {
    var numbering = KeyNumbering()
    var known: [UInt64: UInt32] = [:]
    var state: UInt64 = 1
    for step in 0..<5000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1
      // Small numbers, multiples of large powers of two and mixed ones, which slots must tell apart.
      let key = [state >> 53, (state >> 56) << 40, (state >> 50) << 3][step % 3]
      let expected = known[key] ?? UInt32(known.count)
      let (number, isNew) = numbering.number(of: Fingerprint(high: key, low: 0))
      #expect(number == expected)
      #expect(isNew == (known[key] == nil))
      known[key] = expected
    }
    #expect(numbering.count == known.count)
    #expect(Set(numbering.keys.map { $1.high }) == Set(known.keys))
  }

  @Test("numbers may be those of others too")
  func shared() {
    var numbering = KeyNumbering()
    var next: UInt32 = 5
    #expect(numbering.known([1]) == nil)
    #expect(numbering.number(of: Fingerprint([1]), next: &next).number == 5)
    next += 2
    #expect(numbering.number(of: Fingerprint([2]), next: &next).number == 8)
    #expect(numbering.number(of: Fingerprint([1]), next: &next) == (5, false))
    #expect(numbering.known([2]) == 8)
    #expect(next == 9)
  }
}
