import CacheTraces
import Simulation

/// Numbers as texts that give back every bit.
enum ExactText {
  /// Doubles as 16 hexadecimal digits each.
  static func text(_ values: [Double]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(values.count * 16)
    for value in values {
      for shift in stride(from: 60, through: 0, by: -4) {
        bytes.append(digits[Int(value.bitPattern >> UInt64(shift) & 15)])
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The doubles of a text, or nil where it is none of ours.
  static func doubles(_ text: String) -> [Double]? {
    let bytes = Array(text.utf8)
    guard bytes.count % 16 == 0 else { return nil }
    var values: [Double] = []
    values.reserveCapacity(bytes.count / 16)
    for start in stride(from: 0, to: bytes.count, by: 16) {
      var pattern: UInt64 = 0
      for byte in bytes[start..<start + 16] {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): pattern = pattern << 4 | UInt64(byte & 15)
        case UInt8(ascii: "a")...UInt8(ascii: "f"): pattern = pattern << 4 | UInt64(byte & 15 + 9)
        default: return nil
        }
      }
      values.append(Double(bitPattern: pattern))
    }
    return values
  }

  /// The XXH64 of bytes in 16 hexadecimal digits.
  static func hash(_ bytes: some Collection<UInt8>) -> String {
    var hash = XXHash64()
    Array(bytes).withUnsafeBytes { hash.combine($0) }
    return hash.digits
  }
}
