extension NeighbourGraph {
  /// Finds every pair of vectors with a cosine of at least `threshold`, exactly.
  ///
  /// Where vectors have few great coordinates, as those of text do, and the processor looks up bytes, pairs are bounded
  /// by ``LookupSweep``. Elsewhere two bounds keep most from being compared. All only ever skip pairs below the
  /// threshold, so that every way gives the same graph.
  ///
  /// - The triangle inequality of angles: vectors are gathered around leaders (a few rounds of spherical
  ///   k-means on a sample), and a query at angle a to a leader needs only the members at a - acos(t) or
  ///   more from it. Each pair is looked at from the vector that is farther from its own leader, so that
  ///   members beyond the query's own angle are left out as well; the rest is a run in a sorted list.
  /// - The head of a rotation: after a rotation to principal axes, a dot product is at most that of the
  ///   first k coordinates plus the product of the lengths of what remains. The direction of the cluster's
  ///   leader, as far as it is outside the k axes, makes one more coordinate and the rest shorter. k + 2
  ///   floats a vector give the bound as one matrix product; k is chosen by what it leaves over on a sample.
  ///   A second bound, from more axes, tests what passes.
  ///
  /// What passes is computed in full by ``fixedOrderDotProduct(_:_:count:)``. Zero vectors have no
  /// neighbours.
  ///
  /// - Parameters:
  ///   - vectors: rows of length 1 or 0.
  ///   - threshold: above 0 and at most 1.
  ///   - lookupTerms: the coordinates of a vector that ``LookupSweep`` looks up, an even number; 0 for the search by
  ///     angles; nil chooses what is fast here.
  ///   - progress: is told how many of how many blocks of vectors are compared, from any thread.
  /// - Complexity: O(n^2 k) at worst; on text about a tenth of that.
  package init(
    of vectors: VectorTable, threshold: Float, threads: Int = 1, lookupTerms: Int? = nil,
    progress: (@Sendable (Int, Int) -> Void)? = nil
  ) {
    precondition(threshold > 0 && threshold <= 1, "a threshold of similarity is above 0 and at most 1")
    precondition(vectors.count < UInt32.max, "a graph holds fewer than 2^32 vectors")
    _ = OpenBLAS.isReady
    let pairs = vectors.values.withUnsafeBufferPointer { values -> [[SimilarPair]] in
      guard let base = values.baseAddress else { return [] }
      let rows = Rows(base: base, dimensions: vectors.dimensions, count: vectors.count)
      guard rows.indices.count > 1 else { return [] }
      if lookupTerms ?? (LookupSweep.isFast ? 1 : 0) > 0,
        let sweep = LookupSweep(rows, threshold: threshold, threads: threads, terms: lookupTerms)
      {
        return sweep.pairs(threads: threads, progress: progress)
      }
      let heads = ProjectedRows(rows, threshold: threshold, threads: threads)
      let clusters = AngularClusters(rows, heads: heads, threshold: threshold, threads: threads)
      return ClusterSweep(rows: rows, heads: heads, clusters: clusters, threshold: threshold)
        .pairs(threads: threads, progress: progress)
    }
    self.init(count: vectors.count, threshold: threshold, pairs: pairs, threads: threads)
  }
}

/// The float error that bounds computed by matrix products are given.
let boundSlack: Float = 1e-4

/// The rows of a table that are not zero.
struct Rows: @unchecked Sendable {
  let base: UnsafePointer<Float>
  let dimensions: Int
  /// The rows that are not zero, ascending.
  let indices: [UInt32]

  /// Some rows of others.
  init(_ rows: Rows, only indices: [UInt32]) {
    (base, dimensions, self.indices) = (rows.base, rows.dimensions, indices)
  }

  init(base: UnsafePointer<Float>, dimensions: Int, count: Int) {
    self.base = base
    self.dimensions = dimensions
    indices = (0..<count).compactMap { row in
      for column in 0..<dimensions where base[row * dimensions + column] != 0 { return UInt32(row) }
      return nil
    }
  }

  /// Up to `limit` of the rows, evenly spread.
  func sample(_ limit: Int) -> [UInt32] {
    guard indices.count > limit else { return indices }
    return (0..<limit).map { indices[$0 * indices.count / limit] }
  }

  /// The values of one row of the table.
  @inline(__always)
  func row(_ index: UInt32) -> UnsafePointer<Float> { base + Int(index) * dimensions }

  /// Copies rows of the table one after another.
  func gather(_ rows: some Collection<UInt32>, into target: UnsafeMutablePointer<Float>) {
    var next = target
    for index in rows {
      next.update(from: row(index), count: dimensions)
      next += dimensions
    }
  }
}

/// Memory for one purpose, freed with its owner.
final class FloatBuffer: @unchecked Sendable {
  let base: UnsafeMutablePointer<Float>

  init(_ count: Int) {
    base = .allocate(capacity: max(1, count))
    base.initialize(repeating: 0, count: max(1, count))
  }

  deinit { base.deallocate() }
}
