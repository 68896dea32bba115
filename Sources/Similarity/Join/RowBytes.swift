internal import VectorKernels

/// Rows as signed bytes, each with its own step.
///
/// The product of two, times both steps, falls short of that of the vectors by no more than what rounding took: the
/// errors of both, and their product.
struct RowBytes: Sendable {
  /// Lines of 64 bytes in a row.
  let lines: Int
  /// The number of rows.
  let count: Int
  /// The bytes, and 128 more than each.
  let signed: LineBuffer<SIMD16<Int32>>
  let unsigned: LineBuffer<SIMD16<Int32>>
  /// For each row 128 times the sum of its bytes.
  let surplus: LineBuffer<Int32>
  /// For each row the step.
  let steps: LineBuffer<Float>
  /// For each row the length that rounding took, rounded up.
  let errors: LineBuffer<Float>

  init(_ rows: Rows, threads: Int) {
    let count = rows.indices.count
    self.count = count
    lines = (rows.dimensions + 63) / 64
    // The kernels read whole groups.
    let room = (count + rowsOfGroup - 1) / rowsOfGroup * rowsOfGroup
    signed = LineBuffer(room * lines, of: SIMD16())
    unsigned = LineBuffer(count * lines, of: SIMD16(repeating: Int32(bitPattern: 0x8080_8080)))
    surplus = LineBuffer(count, of: 0)
    steps = LineBuffer(count, of: 0)
    errors = LineBuffer(count, of: 0)
    let size = 1024
    forEachBlock((count + size - 1) / size, threads: threads) { [self] _, block in
      for place in block * size..<min(count, (block + 1) * size) { fill(place, rows) }
    }
  }

  private func fill(_ place: Int, _ rows: Rows) {
    let row = rows.row(rows.indices[place])
    var most: Float = 0
    for column in 0..<rows.dimensions { most = max(most, abs(row[column])) }
    let step = most / 127
    let scale = 127 / most
    let bytes = UnsafeMutableRawPointer(signed.base + place * lines).assumingMemoryBound(to: Int8.self)
    let more = UnsafeMutableRawPointer(unsigned.base + place * lines).assumingMemoryBound(to: UInt8.self)
    var (sum, lost): (Int32, Double) = (0, 0)
    for column in 0..<rows.dimensions {
      let scaled = row[column] * scale
      let code = Int32(max(-127, min(127, scaled + (scaled < 0 ? -0.5 : 0.5))))
      let difference = Double(row[column]) - Double(code) * Double(step)
      lost += difference * difference
      sum += code
      bytes[column] = Int8(truncatingIfNeeded: code)
      more[column] = UInt8(truncatingIfNeeded: code + 128)
    }
    surplus.base[place] = 128 * sum
    steps.base[place] = step
    errors.base[place] = Float(lost.squareRoot()) + 1e-6
  }

  /// The rows for the kernels, while this lives.
  var kernelRows: ByteRows {
    ByteRows(
      signed: signed.base, unsigned: unsigned.base, surplus: surplus.base, steps: steps.base,
      errors: errors.base, lines: lines, count: count)
  }
}
