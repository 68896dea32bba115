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

  init(_ rows: Rows, threshold: Float, threads: Int) {
    let total = rows.indices.count
    let clusters = max(1, min(4096, total / 112))
    let leaders = Self.leaders(of: rows, count: clusters, threads: threads)
    var own = [UInt32](repeating: 0, count: total)
    var cosines = [Float](repeating: 1, count: total)
    Self.assign(rows, rows.indices, to: leaders, count: clusters, &own, &cosines, threads: threads)

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
  private static func leaders(of rows: Rows, count: Int, threads: Int) -> FloatBuffer {
    let dimensions = rows.dimensions
    let sample = rows.sample(count * 10)
    let leaders = FloatBuffer(count * dimensions)
    rows.gather((0..<count).map { sample[$0 * sample.count / count] }, into: leaders.base)
    guard count > 1 else { return leaders }
    var own = [UInt32](repeating: 0, count: sample.count)
    var cosines = [Float](repeating: 0, count: sample.count)
    for _ in 0..<2 {
      assign(rows, sample, to: leaders, count: count, &own, &cosines, threads: threads)
      let sums = FloatBuffer(count * dimensions)
      for (place, index) in sample.enumerated() {
        let sum = sums.base + Int(own[place]) * dimensions
        let row = rows.row(index)
        for column in 0..<dimensions { sum[column] += row[column] }
      }
      for leader in 0..<count {
        let sum = sums.base + leader * dimensions
        var squares = 0.0
        for column in 0..<dimensions { squares += Double(sum[column]) * Double(sum[column]) }
        guard squares > 1e-12 else { continue }
        let scale = 1 / squares.squareRoot()
        for column in 0..<dimensions {
          leaders.base[leader * dimensions + column] = Float(Double(sum[column]) * scale)
        }
      }
    }
    return leaders
  }

  /// Finds the nearest leader of each of the given rows of the table.
  private static func assign(
    _ rows: Rows, _ indices: [UInt32], to leaders: FloatBuffer, count: Int, _ own: inout [UInt32],
    _ cosines: inout [Float], threads: Int
  ) {
    let blockSize = 256
    own.withUnsafeMutableBufferPointer { own in
      cosines.withUnsafeMutableBufferPointer { cosines in
        nonisolated(unsafe) let (own, cosines) = (own, cosines)
        let scratch = (0..<threads).map { _ in FloatBuffer(blockSize * (rows.dimensions + count)) }
        forEachBlock((indices.count + blockSize - 1) / blockSize, threads: threads) { worker, block in
          let range = block * blockSize..<min(indices.count, (block + 1) * blockSize)
          let gathered = scratch[worker].base
          let products = gathered + blockSize * rows.dimensions
          rows.gather(indices[range], into: gathered)
          OpenBLAS.multiply(
            gathered, rows: range.count, leftStride: rows.dimensions, leaders.base, columns: count,
            rightStride: rows.dimensions, length: rows.dimensions, into: products, resultStride: count)
          for row in 0..<range.count {
            let best = maximum(of: products + row * count, count: count)
            cosines[range.lowerBound + row] = best.value
            own[range.lowerBound + row] = UInt32(best.index)
          }
        }
      }
    }
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
