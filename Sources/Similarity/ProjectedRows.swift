/// Rows rotated to principal axes and cut off, with the length of the rest as one more coordinate.
///
/// The dot product of two such rows is at least that of the full rows, but for float error below
/// ``boundSlack``.
struct ProjectedRows {
  /// The floats of a row.
  let width: Int
  /// The row of `rows.indices[i]` is at `i * width`.
  let values: FloatBuffer

  init(_ rows: Rows, threshold: Float, threads: Int) {
    let dimensions = rows.dimensions
    guard dimensions > 16, let axes = Self.axes(of: rows) else {
      width = dimensions
      values = FloatBuffer(rows.indices.count * dimensions)
      rows.gather(rows.indices, into: values.base)
      return
    }
    let kept = Self.bestWidth(rows, axes: axes, threshold: threshold)
    let width = kept < dimensions ? kept + 1 : dimensions
    let values = FloatBuffer(rows.indices.count * width)
    let blockSize = 1024
    forEachBlock((rows.indices.count + blockSize - 1) / blockSize, threads: threads) { _, block in
      let range = block * blockSize..<min(rows.indices.count, (block + 1) * blockSize)
      let gathered = FloatBuffer(range.count * dimensions)
      rows.gather(rows.indices[range], into: gathered.base)
      let target = values.base + range.lowerBound * width
      OpenBLAS.multiply(
        gathered.base, rows: range.count, leftStride: dimensions, axes.base, columns: kept,
        rightStride: dimensions, length: dimensions, into: target, resultStride: width)
      guard kept < dimensions else { return }
      for row in 0..<range.count {
        var squares = 0.0
        for column in 0..<kept {
          squares += Double(target[row * width + column]) * Double(target[row * width + column])
        }
        target[row * width + kept] = Self.restLength(squares)
      }
    }
    self.width = width
    self.values = values
  }

  /// The length that is left of a unit vector, rounded up by more than the float error of `squares`.
  private static func restLength(_ squares: Double) -> Float {
    Float((max(0, 1 - squares) + 4e-6).squareRoot())
  }

  /// The principal axes as rows, the one with most weight first.
  private static func axes(of rows: Rows) -> FloatBuffer? {
    let dimensions = rows.dimensions
    let sample = rows.sample(16_384)
    let gathered = FloatBuffer(sample.count * dimensions)
    rows.gather(sample, into: gathered.base)
    let moments = FloatBuffer(dimensions * dimensions)
    OpenBLAS.secondMoments(gathered.base, rows: sample.count, length: dimensions, into: moments.base)
    let matrix = (0..<dimensions * dimensions).map { Double(moments.base[$0]) }
    guard let vectors = OpenBLAS.eigenvectors(ofSymmetric: matrix, order: dimensions) else { return nil }
    let axes = FloatBuffer(dimensions * dimensions)
    for (index, value) in vectors.enumerated() { axes.base[index] = Float(value) }
    return axes
  }

  /// The number of axes that makes the search cheapest on a sample of pairs.
  ///
  /// The choice steers speed alone; every width gives the same graph.
  private static func bestWidth(_ rows: Rows, axes: FloatBuffer, threshold: Float) -> Int {
    let dimensions = rows.dimensions
    let targets = rows.sample(2048)
    let queries = rows.sample(193)
    let count = targets.count + queries.count
    let gathered = FloatBuffer(count * dimensions)
    rows.gather(targets + queries, into: gathered.base)
    let rotated = FloatBuffer(count * dimensions)
    OpenBLAS.multiply(
      gathered.base, rows: count, leftStride: dimensions, axes.base, columns: dimensions,
      rightStride: dimensions, length: dimensions, into: rotated.base, resultStride: dimensions)
    let products = FloatBuffer(targets.count * queries.count)
    var squares = [Double](repeating: 0, count: count)
    var rest = [Float](repeating: 0, count: count)
    // Nanoseconds for a pair: two operations an axis, writing and reading the bound, and, for what
    // passes, two rows fetched from memory. About half the pairs meet the first bound.
    var best = (width: dimensions, cost: 0.02 * Double(dimensions) + 0.2)
    var done = 0
    for width in [16, 24, 32, 40, 48, 56, 64, 72, 80, 96, 112, 128, 160, 192, 256, 320]
    where width < dimensions {
      OpenBLAS.multiply(
        rotated.base + targets.count * dimensions + done, rows: queries.count, leftStride: dimensions,
        rotated.base + done, columns: targets.count, rightStride: dimensions, length: width - done,
        into: products.base, resultStride: targets.count, adding: done > 0)
      for row in 0..<count {
        for column in done..<width {
          let value = Double(rotated.base[row * dimensions + column])
          squares[row] += value * value
        }
        rest[row] = restLength(squares[row])
      }
      var passed = 0
      for query in 0..<queries.count {
        for target in 0..<targets.count {
          let bound =
            products.base[query * targets.count + target] + rest[target] * rest[targets.count + query]
          if bound >= threshold - boundSlack { passed += 1 }
        }
      }
      let share = Double(passed) / Double(targets.count * queries.count)
      let cost = 0.5 * (0.02 * Double(width + 1) + 0.2) + share * 150
      if cost < best.cost { best = (width, cost) }
      done = width
    }
    return best.width
  }
}
