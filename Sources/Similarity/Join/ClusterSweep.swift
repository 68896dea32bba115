/// Compares rows with the members of the clusters within their reach.
struct ClusterSweep: Sendable {
  let rows: Rows
  let heads: ProjectedRows
  let clusters: AngularClusters
  let threshold: Float
  /// For each member its first `heads.narrow` coordinates, that along the leader's rest, and the length of
  /// what remains.
  let narrowMembers: FloatBuffer
  /// For each member its kept coordinates and the length of the rest.
  let wideMembers: FloatBuffer
  /// The kept coordinates of the leaders, `heads.width` floats apart.
  let leaderHeads: FloatBuffer
  /// One over the length of each leader outside the narrow axes; 0 where that is too short to divide by.
  let leaderScales: [Float]

  init(rows: Rows, heads: ProjectedRows, clusters: AngularClusters, threshold: Float) {
    self.rows = rows
    self.heads = heads
    self.clusters = clusters
    self.threshold = threshold
    let (narrow, width) = (heads.narrow, heads.width)
    leaderHeads = FloatBuffer(clusters.count * width)
    heads.project(
      clusters.leaders.base, count: clusters.count, dimensions: rows.dimensions, into: leaderHeads.base)
    leaderScales = (0..<clusters.count).map { [leaderHeads] cluster in
      let rest = 1 - ProjectedRows.squares(leaderHeads.base + cluster * width, narrow)
      return rest > 0.04 ? Float(1 / rest.squareRoot()) : 0
    }
    narrowMembers = FloatBuffer(rows.indices.count * (narrow + 2))
    wideMembers = FloatBuffer(rows.indices.count * width)
    for cluster in 0..<clusters.count {
      let leader = leaderHeads.base + cluster * width
      for slot in clusters.starts[cluster]..<clusters.starts[cluster + 1] {
        let head = wideMembers.base + slot * width
        head.update(from: heads.values.base + Int(clusters.members[slot]) * width, count: width)
        var product: Float = 0
        for axis in 0..<narrow { product += head[axis] * leader[axis] }
        Self.narrow(
          head, axes: narrow, along: (clusters.cosines[slot] - product) * leaderScales[cluster],
          rest: 1 - Float(ProjectedRows.squares(head, narrow)), into: narrowMembers.base + slot * (narrow + 2)
        )
      }
    }
  }

  /// Every pair at or above the threshold, once, in no particular order.
  func pairs(threads: Int, progress: (@Sendable (Int, Int) -> Void)? = nil) -> [[SimilarPair]] {
    let total = rows.indices.count
    let lengths = zip(clusters.starts.dropFirst(), clusters.starts).map { $0 - $1 }
    let longest = lengths.max() ?? 0
    let size = SweepWorker.blockSize
    let blocks = (total + size - 1) / size
    let workers = (0..<max(1, min(threads, blocks))).map { _ -> SweepWorker in
      SweepWorker(sweep: self, longestCluster: longest)
    }
    forEachBlock(blocks, threads: workers.count, progress: progress) { worker, block in
      workers[worker].compare(block * size..<min(total, (block + 1) * size))
    }
    return workers.map(\.pairs)
  }

  /// Writes the coordinates of the first bound.
  ///
  /// - Parameters:
  ///   - along: the coordinate along the leader's rest, with an error below 2e-5.
  ///   - rest: the square of the length outside the axes.
  @inline(__always)
  static func narrow(
    _ head: UnsafePointer<Float>, axes: Int, along: Float, rest: Float,
    into target: UnsafeMutablePointer<Float>
  ) {
    target.update(from: head, count: axes)
    target[axes] = along
    // Rounded up by more than the float error.
    target[axes + 1] = (max(0, rest - along * along) + 5e-5).squareRoot()
  }
}
