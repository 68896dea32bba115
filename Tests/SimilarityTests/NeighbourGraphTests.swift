import Testing

@testable import Similarity

@Suite struct NeighbourGraphTests {
  @Test(
    "the pruned graph is the brute-force graph on clustered vectors",
    arguments: [3, 16, 40, 256], [Float(0.3), 0.75, 0.9, 0.99])
  func clustered(dimensions: Int, threshold: Float) {
    for (seed, count) in [(1, 900), (2, 1500)] {
      let vectors = clusteredVectors(
        count, dimensions: dimensions, clusters: 40, spread: 0.6, seed: UInt64(seed))
      let expected = NeighbourGraph(bruteForceOf: vectors, threshold: threshold)
      #expect(NeighbourGraph(of: vectors, threshold: threshold) == expected, "seed \(seed)")
    }
  }

  @Test(
    "the pruned graph is the brute-force graph on independent vectors", arguments: [Float(0.1), 0.2, 0.75])
  func independent(threshold: Float) {
    let vectors = clusteredVectors(1200, dimensions: 64, clusters: 1200, spread: 1, seed: 9)
    let expected = NeighbourGraph(bruteForceOf: vectors, threshold: threshold)
    #expect(NeighbourGraph(of: vectors, threshold: threshold) == expected)
  }

  @Test("the graph is the same for one, two and three threads")
  func threads() {
    let vectors = clusteredVectors(5000, dimensions: 48, clusters: 100, spread: 0.7, seed: 3)
    let one = NeighbourGraph(of: vectors, threshold: 0.8, threads: 1)
    #expect(one.pairCount > 1000)
    for threads in 2...3 {
      #expect(NeighbourGraph(of: vectors, threshold: 0.8, threads: threads) == one)
    }
  }

  @Test(
    "the graph by lookups is the brute-force graph on sparse vectors", arguments: [2, 6, 12],
    [Float(0.3), 0.7, 0.95])
  func lookups(terms: Int, threshold: Float) {
    for (seed, dimensions) in [(1, 32), (2, 100), (3, 256)] {
      let vectors = sparseVectors(450, dimensions: dimensions, seed: UInt64(seed))
      let expected = NeighbourGraph(bruteForceOf: vectors, threshold: threshold)
      #expect(expected.pairCount > 0)
      #expect(
        NeighbourGraph(of: vectors, threshold: threshold, threads: 2, lookupTerms: terms) == expected,
        "seed \(seed)")
    }
  }

  @Test(
    "the graph by lookups is the brute-force graph on dense vectors", arguments: [2, 8],
    [Float(0.1), 0.75, 0.99])
  func denseLookups(terms: Int, threshold: Float) {
    let vectors = clusteredVectors(600, dimensions: 40, clusters: 40, spread: 0.6, seed: 5)
    let expected = NeighbourGraph(bruteForceOf: vectors, threshold: threshold)
    #expect(NeighbourGraph(of: vectors, threshold: threshold, lookupTerms: terms) == expected)
  }

  @Test("lookups find copies, opposites and vectors of one coordinate", arguments: [2, 4])
  func plainLookups(terms: Int) {
    var rows = [[Float]](repeating: [0, 0, 0, 0, 0], count: 300)
    for row in rows.indices where row % 7 != 0 {
      rows[row][row % 5] = row % 2 == 0 ? 1 : -1
      if row % 3 == 0 { rows[row][(row + 1) % 5] = 1e-6 }
    }
    let vectors = VectorTable(normalising: rows, dimensions: 5)
    for threshold in [Float(0.5), 0.999999, 1] {
      let expected = NeighbourGraph(bruteForceOf: vectors, threshold: threshold)
      #expect(NeighbourGraph(of: vectors, threshold: threshold, lookupTerms: terms) == expected)
      #expect(expected.pairCount > 1000)
    }
  }

  @Test("rows that fill no whole group, line or block of lookups are all compared")
  func partGroups() {
    for count in [2, 3, 4, 5, 7, 255, 257, 511, 512, 513, 1023, 1026] {
      let vectors = sparseVectors(count, dimensions: 48, seed: UInt64(count))
      let expected = NeighbourGraph(bruteForceOf: vectors, threshold: 0.8)
      for threads in [1, 2] {
        #expect(
          NeighbourGraph(of: vectors, threshold: 0.8, threads: threads, lookupTerms: 16) == expected,
          "\(count) rows")
      }
      #expect(count < 255 || expected.pairCount > 50)
    }
  }

  @Test("vectors of which lookups tell too little are left to the search by angles")
  func refusedLookups() {
    let vectors = clusteredVectors(300, dimensions: 40, clusters: 40, spread: 0.6, seed: 5)
    let isRefused = vectors.values.withUnsafeBufferPointer { values -> Bool in
      guard let base = values.baseAddress else { return false }
      let rows = Rows(base: base, dimensions: vectors.dimensions, count: vectors.count)
      return LookupSweep(rows, threshold: 0.1, threads: 2) == nil
    }
    #expect(isRefused)
  }

  /// Families of vectors with few great coordinates, as those of text are.
  private func sparseVectors(_ count: Int, dimensions: Int, seed: UInt64) -> VectorTable {
    var numbers = SeededNumbers(seed: seed)
    func place() -> Int { min(dimensions - 1, Int(abs(numbers.signed()) * Float(dimensions))) }
    var rows: [[Float]] = []
    for number in 0..<count {
      var row = [Float](repeating: 0, count: dimensions)
      if number % 4 > 0, let last = rows.last {
        row = last
        for _ in 0..<2 { row[place()] = 0.7 * numbers.signed() }
      } else {
        for term in 1...12 { row[place()] = 2 * numbers.signed() / Float(term) }
      }
      rows.append(row)
    }
    return VectorTable(normalising: rows, dimensions: dimensions)
  }

  @Test("equal and nearly equal vectors find each other at a threshold of almost 1")
  func nearDuplicates() {
    var rows = [[Float]](repeating: [3, 4, 0, 1], count: 400)
    for row in rows.indices where row % 2 == 1 { rows[row][2] = 1e-4 * Float(row) }
    let vectors = VectorTable(normalising: rows, dimensions: 4)
    for threshold in [Float(0.9999), 0.999999] {
      let expected = NeighbourGraph(bruteForceOf: vectors, threshold: threshold)
      #expect(NeighbourGraph(of: vectors, threshold: threshold) == expected)
      #expect(expected.pairCount >= 200 * 199 / 2)
    }
  }

  @Test("neighbours stand by descending similarity, then ascending index")
  func order() {
    let vectors = VectorTable(
      normalising: [[1, 0], [0, 1], [1, 1], [2, 2], [0, 0], [1, 0.5]], dimensions: 2)
    let graph = NeighbourGraph(of: vectors, threshold: 0.7)
    #expect(graph.neighbours(of: 2).map(\.index) == [3, 5, 0, 1])
    #expect(graph.neighbours(of: 4).isEmpty)
    #expect(graph.neighbours(of: 0).map(\.index) == [5, 2, 3])
    #expect(graph.pairCount == 8)
  }

  @Test("no, one and only zero vectors have no neighbours", arguments: [0, 1, 2, 700])
  func degenerate(count: Int) {
    let graph = NeighbourGraph(of: VectorTable(count: count, dimensions: 32), threshold: 0.5, threads: 2)
    #expect(graph.count == count)
    #expect(graph.pairCount == 0)
    let single = VectorTable(normalising: count == 1 ? [[1, 2]] : [], dimensions: 2)
    #expect(NeighbourGraph(of: single, threshold: 0.5).pairCount == 0)
  }

  @Test(
    "the pruned graph is the brute-force graph on banking77", .enabled(if: SharedData.isPresent),
    arguments: [Float(0.6), 0.75, 0.85, 0.92])
  func banking(threshold: Float) throws {
    let texts = try SharedData.distinctTexts("banking77", limit: 4000)
    let embedder = HashedNGrams(frequencies: HashedNGrams.frequencies(in: texts))
    let vectors = embedder.embed(texts)
    let expected = NeighbourGraph(bruteForceOf: vectors, threshold: threshold)
    #expect(expected.pairCount > 0)
    #expect(NeighbourGraph(of: vectors, threshold: threshold, threads: 2) == expected)
  }

  @Test("the vector loop of the dot product agrees with a plain sum", arguments: [1, 7, 8, 23, 256, 384])
  func dotProduct(length: Int) {
    var numbers = SeededNumbers(seed: UInt64(length))
    let first = (0..<length).map { _ in numbers.signed() }
    let second = (0..<length).map { _ in numbers.signed() }
    var lanes = [Double](repeating: 0, count: 8)
    let whole = length / 8 * 8
    for index in 0..<whole { lanes[index % 8] += Double(first[index]) * Double(second[index]) }
    let halves = (0..<4).map { lanes[$0] + lanes[$0 + 4] }
    var sum = (halves[0] + halves[2]) + (halves[1] + halves[3])
    for index in whole..<length { sum += Double(first[index]) * Double(second[index]) }
    #expect(fixedOrderDotProduct(first, second, count: length) == Float(sum))
  }
}
