/// What is done with a product before it is stored.
@frozen public enum Finish: Sendable {
  /// Nothing.
  case plain
  /// The Gaussian error linear unit.
  case gaussianErrorLinearUnit
  /// What the place holds is added.
  case addition
}

/// Multiplies up to six rows with one panel of as many columns as the vector has lanes.
///
/// Every value is one fused sum over the depth in its order, begun with the bias: the same bits however
/// many rows there are and whatever the width of a panel is.
///
/// - Parameters:
///   - height: the number of rows, 1...6; a literal, so that the code for it alone is left.
///   - rows: the first row; the next ones are `rowStride` floats apart.
///   - panel: the panel's first row; `depth` of them are `panelStride` floats apart.
///   - bias: what the sums begin with; 0 when nil.
///   - result: where the first row goes; the next ones are `resultStride` floats apart.
@inlinable @inline(__always)
func multiplyTile<V: Lanes>(
  _ type: V.Type, height: Int, _ rows: UnsafePointer<Float>, rowStride: Int, depth: Int,
  _ panel: UnsafePointer<Float>, panelStride: Int, bias: UnsafePointer<Float>?,
  into result: UnsafeMutablePointer<Float>, resultStride: Int
) {
  let first = if let bias { bias.vector(0, as: V.self) } else { V() }
  var sum0 = first
  var sum1 = first
  var sum2 = first
  var sum3 = first
  var sum4 = first
  var sum5 = first
  var row = rows
  var line = panel
  let end = rows + depth
  while row < end {
    let values = line.vector(0, as: V.self)
    sum0 = sum0.adding(values, times: row[0])
    if height > 1 { sum1 = sum1.adding(values, times: row[rowStride]) }
    if height > 2 { sum2 = sum2.adding(values, times: row[2 &* rowStride]) }
    if height > 3 { sum3 = sum3.adding(values, times: row[3 &* rowStride]) }
    if height > 4 { sum4 = sum4.adding(values, times: row[4 &* rowStride]) }
    if height > 5 { sum5 = sum5.adding(values, times: row[5 &* rowStride]) }
    row += 1
    line += panelStride
  }
  result.store(sum0, at: 0)
  if height > 1 { result.store(sum1, at: resultStride) }
  if height > 2 { result.store(sum2, at: 2 &* resultStride) }
  if height > 3 { result.store(sum3, at: 3 &* resultStride) }
  if height > 4 { result.store(sum4, at: 4 &* resultStride) }
  if height > 5 { result.store(sum5, at: 5 &* resultStride) }
}

/// Multiplies up to six rows with one panel.
@inlinable @inline(__always)
func multiplyTile<V: Lanes>(
  _ type: V.Type, anyHeight height: Int, _ rows: UnsafePointer<Float>, rowStride: Int, depth: Int,
  _ panel: UnsafePointer<Float>, panelStride: Int, bias: UnsafePointer<Float>?,
  into result: UnsafeMutablePointer<Float>, resultStride: Int
) {
  switch height {
  case 6:
    multiplyTile(
      type, height: 6, rows, rowStride: rowStride, depth: depth, panel, panelStride: panelStride, bias: bias,
      into: result, resultStride: resultStride)
  case 5:
    multiplyTile(
      type, height: 5, rows, rowStride: rowStride, depth: depth, panel, panelStride: panelStride, bias: bias,
      into: result, resultStride: resultStride)
  case 4:
    multiplyTile(
      type, height: 4, rows, rowStride: rowStride, depth: depth, panel, panelStride: panelStride, bias: bias,
      into: result, resultStride: resultStride)
  case 3:
    multiplyTile(
      type, height: 3, rows, rowStride: rowStride, depth: depth, panel, panelStride: panelStride, bias: bias,
      into: result, resultStride: resultStride)
  case 2:
    multiplyTile(
      type, height: 2, rows, rowStride: rowStride, depth: depth, panel, panelStride: panelStride, bias: bias,
      into: result, resultStride: resultStride)
  default:
    multiplyTile(
      type, height: 1, rows, rowStride: rowStride, depth: depth, panel, panelStride: panelStride, bias: bias,
      into: result, resultStride: resultStride)
  }
}

/// The tallest tile: six rows of 64 lanes fill 24 of 32 registers of 512 bits, six of 16 lanes 12 of 16 of 256.
@usableFromInline let tallestTile = 6

/// Multiplies rows with a matrix of weights that is laid out in panels.
///
/// - Parameters:
///   - rows: `count` rows of `depth` floats, `rowStride` floats apart.
///   - panels: for each panel of as many columns as `type` has lanes, `depth` lines of them.
///   - bias: `columns` values.
///   - columns: a multiple of the lanes.
///   - result: `count` rows of `columns` values, `resultStride` floats apart.
/// - Complexity: O(count * depth * columns).
@inlinable @inline(__always)
public func multiplyMatrices<V: Lanes>(
  _ type: V.Type, _ rows: UnsafePointer<Float>, count: Int, rowStride: Int, depth: Int,
  panels: UnsafePointer<Float>, bias: UnsafePointer<Float>, columns: Int,
  into result: UnsafeMutablePointer<Float>, resultStride: Int, finish: Finish
) {
  let tiles = (count &+ (tallestTile &- 1)) / tallestTile
  let width = V.scalarCount
  withUnsafeTemporaryAllocation(of: Float.self, capacity: tallestTile &* width) { buffer in
    guard let held = buffer.baseAddress else { return }
    var column = 0
    while column < columns {
      let panel = panels + (column &* depth)
      var begin = 0
      for tile in 0..<tiles {
        // Tiles of even height: 7 rows are 4 and 3, not 6 and 1.
        let end = count &* (tile &+ 1) / tiles
        let place = result + (begin &* resultStride &+ column)
        let isDirect = finish != .addition
        multiplyTile(
          type, anyHeight: end &- begin, rows + (begin &* rowStride), rowStride: rowStride, depth: depth,
          panel, panelStride: width, bias: bias + column, into: isDirect ? place : held,
          resultStride: isDirect ? resultStride : width)
        switch finish {
        case .plain: break
        case .gaussianErrorLinearUnit:
          for row in 0..<(end &- begin) {
            for lane in stride(from: row &* resultStride, to: row &* resultStride &+ width, by: 16) {
              place.store(place.vector(lane, as: SIMD16<Float>.self).gaussianErrorLinearUnit, at: lane)
            }
          }
        case .addition:
          for row in 0..<(end &- begin) {
            for lane in stride(from: 0, to: width, by: 16) {
              let index = row &* resultStride &+ lane
              place.store(
                place.vector(index, as: SIMD16<Float>.self) + held.vector(row &* width &+ lane), at: index)
            }
          }
        }
        begin = end
      }
      column &+= width
    }
  }
}
