/// One thread's memory and findings in a ``ClusterSweep``.
final class SweepWorker: @unchecked Sendable {
  /// The queries of one block of work; their cosines to the leaders are computed together.
  static let blockSize = 1024
  /// The queries and the members of one matrix product.
  private static let tileRows = 256
  private static let tileColumns = 256
  /// The members by which queries of different reach are told apart.
  private static let step = 16

  /// The pairs found so far.
  private(set) var pairs: [SimilarPair] = []

  private let sweep: ClusterSweep
  private let narrow: Int
  private let wide: Int
  private let limit: Float
  private let queries: FloatBuffer
  private let queryHeads: FloatBuffer
  /// The square of each query's length outside the narrow axes.
  private let queryRests: FloatBuffer
  private let cosines: FloatBuffer
  /// The part of `cosines` that the narrow axes explain.
  private let explained: FloatBuffer
  private let tile: FloatBuffer
  private let bounds: FloatBuffer
  private let reached: IntegerBuffer
  private let steps: IntegerBuffer
  private let sorted: IntegerBuffer
  private let bins: IntegerBuffer

  init(sweep: ClusterSweep, longestCluster: Int) {
    self.sweep = sweep
    narrow = sweep.heads.narrow
    wide = sweep.heads.wide
    limit = sweep.threshold - boundSlack
    let size = Self.blockSize
    queries = FloatBuffer(size * sweep.rows.dimensions)
    queryHeads = FloatBuffer(size * sweep.heads.width)
    queryRests = FloatBuffer(size)
    cosines = FloatBuffer(size * sweep.clusters.count)
    explained = FloatBuffer(size * sweep.clusters.count)
    tile = FloatBuffer(Self.tileRows * (narrow + 2))
    bounds = FloatBuffer(Self.tileRows * Self.tileColumns)
    reached = IntegerBuffer(size)
    steps = IntegerBuffer(size)
    sorted = IntegerBuffer(size)
    bins = IntegerBuffer(longestCluster / Self.step + 3)
  }

  /// Compares the queries of some consecutive ranks with all members of higher rank.
  func compare(_ ranks: Range<Int>) {
    let (rows, heads, clusters) = (sweep.rows, sweep.heads, sweep.clusters)
    let count = ranks.count
    for (query, rank) in ranks.enumerated() {
      let place = Int(clusters.order[rank])
      (queries.base + query * rows.dimensions).update(
        from: rows.row(rows.indices[place]), count: rows.dimensions)
      let head = queryHeads.base + query * heads.width
      head.update(from: heads.values.base + place * heads.width, count: heads.width)
      queryRests.base[query] = 1 - Float(ProjectedRows.squares(head, narrow))
    }
    OpenBLAS.multiply(
      clusters.leaders.base, rows: clusters.count, leftStride: rows.dimensions, queries.base,
      columns: count, rightStride: rows.dimensions, length: rows.dimensions, into: cosines.base,
      resultStride: count)
    OpenBLAS.multiply(
      sweep.leaderHeads.base, rows: clusters.count, leftStride: heads.width, queryHeads.base,
      columns: count, rightStride: heads.width, length: narrow, into: explained.base, resultStride: count)
    clusters.starts.withUnsafeBufferPointer { starts in
      clusters.cuts.withUnsafeBufferPointer { cuts in
        for cluster in 0..<clusters.count {
          let first = firstMember(in: starts[cluster]..<starts[cluster + 1], above: ranks.lowerBound)
          let members = first..<starts[cluster + 1]
          guard !members.isEmpty else { continue }
          compare(ranks, with: cluster, members: members, cuts: cuts.baseAddress! + first)
        }
      }
    }
  }

  /// Compares queries with members of one cluster.
  ///
  /// - Parameter cuts: of the members.
  private func compare(
    _ ranks: Range<Int>, with cluster: Int, members: Range<Int>, cuts: UnsafePointer<Float>
  ) {
    let cosines = self.cosines.base + cluster * ranks.count
    let reached = self.reached.base
    let lowest = cuts[0]
    var survivors = 0
    for query in 0..<ranks.count {
      reached[survivors] = Int32(truncatingIfNeeded: query)
      survivors &+= cosines[query] >= lowest ? 1 : 0
    }
    guard survivors > 0 else { return }
    sortByReach(survivors, members: members.count, cosines: cosines, cuts: cuts)
    var done = 0
    while done < survivors {
      let size = min(Self.tileRows, survivors - done)
      let queries = UnsafeBufferPointer(start: sorted.base + done, count: size)
      fillTile(queries, cluster: cluster, count: ranks.count)
      // The farthest reach comes first.
      let end = min(members.upperBound, members.lowerBound + Int(steps.base[Int(queries[0])]) * Self.step)
      var start = members.lowerBound
      while start < end {
        let stop = min(end, start + Self.tileColumns)
        compareTile(queries, members: start..<stop, firstRank: ranks.lowerBound)
        start = stop
      }
      done += size
    }
  }

  /// Orders the queries by how many steps of members they reach, the most first.
  private func sortByReach(
    _ survivors: Int, members: Int, cosines: UnsafePointer<Float>, cuts: UnsafePointer<Float>
  ) {
    let last = (members + Self.step - 1) / Self.step
    let (bins, reached, sorted, allSteps) = (self.bins.base, reached.base, sorted.base, self.steps.base)
    for bin in 0...last { bins[bin] = 0 }
    for place in 0..<survivors {
      let query = Int(reached[place])
      let cosine = cosines[query]
      var steps = 1
      while steps < last, cosine >= cuts[steps &* Self.step] { steps &+= 1 }
      allSteps[query] = Int32(truncatingIfNeeded: steps)
      bins[last &- steps &+ 1] &+= 1
    }
    var bin = 1
    while bin <= last {
      bins[bin] &+= bins[bin &- 1]
      bin &+= 1
    }
    for place in 0..<survivors {
      let query = reached[place]
      let bin = last &- Int(allSteps[Int(query)])
      sorted[Int(bins[bin])] = query
      bins[bin] &+= 1
    }
  }

  /// Writes the coordinates of queries for the first bound with one cluster.
  private func fillTile(_ queries: UnsafeBufferPointer<Int32>, cluster: Int, count: Int) {
    let width = narrow + 2
    let cosines = self.cosines.base + cluster * count
    let explained = self.explained.base + cluster * count
    let scale = sweep.leaderScales[cluster]
    var target = tile.base
    for query in queries {
      let query = Int(query)
      ClusterSweep.narrow(
        queryHeads.base + query * (wide + 1), axes: narrow,
        along: (cosines[query] - explained[query]) * scale, rest: queryRests.base[query], into: target)
      target += width
    }
  }

  /// Bounds the products of the tile's queries with some members and tests what may reach the threshold.
  private func compareTile(_ queries: UnsafeBufferPointer<Int32>, members: Range<Int>, firstRank: Int) {
    let width = narrow + 2
    // Rows padded to whole groups of 16, so that the scan needs no rest.
    let stride = (members.count + 15) & ~15
    OpenBLAS.multiply(
      tile.base, rows: queries.count, leftStride: width,
      sweep.narrowMembers.base + members.lowerBound * width, columns: members.count, rightStride: width,
      length: width, into: bounds.base, resultStride: stride)
    let limits = SIMD16<Float>(repeating: limit)
    let count = members.count
    var row = bounds.base
    for query in queries {
      var column = 0
      while column < count {
        let group = UnsafeRawPointer(row + column).loadUnaligned(as: SIMD16<Float>.self)
        if any(group .>= limits) {
          for lane in column..<min(column + 16, count) where row[lane] >= limit {
            test(query: Int(query), member: members.lowerBound + lane, firstRank: firstRank)
          }
        }
        column &+= 16
      }
      row += stride
    }
  }

  /// Keeps a pair when its full product reaches the threshold and it is not met from the other side.
  @inline(__always)
  private func test(query: Int, member: Int, firstRank: Int) {
    guard wide == narrow || secondBound(query: query, member: member) >= limit else { return }
    let (rows, clusters) = (sweep.rows, sweep.clusters)
    guard Int(clusters.ranks[member]) > firstRank + query else { return }
    let first = rows.indices[Int(clusters.order[firstRank + query])]
    let second = rows.indices[Int(clusters.members[member])]
    let similarity = fixedOrderDotProduct(rows.row(first), rows.row(second), count: rows.dimensions)
    guard similarity >= sweep.threshold else { return }
    pairs.append(SimilarPair(first: first, second: second, similarity: similarity))
  }

  /// The bound from all coordinates that are kept.
  @inline(__always)
  private func secondBound(query: Int, member: Int) -> Float {
    let first = queryHeads.base + query * (wide + 1)
    let second = sweep.wideMembers.base + member * (wide + 1)
    var sums = SIMD8<Float>.zero
    var axis = 0
    while axis + 8 <= wide {
      sums +=
        UnsafeRawPointer(first + axis).loadUnaligned(as: SIMD8<Float>.self)
        * UnsafeRawPointer(second + axis).loadUnaligned(as: SIMD8<Float>.self)
      axis &+= 8
    }
    var sum = sums.sum()
    // The length of the rest is the last coordinate.
    while axis <= wide {
      sum += first[axis] * second[axis]
      axis &+= 1
    }
    return sum
  }

  /// The first member of a run of ascending ranks whose rank is above the given one.
  private func firstMember(in members: Range<Int>, above rank: Int) -> Int {
    var (low, high) = (members.lowerBound, members.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if Int(sweep.clusters.ranks[middle]) > rank { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// Integers for one purpose, freed with their owner.
final class IntegerBuffer: @unchecked Sendable {
  let base: UnsafeMutablePointer<Int32>

  init(_ count: Int) {
    base = .allocate(capacity: max(1, count))
    base.initialize(repeating: 0, count: max(1, count))
  }

  deinit { base.deallocate() }
}
