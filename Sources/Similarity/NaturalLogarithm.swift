/// The natural logarithm from additions, multiplications and divisions alone.
///
/// The C library's differs in the last bit between processors with and without fused multiply-add. To be
/// replaced by Simulation's routine once that exists. The error is below 4 units in the last place.
///
/// - Precondition: `value` is positive, finite and normal.
func naturalLogarithm(_ value: Double) -> Double {
  precondition(value.isNormal && value > 0, "a logarithm is taken of positive numbers only")
  var exponent = Double(value.exponent)
  var fraction = value.significand
  if fraction > 1.4142135623730951 {
    fraction *= 0.5
    exponent += 1
  }
  // log((1 + z) / (1 - z)) = 2 (z + z^3 / 3 + z^5 / 5 + ...), |z| <= 0.1716
  let z = (fraction - 1) / (fraction + 1)
  let square = z * z
  var sum = 0.0
  var divisor = 23.0
  while divisor > 1 {
    sum = (sum + 1 / divisor) * square
    divisor -= 2
  }
  return 2 * z + 2 * z * sum + exponent * 0.6931471805599453
}
