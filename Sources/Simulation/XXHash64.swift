/// XXH64, a fast hash of 64 bits (Collet, "xxHash fast digest algorithm", specification 0.1.1, 2018), seed 0.
///
/// Tells contents apart and finds damage; it is no defence against anyone who wants a collision.
package struct XXHash64: Sendable {
  private var lanes: (UInt64, UInt64, UInt64, UInt64)
  /// Bytes that wait for their stripe of 32 to be complete.
  private var tail = InlineArray<32, UInt8>(repeating: 0)
  private var tailCount = 0
  private var total: UInt64 = 0

  static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
  static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
  static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
  static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

  /// The hash of no bytes.
  package init() {
    lanes = (Self.prime1 &+ Self.prime2, Self.prime2, 0, 0 &- Self.prime1)
  }

  /// Takes in more bytes.
  ///
  /// - Complexity: O(bytes).
  package mutating func combine(_ bytes: UnsafeRawBufferPointer) {
    total &+= UInt64(bytes.count)
    var place = 0
    if tailCount > 0 {
      while tailCount < 32, place < bytes.count {
        tail[tailCount] = bytes[place]
        tailCount += 1
        place += 1
      }
      guard tailCount == 32 else { return }
      let full = tail
      full.span.withUnsafeBytes { lanes = Self.stripes($0, into: lanes) }
      tailCount = 0
    }
    let whole = (bytes.count - place) / 32 * 32
    if whole > 0 {
      lanes = Self.stripes(UnsafeRawBufferPointer(rebasing: bytes[place..<place + whole]), into: lanes)
    }
    for rest in place + whole..<bytes.count {
      tail[tailCount] = bytes[rest]
      tailCount += 1
    }
  }

  /// The hash of the bytes so far.
  package var value: UInt64 {
    var hash: UInt64
    if total >= 32 {
      hash =
        Self.turn(lanes.0, 1) &+ Self.turn(lanes.1, 7) &+ Self.turn(lanes.2, 12) &+ Self.turn(lanes.3, 18)
      for lane in [lanes.0, lanes.1, lanes.2, lanes.3] {
        hash = (hash ^ Self.round(0, lane)) &* Self.prime1 &+ Self.prime4
      }
    } else {
      hash = Self.prime5
    }
    hash &+= total
    var place = 0
    while place + 8 <= tailCount {
      hash = Self.turn(hash ^ Self.round(0, word(at: place, 8)), 27) &* Self.prime1 &+ Self.prime4
      place += 8
    }
    if place + 4 <= tailCount {
      hash = Self.turn(hash ^ word(at: place, 4) &* Self.prime1, 23) &* Self.prime2 &+ Self.prime3
      place += 4
    }
    while place < tailCount {
      hash = Self.turn(hash ^ UInt64(tail[place]) &* Self.prime5, 11) &* Self.prime1
      place += 1
    }
    return Self.avalanche(hash)
  }

  /// The hash in 16 hexadecimal digits.
  package var digits: String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }

  /// The last steps, after which every bit of the input moves every bit of the hash.
  @inline(__always)
  static func avalanche(_ value: UInt64) -> UInt64 {
    var hash = (value ^ value >> 33) &* prime2
    hash = (hash ^ hash >> 29) &* prime3
    return hash ^ hash >> 32
  }

  /// The hash of some bytes.
  package static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash = XXHash64()
    hash.combine(bytes)
    return hash.value
  }

  private func word(at place: Int, _ count: Int) -> UInt64 {
    var value: UInt64 = 0
    for byte in 0..<count { value |= UInt64(tail[place + byte]) << UInt64(8 * byte) }
    return value
  }

  private static func stripes(
    _ bytes: UnsafeRawBufferPointer, into lanes: (UInt64, UInt64, UInt64, UInt64)
  ) -> (UInt64, UInt64, UInt64, UInt64) {
    var (a, b, c, d) = lanes
    for place in stride(from: 0, to: bytes.count, by: 32) {
      a = round(a, UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
      b = round(b, UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place + 8, as: UInt64.self)))
      c = round(c, UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place + 16, as: UInt64.self)))
      d = round(d, UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place + 24, as: UInt64.self)))
    }
    return (a, b, c, d)
  }

  @inline(__always)
  static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    turn(lane &+ word &* prime2, 31) &* prime1
  }

  @inline(__always)
  static func turn(_ value: UInt64, _ count: UInt64) -> UInt64 {
    value << count | value >> (64 - count)
  }
}
