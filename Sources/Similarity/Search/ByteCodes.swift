internal import VectorKernels

/// Unit vectors on their principal axes, as bytes whose products bound those of the vectors from above.
///
/// A vector's coordinates on the axes kept are rounded to whole steps; what the other axes hold is given by its
/// length, rounded up, as four equal coordinates of half that length. The product of two codes, times the step
/// squared, plus ``Frame/slack(_:_:)``, is at least the product of the vectors.
struct ByteCodes {
  /// What every vector is rotated by and rounded to.
  struct Frame: Sendable {
    let axes: FloatBuffer
    let dimensions: Int
    /// The axes kept, a multiple of four.
    let width: Int
    let step: Double

    /// Groups of four bytes that a first bound is made of; 0 for none.
    let half: Int

    /// Groups of four bytes in a code.
    var depth: Int { width / 4 + (half > 0 ? 2 : 1) }

    /// - Parameters:
    ///   - rows: some of which the axes are found from; at least one.
    ///   - isParted: whether a part of a code shall give a bound of its own.
    init(_ rows: Rows, isParted: Bool) {
      dimensions = rows.dimensions
      axes = ProjectedRows.axes(of: rows, sample: 4096)
      let sample = rows.sample(1024)
      let gathered = FloatBuffer(sample.count * dimensions)
      rows.gather(sample, into: gathered.base)
      let rotated = FloatBuffer(sample.count * dimensions)
      OpenBLAS.multiply(
        gathered.base, rows: sample.count, leftStride: dimensions, axes.base, columns: dimensions,
        rightStride: dimensions, length: dimensions, into: rotated.base, resultStride: dimensions)
      var squares = [Double](repeating: 0, count: dimensions)
      var largest: Float = 0
      for row in 0..<sample.count {
        for axis in 0..<dimensions {
          let value = rotated.base[row * dimensions + axis]
          squares[axis] += Double(value * value)
          largest = max(largest, abs(value))
        }
      }
      // The fewest axes that hold so much of the squared length; any choice gives the same neighbours.
      var held = 0.0
      var width = 0
      var first = 0
      while width < dimensions, held < Self.shareKept * Double(sample.count) {
        held += squares[width]
        width += 1
        if held < Self.shareParted * Double(sample.count) { first = width }
      }
      self.width = (width + 15) / 16 * 16
      half = isParted && first < width ? first / 4 : 0
      // Half of the greatest length there is must fit as well.
      step = Double(max(largest, 0.5) / 127)
    }

    /// By how much products of codes may fall short, given the lengths that rounding took from two codes.
    func slack(_ first: Double, _ second: Double) -> Double {
      first * (1 + second) + second + Double(boundSlack)
    }

    private static var shareKept: Double { 0.94 }
    private static var shareParted: Double { 0.75 }
  }

  private let frame: Frame
  /// The codes, `frame.depth` groups of four signed bytes each.
  private(set) var groups: [Int32]
  /// Of each code 128 times the sum of its bytes: what makes up for rows that are coded without sign.
  private(set) var offsets: [Int32]
  /// The same for the part of a code that a first bound is made of.
  private(set) var halfOffsets: [Int32]
  /// Of each code the length of what rounding took away.
  private(set) var errors: [Double]

  /// Codes vectors that follow one another.
  init(_ vectors: UnsafePointer<Float>, count: Int, frame: Frame) {
    self.frame = frame
    let width = frame.width
    let kept = min(width, frame.dimensions)
    let heads = FloatBuffer(count * width)
    OpenBLAS.multiply(
      vectors, rows: count, leftStride: frame.dimensions, frame.axes.base, columns: kept,
      rightStride: frame.dimensions, length: frame.dimensions, into: heads.base, resultStride: width)
    groups = [Int32](repeating: 0, count: count * frame.depth)
    offsets = [Int32](repeating: 0, count: count)
    halfOffsets = offsets
    errors = [Double](repeating: 0, count: count)
    let scale = Float(1 / frame.step)
    let step = Float(frame.step)
    for row in 0..<count {
      let head = heads.base + row * width
      var (sum, squares, lost): (Int32, Double, Double) = (0, 0, 0)
      for group in 0..<width / 4 {
        if group == frame.half, group > 0 {
          let rest = self.half(ProjectedRows.restLength(squares))
          groups[row * frame.depth + width / 4] = rest * 0x0101_0101
          halfOffsets[row] = 128 * (sum + 4 * rest)
        }
        var packed: UInt32 = 0
        for byte in 0..<4 {
          let value = head[group * 4 + byte]
          let code = max(-127, min(127, (value * scale).rounded()))
          let difference = Double(value) - Double(code) * Double(step)
          squares += Double(value) * Double(value)
          lost += difference * difference
          let whole = Int32(code)
          sum += whole
          packed |= (UInt32(bitPattern: whole) & 255) << UInt32(8 * byte)
        }
        groups[row * frame.depth + group] = Int32(bitPattern: packed)
      }
      let rest = half(ProjectedRows.restLength(squares))
      groups[row * frame.depth + frame.depth - 1] = rest * 0x0101_0101
      offsets[row] = 128 * (sum + 4 * rest)
      errors[row] = lost.squareRoot() + 1e-6
    }
  }

  /// Half of a length in steps, rounded up: four such coordinates are at least as long.
  private func half(_ length: Float) -> Int32 {
    min(127, Int32((Double(length) / 2 / frame.step).rounded(.up)))
  }
}
