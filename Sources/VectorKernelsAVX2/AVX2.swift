package import VectorKernels

/// The kernels for processors with AVX2 and FMA; the caller makes sure of that.
///
/// The functions are called, never inlined: their code is compiled for that processor alone.
package enum AVX2 {
  /// The columns of a panel, whatever the columns of the matrix are.
  package static func panelWidth(columns: Int) -> Int { SIMD16<Float>.scalarCount }

  /// Multiplies rows with a matrix laid out in panels; see `multiplyMatrices`.
  @inline(never)
  package static func multiply(
    _ rows: UnsafePointer<Float>, count: Int, rowStride: Int, depth: Int, panels: UnsafePointer<Float>,
    bias: UnsafePointer<Float>, columns: Int, into result: UnsafeMutablePointer<Float>, resultStride: Int,
    finish: Finish
  ) {
    multiplyMatrices(
      SIMD16<Float>.self, rows, count: count, rowStride: rowStride, depth: depth, panels: panels, bias: bias,
      columns: columns, into: result, resultStride: resultStride, finish: finish)
  }

  /// Attention of one text with itself; see `attend`.
  @inline(never)
  package static func attend(
    _ projections: UnsafePointer<Float>, tokens: Int, stride: Int, heads: Int, headSize: Int,
    scratch: UnsafeMutablePointer<Float>, into result: UnsafeMutablePointer<Float>, resultStride: Int
  ) {
    VectorKernels.attend(
      SIMD16<Float>.self, projections, tokens: tokens, stride: stride, heads: heads, headSize: headSize,
      scratch: scratch, into: result, resultStride: resultStride)
  }

  /// Normalises rows in place; see `normaliseLayers`.
  @inline(never)
  package static func normalise(
    _ rows: UnsafeMutablePointer<Float>, count: Int, stride: Int, width: Int, gain: UnsafePointer<Float>,
    bias: UnsafePointer<Float>, epsilon: Float
  ) {
    normaliseLayers(
      rows, count: count, stride: stride, width: width, gain: gain, bias: bias, epsilon: epsilon)
  }

  /// Dot products of a vector with many rows; see `roughDotProducts`.
  @inline(never)
  package static func dotProducts(
    _ rows: UnsafePointer<Float>, count: Int, length: Int, vector: UnsafePointer<Float>,
    into products: UnsafeMutablePointer<Float>
  ) {
    roughDotProducts(rows, count: count, length: length, vector: vector, into: products)
  }
}
