public import CVectors

/// A row whose product with a query reached the query's limit.
@frozen public struct ByteCandidate: BitwiseCopyable {
  /// Which of the queries of the call.
  public var query: Int32
  /// The row, counted from the first panel.
  public var row: UInt32
  /// The product.
  public var product: Int32

  @inlinable
  init(query: Int32, row: UInt32, product: Int32) {
    self.query = query
    self.row = row
    self.product = product
  }
}

/// The queries and the panels of 16 rows that are multiplied at a time: 16 running sums, which fill half of 32
/// registers of 512 bits.
public let byteTileQueries = 4
public let byteTilePanels = 4

/// Multiplies four queries of signed bytes with rows of unsigned bytes and lists the rows that reach a limit.
///
/// Sums are whole numbers, so every processor gives the same.
///
/// - Parameters:
///   - queries: four of them, each `depth` groups of four bytes.
///   - panels: for each 16 rows `depth` lines of 16 groups of four bytes; `panelCount` is a multiple of four.
///   - half: groups of which a bound is made first; its last factor is the group before the last. 0 for none.
///   - halfLimits: the least bound of each query that is followed up, when there is one.
///   - limits: the least product of each query that is listed.
///   - candidates: room for 64 times `panelCount`.
/// - Returns: how many were listed.
@inlinable @inline(__always)
public func listByteProducts(
  _ queries: UnsafePointer<Int32>, depth: Int, half: Int, panels: UnsafePointer<SIMD16<Int32>>,
  panelCount: Int, halfLimits: SIMD4<Int32>, limits: SIMD4<Int32>,
  into candidates: UnsafeMutablePointer<ByteCandidate>
) -> Int {
  var count = 0
  var panel = 0
  let (query0, query1) = (queries, queries + depth)
  let (query2, query3) = (queries + 2 &* depth, queries + 3 &* depth)
  while panel < panelCount {
    let zero = SIMD16<Int32>()
    var (sum00, sum01, sum02, sum03) = (zero, zero, zero, zero)
    var (sum10, sum11, sum12, sum13) = (zero, zero, zero, zero)
    var (sum20, sum21, sum22, sum23) = (zero, zero, zero, zero)
    var (sum30, sum31, sum32, sum33) = (zero, zero, zero, zero)
    let first = panels + panel &* depth
    var step = 0
    var end = half > 0 ? half : depth
    while step < end {
      let line0 = first[step]
      let line1 = first[depth &+ step]
      let line2 = first[2 &* depth &+ step]
      let line3 = first[3 &* depth &+ step]
      var bytes = SIMD16<Int32>(repeating: query0[step])
      sum00 = c_add_byte_products(sum00, line0, bytes)
      sum01 = c_add_byte_products(sum01, line1, bytes)
      sum02 = c_add_byte_products(sum02, line2, bytes)
      sum03 = c_add_byte_products(sum03, line3, bytes)
      bytes = SIMD16<Int32>(repeating: query1[step])
      sum10 = c_add_byte_products(sum10, line0, bytes)
      sum11 = c_add_byte_products(sum11, line1, bytes)
      sum12 = c_add_byte_products(sum12, line2, bytes)
      sum13 = c_add_byte_products(sum13, line3, bytes)
      bytes = SIMD16<Int32>(repeating: query2[step])
      sum20 = c_add_byte_products(sum20, line0, bytes)
      sum21 = c_add_byte_products(sum21, line1, bytes)
      sum22 = c_add_byte_products(sum22, line2, bytes)
      sum23 = c_add_byte_products(sum23, line3, bytes)
      bytes = SIMD16<Int32>(repeating: query3[step])
      sum30 = c_add_byte_products(sum30, line0, bytes)
      sum31 = c_add_byte_products(sum31, line1, bytes)
      sum32 = c_add_byte_products(sum32, line2, bytes)
      sum33 = c_add_byte_products(sum33, line3, bytes)
      step &+= 1
      guard step == end, end < depth else { continue }
      if step == half {
        let rest = depth &- 2
        let (rest0, rest1) = (first[rest], first[depth &+ rest])
        let (rest2, rest3) = (first[2 &* depth &+ rest], first[3 &* depth &+ rest])
        @inline(__always)
        func mayReach(
          _ query: UnsafePointer<Int32>, _ limit: Int32, _ sum0: SIMD16<Int32>, _ sum1: SIMD16<Int32>,
          _ sum2: SIMD16<Int32>, _ sum3: SIMD16<Int32>
        ) -> Bool {
          let bytes = SIMD16<Int32>(repeating: query[rest])
          let largest = c_larger_integers16(
            c_larger_integers16(
              c_add_byte_products(sum0, rest0, bytes), c_add_byte_products(sum1, rest1, bytes)),
            c_larger_integers16(
              c_add_byte_products(sum2, rest2, bytes), c_add_byte_products(sum3, rest3, bytes)))
          return any(largest .>= SIMD16<Int32>(repeating: limit))
        }
        guard
          mayReach(query0, halfLimits[0], sum00, sum01, sum02, sum03)
            || mayReach(query1, halfLimits[1], sum10, sum11, sum12, sum13)
            || mayReach(query2, halfLimits[2], sum20, sum21, sum22, sum23)
            || mayReach(query3, halfLimits[3], sum30, sum31, sum32, sum33)
        else { break }
        end = rest
      } else {
        step = depth &- 1
        end = depth
      }
    }
    guard step == depth else {
      panel &+= byteTilePanels
      continue
    }
    let row = UInt32(truncatingIfNeeded: panel &* 16)
    count &+= list(0, limits[0], row, sum00, sum01, sum02, sum03, into: candidates + count)
    count &+= list(1, limits[1], row, sum10, sum11, sum12, sum13, into: candidates + count)
    count &+= list(2, limits[2], row, sum20, sum21, sum22, sum23, into: candidates + count)
    count &+= list(3, limits[3], row, sum30, sum31, sum32, sum33, into: candidates + count)
    panel &+= byteTilePanels
  }
  return count
}

/// Lists those of 64 products that reach a limit.
@inlinable @inline(__always)
func list(
  _ query: Int32, _ limit: Int32, _ row: UInt32, _ first: SIMD16<Int32>, _ second: SIMD16<Int32>,
  _ third: SIMD16<Int32>, _ fourth: SIMD16<Int32>, into candidates: UnsafeMutablePointer<ByteCandidate>
) -> Int {
  let limits = SIMD16<Int32>(repeating: limit)
  let largest = c_larger_integers16(c_larger_integers16(first, second), c_larger_integers16(third, fourth))
  guard any(largest .>= limits) else { return 0 }
  var count = 0
  for part in 0..<4 {
    let sums = part == 0 ? first : part == 1 ? second : part == 2 ? third : fourth
    guard any(sums .>= limits) else { continue }
    for lane in 0..<16 where sums[lane] >= limit {
      candidates[count] = ByteCandidate(
        query: query, row: row &+ UInt32(truncatingIfNeeded: part &* 16 &+ lane), product: sums[lane])
      count &+= 1
    }
  }
  return count
}
