internal import VectorKernels

/// Rows by fours with the greatest size of every coordinate above and below zero as one of sixteen levels, and the tables
/// that bound products with any of the four from above.
///
/// A product of a unit vector t with another q is at most that of t's greatest coordinates S with q's, plus the
/// product of the lengths of what remains. The latter, r sqrt(1 - x) where x is the squared length of q on S, lies
/// below its tangent, so that the bound is a sum over S of t_i q_i - s q_i^2 and a constant of t: one table of
/// sixteen bytes a coordinate. Text has few great coordinates, and few rows have those of another, nor have four
/// that are alike.
struct LookupCodes: Sendable {
  /// The coordinates of a row that have tables.
  let terms: Int
  /// For each 64 groups two lines of codes for each coordinate, that of the greatest value above zero in each group and
  /// that of the greatest size below; an even number of times.
  let columns: LineBuffer<SIMD64<UInt8>>

  /// The lines of 64 groups.
  let lineCount: Int

  private let rows: Rows
  private let levels: Levels
  private let threshold: Float
  /// The mean of the square of each coordinate.
  private let squares: [Double]

  /// The rows of a group.
  static var groupSize: Int { rowsOfGroup }

  /// The rows of a block.
  static var width: Int { 128 * groupSize }

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
    lineCount = 2 * dimensions
    columns = LineBuffer(2 * blocks * lineCount, of: SIMD64(repeating: 0))
    forEachBlock(blocks, threads: threads) { [columns, lineCount] _, block in
      for place in block * Self.width..<min(rows.indices.count, (block + 1) * Self.width) {
        let group = place / Self.groupSize
        let target =
          UnsafeMutableRawPointer(columns.base + group / 64 * lineCount)
          .assumingMemoryBound(to: UInt8.self) + group % 64
        let row = rows.row(rows.indices[place])
        for column in 0..<dimensions {
          let code = levels.code(of: abs(row[column]))
          let line = target + 128 * column + (row[column] < 0 ? 64 : 0)
          line.pointee = max(line.pointee, code)
        }
      }
    }
  }

  /// Writes the tables of a row and the lines that they are for.
  func writeTables(
    of row: UnsafePointer<Float>, into tables: UnsafeMutablePointer<SIMD16<UInt8>>,
    lines: UnsafeMutablePointer<UInt16>
  ) {
    rows.pickGreatest(terms, of: row, into: lines)
    var (length, share) = (0.0, 0.0)
    for term in 0..<terms {
      let value = Double(row[Int(lines[term])])
      length += value * value
      share += squares[Int(lines[term])]
    }
    let rest = Double(ProjectedRows.restLength(length))
    // Where the tangent touches is a matter of speed: of four rows the greatest has about twice the square of one.
    let place = min(0.5, 2 * share)
    let root = (1 - place).squareRoot()
    let slope = rest / (2 * root)
    let missing = Double(threshold) - Double(boundSlack) - rest * (root + place / (2 * root))
    guard missing > 0.02 else {
      for term in 0..<terms { tables[term] = SIMD16(repeating: 255) }
      return
    }
    let scale = 255 / missing
    for term in 0..<terms {
      let value = Double(row[Int(lines[term])])
      let size = abs(value)
      let peak = slope > 0 ? size / (2 * slope) : 2
      lines[term] = 2 * lines[term] + (value < 0 ? 1 : 0)
      for level in 0..<16 {
        // The most of all sizes up to the greatest of a group; a value of the other sign adds less than nothing.
        let at = min(levels.upper[level], peak)
        let gain = size * at - slope * at * at
        // Rounded up.
        tables[term][level] = gain > 0 ? UInt8(min(255, gain * scale + 1)) : 0
      }
    }
  }
}

extension Rows {
  /// The places of the greatest coordinates of a row, the greatest first.
  func pickGreatest(
    _ terms: Int, of row: UnsafePointer<Float>, into lines: UnsafeMutablePointer<UInt16>
  ) {
    var count = 0
    for column in 0..<dimensions {
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
  /// The ranges of sizes that are told apart: none, and fifteen above it.
  struct Levels: Sendable {
    /// The greatest size of each level.
    private(set) var upper: [Double]
    /// The level of each size in steps.
    private let levels: [UInt8]

    /// The parts of 1 that bounds between levels are wholes of.
    private static var grid: Int { 1024 }

    /// Levels whose sizes have equal sums.
    ///
    /// - Parameter sizes: a sample.
    init(_ sizes: [Float]) {
      let sizes = sizes.lazy.filter { $0 > 0 }.map(Double.init).sorted()
      let sum = sizes.reduce(0, +)
      var (bounds, seen): ([Int], Double) = ([], 0)
      for size in sizes {
        seen += size
        while bounds.count < 14, seen * 15 > sum * Double(bounds.count + 1) {
          bounds.append(Int((min(1, size) * Double(Self.grid)).rounded(.up)))
        }
      }
      while bounds.count < 14 { bounds.append(Self.grid) }
      levels = (0...Self.grid + 2).map { step in UInt8(1 + bounds.count { step >= $0 }) }
      upper = [0] + bounds.map { Double($0) / Double(Self.grid) } + [1.002]
    }

    /// The level of a size; what is less than zero is none.
    @inline(__always)
    func code(of size: Float) -> UInt8 {
      size > 0 ? levels[Int(min(1.001, size) * Float(Self.grid))] : 0
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
