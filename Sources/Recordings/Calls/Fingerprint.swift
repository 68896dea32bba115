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
    let first: UInt64 = 0x87c3_7b91_1142_53d5
    let second: UInt64 = 0x4cf5_ad43_2745_937f
    var a: UInt64 = 0
    var b: UInt64 = 0
    let whole = bytes.count / 16 * 16
    for place in stride(from: 0, to: whole, by: 16) {
      a ^= Fingerprint.turn(Fingerprint.word(bytes, place) &* first, 31) &* second
      a = (Fingerprint.turn(a, 27) &+ b) &* 5 &+ 0x52dc_e729
      b ^= Fingerprint.turn(Fingerprint.word(bytes, place + 8) &* second, 33) &* first
      b = (Fingerprint.turn(b, 31) &+ a) &* 5 &+ 0x3849_5ab5
    }
    let rest = bytes.count - whole
    if rest > 8 {
      b ^= Fingerprint.turn(Fingerprint.word(bytes, whole + 8, rest - 8) &* second, 33) &* first
    }
    if rest > 0 {
      a ^= Fingerprint.turn(Fingerprint.word(bytes, whole, min(rest, 8)) &* first, 31) &* second
    }
    a ^= UInt64(bytes.count)
    b ^= UInt64(bytes.count)
    a = a &+ b
    b = b &+ a
    a = Fingerprint.finish(a)
    b = Fingerprint.finish(b)
    a = a &+ b
    b = b &+ a
    high = a
    low = b
  }

  private static func word(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
  }

  private static func word(_ bytes: UnsafeRawBufferPointer, _ place: Int, _ count: Int) -> UInt64 {
    var value: UInt64 = 0
    for index in 0..<count { value |= UInt64(bytes[place + index]) << UInt64(8 * index) }
    return value
  }

  private static func turn(_ value: UInt64, _ count: UInt64) -> UInt64 {
    value << count | value >> (64 - count)
  }

  private static func finish(_ value: UInt64) -> UInt64 {
    var value = value
    value = (value ^ value >> 33) &* 0xff51_afd7_ed55_8ccd
    value = (value ^ value >> 33) &* 0xc4ce_b9fe_1a85_ec53
    return value ^ value >> 33
  }
}

/// Gives keys dense numbers in the order of their first appearance.
struct KeyNumbering: Sendable {
  private var numbers: [Fingerprint: UInt32] = [:]

  /// Number of different keys.
  var count: Int { numbers.count }

  /// The number of a key among those of others, and whether it was seen for the first time.
  ///
  /// - Parameter next: the next free number; one more when it was taken.
  mutating func number(of key: [UInt8], next: inout UInt32) -> (number: UInt32, isNew: Bool) {
    let fingerprint = Fingerprint(key)
    if let found = numbers[fingerprint] { return (found, false) }
    defer { next += 1 }
    numbers[fingerprint] = next
    return (next, true)
  }

  /// The fingerprints of the keys by their numbers.
  ///
  /// - Complexity: O(keys).
  var keys: [UInt32: Fingerprint] {
    Dictionary(numbers.map { ($1, $0) }, uniquingKeysWith: { key, _ in key })
  }

  /// The number of a key that was seen before.
  func known(_ key: [UInt8]) -> UInt32? { numbers[Fingerprint(key)] }

  /// The number of a key, and whether it was seen for the first time.
  ///
  /// - Complexity: O(length of the key) on average.
  mutating func number(of key: [UInt8]) -> (number: UInt32, isNew: Bool) {
    let fingerprint = Fingerprint(key)
    if let found = numbers[fingerprint] { return (found, false) }
    let next = UInt32(numbers.count)
    numbers[fingerprint] = next
    return (next, true)
  }
}
