public import CVectors

/// The dot product of two vectors in single precision, for comparison with a limit that leaves room for its error.
@inlinable @inline(__always)
public func roughDotProduct(
  _ first: UnsafePointer<Float>, _ second: UnsafePointer<Float>, count: Int
) -> Float {
  var (sum0, sum1, sum2, sum3) = (SIMD16<Float>(), SIMD16<Float>(), SIMD16<Float>(), SIMD16<Float>())
  var index = 0
  while index &+ 64 <= count {
    sum0 = c_fused16(first.vector(index), second.vector(index), sum0)
    sum1 = c_fused16(first.vector(index &+ 16), second.vector(index &+ 16), sum1)
    sum2 = c_fused16(first.vector(index &+ 32), second.vector(index &+ 32), sum2)
    sum3 = c_fused16(first.vector(index &+ 48), second.vector(index &+ 48), sum3)
    index &+= 64
  }
  var sum = ((sum0 + sum1) + (sum2 + sum3)).total
  while index < count {
    sum += first[index] * second[index]
    index &+= 1
  }
  return sum
}

/// The dot products of a vector with rows that follow one another, each as `roughDotProduct`.
@inlinable @inline(__always)
public func roughDotProducts(
  _ rows: UnsafePointer<Float>, count: Int, length: Int, vector: UnsafePointer<Float>,
  into products: UnsafeMutablePointer<Float>
) {
  for row in 0..<count { products[row] = roughDotProduct(rows + row &* length, vector, count: length) }
}
