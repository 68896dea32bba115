/// Shifts and scales every row to mean 0 and variance 1, then by a gain and a bias a column
/// (Ba, Kiros and Hinton, "Layer Normalization", 2016).
///
/// - Parameters:
///   - rows: `count` rows, `stride` floats apart; changed in place.
///   - width: the floats of a row, a multiple of 16.
///   - epsilon: what is added to the variance.
@inlinable @inline(__always)
public func normaliseLayers(
  _ rows: UnsafeMutablePointer<Float>, count: Int, stride rowStride: Int, width: Int,
  gain: UnsafePointer<Float>, bias: UnsafePointer<Float>, epsilon: Float
) {
  let share = 1 / Float(width)
  for index in 0..<count {
    let row = rows + (index &* rowStride)
    var sum = SIMD16<Float>()
    for lane in stride(from: 0, to: width, by: 16) { sum += row.vector(lane, as: SIMD16<Float>.self) }
    let mean = SIMD16<Float>(repeating: sum.total * share)
    var squares = SIMD16<Float>()
    for lane in stride(from: 0, to: width, by: 16) {
      let difference = row.vector(lane, as: SIMD16<Float>.self) - mean
      squares += difference * difference
    }
    let scale = SIMD16<Float>(repeating: 1 / (squares.total * share + epsilon).squareRoot())
    for lane in stride(from: 0, to: width, by: 16) {
      let value = (row.vector(lane, as: SIMD16<Float>.self) - mean) * scale
      row.store(value * gain.vector(lane) + bias.vector(lane), at: lane)
    }
  }
}
