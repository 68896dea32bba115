extension BinaryInteger {
  /// The number as a sentence has it, with a comma between thousands: `12,000`.
  package var grouped: String { (self < 0 ? "-" : "") + String(magnitude).grouped(by: ",") }
}

extension String {
  /// Decimal digits with a separator between thousands.
  package func grouped(by separator: String) -> String {
    let length = utf8.count
    guard !separator.isEmpty, length > 3 else { return self }
    var text = ""
    for (place, digit) in enumerated() {
      if place > 0, (length - place).isMultiple(of: 3) { text += separator }
      text.append(digit)
    }
    return text
  }
}
