internal import VectorKernels

/// Rows with every coordinate as one of sixteen levels, and the tables that bound products with them from above.
///
/// A product of a unit vector t with another q is at most that of t's greatest coordinates S with q's, plus the
/// product of the lengths of what remains. The latter, r sqrt(1 - x) where x is the squared length of q on S, lies
/// below its tangent, so that the bound is a sum over S of t_i q_i - s q_i^2 and a constant of t: one table of
/// sixteen bytes a coordinate. Text has few great coordinates, and few rows have those of another.
struct LookupCodes: Sendable {
  /// The coordinates of a row that have tables.
  let terms: Int
  /// For each 64 rows a line of codes for each coordinate; an even number of times.
  let columns: LineBuffer<SIMD64<UInt8>>

  private let rows: Rows
  private let levels: Levels
  private let threshold: Float
  /// The mean of the square of each coordinate.
  private let squares: [Double]

  /// The columns of a block.
  static var width: Int { 128 }

  /// The blocks of columns.
  var blocks: Int { (rows.indices.count + Self.width - 1) / Self.width }

  init(_ rows: Rows, levels: Levels, squares: [Double], threshold: Float, terms: Int, threads: Int) {
    self.rows = rows
    self.levels = levels
    self.squares = squares
    self.threshold = threshold
    self.terms = terms
    let dimensions = rows.dimensions
    let blocks = (rows.indices.count + Self.width - 1) / Self.width
    columns = LineBuffer(2 * blocks * dimensions, of: SIMD64(repeating: 0))
    forEachBlock(blocks, threads: threads) { [columns] _, block in
      for place in block * Self.width..<min(rows.indices.count, (block + 1) * Self.width) {
        let target =
          UnsafeMutableRawPointer(columns.base + place / 64 * dimensions)
          .assumingMemoryBound(to: UInt8.self) + place % 64
        let row = rows.row(rows.indices[place])
        for column in 0..<dimensions { target[column * 64] = levels.code(of: row[column]) }
      }
    }
  }

  /// Writes the tables of a row and the lines that they are for.
  func writeTables(
    of row: UnsafePointer<Float>, into tables: UnsafeMutablePointer<SIMD16<UInt8>>,
    lines: UnsafeMutablePointer<UInt16>
  ) {
    pickGreatest(row, into: lines)
    var (length, share) = (0.0, 0.0)
    for term in 0..<terms {
      let value = Double(row[Int(lines[term])])
      length += value * value
      share += squares[Int(lines[term])]
    }
    let rest = Double(ProjectedRows.restLength(length))
    let place = min(0.5, share)
    let root = (1 - place).squareRoot()
    let slope = rest / (2 * root)
    // Below the least value a coordinate counts as that: bytes are spent on what may reach the threshold.
    let least = 0.01
    let missing =
      Double(threshold) - Double(boundSlack) - rest * (root + place / (2 * root)) + least * Double(terms)
    guard missing > 0.02 else {
      for term in 0..<terms { tables[term] = SIMD16(repeating: 255) }
      return
    }
    let scale = 255 / missing
    for term in 0..<terms {
      let value = Double(row[Int(lines[term])])
      let peak = slope > 0 ? value / (2 * slope) : value < 0 ? -2 : 2
      for level in 0..<16 {
        let at = max(levels.lower[level], min(levels.upper[level], peak))
        let gain = value * at - slope * at * at + least
        // Rounded up.
        tables[term][level] = gain > 0 ? UInt8(min(255, gain * scale + 1)) : 0
      }
    }
  }

  /// The places of the greatest coordinates of a row.
  private func pickGreatest(_ row: UnsafePointer<Float>, into lines: UnsafeMutablePointer<UInt16>) {
    var count = 0
    for column in 0..<rows.dimensions {
      let size = abs(row[column])
      if count == terms, size <= abs(row[Int(lines[count - 1])]) { continue }
      var place = count < terms ? count : count - 1
      while place > 0, abs(row[Int(lines[place - 1])]) < size {
        lines[place] = lines[place - 1]
        place -= 1
      }
      lines[place] = UInt16(column)
      count = min(terms, count + 1)
    }
  }
}

extension LookupCodes {
  /// The ranges of a coordinate that are told apart: seven below zero, zero, eight above.
  struct Levels: Sendable {
    /// The least value of each level.
    private(set) var lower: [Double]
    /// The greatest value of each level.
    private(set) var upper: [Double]
    /// The level of each size in steps, above zero and below.
    private let above: [UInt8]
    private let below: [UInt8]

    /// The parts of 1 that bounds between levels are wholes of.
    private static var grid: Int { 1024 }

    /// Levels that hold fewer of the coordinates the greater those are.
    ///
    /// - Parameter coordinates: a sample.
    init(_ coordinates: [Float]) {
      let sizes = coordinates.lazy.map(abs).filter { $0 > 0 }.sorted()
      func bounds(_ count: Int) -> [Int] {
        (1..<count).map { bound in
          let share = (Double(bound) / Double(count)).squareRoot()
          let size = sizes.isEmpty ? 0 : sizes[Int(share * Double(sizes.count))]
          return Int((min(1, size) * Float(Self.grid)).rounded(.up))
        }
      }
      let (greater, less) = (bounds(8), bounds(7))
      above = (0...Self.grid + 2).map { step in UInt8(8 + greater.count { step >= $0 }) }
      below = (0...Self.grid + 2).map { step in UInt8(6 - less.count { step >= $0 }) }
      let ends = less.reversed().map { -Double($0) / Double(Self.grid) }
      let starts = greater.map { Double($0) / Double(Self.grid) }
      lower = [-1.002] + ends + [0, 0] + starts
      upper = ends + [0, 0] + starts + [1.002]
    }

    /// The level of a value.
    @inline(__always)
    func code(of value: Float) -> UInt8 {
      if value == 0 { return 7 }
      let step = Int(min(1.001, abs(value)) * Float(Self.grid))
      return value > 0 ? above[step] : below[step]
    }
  }
}

/// Lines of one kind for one purpose, aligned to a cache line and freed with their owner.
final class LineBuffer<Line: BitwiseCopyable>: @unchecked Sendable {
  let base: UnsafeMutablePointer<Line>

  init(_ count: Int, of line: Line) {
    base = .allocate(capacity: max(1, count))
    base.initialize(repeating: line, count: max(1, count))
  }

  deinit { base.deallocate() }
}
