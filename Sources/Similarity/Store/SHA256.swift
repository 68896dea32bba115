/// The hash SHA-256 (NIST, FIPS 180-4, 2015).
package struct SHA256: Sendable {
  /// A finished hash.
  package struct Digest: Sendable, Hashable, CustomStringConvertible {
    /// Its 32 bytes.
    package let bytes: [UInt8]

    /// The hash in 64 hexadecimal digits.
    package var description: String {
      let digits = Array("0123456789abcdef".utf8)
      return String(
        decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
  }

  private var state: SIMD8<UInt32> = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  private var pending: [UInt8] = []
  private var count = 0

  /// The hash of no bytes.
  package init() { pending.reserveCapacity(64) }

  /// The hash of some bytes.
  package static func hash(_ bytes: [UInt8]) -> Digest {
    bytes.withUnsafeBytes { buffer in
      var hash = SHA256()
      hash.combine(buffer)
      return hash.digest
    }
  }

  /// Takes in more bytes.
  ///
  /// - Complexity: O(n).
  package mutating func combine(_ bytes: UnsafeRawBufferPointer) {
    count += bytes.count
    var rest = bytes[...]
    if !pending.isEmpty {
      let part = rest.prefix(64 - pending.count)
      pending.append(contentsOf: part)
      rest = rest.dropFirst(part.count)
      guard pending.count == 64 else { return }
      let block = pending
      block.withUnsafeBytes { digest($0) }
      pending.removeAll(keepingCapacity: true)
    }
    let whole = rest.count / 64 * 64
    if whole > 0 { digest(UnsafeRawBufferPointer(rebasing: rest.prefix(whole))) }
    pending.append(contentsOf: rest.dropFirst(whole))
  }

  /// Takes in a number as eight bytes, the low one first.
  package mutating func combine(_ number: Int) {
    withUnsafeBytes(of: UInt64(bitPattern: Int64(number)).littleEndian) { combine($0) }
  }

  /// Takes in a text: its length and its UTF-8.
  package mutating func combine(_ text: String) {
    let bytes = Array(text.utf8)
    combine(bytes.count)
    bytes.withUnsafeBytes { combine($0) }
  }

  /// The hash of everything taken in so far.
  package var digest: Digest {
    var last = self
    let bits = UInt64(count) &* 8
    let zeros = (119 - count % 64) % 64
    let padding = [0x80] + [UInt8](repeating: 0, count: zeros)
    padding.withUnsafeBytes { last.combine($0) }
    withUnsafeBytes(of: bits.bigEndian) { last.combine($0) }
    return Digest(
      bytes: (0..<8).flatMap { word in
        (0..<4).map { UInt8(truncatingIfNeeded: last.state[word] >> (24 - 8 * UInt32($0))) }
      })
  }

  /// Runs the compression function over whole blocks of 64 bytes.
  private mutating func digest(_ blocks: UnsafeRawBufferPointer) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
      Self.roundConstants.withUnsafeBufferPointer { constants in
        for block in stride(from: 0, to: blocks.count, by: 64) {
          for word in 0..<16 {
            schedule[word] = UInt32(
              bigEndian: blocks.loadUnaligned(fromByteOffset: block &+ 4 &* word, as: UInt32.self))
          }
          compress(schedule, constants)
        }
      }
    }
  }

  @inline(__always)
  private mutating func compress(
    _ schedule: UnsafeMutableBufferPointer<UInt32>, _ constants: UnsafeBufferPointer<UInt32>
  ) {
    for word in 16..<64 {
      let early = schedule[word &- 15]
      let late = schedule[word &- 2]
      let first = Self.turn(early, 7) ^ Self.turn(early, 18) ^ early &>> 3
      let second = Self.turn(late, 17) ^ Self.turn(late, 19) ^ late &>> 10
      schedule[word] = schedule[word &- 16] &+ first &+ schedule[word &- 7] &+ second
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for word in 0..<64 {
      let choice = (e & f) ^ (~e & g)
      let high = Self.turn(e, 6) ^ Self.turn(e, 11) ^ Self.turn(e, 25)
      let first = h &+ high &+ choice &+ constants[word] &+ schedule[word]
      let majority = (a & b) ^ (a & c) ^ (b & c)
      let second = (Self.turn(a, 2) ^ Self.turn(a, 13) ^ Self.turn(a, 22)) &+ majority
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ second)
    }
    state &+= SIMD8(a, b, c, d, e, f, g, h)
  }

  @inline(__always)
  private static func turn(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word &>> count | word &<< (32 &- count)
  }

  private static let roundConstants: [UInt32] = [
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
  ]
}
