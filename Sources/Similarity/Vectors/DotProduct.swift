/// The dot product of two vectors in a fixed order of additions, rounded once at the end.
///
/// Products of two floats are exact in double precision; eight running sums are added up pairwise.
/// Every similarity that leaves the module comes from here, so that no result depends on the kernel
/// OpenBLAS picked, on blocking or on the number of threads. The plain twin is in the tests.
///
/// - Complexity: O(`count`).
@inline(__always)
func fixedOrderDotProduct(
  _ first: UnsafePointer<Float>, _ second: UnsafePointer<Float>, count: Int
) -> Float {
  var low = SIMD4<Double>.zero
  var high = SIMD4<Double>.zero
  let left = UnsafeRawPointer(first)
  let right = UnsafeRawPointer(second)
  var index = 0
  while index + 8 <= count {
    let offset = index &* 4
    let a = left.loadUnaligned(fromByteOffset: offset, as: SIMD4<Float>.self)
    let b = right.loadUnaligned(fromByteOffset: offset, as: SIMD4<Float>.self)
    let c = left.loadUnaligned(fromByteOffset: offset &+ 16, as: SIMD4<Float>.self)
    let d = right.loadUnaligned(fromByteOffset: offset &+ 16, as: SIMD4<Float>.self)
    low += SIMD4<Double>(a) * SIMD4<Double>(b)
    high += SIMD4<Double>(c) * SIMD4<Double>(d)
    index &+= 8
  }
  let lanes = low + high
  var sum = (lanes[0] + lanes[2]) + (lanes[1] + lanes[3])
  while index < count {
    sum += Double(first[index]) * Double(second[index])
    index &+= 1
  }
  return Float(sum)
}
