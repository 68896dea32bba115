extension [Int64] {
  /// Bits that are sorted by at a time.
  private static var digitBits: Int { 11 }
  /// Fewer numbers are compared.
  private static var leastCount: Int { 1024 }

  /// Puts numbers in ascending order, digit by digit from the lowest where there are many and none is negative.
  ///
  /// - Complexity: O(n) a digit of 11 bits of the greatest.
  mutating func sortByDigits() {
    var union: Int64 = 0
    for number in self { union |= number }
    guard count >= Self.leastCount, union >= 0 else { return sort() }
    let mask = Int64(1) << Self.digitBits - 1
    var sorted = self
    var places = [Int](repeating: 0, count: 1 << Self.digitBits)
    for shift in stride(from: 0, to: Int64.bitWidth - union.leadingZeroBitCount, by: Self.digitBits) {
      for digit in places.indices { places[digit] = 0 }
      for number in self { places[Int(number >> shift & mask)] += 1 }
      var next = 0
      for digit in places.indices {
        let length = places[digit]
        places[digit] = next
        next += length
      }
      for number in self {
        let digit = Int(number >> shift & mask)
        sorted[places[digit]] = number
        places[digit] += 1
      }
      swap(&self, &sorted)
    }
  }
}
