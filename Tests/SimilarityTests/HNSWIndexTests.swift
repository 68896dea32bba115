import Testing

@testable import Similarity

@Suite struct HNSWIndexTests {
  /// Clustered vectors without the zero ones.
  private func vectors(_ count: Int, dimensions: Int, seed: UInt64) -> VectorTable {
    let table = clusteredVectors(count * 2, dimensions: dimensions, clusters: 40, spread: 0.7, seed: seed)
    let rows = (0..<table.count).map { table[$0] }.filter { $0.contains { $0 != 0 } }
    return VectorTable(normalising: Array(rows.prefix(count)), dimensions: dimensions)
  }

  @Test("with as many candidates as vectors the search is exact", arguments: [3, 16, 65, 100])
  func exact(dimensions: Int) throws {
    let table = vectors(150, dimensions: dimensions, seed: 1)
    let queries = vectors(40, dimensions: dimensions, seed: 2)
    var index = try HNSWIndex(dimensions: dimensions, capacity: 1)
    var flat = FlatIndex(dimensions: dimensions)
    for row in 0..<150 {
      let number = try index.add(table[row])
      #expect(number == row)
      _ = flat.add(table[row])
    }
    let expected = flat.nearest(10, to: queries)
    for row in 0..<40 {
      let found = try index.nearest(10, to: queries[row], ef: 150)
      #expect(found == expected[row])
    }
  }

  @Test("at 64 candidates 95 % of the ten nearest are found, fewer at 10")
  func recall() throws {
    let table = vectors(3200, dimensions: 48, seed: 3)
    let queries = VectorTable(normalising: (3000..<3200).map { table[$0] }, dimensions: 48)
    var index = try HNSWIndex(dimensions: 48)
    var flat = FlatIndex(dimensions: 48)
    for row in 0..<3000 {
      try index.add(table[row])
      _ = flat.add(table[row])
    }
    let found = try index.recall(at: 10, of: queries, against: flat, ef: 64)
    #expect(found >= 0.95)
    let few = try index.recall(at: 10, of: queries, against: flat, ef: 1)
    #expect(few < found)
    let empty = try index.recall(at: 10, of: VectorTable(count: 2, dimensions: 48), against: flat)
    #expect(empty == 1)
  }

  @Test("removed vectors are never found, not even when nearly all are removed")
  func removed() throws {
    let table = vectors(400, dimensions: 24, seed: 5)
    var index = try HNSWIndex(dimensions: 24)
    for row in 0..<400 { try index.add(table[row]) }
    for row in 0..<400 where row % 50 != 7 { try index.remove(row) }
    let count = index.count
    #expect(count == 8)
    for row in 0..<400 {
      let found = try index.nearest(5, to: table[row])
      #expect(found.allSatisfy { $0.index % 50 == 7 })
    }
    for row in stride(from: 7, to: 400, by: 50) { try index.remove(row) }
    let none = try index.nearest(5, to: table[0])
    #expect(none.isEmpty)
    let added = try index.add(table[0])
    let again = try index.nearest(1, to: table[0])
    #expect(added == 400 && again.first?.index == 400)
  }

  @Test("the same vectors in the same order give the same graph; another seed another one")
  func reproducible() throws {
    let table = vectors(2000, dimensions: 32, seed: 6)
    func found(seed: UInt64) throws -> [[Neighbour]] {
      var index = try HNSWIndex(
        dimensions: 32, parameters: .init(links: 4, efConstruction: 8, efSearch: 4, seed: seed))
      for row in 0..<2000 { try index.add(table[row]) }
      var result: [[Neighbour]] = []
      for row in 0..<300 { result.append(try index.nearest(4, to: table[row])) }
      return result
    }
    let first = try found(seed: 1)
    #expect(try found(seed: 1) == first)
    #expect(try found(seed: 2) != first)
  }

  @Test("parameters out of range are errors that name the range", arguments: 0..<9)
  func parameters(which: Int) {
    let error = #expect(throws: HNSWError.self) {
      switch which {
      case 0: _ = try HNSWIndex(dimensions: 0)
      case 1: _ = try HNSWIndex(dimensions: 4, parameters: .init(links: 1))
      case 2: _ = try HNSWIndex(dimensions: 4, parameters: .init(links: 1 << 40))
      case 3: _ = try HNSWIndex(dimensions: 4, parameters: .init(efConstruction: 0))
      case 4: _ = try HNSWIndex(dimensions: 4, parameters: .init(efSearch: -1))
      case 5: _ = try HNSWIndex(dimensions: 4, capacity: 0)
      case 6:
        var index = try HNSWIndex(dimensions: 2)
        _ = try index.nearest(0, to: [1, 0])
      case 7:
        var index = try HNSWIndex(dimensions: 2)
        _ = try index.nearest(1, to: [1, 0], ef: 0)
      default:
        var index = try HNSWIndex(dimensions: 2)
        for _ in 0..<3 { try index.add([1, 0]) }
        try index.resize(to: 2)
      }
    }
    guard case .outOfRange = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.description.contains("was expected") == true)
  }

  @Test("vectors that cannot be compared are errors, added or asked for")
  func vectors() throws {
    var index = try HNSWIndex(dimensions: 2)
    try index.add([1, 0])
    for (vector, expected) in [
      ([1], HNSWError.wrongDimensions(1, 2)), ([], .wrongDimensions(0, 2)), ([1, .nan], .notFinite),
      ([1, -.infinity], .notFinite), ([0, 0], .notUnitLength(0)), ([3, 4], .notUnitLength(5)),
    ] as [([Float], HNSWError)] {
      #expect(throws: expected) { try index.add(vector) }
      #expect(throws: expected) { _ = try index.nearest(1, to: vector) }
    }
    #expect(throws: HNSWError.unknownNumber(1)) { try index.remove(1) }
    #expect(throws: HNSWError.unknownNumber(-1)) { try index.remove(-1) }
    try index.remove(0)
    #expect(throws: HNSWError.unknownNumber(0)) { try index.remove(0) }
    let count = index.count
    #expect(count == 0)
  }
}
