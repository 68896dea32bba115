/// Rows in an order that puts those alike together, in blocks of 64.
///
/// The rows are split at the middle along the principal axis on which they differ most, and so on with the halves
/// (Bentley: "Multidimensional binary search trees used for associative searching", CACM 1975). Any order gives the
/// same neighbours; a good one lets whole blocks be passed over.
struct Neighbourhoods: Sendable {
  /// The rows in their order.
  let order: [UInt32]
  /// The middle of each block on the axes, one after another.
  private let middles: [Float]
  private let width: Int

  private static var blockSize: Int { 64 }
  private static var axes: Int { 32 }

  /// - Complexity: O(rows log(rows)^2).
  init(_ rows: Rows, frame: ByteCodes.Frame) {
    let width = min(Self.axes, frame.dimensions)
    let count = rows.indices.count
    let coordinates = FloatBuffer(count * width)
    let size = 1024
    let gathered = FloatBuffer(size * rows.dimensions)
    for start in stride(from: 0, to: count, by: size) {
      let range = start..<min(count, start + size)
      rows.gather(rows.indices[range], into: gathered.base)
      OpenBLAS.multiply(
        gathered.base, rows: range.count, leftStride: rows.dimensions, frame.axes.base, columns: width,
        rightStride: rows.dimensions, length: rows.dimensions, into: coordinates.base + start * width,
        resultStride: width)
    }
    var places = (0..<count).map { UInt32($0) }
    var open = [0..<count]
    while let range = open.popLast() {
      guard range.count > Self.blockSize else { continue }
      let axis = Self.widest(places[range], coordinates.base, width)
      places[range].sort {
        let (first, second) = (
          coordinates.base[Int($0) * width + axis], coordinates.base[Int($1) * width + axis]
        )
        return first != second ? first < second : $0 < $1
      }
      let blocks = (range.count + Self.blockSize - 1) / Self.blockSize
      let middle = range.lowerBound + (blocks + 1) / 2 * Self.blockSize
      open.append(middle..<range.upperBound)
      open.append(range.lowerBound..<middle)
    }
    var middles: [Float] = []
    for start in stride(from: 0, to: count, by: Self.blockSize) {
      let block = places[start..<min(count, start + Self.blockSize)]
      for axis in 0..<width {
        middles.append(
          block.reduce(0) { $0 + coordinates.base[Int($1) * width + axis] } / Float(block.count))
      }
    }
    order = places.map { rows.indices[Int($0)] }
    self.middles = middles
    self.width = width
  }

  /// The block whose middle is most similar to that of another's block.
  func nearest(to other: Neighbourhoods, _ block: Int) -> Int {
    var best = (product: -Float.infinity, block: 0)
    for own in 0..<middles.count / width {
      var product: Float = 0
      for axis in 0..<width { product += middles[own * width + axis] * other.middles[block * width + axis] }
      if product > best.product { best = (product, own) }
    }
    return best.block
  }

  /// The axis on which some rows differ most.
  private static func widest(
    _ places: ArraySlice<UInt32>, _ coordinates: UnsafePointer<Float>, _ width: Int
  ) -> Int {
    var sums = [Float](repeating: 0, count: width)
    var squares = sums
    for place in places {
      for axis in 0..<width {
        let value = coordinates[Int(place) * width + axis]
        sums[axis] += value
        squares[axis] += value * value
      }
    }
    let count = Float(places.count)
    let spreads = (0..<width).map { squares[$0] - sums[$0] * sums[$0] / count }
    return spreads.indices.max { spreads[$0] < spreads[$1] } ?? 0
  }
}
