import Metrics

/// Numbers of times by class as a text, since a partial has those of each cell without a group of a recording.
///
/// From the shortest class on, each class has how many times it has; 0 and a number stand for as many classes without any.
/// A number is its digits of 5 bits, the lowest first, each a character; all but the last come from the upper half.
extension ExactText {
  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
  private static let base = 32
  /// More digits than this may be more than a number holds.
  private static let mostDigits = 12

  /// The times of each class.
  ///
  /// - Complexity: O(classes).
  static func text(_ classes: TimeClasses) -> String {
    var bytes: [UInt8] = []
    var (next, before) = (0, 0)
    for (place, end) in zip(classes.places, classes.ends) {
      if place > next {
        append(0, to: &bytes)
        append(place - next, to: &bytes)
      }
      append(end - before, to: &bytes)
      (next, before) = (place + 1, end)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func append(_ number: Int, to bytes: inout [UInt8]) {
    var rest = number
    while rest >= base {
      bytes.append(digits[base + rest % base])
      rest /= base
    }
    bytes.append(digits[rest])
  }

  /// The times of each class of a text, or nil where it is none of ours.
  ///
  /// - Complexity: O(bytes).
  static func classes(_ text: String) -> TimeClasses? {
    let most = TimeClasses.place(of: .max)
    var rest = Array(text.utf8)[...]
    var (places, ends): ([Int], [Int]) = ([], [])
    var (next, sum) = (0, 0)
    while !rest.isEmpty {
      guard let count = number(&rest) else { return nil }
      if count == 0 {
        guard let gap = number(&rest), gap > 0, gap <= most - next else { return nil }
        next += gap
        continue
      }
      let (whole, overflows) = sum.addingReportingOverflow(count)
      guard !overflows, next <= most else { return nil }
      places.append(next)
      ends.append(whole)
      (next, sum) = (next + 1, whole)
    }
    return TimeClasses(places: places, ends: ends)
  }

  /// Takes the number at the beginning of some bytes away; nil where there is none.
  private static func number(_ bytes: inout ArraySlice<UInt8>) -> Int? {
    var value = 0
    for place in 0..<mostDigits {
      guard let byte = bytes.popFirst(), let digit = self.digit(of: byte) else { return nil }
      value |= (digit % base) << (5 * place)
      if digit < base { return value }
    }
    return nil
  }

  private static func digit(of byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "-"): 62
    case UInt8(ascii: "_"): 63
    default: nil
    }
  }
}
