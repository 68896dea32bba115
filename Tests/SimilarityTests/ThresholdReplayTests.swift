import Testing

@testable import Similarity

@Suite struct ThresholdReplayTests {
  /// The replay by its words: a list of entries, the most recently used last.
  private func plain(_ replay: ThresholdReplay, _ vectors: VectorTable) -> ReplayOutcome {
    var entries: [Int] = []
    var sources = [UInt32](repeating: .max, count: vectors.count)
    for request in 0..<vectors.count {
      var best: (entry: Int, similarity: Float)?
      for entry in entries.sorted() {
        let similarity = vectors.cosine(entry, request)
        if similarity >= replay.leastSimilarity, similarity > best?.similarity ?? -1 {
          best = (entry, similarity)
        }
      }
      if let best {
        sources[request] = UInt32(best.entry)
        entries.removeAll { $0 == best.entry }
        entries.append(best.entry)
      }
      if best == nil || replay.insertsHits {
        if entries.count == replay.capacity { entries.removeFirst() }
        entries.append(request)
      }
    }
    return ReplayOutcome(sources: sources, entries: entries.count)
  }

  @Test(
    "the replay over neighbours is the replay by its words",
    arguments: [nil, 1, 7, 60] as [Int?], [true, false])
  func againstPlain(capacity: Int?, insertsHits: Bool) {
    let vectors = clusteredVectors(400, dimensions: 16, clusters: 30, spread: 0.6, seed: 8)
    let graph = NeighbourGraph(of: vectors, threshold: 0.5)
    for threshold in [0.51, 0.7, 0.9, 0.99] {
      let replay = ThresholdReplay(threshold: threshold, capacity: capacity, insertsHits: insertsHits)
      #expect(replay.run(over: graph) == plain(replay, vectors), "at \(threshold)")
    }
  }

  @Test("a similarity a rounding below the threshold is a hit, and the earliest of equals answers")
  func rounding() {
    let pairs = [
      SimilarPair(first: 0, second: 2, similarity: 0.8 - 9e-7),
      SimilarPair(first: 1, second: 2, similarity: 0.8 - 9e-7),
      SimilarPair(first: 0, second: 3, similarity: 0.8 - 2e-6),
    ]
    let graph = NeighbourGraph(count: 4, threshold: 0.5, pairs: [pairs], threads: 1)
    let outcome = ThresholdReplay(threshold: 0.8).run(over: graph)
    #expect(outcome.sources == [.max, .max, 0, .max])
    #expect(outcome.hits == 1 && outcome.entries == 3)
    #expect(
      outcome.correctHits(["a", "b", "a", "a"]) == 1 && outcome.correctHits(["a", "b", "b", "a"]) == 0)
  }

  @Test("a replay on a graph that keeps every candidate is the exact one; a poor graph loses hits")
  func onGraph() throws {
    let vectors = clusteredVectors(600, dimensions: 24, clusters: 60, spread: 0.6, seed: 9)
    let graph = NeighbourGraph(of: vectors, threshold: 0.6)
    for threshold in [0.7, 0.9] {
      let replay = ThresholdReplay(threshold: threshold)
      let exact = replay.run(over: graph)
      #expect(exact.hits > 100 && exact.hits < 600)
      let full = try replay.run(over: vectors, parameters: .init(efConstruction: 600, efSearch: 600))
      #expect(full.hits == exact.hits && full.lostShare(of: exact) == 0)
      // Zero vectors are entries of the one and not of the other.
      #expect(full.entries <= exact.entries)
    }
    let replay = ThresholdReplay(threshold: 0.6 + 1e-5)
    let poor = try replay.run(over: vectors, parameters: .init(links: 2, efConstruction: 1, efSearch: 1))
    #expect(poor.lostShare(of: replay.run(over: graph)) > 0)
    #expect(
      replay.run(over: NeighbourGraph(of: VectorTable(count: 0, dimensions: 2), threshold: 0.5)).hits == 0)
  }
}
