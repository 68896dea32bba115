import Similarity
import Simulation

/// What a glance at a text tells: seven numbers that need no training.
enum TextStatistics {
  /// The number of statistics.
  static let count = 7

  /// Log characters, log numbers, full stops, root of words, percent signs, whether there is a dollar sign, commas.
  static func values(_ text: UnsafeBufferPointer<UInt8>) -> [Double] {
    var characters = 0
    var numbers = 0
    var stops = 0
    var words = 0
    var percents = 0
    var hasDollar = false
    var commas = 0
    var previous: UInt8 = 0x20
    for byte in text {
      if byte & 0xC0 != 0x80 { characters += 1 }
      let isDigit = byte >= 0x30 && byte <= 0x39
      let continues = previous >= 0x30 && previous <= 0x39 || previous == 0x2C || previous == 0x2E
      if isDigit && !continues { numbers += 1 }
      if byte == UInt8(ascii: ".") { stops += 1 }
      if byte == UInt8(ascii: ",") { commas += 1 }
      if byte == UInt8(ascii: "%") { percents += 1 }
      if byte == UInt8(ascii: "$") { hasDollar = true }
      if byte > 0x20 && previous <= 0x20 { words += 1 }
      previous = byte
    }
    return [
      Transcendental.log(Double(max(1, characters))), Transcendental.log(Double(1 + numbers)), Double(stops),
      Double(words).squareRoot(), Double(percents), hasDollar ? 1 : 0, Double(commas),
    ]
  }

  /// The statistics of all texts, row-major.
  static func table(_ texts: TextTable) -> [Double] {
    var result: [Double] = []
    result.reserveCapacity(texts.count * count)
    for text in 0..<texts.count { texts.withBytes(of: text) { result += values($0) } }
    return result
  }
}
