/// Rows gathered around leaders by angle.
///
/// Members of all clusters lie in one list, cluster after cluster; within a cluster by ascending cosine to
/// the leader, then index: the farthest first.
struct AngularClusters {
  /// The leaders, unit vectors, row-major.
  let leaders: FloatBuffer
  /// The members of cluster `c` are at `starts[c]..<starts[c + 1]`.
  let starts: [Int]
  /// For each member its place in `rows.indices`.
  let members: [UInt32]
  /// For each member its place among all rows by ascending cosine to their leaders, then index.
  let ranks: [UInt32]
  /// For each member the cosine to the leader.
  let cosines: [Float]
  /// For each rank the place in `rows.indices`.
  let order: [UInt32]
  /// For each member the cosine to the leader below which no query can reach the threshold with it;
  /// ascending within a cluster.
  let cuts: [Float]

  /// The number of clusters.
  var count: Int { starts.count - 1 }

  init(_ rows: Rows, heads: ProjectedRows, threshold: Float, threads: Int) {
    let total = rows.indices.count
    let clusters = max(1, min(4096, total / 192))
    let leaders = Self.leaders(of: rows, heads: heads, count: clusters, threads: threads)
    let own = Self.nearest(
      in: leaders, count: clusters, rows, heads, places: nil, threads: threads)
    var cosines = [Float](repeating: 0, count: total)
    for place in 0..<total {
      cosines[place] = fixedOrderDotProduct(
        rows.row(rows.indices[place]), leaders.base + Int(own[place]) * rows.dimensions,
        count: rows.dimensions)
    }

    var starts = [Int](repeating: 0, count: clusters + 1)
    for cluster in own { starts[Int(cluster) + 1] += 1 }
    for cluster in 0..<clusters { starts[cluster + 1] += starts[cluster] }
    // Cosines as ascending integers above the index.
    var keys = (0..<total).map { place -> UInt64 in
      let bits = cosines[place].bitPattern
      return UInt64(bits & 0x8000_0000 == 0 ? bits | 0x8000_0000 : ~bits) << 32 | UInt64(place)
    }
    keys.sort()
    order = keys.map { UInt32(truncatingIfNeeded: $0) }
    var members = [UInt32](repeating: 0, count: total)
    var ranks = [UInt32](repeating: 0, count: total)
    var memberCosines = [Float](repeating: 0, count: total)
    var cuts = [Float](repeating: 0, count: total)
    var next = starts
    let reach = Double(threshold)
    let reachSine = max(0, 1 - reach * reach).squareRoot()
    for (rank, place) in order.enumerated() {
      let cluster = Int(own[Int(place)])
      let slot = next[cluster]
      next[cluster] += 1
      members[slot] = place
      ranks[slot] = UInt32(rank)
      memberCosines[slot] = cosines[Int(place)]
      // cos(angle + acos t), the angle rounded up by more than its float error.
      let cosine = max(-1, min(1, Double(cosines[Int(place)])) - 4e-6)
      let sum = cosine * reach - max(0, 1 - cosine * cosine).squareRoot() * reachSine
      cuts[slot] = cosine <= -reach ? -2 : Float(sum - 2e-5)
    }
    for cluster in 0..<clusters {
      // Float error must not break the order that the search relies on.
      for slot in stride(from: starts[cluster + 1] - 2, through: starts[cluster], by: -1) {
        cuts[slot] = min(cuts[slot], cuts[slot + 1])
      }
    }
    self.leaders = leaders
    self.starts = starts
    self.members = members
    self.ranks = ranks
    self.cosines = memberCosines
    self.cuts = cuts
  }

  /// Leaders from two rounds of spherical k-means on an evenly spread sample.
  private static func leaders(
    of rows: Rows, heads: ProjectedRows, count: Int, threads: Int
  ) -> FloatBuffer {
    let dimensions = rows.dimensions
    let size = min(rows.indices.count, count * 16)
    let sample = (0..<size).map { $0 * rows.indices.count / size }
    let leaders = FloatBuffer(count * dimensions)
    rows.gather((0..<count).map { rows.indices[sample[$0 * size / count]] }, into: leaders.base)
    guard count > 1 else { return leaders }
    for _ in 0..<2 {
      let own = nearest(in: leaders, count: count, rows, heads, places: sample, threads: threads)
      let sums = FloatBuffer(count * dimensions)
      for (number, place) in sample.enumerated() {
        let sum = sums.base + Int(own[number]) * dimensions
        let row = rows.row(rows.indices[place])
        for column in 0..<dimensions { sum[column] += row[column] }
      }
      for leader in 0..<count {
        let sum = sums.base + leader * dimensions
        let squares = ProjectedRows.squares(sum, dimensions)
        guard squares > 1e-12 else { continue }
        let scale = Float(1 / squares.squareRoot())
        for column in 0..<dimensions { leaders.base[leader * dimensions + column] = sum[column] * scale }
      }
    }
    return leaders
  }

  /// The nearest leader of rows by the kept axes alone: which leader a row has is a matter of speed.
  ///
  /// - Parameter places: in `rows.indices`; all of them when `nil`.
  private static func nearest(
    in leaders: FloatBuffer, count: Int, _ rows: Rows, _ heads: ProjectedRows, places: [Int]?, threads: Int
  ) -> [UInt32] {
    let blockSize = 256
    let total = places?.count ?? rows.indices.count
    let leaderHeads = FloatBuffer(count * heads.width)
    heads.project(leaders.base, count: count, dimensions: rows.dimensions, into: leaderHeads.base)
    var own = [UInt32](repeating: 0, count: total)
    own.withUnsafeMutableBufferPointer { own in
      nonisolated(unsafe) let own = own
      let scratch = (0..<threads).map { _ in FloatBuffer(blockSize * (heads.width + count)) }
      forEachBlock((total + blockSize - 1) / blockSize, threads: threads) { worker, block in
        let range = block * blockSize..<min(total, (block + 1) * blockSize)
        let gathered = scratch[worker].base
        let products = gathered + blockSize * heads.width
        for (row, number) in range.enumerated() {
          (gathered + row * heads.width).update(
            from: heads.values.base + (places?[number] ?? number) * heads.width, count: heads.width)
        }
        OpenBLAS.multiply(
          gathered, rows: range.count, leftStride: heads.width, leaderHeads.base, columns: count,
          rightStride: heads.width, length: heads.wide, into: products, resultStride: count)
        for row in 0..<range.count {
          own[range.lowerBound + row] = UInt32(maximum(of: products + row * count, count: count).index)
        }
      }
    }
    return own
  }
}

/// The largest of some values and its first place.
func maximum(of values: UnsafePointer<Float>, count: Int) -> (value: Float, index: Int) {
  let raw = UnsafeRawPointer(values)
  var largest = SIMD8<Float>(repeating: -.infinity)
  var index = 0
  while index + 8 <= count {
    let lanes = raw.loadUnaligned(fromByteOffset: index &* 4, as: SIMD8<Float>.self)
    largest.replace(with: lanes, where: lanes .> largest)
    index &+= 8
  }
  var value = -Float.infinity
  for lane in 0..<8 where largest[lane] > value { value = largest[lane] }
  while index < count {
    if values[index] > value { value = values[index] }
    index &+= 1
  }
  var place = 0
  while place < count - 1, values[place] != value { place &+= 1 }
  return (value, place)
}
