internal import VectorKernels

#if arch(x86_64)
  internal import VectorKernelsVNNI
#endif

/// Compares every row with every later one through ``LookupCodes``, on processors that look up bytes.
///
/// What the tables let pass is bounded by a product of bytes, and what passes that is computed in full by
/// ``fixedOrderDotProduct(_:_:count:)``.
struct LookupSweep: Sendable {
  /// The rows of one piece of work, whose tables stay in a near cache.
  private static var blockSize: Int { 1024 }

  private let rows: Rows
  private let threshold: Float
  private let codes: LookupCodes
  private let bytes: RowBytes

  /// Whether this program looks up bytes by one instruction on this machine.
  static let isFast: Bool = {
    #if arch(x86_64)
      VNNI.isCompiled && ProcessorFlags.hasVNNI
    #else
      false
    #endif
  }()

  /// - Parameter terms: the coordinates of a row that have tables, an even number; nil chooses.
  /// - Returns: nil where tables would tell too little apart.
  init?(_ rows: Rows, threshold: Float, threads: Int, terms: Int? = nil) {
    guard rows.dimensions <= UInt16.max / 2 else { return nil }
    let rows = Self.alikeTogether(rows, threads: threads)
    let sample = Self.sample(rows)
    var squares = [Double](repeating: 0, count: rows.dimensions)
    for index in sample {
      let row = rows.row(index)
      for column in 0..<rows.dimensions {
        squares[column] += Double(row[column]) * Double(row[column]) / Double(sample.count)
      }
    }
    let levels = LookupCodes.Levels(Self.sizes(in: sample, of: rows))
    guard
      let terms = terms
        ?? Self.bestTerms(
          Rows(rows, only: sample), levels: levels, squares: squares, threshold: threshold, threads: threads)
    else { return nil }
    self.rows = rows
    self.threshold = threshold
    codes = LookupCodes(
      rows, levels: levels, squares: squares, threshold: threshold, terms: terms, threads: threads)
    bytes = RowBytes(rows, threads: threads)
  }

  /// The rows in the order of their greatest coordinates and those' signs, so that those of a group have much in common.
  ///
  /// The order steers speed alone.
  private static func alikeTogether(_ rows: Rows, threads: Int) -> Rows {
    let count = rows.indices.count
    let leading = min(4, rows.dimensions)
    var keyed = [(key: UInt64, index: UInt32)](repeating: (0, 0), count: count)
    keyed.withUnsafeMutableBufferPointer { keyed in
      nonisolated(unsafe) let keyed = keyed
      forEachBlock((count + blockSize - 1) / blockSize, threads: threads) { _, block in
        var greatest = [UInt16](repeating: 0, count: leading)
        for place in block * blockSize..<min(count, (block + 1) * blockSize) {
          let row = rows.row(rows.indices[place])
          greatest.withUnsafeMutableBufferPointer {
            guard let base = $0.baseAddress else { return }
            rows.pickGreatest(leading, of: row, into: base)
          }
          let key = greatest.reduce(UInt64(0)) { key, column in
            key << 16 | UInt64(2 * column + (row[Int(column)] < 0 ? 1 : 0))
          }
          keyed[place] = (key, rows.indices[place])
        }
      }
    }
    keyed.sort { ($0.key, $0.index) < ($1.key, $1.index) }
    return Rows(rows, only: keyed.map(\.index))
  }

  /// Up to 2,048 of the rows, whole groups evenly spread.
  private static func sample(_ rows: Rows) -> [UInt32] {
    let size = LookupCodes.groupSize
    let groups = rows.indices.count / size
    guard groups > 512 else { return rows.indices }
    return (0..<512).flatMap { number -> ArraySlice<UInt32> in
      let start = number * groups / 512 * size
      return rows.indices[start..<start + size]
    }
  }

  /// The greatest values of groups in each coordinate, above zero and below.
  private static func sizes(in sample: [UInt32], of rows: Rows) -> [Float] {
    var sizes: [Float] = []
    for start in stride(from: 0, to: sample.count, by: LookupCodes.groupSize) {
      let group = sample[start..<min(sample.count, start + LookupCodes.groupSize)]
      for column in 0..<rows.dimensions {
        let values = group.lazy.map { rows.row($0)[column] }
        sizes.append(values.max() ?? 0)
        sizes.append(-(values.min() ?? 0))
      }
    }
    return sizes
  }

  /// How many coordinates have tables where a sample is compared in the least time.
  ///
  /// The choice steers speed alone; every choice gives the same pairs.
  private static func bestTerms(
    _ sample: Rows, levels: LookupCodes.Levels, squares: [Double], threshold: Float, threads: Int
  ) -> Int? {
    // In cycles of a pair: less than the other sweep takes on text.
    var best: (terms: Int?, cost: Double) = (nil, 0.9)
    for terms in [8, 12, 16, 20, 24, 28, 32, 40] where terms <= sample.dimensions {
      let codes = LookupCodes(
        sample, levels: levels, squares: squares, threshold: threshold, terms: terms, threads: threads)
      let asked = min(128, sample.indices.count)
      let tables = LineBuffer(asked * terms, of: SIMD16<UInt8>())
      let lines = LineBuffer(asked * terms, of: UInt16(0))
      let full = LineBuffer(2 * asked, of: FullSums(row: 0, firstGroup: 0, groups: 0))
      for row in 0..<asked {
        codes.writeTables(
          of: sample.row(sample.indices[row * sample.indices.count / asked]),
          into: tables.base + row * terms, lines: lines.base + row * terms)
      }
      var passed = 0
      for block in 0..<codes.blocks {
        let count = Self.list(
          tables.base, lines: lines.base, terms: terms, rows: asked,
          codes: codes.columns.base + 2 * block * codes.lineCount, length: codes.lineCount,
          firstGroup: 0, into: full.base)
        for place in 0..<count { passed += full.base[place].groups.nonzeroBitCount }
      }
      let size = Double(LookupCodes.groupSize)
      let share = Double(passed) * size / Double(asked * codes.blocks * LookupCodes.width)
      let cost = (Double(terms * 2 + 6) / 64 + share * 85) / size
      if cost < best.cost { best = (terms, cost) }
    }
    return best.terms
  }

  /// Every pair at or above the threshold, once, in no particular order.
  func pairs(threads: Int, progress: (@Sendable (Int, Int) -> Void)? = nil) -> [[SimilarPair]] {
    let count = (rows.indices.count + Self.blockSize - 1) / Self.blockSize
    var pairs = [[SimilarPair]](repeating: [], count: count)
    pairs.withUnsafeMutableBufferPointer { pairs in
      nonisolated(unsafe) let pairs = pairs
      forEachBlock(count, threads: threads, progress: progress) { _, block in
        pairs[block] = self.pairs(of: block)
      }
    }
    return pairs
  }

  /// The pairs of a block's rows with later ones.
  private func pairs(of block: Int) -> [SimilarPair] {
    let range = block * Self.blockSize..<min(rows.indices.count, (block + 1) * Self.blockSize)
    let terms = codes.terms
    let tables = LineBuffer(range.count * terms, of: SIMD16<UInt8>())
    let lines = LineBuffer(range.count * terms, of: UInt16(0))
    let full = LineBuffer(2 * range.count, of: FullSums(row: 0, firstGroup: 0, groups: 0))
    for (row, place) in range.enumerated() {
      codes.writeTables(
        of: rows.row(rows.indices[place]), into: tables.base + row * terms, lines: lines.base + row * terms)
    }
    var pairs: [SimilarPair] = []
    let close = LineBuffer(range.count * LookupCodes.width, of: RowPair(first: 0, second: 0))
    for column in range.lowerBound / LookupCodes.width..<codes.blocks {
      let count = Self.list(
        tables.base, lines: lines.base, terms: terms, rows: range.count,
        codes: codes.columns.base + 2 * column * codes.lineCount, length: codes.lineCount,
        firstGroup: column * LookupCodes.width / LookupCodes.groupSize, into: full.base)
      let found = Self.list(
        full.base, count: count, firstRow: range.lowerBound, rows: bytes.kernelRows,
        limit: threshold - boundSlack, into: close.base)
      for place in 0..<found {
        let (one, other) = (
          rows.indices[Int(close.base[place].first)], rows.indices[Int(close.base[place].second)]
        )
        let (first, second) = (min(one, other), max(one, other))
        let similarity = fixedOrderDotProduct(rows.row(first), rows.row(second), count: rows.dimensions)
        guard similarity >= threshold else { continue }
        pairs.append(SimilarPair(first: first, second: second, similarity: similarity))
      }
    }
    return pairs
  }

  @inline(__always)
  private static func list(
    _ tables: UnsafePointer<SIMD16<UInt8>>, lines: UnsafePointer<UInt16>, terms: Int, rows: Int,
    codes: UnsafePointer<SIMD64<UInt8>>, length: Int, firstGroup: Int,
    into full: UnsafeMutablePointer<FullSums>
  ) -> Int {
    #if arch(x86_64)
      if isFast {
        return VNNI.listFull(
          tables, lines: lines, terms: terms, rows: rows, codes: codes, length: length,
          firstGroup: firstGroup, into: full)
      }
    #endif
    return listFullSums(
      tables, lines: lines, terms: terms, rows: rows, codes: codes, length: length, firstGroup: firstGroup,
      into: full)
  }

  @inline(__always)
  private static func list(
    _ full: UnsafePointer<FullSums>, count: Int, firstRow: Int, rows: ByteRows, limit: Float,
    into pairs: UnsafeMutablePointer<RowPair>
  ) -> Int {
    #if arch(x86_64)
      if isFast {
        return VNNI.list(
          full, count: count, firstRow: firstRow, rows: rows, limit: limit, into: pairs)
      }
    #endif
    return listPairs(
      full, count: count, firstRow: firstRow, rows: rows, limit: limit, into: pairs)
  }
}
