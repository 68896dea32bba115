public import CVectors

/// How many rows stand in a group, whose sums are added up together.
@inlinable @inline(__always)
public var rowsOfGroup: Int { 4 }

/// A row some of whose sums with 64 groups are full.
@frozen public struct FullSums: BitwiseCopyable {
  /// The row.
  public var row: UInt32
  /// The first of the groups.
  public var firstGroup: UInt32
  /// The groups, a bit each.
  public var groups: UInt64

  /// A row and its groups.
  @inlinable
  public init(row: UInt32, firstGroup: UInt32, groups: UInt64) {
    self.row = row
    self.firstGroup = firstGroup
    self.groups = groups
  }
}

/// Whether the caller is compiled for processors that look up and multiply bytes by one instruction.
@inlinable @inline(__always)
public func hasByteInstructions() -> Bool { c_has_byte_instructions() }

/// Adds up what the tables of rows say of the codes of 128 groups and lists the rows with sums that reach 255.
///
/// Products through tables that stay in a register: André, Kermarrec and Le Scouarnec, "Cache Locality is Not
/// Enough: High-Performance Nearest Neighbor Search with Product Quantization Fast Scan" (VLDB 2015). Sums are whole
/// numbers that stay at 255, so every processor gives the same.
///
/// - Parameters:
///   - tables: for each row `terms` tables of 16 bytes; `terms` is even.
///   - lines: for each table the line of `codes` that it is for.
///   - codes: `length` lines of 64 numbers below 16 for the first groups, and as many for the others.
///   - firstGroup: the number of the first group.
///   - full: room for twice `rows`.
/// - Returns: how many rows were listed, a row that has both once for either.
@inlinable @inline(__always)
public func listFullSums(
  _ tables: UnsafePointer<SIMD16<UInt8>>, lines: UnsafePointer<UInt16>, terms: Int, rows: Int,
  codes: UnsafePointer<SIMD64<UInt8>>, length: Int, firstGroup: Int,
  into full: UnsafeMutablePointer<FullSums>
) -> Int {
  var count = 0
  let others = codes + length
  let start = UInt32(truncatingIfNeeded: firstGroup)
  var (table, line) = (tables, lines)
  for row in 0..<rows {
    var (sum, otherSum) = (SIMD64<UInt8>(), SIMD64<UInt8>())
    var term = 0
    while term < terms {
      let (place, nextPlace) = (Int(line[term]), Int(line[term &+ 1]))
      sum = c_add_saturated64(sum, c_look_up64(table[term], codes[place]))
      otherSum = c_add_saturated64(otherSum, c_look_up64(table[term], others[place]))
      sum = c_add_saturated64(sum, c_look_up64(table[term &+ 1], codes[nextPlace]))
      otherSum = c_add_saturated64(otherSum, c_look_up64(table[term &+ 1], others[nextPlace]))
      term &+= 2
    }
    table += terms
    line += terms
    let (groups, otherGroups) = (c_full_bytes64(sum), c_full_bytes64(otherSum))
    guard groups | otherGroups != 0 else { continue }
    let number = UInt32(truncatingIfNeeded: row)
    full[count] = FullSums(row: number, firstGroup: start, groups: groups)
    count &+= groups == 0 ? 0 : 1
    full[count] = FullSums(row: number, firstGroup: start &+ 64, groups: otherGroups)
    count &+= otherGroups == 0 ? 0 : 1
  }
  return count
}

/// Rows of signed bytes, each with a step of its own.
@frozen public struct ByteRows: BitwiseCopyable {
  /// The bytes of each row, `lines` of 64, and 128 more than each; there is room for whole groups.
  public let signed: UnsafeMutablePointer<SIMD16<Int32>>
  public let unsigned: UnsafeMutablePointer<SIMD16<Int32>>
  /// For each row 128 times the sum of its bytes.
  public let surplus: UnsafeMutablePointer<Int32>
  /// For each row the step.
  public let steps: UnsafeMutablePointer<Float>
  /// For each row the length that rounding took.
  public let errors: UnsafeMutablePointer<Float>
  /// Lines of 64 bytes in a row.
  public let lines: Int
  /// The number of rows.
  public let count: Int

  /// The rows at some addresses.
  @inlinable
  public init(
    signed: UnsafeMutablePointer<SIMD16<Int32>>, unsigned: UnsafeMutablePointer<SIMD16<Int32>>,
    surplus: UnsafeMutablePointer<Int32>, steps: UnsafeMutablePointer<Float>,
    errors: UnsafeMutablePointer<Float>, lines: Int, count: Int
  ) {
    self.signed = signed
    self.unsigned = unsigned
    self.surplus = surplus
    self.steps = steps
    self.errors = errors
    self.lines = lines
    self.count = count
  }
}

/// Two rows.
@frozen public struct RowPair: BitwiseCopyable {
  /// The rows.
  public var first: UInt32
  public var second: UInt32

  /// Two rows.
  @inlinable
  public init(first: UInt32, second: UInt32) {
    self.first = first
    self.second = second
  }
}

/// Lists those of the rows and of the groups' with full sums whose product of bytes may reach a limit.
///
/// - Parameters:
///   - full: `count` of what `listFullSums` lists.
///   - firstRow: the row that is number 0 there; groups are of rows, of which those up to it are left out.
///   - limit: the limit, less what float error may take.
///   - pairs: room for 64 groups times `count`.
/// - Returns: how many were listed.
@inlinable @inline(__always)
public func listPairs(
  _ full: UnsafePointer<FullSums>, count: Int, firstRow: Int, rows: ByteRows, limit: Float,
  into pairs: UnsafeMutablePointer<RowPair>
) -> Int {
  var listed = 0
  let lines = rows.lines
  for place in 0..<count {
    let first = firstRow &+ Int(full[place].row)
    let left = rows.unsigned + first &* lines
    let (step, error) = (rows.steps[first], rows.errors[first])
    var groups = full[place].groups
    while groups != 0 {
      let start = (Int(full[place].firstGroup) &+ groups.trailingZeroBitCount) &* rowsOfGroup
      groups &= groups &- 1
      let (from, end) = (max(start, first &+ 1), min(start &+ rowsOfGroup, rows.count))
      guard from < end else { continue }
      let right = rows.signed + start &* lines
      let (second, third, fourth) = (right + lines, right + 2 &* lines, right + 3 &* lines)
      var (a, b, c, d) = (SIMD16<Int32>(), SIMD16<Int32>(), SIMD16<Int32>(), SIMD16<Int32>())
      for line in 0..<lines {
        let bytes = left[line]
        a = c_add_byte_products(a, bytes, right[line])
        b = c_add_byte_products(b, bytes, second[line])
        c = c_add_byte_products(c, bytes, third[line])
        d = c_add_byte_products(d, bytes, fourth[line])
      }
      let sums = SIMD4(sum(a), sum(b), sum(c), sum(d))
      for row in from..<end {
        let product = Float(sums[row &- start] &- rows.surplus[row]) * step * rows.steps[row]
        // What the one rounding took times the other row, of length 1 but for its own.
        let slack = error * (1 + rows.errors[row]) + rows.errors[row]
        guard product >= limit - slack else { continue }
        pairs[listed] = RowPair(
          first: UInt32(truncatingIfNeeded: first), second: UInt32(truncatingIfNeeded: row))
        listed &+= 1
      }
    }
  }
  return listed
}

@inlinable @inline(__always)
func sum(_ values: SIMD16<Int32>) -> Int32 {
  let eight = values.lowHalf &+ values.highHalf
  let four = eight.lowHalf &+ eight.highHalf
  let two = four.lowHalf &+ four.highHalf
  return two.x &+ two.y
}
