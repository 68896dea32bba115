import Testing

@testable import Similarity

@Suite struct FlatIndexTests {
  @Test("searches agree with a plain scan while vectors come and go", arguments: [1, 2, 3])
  func againstScan(seed: Int) {
    var numbers = SeededNumbers(seed: UInt64(seed))
    let vectors = clusteredVectors(900, dimensions: 24, clusters: 12, spread: 0.5, seed: UInt64(seed))
    let queries = clusteredVectors(90, dimensions: 24, clusters: 12, spread: 0.9, seed: UInt64(seed))
    var index = FlatIndex(dimensions: 24, capacity: 4)
    var held: [(slot: Int, vector: [Float])] = []
    for row in 0..<vectors.count {
      held.append((index.add(vectors[row]), vectors[row]))
      if numbers.below(3) == 0 {
        let victim = held.remove(at: numbers.below(held.count))
        index.remove(victim.slot)
        let remains = index.contains(victim.slot)
        #expect(!remains)
      }
    }
    let count = index.count
    #expect(count == held.count)
    let batch = index.nearest(to: queries)
    let above = index.neighbours(of: queries, threshold: 0.6)
    for row in 0..<queries.count {
      let query = queries[row]
      // In the order of insertion, so that a stable choice keeps the earliest.
      let all = held.map {
        Neighbour(
          index: $0.slot, similarity: fixedOrderDotProduct($0.vector, query, count: query.count))
      }
      var best: Neighbour?
      for one in all where one.similarity > (best?.similarity ?? 0) { best = one }
      let single = index.nearest(to: query)
      #expect(single == best)
      #expect(batch[row] == best)
      let matching = all.enumerated().filter { $0.element.similarity >= 0.6 }
      let sorted = matching.sorted {
        $0.element.similarity != $1.element.similarity
          ? $0.element.similarity > $1.element.similarity : $0.offset < $1.offset
      }
      #expect(above[row] == sorted.map(\.element))
    }
  }

  @Test("of equal vectors the one added first wins, whatever its slot")
  func ties() {
    var index = FlatIndex(dimensions: 2)
    let freed = index.add([0, 1])
    let first = index.add([1, 0])
    index.remove(freed)
    let reused = index.add([1, 0])
    #expect(reused == freed)
    let nearest = index.nearest(to: [1, 0])
    #expect(nearest == Neighbour(index: first, similarity: 1))
  }

  @Test("an empty index and zero vectors have no neighbour")
  func nothing() {
    var index = FlatIndex(dimensions: 3)
    let zeros = VectorTable(count: 2, dimensions: 3)
    let ofEmpty = (index.nearest(to: [1, 0, 0]), index.nearest(to: zeros))
    #expect(ofEmpty.0 == nil && ofEmpty.1 == [nil, nil])
    _ = index.add([0, 0, 0])
    let ofZero = (index.nearest(to: [1, 0, 0]), index.nearest(to: [0, 0, 0]), index.nearest(to: zeros))
    #expect(ofZero.0 == nil && ofZero.1 == nil && ofZero.2 == [nil, nil])
    let above = index.neighbours(of: zeros, threshold: 0.1)
    #expect(above == [[], []])
  }
}
