/// The floats that ``attend(_:tokens:stride:heads:headSize:scratch:into:resultStride:)`` works in.
@inlinable
public func attentionScratch(tokens: Int, headSize: Int) -> Int {
  let padded = (tokens + 15) / 16 * 16
  return padded * headSize + tokens * headSize + tallestTile * (padded + headSize)
}

/// Scaled dot-product attention of one text with itself (Vaswani et al., "Attention Is All You Need", 2017).
///
/// - Parameters:
///   - projections: for each token the queries, keys and values of all heads, `stride` floats from token to token.
///   - headSize: the floats of a head, a multiple of 16.
///   - scratch: ``attentionScratch(tokens:headSize:)`` floats.
///   - result: for each token the values of all heads, weighted; `resultStride` floats apart.
/// - Complexity: O(tokens² · heads · headSize).
@inlinable @inline(__always)
public func attend<V: Lanes>(
  _ type: V.Type, _ projections: UnsafePointer<Float>, tokens: Int, stride rowStride: Int, heads: Int,
  headSize: Int, scratch: UnsafeMutablePointer<Float>, into result: UnsafeMutablePointer<Float>,
  resultStride: Int
) {
  let padded = (tokens &+ 15) / 16 &* 16
  let keys = scratch
  let values = keys + (padded &* headSize)
  let scores = values + (tokens &* headSize)
  let weighted = scores + (tallestTile &* padded)
  let scale = 1.442_695_04 / Float(headSize).squareRoot()
  let tiles = (tokens &+ (tallestTile &- 1)) / tallestTile
  for head in 0..<heads {
    let queries = projections + (head &* headSize)
    transpose(
      queries + (heads &* headSize), count: tokens, stride: rowStride, width: headSize, into: keys,
      resultStride: padded)
    for token in 0..<tokens {
      let place = queries + (token &* rowStride &+ 2 &* heads &* headSize)
      (values + (token &* headSize)).update(from: place, count: headSize)
    }
    var begin = 0
    for tile in 0..<tiles {
      let end = tokens &* (tile &+ 1) / tiles
      let height = end &- begin
      let rows = queries + (begin &* rowStride)
      var column = 0
      while column &+ V.scalarCount <= padded {
        multiplyTile(
          type, anyHeight: height, rows, rowStride: rowStride, depth: headSize, keys + column,
          panelStride: padded, bias: nil, into: scores + column, resultStride: padded)
        column &+= V.scalarCount
      }
      while column < padded {
        multiplyTile(
          SIMD16<Float>.self, anyHeight: height, rows, rowStride: rowStride, depth: headSize, keys + column,
          panelStride: padded, bias: nil, into: scores + column, resultStride: padded)
        column &+= 16
      }
      for row in 0..<height {
        takeSoftmax(scores + (row &* padded), count: tokens, padded: padded, scale: scale)
      }
      for column in stride(from: 0, to: headSize, by: 16) {
        multiplyTile(
          SIMD16<Float>.self, anyHeight: height, scores, rowStride: padded, depth: tokens, values + column,
          panelStride: headSize, bias: nil, into: weighted + column, resultStride: headSize)
      }
      for row in 0..<height {
        let place = result + ((begin &+ row) &* resultStride &+ head &* headSize)
        place.update(from: weighted + (row &* headSize), count: headSize)
      }
      begin = end
    }
  }
}

/// Turns scores into shares that add up to 1: two to the power of each times `scale`.
///
/// - Parameters:
///   - row: `count` scores and room for `padded` values, a multiple of 16.
///   - scale: the binary logarithm of e times the scale of the scores.
@inlinable @inline(__always)
public func takeSoftmax(_ row: UnsafeMutablePointer<Float>, count: Int, padded: Int, scale: Float) {
  for index in count..<padded { row[index] = -.infinity }
  var most = row.vector(0, as: SIMD16<Float>.self)
  for lane in stride(from: 16, to: padded, by: 16) { most = most.larger(row.vector(lane)) }
  let largest = SIMD16<Float>(repeating: most.largest)
  // What is 125 powers of two below the largest adds nothing to the sum.
  let least = SIMD16<Float>(repeating: -125)
  var sum = SIMD16<Float>()
  for lane in stride(from: 0, to: padded, by: 16) {
    let power = ((row.vector(lane, as: SIMD16<Float>.self) - largest) * scale).larger(least).exponentialOfTwo
    row.store(power, at: lane)
    sum += power
  }
  let share = 1 / sum.total
  for lane in stride(from: 0, to: padded, by: 16) {
    row.store(row.vector(lane, as: SIMD16<Float>.self) * share, at: lane)
  }
}

/// Writes the columns of a matrix as rows, each filled up with zeros.
@inlinable @inline(__always)
func transpose(
  _ rows: UnsafePointer<Float>, count: Int, stride rowStride: Int, width: Int,
  into result: UnsafeMutablePointer<Float>, resultStride: Int
) {
  for column in 0..<width {
    let line = result + (column &* resultStride)
    for row in 0..<count { line[row] = rows[row &* rowStride &+ column] }
    for row in count..<resultStride { line[row] = 0 }
  }
}
