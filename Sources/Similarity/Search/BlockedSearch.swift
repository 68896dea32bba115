internal import VectorKernels

#if arch(x86_64)
  internal import VectorKernelsVNNI
#endif

/// The nearest rows of many queries that are known together, exactly.
///
/// Products of ``ByteCodes`` bound those of the vectors from above, a quarter of the time of products of floats;
/// only rows whose bound reaches the best found so far are compared in full, by
/// ``fixedOrderDotProduct(_:_:count:)``. Bounds only ever skip rows that are not the nearest, so the result is the
/// same with any kernel, blocking and number of threads. Of equally similar rows the first wins. A neighbour
/// has a cosine above 0, so that a zero vector neither has nor is one.
package struct BlockedSearch: Sendable {
  /// Which kernels multiply bytes.
  package enum Kernels: Sendable, CaseIterable {
    /// 512-bit products of bytes of x86-64.
    case vnni
    /// What the compiler makes for the architecture.
    case portable

    /// The fastest that this machine has.
    package static let best: Kernels = vnni.isSupported ? .vnni : .portable

    /// Whether this machine can run them.
    package var isSupported: Bool {
      #if arch(x86_64)
        self == .portable || ProcessorFlags.hasVNNI
      #else
        self == .portable
      #endif
    }
  }

  /// The queries that share a run through the rows.
  private static var blockSize: Int { 64 }
  /// The panels that are compared with one group of queries after another while they are in a near cache.
  private static var tilePanels: Int { 128 }

  private let table: VectorTable
  private let kernels: Kernels
  /// The rows that are not zero: ascending, or those alike together.
  private let places: [UInt32]
  /// How the rows are put together, when those alike are.
  private let neighbourhoods: Neighbourhoods?
  private let frame: ByteCodes.Frame?
  /// The coded rows, without sign, sixteen to a panel.
  private let panels: PanelBuffer
  /// The greatest length that rounding took from a row.
  private let error: Double

  /// Prepares the rows of a table.
  ///
  /// - Parameter isGrouped: whether rows that are alike are put together, which makes searches for other queries
  ///   faster; earlier rows cannot be searched for then.
  /// - Complexity: O(rows * dimensions * axes kept).
  package init(
    _ table: VectorTable, isGrouped: Bool = false, threads: Int = 1, kernels: Kernels = .best
  ) {
    precondition(kernels.isSupported, "the kernels suit the processor")
    precondition(table.count < UInt32.max, "a search has fewer than 2^32 rows")
    _ = OpenBLAS.isReady
    self.table = table
    self.kernels = kernels
    let coded = table.values.withUnsafeBufferPointer {
      buffer -> (
        places: [UInt32], neighbourhoods: Neighbourhoods?, frame: ByteCodes.Frame, panels: PanelBuffer,
        error: Double
      )? in
      guard let base = buffer.baseAddress else { return nil }
      let rows = Rows(base: base, dimensions: table.dimensions, count: table.count)
      guard !rows.indices.isEmpty else { return nil }
      let frame = ByteCodes.Frame(rows, isParted: isGrouped)
      let neighbourhoods = isGrouped ? Neighbourhoods(rows, frame: frame) : nil
      let places = neighbourhoods?.order ?? rows.indices
      let panels = PanelBuffer(rows: rows.indices.count, depth: frame.depth)
      let size = 1024
      let blocks = (rows.indices.count + size - 1) / size
      var errors = [Double](repeating: 0, count: blocks)
      errors.withUnsafeMutableBufferPointer { errors in
        nonisolated(unsafe) let errors = errors
        forEachBlock(blocks, threads: threads) { _, block in
          let range = block * size..<min(rows.indices.count, (block + 1) * size)
          let gathered = FloatBuffer(range.count * rows.dimensions)
          rows.gather(places[range], into: gathered.base)
          let codes = ByteCodes(gathered.base, count: range.count, frame: frame)
          panels.fill(range, codes.groups)
          errors[block] = codes.errors.max() ?? 0
        }
      }
      return (places, neighbourhoods, frame, panels, errors.max() ?? 0)
    }
    places = coded?.places ?? []
    neighbourhoods = coded?.neighbourhoods
    frame = coded?.frame
    panels = coded?.panels ?? PanelBuffer(rows: 0, depth: 1)
    error = coded?.error ?? 0
  }

  /// The nearest row of each query, or nil when none has a cosine above 0.
  package func nearest(to queries: VectorTable, threads: Int = 1) -> [Neighbour?] {
    precondition(queries.dimensions == table.dimensions, "queries have the dimensions of the rows")
    return search(queries, threads: threads, onlyEarlier: false)
  }

  /// The nearest among the earlier rows of each row, or nil when none has a cosine above 0: what a cache that keeps
  /// everything finds, one request after the other.
  ///
  /// - Precondition: the rows were not grouped.
  package func nearestEarlier(threads: Int = 1) -> [Neighbour?] {
    precondition(neighbourhoods == nil, "grouped rows are in no order of time")
    return search(table, threads: threads, onlyEarlier: true)
  }

  private func search(_ queries: VectorTable, threads: Int, onlyEarlier: Bool) -> [Neighbour?] {
    var result = [Neighbour?](repeating: nil, count: queries.count)
    guard let frame else { return result }
    queries.values.withUnsafeBufferPointer { queryBuffer in
      table.values.withUnsafeBufferPointer { rowBuffer in
        guard let queryBase = queryBuffer.baseAddress, let rowBase = rowBuffer.baseAddress else { return }
        let asked = Rows(base: queryBase, dimensions: queries.dimensions, count: queries.count)
        let grouped = neighbourhoods == nil ? nil : Neighbourhoods(asked, frame: frame)
        let order = grouped?.order ?? asked.indices
        result.withUnsafeMutableBufferPointer { result in
          nonisolated(unsafe) let (result, rowBase) = (result, rowBase)
          let blocks = (asked.indices.count + Self.blockSize - 1) / Self.blockSize
          let workers = max(1, min(threads, blocks))
          let scratch = (0..<workers).map { _ in
            CandidateBuffer(byteTileQueries * Self.tilePanels * 16)
          }
          forEachBlock(blocks, threads: workers) { worker, block in
            // Later blocks of earlier rows take longer: they come first.
            let number = onlyEarlier ? blocks - 1 - block : block
            let range = number * Self.blockSize..<min(asked.indices.count, (number + 1) * Self.blockSize)
            search(
              range, in: order, of: asked, rows: rowBase, frame: frame, onlyEarlier: onlyEarlier,
              from: grouped.flatMap { neighbourhoods?.nearest(to: $0, number) } ?? 0,
              scratch: scratch[worker], into: result)
          }
        }
      }
    }
    return result
  }

  /// Searches for the queries of one block, beginning with the rows of one block.
  private func search(
    _ range: Range<Int>, in order: [UInt32], of queries: Rows, rows: UnsafePointer<Float>,
    frame: ByteCodes.Frame, onlyEarlier: Bool, from start: Int, scratch: CandidateBuffer,
    into result: UnsafeMutableBufferPointer<Neighbour?>
  ) {
    let dimensions = queries.dimensions
    let groups = (range.count + byteTileQueries - 1) / byteTileQueries
    let gathered = FloatBuffer(groups * byteTileQueries * dimensions)
    queries.gather(order[range], into: gathered.base)
    let codes = ByteCodes(gathered.base, count: groups * byteTileQueries, frame: frame)
    var best = [(similarity: Float, place: Int)](repeating: (0, -1), count: range.count)
    // What fills up the last group lists nothing.
    var limits = [Int32](repeating: .max, count: groups * byteTileQueries)
    var halfLimits = limits
    func limit(_ query: Int) {
      let least = Double(best[query].similarity) - frame.slack(codes.errors[query], error)
      let steps = Int32((least / (frame.step * frame.step)).rounded(.down))
      limits[query] = steps &+ codes.offsets[query]
      halfLimits[query] = steps &+ codes.halfOffsets[query]
    }
    for query in 0..<range.count { limit(query) }
    let end = onlyEarlier ? range.upperBound : places.count
    let endPanel = (end + 16 * byteTilePanels - 1) / (16 * byteTilePanels) * byteTilePanels
    // Few rows first: what they yield keeps most others from being compared in full.
    let begin = min(start * Self.blockSize / 16, endPanel)
    var panel = begin < endPanel ? begin : 0
    var left = endPanel
    var size = byteTilePanels
    codes.groups.withUnsafeBufferPointer { codes in
      guard let codes = codes.baseAddress else { return }
      while left > 0 {
        if panel == endPanel { panel = 0 }
        let stop = min(endPanel, panel + min(size, left))
        for group in 0..<groups {
          let first = group * byteTileQueries
          let count = list(
            codes + first * frame.depth, depth: frame.depth, half: frame.half,
            panels: panels.base + panel * frame.depth, panelCount: stop - panel,
            halfLimits: SIMD4(
              halfLimits[first], halfLimits[first + 1], halfLimits[first + 2], halfLimits[first + 3]),
            limits: SIMD4(limits[first], limits[first + 1], limits[first + 2], limits[first + 3]),
            into: scratch.base)
          // The greatest bound of each query first: it mostly rules out the others.
          var leads = SIMD4<Int32>(repeating: -1)
          for index in 0..<count {
            let candidate = scratch.base[index]
            let place = panel * 16 + Int(candidate.row)
            guard place < (onlyEarlier ? range.lowerBound + first + Int(candidate.query) : end) else {
              scratch.base[index].product = .min
              continue
            }
            let lead = leads[Int(candidate.query)]
            if lead < 0 || candidate.product > scratch.base[Int(lead)].product {
              leads[Int(candidate.query)] = Int32(truncatingIfNeeded: index)
            }
          }
          for lead in 0..<byteTileQueries where leads[lead] >= 0 { compare(scratch.base[Int(leads[lead])]) }
          for index in 0..<count { compare(scratch.base[index]) }

          func compare(_ candidate: ByteCandidate) {
            let query = first + Int(candidate.query)
            guard candidate.product >= limits[query] else { return }
            let place = panel * 16 + Int(candidate.row)
            let (left, right) = (gathered.base + query * dimensions, rows + Int(places[place]) * dimensions)
            guard mayReach(best[query].similarity, left, right, count: dimensions) else { return }
            let similarity = fixedOrderDotProduct(left, right, count: dimensions)
            let current = best[query]
            guard
              similarity > current.similarity
                || similarity == current.similarity && current.place >= 0
                  && places[place] < places[current.place]
            else { return }
            best[query] = (similarity, place)
            limit(query)
          }
        }
        left -= stop - panel
        panel = stop
        size = min(4 * size, Self.tilePanels)
      }
    }
    for (query, best) in best.enumerated() where best.place >= 0 {
      result[Int(order[range.lowerBound + query])] = Neighbour(
        index: Int(places[best.place]), similarity: best.similarity)
    }
  }

  /// Whether a dot product is not certainly below a limit; asked where the answer is had in less time.
  @inline(__always)
  private func mayReach(
    _ limit: Float, _ first: UnsafePointer<Float>, _ second: UnsafePointer<Float>, count: Int
  ) -> Bool {
    #if arch(x86_64)
      if kernels == .vnni { return VNNI.dotProduct(first, second, count: count) >= limit - boundSlack }
    #endif
    return true
  }

  @inline(__always)
  private func list(
    _ queries: UnsafePointer<Int32>, depth: Int, half: Int, panels: UnsafePointer<SIMD16<Int32>>,
    panelCount: Int, halfLimits: SIMD4<Int32>, limits: SIMD4<Int32>,
    into candidates: UnsafeMutablePointer<ByteCandidate>
  ) -> Int {
    #if arch(x86_64)
      if kernels == .vnni {
        return VNNI.list(
          queries, depth: depth, half: half, panels: panels, panelCount: panelCount, halfLimits: halfLimits,
          limits: limits, into: candidates)
      }
    #endif
    return listByteProducts(
      queries, depth: depth, half: half, panels: panels, panelCount: panelCount, halfLimits: halfLimits,
      limits: limits, into: candidates)
  }
}

/// Coded rows in panels of sixteen, aligned to a cache line.
private final class PanelBuffer: @unchecked Sendable {
  let base: UnsafeMutablePointer<SIMD16<Int32>>
  private let depth: Int

  init(rows: Int, depth: Int) {
    self.depth = depth
    let panels = (rows + 16 * byteTilePanels - 1) / (16 * byteTilePanels) * byteTilePanels
    base = .allocate(capacity: max(1, panels * depth))
    base.initialize(repeating: SIMD16(), count: max(1, panels * depth))
  }

  deinit { base.deallocate() }

  /// Writes the codes of some rows; each belongs to one caller.
  func fill(_ rows: Range<Int>, _ groups: [Int32]) {
    let target = UnsafeMutableRawPointer(base).assumingMemoryBound(to: Int32.self)
    for (number, row) in rows.enumerated() {
      let start = row / 16 * depth * 16 + row % 16
      for group in 0..<depth {
        // Without sign: 128 more.
        target[start + group * 16] = groups[number * depth + group] ^ Int32(bitPattern: 0x8080_8080)
      }
    }
  }
}

/// Candidates of one thread.
private final class CandidateBuffer: @unchecked Sendable {
  let base: UnsafeMutablePointer<ByteCandidate>

  init(_ count: Int) { base = .allocate(capacity: count) }

  deinit { base.deallocate() }
}
