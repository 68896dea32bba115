/// Compares rows with the members of the clusters within their reach.
struct ClusterSweep {
  let rows: Rows
  let heads: ProjectedRows
  let clusters: AngularClusters
  let threshold: Float

  /// The queries of one block of work; their cosines to the leaders are computed together.
  private static let blockSize = 1024
  /// The queries of one matrix product.
  private static let tileSize = 192
  /// The members of one matrix product.
  private static let tileColumns = 512
  /// The members by which queries of similar reach are told apart.
  private static let step = 16

  /// Every pair at or above the threshold, once, in no particular order.
  func pairs(threads: Int) -> [[SimilarPair]] {
    let total = rows.indices.count
    let members = headsOfMembers()
    let longest = (0..<clusters.count).map { clusters.starts[$0 + 1] - clusters.starts[$0] }.max() ?? 0
    let blocks = (total + Self.blockSize - 1) / Self.blockSize
    let workers = max(1, min(threads, blocks))
    let found = (0..<workers).map { _ in
      Worker(sweep: self, members: members, longest: longest)
    }
    forEachBlock(blocks, threads: workers) { worker, block in
      found[worker].sweep(block * Self.blockSize..<min(total, (block + 1) * Self.blockSize))
    }
    return found.map(\.pairs)
  }

  /// The heads in the order of the members.
  private func headsOfMembers() -> FloatBuffer {
    let buffer = FloatBuffer(rows.indices.count * heads.width)
    for (slot, place) in clusters.members.enumerated() {
      (buffer.base + slot * heads.width).update(
        from: heads.values.base + Int(place) * heads.width, count: heads.width)
    }
    return buffer
  }

  /// One thread's memory and findings.
  private final class Worker: @unchecked Sendable {
    let sweep: ClusterSweep
    let members: FloatBuffer
    var pairs: [SimilarPair] = []
    private let queries: FloatBuffer
    private let queryHeads: FloatBuffer
    private let cosines: FloatBuffer
    private let tile: FloatBuffer
    private let bounds: FloatBuffer
    private var reached = [UInt32](repeating: 0, count: blockSize)
    private var steps = [UInt16](repeating: 0, count: blockSize)
    private var sorted = [UInt32](repeating: 0, count: blockSize)
    private var bins: [Int]

    init(sweep: ClusterSweep, members: FloatBuffer, longest: Int) {
      self.sweep = sweep
      self.members = members
      queries = FloatBuffer(blockSize * sweep.rows.dimensions)
      queryHeads = FloatBuffer(blockSize * sweep.heads.width)
      cosines = FloatBuffer(blockSize * sweep.clusters.count)
      tile = FloatBuffer(tileSize * sweep.heads.width)
      bounds = FloatBuffer(tileSize * tileColumns)
      bins = [Int](repeating: 0, count: longest / step + 3)
    }

    /// Compares the queries of some consecutive ranks with all members of higher rank.
    func sweep(_ ranks: Range<Int>) {
      let (rows, heads, clusters) = (sweep.rows, sweep.heads, sweep.clusters)
      let count = ranks.count
      for (place, rank) in ranks.enumerated() {
        let index = Int(clusters.order[rank])
        (queries.base + place * rows.dimensions).update(
          from: rows.row(rows.indices[index]), count: rows.dimensions)
        (queryHeads.base + place * heads.width).update(
          from: heads.values.base + index * heads.width, count: heads.width)
      }
      OpenBLAS.multiply(
        clusters.leaders.base, rows: clusters.count, leftStride: rows.dimensions, queries.base,
        columns: count, rightStride: rows.dimensions, length: rows.dimensions, into: cosines.base,
        resultStride: count)
      for cluster in 0..<clusters.count {
        compare(ranks, with: cluster, cosines: cosines.base + cluster * count)
      }
    }

    /// Compares queries with the members of one cluster.
    ///
    /// - Parameter cosines: of each query to the cluster's leader.
    private func compare(_ ranks: Range<Int>, with cluster: Int, cosines: UnsafeMutablePointer<Float>) {
      let clusters = sweep.clusters
      let end = clusters.starts[cluster + 1]
      let first = firstMember(of: cluster, above: ranks.lowerBound)
      guard first < end else { return }
      let lowest = clusters.cuts[first]
      var survivors = 0
      reached.withUnsafeMutableBufferPointer { reached in
        for query in 0..<ranks.count {
          reached[survivors] = UInt32(truncatingIfNeeded: query)
          survivors &+= cosines[query] >= lowest ? 1 : 0
        }
      }
      guard survivors > 0 else { return }
      sortByReach(survivors, members: first..<end, cosines: cosines)
      var done = 0
      while done < survivors {
        let size = min(tileSize, survivors - done)
        // The farthest reach comes first.
        let reach = Int(steps[Int(sorted[done])]) * step
        fillTile(done..<done + size)
        var start = first
        while start < min(end, first + reach) {
          let stop = min(end, first + reach, start + tileColumns)
          compareTile(done..<done + size, members: start..<stop, ranks: ranks)
          start = stop
        }
        done += size
      }
    }

    /// Orders the queries by how many steps of members they reach, the most first.
    private func sortByReach(_ survivors: Int, members: Range<Int>, cosines: UnsafeMutablePointer<Float>) {
      let last = (members.count + step - 1) / step
      for bin in 0...last + 1 { bins[bin] = 0 }
      sweep.clusters.cuts.withUnsafeBufferPointer { cuts in
        for place in 0..<survivors {
          let query = Int(reached[place])
          let cosine = cosines[query]
          var steps = 1
          while steps < last, cosine >= cuts[members.lowerBound &+ steps &* step] { steps &+= 1 }
          self.steps[query] = UInt16(truncatingIfNeeded: steps)
          bins[last - steps + 1] += 1
        }
      }
      for bin in 1..<max(2, last + 1) { bins[bin] += bins[bin - 1] }
      for place in 0..<survivors {
        let query = reached[place]
        let bin = last - Int(steps[Int(query)])
        sorted[bins[bin]] = query
        bins[bin] += 1
      }
    }

    private func fillTile(_ places: Range<Int>) {
      let width = sweep.heads.width
      for (row, place) in places.enumerated() {
        (tile.base + row * width).update(
          from: queryHeads.base + Int(sorted[place]) * width, count: width)
      }
    }

    /// Bounds the products of the tile's queries with some members and refines what may reach the threshold.
    private func compareTile(_ places: Range<Int>, members range: Range<Int>, ranks: Range<Int>) {
      let width = sweep.heads.width
      // Rows padded to whole groups of 16, so that the scan needs no rest.
      let stride = (range.count + 15) & ~15
      OpenBLAS.multiply(
        tile.base, rows: places.count, leftStride: width, members.base + range.lowerBound * width,
        columns: range.count, rightStride: width, length: width, into: bounds.base, resultStride: stride)
      let limit = sweep.threshold - boundSlack
      let limits = SIMD16<Float>(repeating: limit)
      for (row, place) in places.enumerated() {
        let bounds = self.bounds.base + row * stride
        var column = 0
        while column < range.count {
          let group = UnsafeRawPointer(bounds + column).loadUnaligned(as: SIMD16<Float>.self)
          if any(group .>= limits) {
            for lane in column..<min(column + 16, range.count) where bounds[lane] >= limit {
              refine(rank: ranks.lowerBound + Int(sorted[place]), member: range.lowerBound + lane)
            }
          }
          column &+= 16
        }
      }
    }

    /// Keeps a pair when its full product reaches the threshold and it has not been met from the other side.
    private func refine(rank: Int, member: Int) {
      let (rows, clusters) = (sweep.rows, sweep.clusters)
      guard Int(clusters.ranks[member]) > rank else { return }
      let first = rows.indices[Int(clusters.order[rank])]
      let second = rows.indices[Int(clusters.members[member])]
      let similarity = fixedOrderDotProduct(rows.row(first), rows.row(second), count: rows.dimensions)
      guard similarity >= sweep.threshold else { return }
      pairs.append(SimilarPair(first: first, second: second, similarity: similarity))
    }

    /// The first member of a cluster whose rank is above the given one.
    private func firstMember(of cluster: Int, above rank: Int) -> Int {
      var low = sweep.clusters.starts[cluster]
      var high = sweep.clusters.starts[cluster + 1]
      while low < high {
        let middle = (low + high) / 2
        if Int(sweep.clusters.ranks[middle]) > rank { high = middle } else { low = middle + 1 }
      }
      return low
    }
  }
}
