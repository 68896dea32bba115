import Foundation
import Testing

@testable import Similarity

/// Replays of data/text/streams against reference/semantic_curves.txt.
@Suite(.enabled(if: SharedData.isPresent)) struct ReferenceCountsTests {
  @Test(
    "bags of words hit as often, and as often correctly, as the reference: exactly",
    arguments: ["clinc150", "banking77"])
  func bagsOfWords(name: String) throws {
    let stream = try SharedData.stream(name)
    let curve = try ReferenceCurve(name, "bow")
    let graph = NeighbourGraph(bagsOfWords: TextTable(stream.map(\.text)), threshold: 0.6 - 1e-6, threads: 2)
    try check(curve, graph, stream.map(\.label), slack: 0)
  }

  @Test("the inverted index, one request at a time, agrees with the graph")
  func invertedIndex() throws {
    let stream = try SharedData.stream("banking77")
    for line in try ReferenceCurve("banking77", "bow").lines where [0.6, 0.8, 0.9].contains(line.threshold) {
      var index = BagOfWordsIndex()
      var inserted: [Int] = []
      var (hits, correct) = (0, 0)
      for (request, (text, label)) in stream.enumerated() {
        let bag = BagOfWords(text)
        if let best = index.nearest(to: bag), best.similarity >= Float(line.threshold - 1e-6) {
          hits += 1
          correct += stream[inserted[best.index]].label == label ? 1 : 0
        } else {
          index.insert(bag)
          inserted.append(request)
        }
      }
      #expect(hits == line.hits && correct == line.correct, "at \(line.threshold)")
    }
  }

  @Test(
    "MiniLM hits as often, and as often correctly, as the reference to 0.1 % of the requests",
    .enabled(if: ModelFiles.hasMiniLM), arguments: ["clinc150", "banking77"])
  func miniLM(name: String) throws {
    let stream = try SharedData.stream(name)
    let curve = try ReferenceCurve(name, "minilm")
    let vectors = try Self.vectors(of: stream.map(\.text))
    let graph = NeighbourGraph(of: vectors, threshold: 0.6 - 1e-6, threads: 2)
    try check(curve, graph, stream.map(\.label), slack: curve.requests / 1000)
  }

  @Test("the oracle hits as often as the reference", arguments: ["clinc150", "banking77"])
  func oracle(name: String) throws {
    let labels = try SharedData.stream(name).map(\.label)
    let hits = labels.count - Set(labels).count
    let curve = try ReferenceCurve(name, "minilm")
    #expect(abs(Double(hits) / Double(labels.count) - curve.oracleHitShare) <= 5e-5)
  }

  /// reference/semantic.md: right, wrong and missed answers of GPTCache's own benchmark.
  ///
  /// What the reference calls a cosine is a score on GPTCache's scale, (1 + cosine) / 2: its 0.95 is a cosine of 0.9.
  @Test(
    "GPTCache's benchmark has the reference's right, wrong and missed answers",
    .enabled(if: ModelFiles.hasMiniLM),
    arguments: [(0.95, 715, 43, 241), (0.90, 887, 73, 39), (0.80, 913, 83, 3)])
  func gptCache(score: Double, right: Int, wrong: Int, missed: Int) throws {
    struct Line: Decodable {
      let origin: String
      let similar: String
    }
    let url = SharedData.root!.appendingPathComponent("data/text/streams/gptcache_mock.jsonl")
    let lines = try Data(contentsOf: url).split(separator: 10).map {
      try JSONDecoder().decode(Line.self, from: $0)
    }
    #expect(lines.count == 999)
    let vectors = try Self.vectors(of: lines.map(\.origin) + lines.map(\.similar))
    var index = FlatIndex(dimensions: vectors.dimensions)
    for row in 0..<999 { _ = index.add(vectors[row]) }
    var counts = [0, 0, 0]
    for row in 0..<999 {
      let best = index.nearest(to: vectors[999 + row])
      let isHit = (best?.similarity ?? 0) >= Float(2 * score - 1 - 1e-6)
      counts[!isHit ? 2 : best?.index == row ? 0 : 1] += 1
    }
    for (count, expected) in zip(counts, [right, wrong, missed]) {
      #expect(abs(count - expected) <= 2, "\(counts) at \(score)")
    }
  }

  /// Vectors by MiniLM, kept in the user's cache folder for the next run.
  static func vectors(of texts: [String]) throws -> VectorTable {
    let store = try #require(ModelFiles.store)
    return EmbeddingCache(cacheFolder: store.cacheFolder).vectors(
      of: TextTable(texts), by: try ModelFiles.miniLM.get(), threads: 2
    ).vectors
  }

  private func check(_ curve: ReferenceCurve, _ graph: NeighbourGraph, _ labels: [String], slack: Int) throws
  {
    #expect(curve.requests == labels.count && curve.lines.count == 16)
    for line in curve.lines {
      let found = ThresholdReplay(threshold: line.threshold).run(over: graph)
      let correct = found.correctHits(labels)
      #expect(abs(found.hits - line.hits) <= slack, "\(found.hits) hits, \(line.hits) at \(line.threshold)")
      #expect(
        abs(correct - line.correct) <= slack, "\(correct) correct, \(line.correct) at \(line.threshold)")
      #expect(found.entries == labels.count - found.hits)
      let always = ThresholdReplay(threshold: line.threshold, insertsHits: true).run(over: graph)
      let tolerance = 5.1e-5 + Double(slack) / Double(labels.count)
      let share = Double(always.hits) / Double(labels.count)
      let precision = Double(always.correctHits(labels)) / Double(max(1, always.hits))
      #expect(abs(share - line.alwaysHitShare) <= tolerance, "at \(line.threshold)")
      #expect(
        abs(precision - line.alwaysPrecision) <= tolerance * Double(labels.count) / Double(always.hits),
        "at \(line.threshold)")
    }
  }
}
