/// Rows rotated to principal axes and cut off, with the length of the rest as one more coordinate.
///
/// The dot product of two such rows is at least that of the full rows, but for float error below
/// ``boundSlack``.
struct ProjectedRows {
  /// The axes of the first bound, which every pair compared meets; at most `wide`.
  let narrow: Int
  /// The axes that are kept, for the second bound.
  let wide: Int
  /// The axes as rows, all of them, the one with most weight first.
  let axes: FloatBuffer
  /// The row of `rows.indices[i]` is at `i * (wide + 1)`.
  let values: FloatBuffer

  /// The floats of a row.
  var width: Int { wide + 1 }

  init(_ rows: Rows, threshold: Float, threads: Int) {
    let dimensions = rows.dimensions
    axes = Self.axes(of: rows)
    (narrow, wide) = Self.bestWidths(rows, axes: axes, threshold: threshold)
    values = FloatBuffer(rows.indices.count * (wide + 1))
    let blockSize = 1024
    forEachBlock((rows.indices.count + blockSize - 1) / blockSize, threads: threads) {
      [self] _, block in
      let range = block * blockSize..<min(rows.indices.count, (block + 1) * blockSize)
      let gathered = FloatBuffer(range.count * dimensions)
      rows.gather(rows.indices[range], into: gathered.base)
      let target = values.base + range.lowerBound * width
      project(gathered.base, count: range.count, dimensions: dimensions, into: target)
      for row in 0..<range.count {
        target[row * width + wide] = Self.restLength(Self.squares(target + row * width, wide))
      }
    }
  }

  /// Writes the kept coordinates of vectors, `width` floats apart.
  func project(
    _ vectors: UnsafePointer<Float>, count: Int, dimensions: Int, into target: UnsafeMutablePointer<Float>
  ) {
    OpenBLAS.multiply(
      vectors, rows: count, leftStride: dimensions, axes.base, columns: wide, rightStride: dimensions,
      length: dimensions, into: target, resultStride: width)
  }

  /// The sum of the squares of some values.
  static func squares(_ values: UnsafePointer<Float>, _ count: Int) -> Double {
    var sum = 0.0
    for index in 0..<count { sum += Double(values[index]) * Double(values[index]) }
    return sum
  }

  /// The length that is left of a unit vector, rounded up by more than the float error of `squares`.
  static func restLength(_ squares: Double) -> Float {
    Float((max(0, 1 - squares) + 4e-6).squareRoot())
  }

  /// The principal axes as rows, the one with most weight first.
  static func axes(of rows: Rows, sample limit: Int = 16_384) -> FloatBuffer {
    let dimensions = rows.dimensions
    let sample = rows.sample(limit)
    let gathered = FloatBuffer(sample.count * dimensions)
    rows.gather(sample, into: gathered.base)
    let moments = FloatBuffer(dimensions * dimensions)
    OpenBLAS.secondMoments(gathered.base, rows: sample.count, length: dimensions, into: moments.base)
    let matrix = (0..<dimensions * dimensions).map { Double(moments.base[$0]) }
    let axes = FloatBuffer(dimensions * dimensions)
    if let vectors = OpenBLAS.eigenvectors(ofSymmetric: matrix, order: dimensions) {
      for (index, value) in vectors.enumerated() { axes.base[index] = Float(value) }
    } else {
      for index in 0..<dimensions { axes.base[index * dimensions + index] = 1 }
    }
    return axes
  }

  /// The numbers of axes for the two bounds that make the search cheapest on a sample of pairs.
  ///
  /// The choice steers speed alone; every choice gives the same graph.
  private static func bestWidths(
    _ rows: Rows, axes: FloatBuffer, threshold: Float
  ) -> (narrow: Int, wide: Int) {
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
    // Nanoseconds for a pair: two operations an axis, writing and reading the bound, and, for what passes,
    // the second bound. About half the pairs meet the first; the leader's axis, of which the sample knows
    // nothing, stops two of three of those that would pass.
    var best = (width: dimensions, cost: 0.01 * Double(dimensions) + 0.15)
    var shares: [(width: Int, share: Double)] = []
    var done = 0
    for width in [8, 16, 24, 32, 40, 48, 56, 64, 72, 80, 96, 112, 128, 160, 192, 256, 320, dimensions]
    where width > done && width <= dimensions {
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
      let cost = 0.01 * Double(width + 2) + 0.15 + share / 3 * 50
      if cost < best.cost { best = (width, cost) }
      shares.append((width, share))
      done = width
    }
    // What all axes leave over is alike enough, or a row met by itself.
    let enough = 1.5e-4 + 1.5 * (shares.last?.share ?? 0)
    let wide = shares.first { $0.share <= enough }?.width ?? dimensions
    return (best.width, max(best.width, wide))
  }
}
