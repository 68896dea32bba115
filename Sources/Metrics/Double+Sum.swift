extension Double {
  /// The nearest double to a sum of integers.
  ///
  /// Sums mostly have 64 bits, and those are converted by one instruction; the conversion of 128 is generic code.
  init(sum: Int128) {
    let short = Int64(truncatingIfNeeded: sum)
    self = Int128(short) == sum ? Double(short) : Double(sum)
  }
}
