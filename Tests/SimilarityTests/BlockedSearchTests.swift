import Testing

@testable import Similarity

@Suite struct BlockedSearchTests {
  /// The nearest of some rows by comparing all: the first of the most similar.
  private func scan(_ query: [Float], _ table: VectorTable, _ rows: Range<Int>) -> Neighbour? {
    var best: Neighbour?
    for row in rows {
      let similarity = fixedOrderDotProduct(table[row], query, count: query.count)
      if similarity > (best?.similarity ?? 0) { best = Neighbour(index: row, similarity: similarity) }
    }
    return best
  }

  @Test(
    "it finds what a scan finds, with either kernel",
    arguments: [1, 2, 7, 16, 40, 256, 385], BlockedSearch.Kernels.allCases.filter(\.isSupported))
  func againstScan(dimensions: Int, kernels: BlockedSearch.Kernels) {
    for (seed, clusters) in [(1, 12), (2, 500)] {
      let table = clusteredVectors(
        500, dimensions: dimensions, clusters: clusters, spread: 0.6, seed: UInt64(seed))
      let queries = clusteredVectors(
        70, dimensions: dimensions, clusters: clusters, spread: 0.9, seed: UInt64(seed))
      let search = BlockedSearch(table, kernels: kernels)
      #expect(
        search.nearest(to: queries) == (0..<70).map { scan(queries[$0], table, 0..<500) }, "seed \(seed)")
      #expect(
        BlockedSearch(table, isGrouped: true, kernels: kernels).nearest(to: queries)
          == search.nearest(to: queries), "seed \(seed), grouped")
      #expect(
        search.nearestEarlier() == (0..<500).map { scan(table[$0], table, 0..<$0) }, "seed \(seed)")
    }
  }

  @Test("single axes, opposite and equal vectors are bounded as any others")
  func extremes() {
    var rows: [[Float]] = []
    for axis in 0..<40 {
      for sign in [Float(1), -1] { rows.append((0..<40).map { $0 == axis ? sign : 0 }) }
    }
    rows += rows
    rows.append((0..<40).map { $0 < 2 ? 1 : 0 })
    let table = VectorTable(normalising: rows, dimensions: 40)
    for kernels in BlockedSearch.Kernels.allCases where kernels.isSupported {
      let found = BlockedSearch(table, kernels: kernels).nearestEarlier()
      for row in 0..<161 {
        let expected: Neighbour? =
          switch row {
          case 0..<80: nil
          case 160: scan(table[160], table, 0..<160)
          default: Neighbour(index: row - 80, similarity: 1)
          }
        #expect(found[row] == expected, "row \(row)")
      }
    }
  }

  @Test("one, two and three threads find the same")
  func threads() {
    let table = clusteredVectors(3000, dimensions: 48, clusters: 100, spread: 0.7, seed: 3)
    let one = BlockedSearch(table).nearestEarlier()
    for threads in 2...3 {
      #expect(BlockedSearch(table, threads: threads).nearestEarlier(threads: threads) == one)
    }
  }

  @Test("tables without rows or without a row that is not zero have no neighbours")
  func nothing() {
    let none = VectorTable(count: 0, dimensions: 3)
    let zeros = VectorTable(count: 2, dimensions: 3)
    let one = VectorTable(normalising: [[1, 2, 3]], dimensions: 3)
    #expect(BlockedSearch(none).nearestEarlier().isEmpty)
    #expect(BlockedSearch(none).nearest(to: one) == [nil])
    #expect(BlockedSearch(zeros).nearest(to: one) == [nil])
    #expect(BlockedSearch(one).nearest(to: zeros) == [nil, nil])
    #expect(BlockedSearch(one).nearest(to: none).isEmpty)
  }
}
