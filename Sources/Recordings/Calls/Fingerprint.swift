/// 128 bits that stand for a key: MurmurHash3 x64 (Appleby, 2011), seed 0.
///
/// Prompts of a chat log are kept as fingerprints, not as texts: a million prompts of 100 kB would not fit.
/// Among 2^32 different keys the chance of any two being mistaken for one is below 2^-64.
struct Fingerprint: Hashable, Sendable {
  /// The first 64 bits.
  let high: UInt64
  /// The other 64 bits.
  let low: UInt64

  /// Half of a fingerprint tells almost all keys apart, and hashes in half the time.
  func hash(into hasher: inout Hasher) { hasher.combine(high) }

  /// The fingerprint of a key.
  ///
  /// - Complexity: O(n).
  init(_ bytes: [UInt8]) {
    self = bytes.withUnsafeBytes { Fingerprint($0) }
  }

  /// The fingerprint of a key that lies in memory.
  ///
  /// - Complexity: O(n).
  init(_ bytes: UnsafeRawBufferPointer) {
    var stream = FingerprintStream()
    stream.append(bytes)
    self = stream.fingerprint
  }

  /// The fingerprint of a part of a text.
  ///
  /// - Complexity: O(n).
  init(_ bytes: ArraySlice<UInt8>) {
    self = bytes.withUnsafeBytes { Fingerprint($0) }
  }

  /// Two numbers that tell keys apart.
  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }
}

/// The fingerprint of a key that comes in pieces, of which nothing is kept.
struct FingerprintStream {
  private static let first: UInt64 = 0x87c3_7b91_1142_53d5
  private static let second: UInt64 = 0x4cf5_ad43_2745_937f

  private var a: UInt64 = 0
  private var b: UInt64 = 0
  private var count = 0
  /// The bytes behind the last whole block of 16, lowest first.
  private var rest: (low: UInt64, high: UInt64) = (0, 0)

  /// Takes the next bytes.
  ///
  /// - Complexity: O(n).
  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    var place = 0
    while count & 15 != 0, place < bytes.count { place += take(bytes, at: place) }
    let whole = place + (bytes.count - place) / 16 * 16
    var (a, b) = (self.a, self.b)
    for start in stride(from: place, to: whole, by: 16) {
      FingerprintStream.mix(
        &a, &b, UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)),
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start + 8, as: UInt64.self)))
    }
    (self.a, self.b) = (a, b)
    count += whole - place
    place = whole
    while place < bytes.count { place += take(bytes, at: place) }
  }

  /// Takes the bytes of a text.
  ///
  /// - Complexity: O(n).
  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  /// Takes the next bytes.
  ///
  /// - Complexity: O(n).
  mutating func append(_ bytes: [UInt8]) { bytes.withUnsafeBytes { append($0) } }

  /// Takes the eight bytes of a number, lowest first.
  mutating func append(_ number: UInt64) {
    withUnsafeBytes(of: number.littleEndian) { append($0) }
  }

  /// The fingerprint of what was taken so far.
  var fingerprint: Fingerprint {
    var (a, b) = (self.a, self.b)
    if count & 15 > 8 {
      b ^= FingerprintStream.turn(rest.high &* FingerprintStream.second, 33) &* FingerprintStream.first
    }
    if count & 15 > 0 {
      a ^= FingerprintStream.turn(rest.low &* FingerprintStream.first, 31) &* FingerprintStream.second
    }
    a ^= UInt64(count)
    b ^= UInt64(count)
    a = a &+ b
    b = b &+ a
    a = FingerprintStream.finish(a)
    b = FingerprintStream.finish(b)
    a = a &+ b
    b = b &+ a
    return Fingerprint(high: a, low: b)
  }

  /// Takes up to eight bytes from a place on, within one half of a block; returns how many.
  private mutating func take(_ bytes: UnsafeRawBufferPointer, at place: Int) -> Int {
    let taken = min(8 - count & 7, bytes.count - place)
    var word: UInt64 = 0
    if place + 8 <= bytes.count {
      word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      if taken < 8 { word &= 1 &<< UInt64(8 * taken) &- 1 }
    } else {
      for index in 0..<taken { word |= UInt64(bytes[place + index]) &<< UInt64(8 * index) }
    }
    let shift = UInt64(8 * (count & 7))
    if count & 8 == 0 { rest.low |= word &<< shift } else { rest.high |= word &<< shift }
    count += taken
    if count & 15 == 0 {
      FingerprintStream.mix(&a, &b, rest.low, rest.high)
      rest = (0, 0)
    }
    return taken
  }

  private static func mix(_ a: inout UInt64, _ b: inout UInt64, _ low: UInt64, _ high: UInt64) {
    a ^= turn(low &* first, 31) &* second
    a = (turn(a, 27) &+ b) &* 5 &+ 0x52dc_e729
    b ^= turn(high &* second, 33) &* first
    b = (turn(b, 31) &+ a) &* 5 &+ 0x3849_5ab5
  }

  private static func turn(_ value: UInt64, _ count: UInt64) -> UInt64 {
    value &<< count | value &>> (64 &- count)
  }

  private static func finish(_ value: UInt64) -> UInt64 {
    var value = value
    value = (value ^ value >> 33) &* 0xff51_afd7_ed55_8ccd
    value = (value ^ value >> 33) &* 0xc4ce_b9fe_1a85_ec53
    return value ^ value >> 33
  }
}
