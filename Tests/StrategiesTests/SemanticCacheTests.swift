import Providers
import Similarity
import Simulation
import TestSupport
import Testing
import Traffic

@testable import Strategies

@Suite("Semantic cache")
struct SemanticCacheTests {
  /// The article's vectors: words split at spaces, lower case, counted.
  static func bagOfWords(_ texts: [String]) -> VectorTable {
    let words = texts.map { $0.lowercased().split(whereSeparator: \.isWhitespace).map(String.init) }
    let vocabulary = Set(words.flatMap(\.self) + [""]).sorted()
    return VectorTable(
      normalising: words.map { own in vocabulary.map { word in Float(own.count { $0 == word }) } },
      dimensions: vocabulary.count)
  }

  /// Neighbours of prompts whose texts are those given, in order.
  static func neighbours(_ texts: [String]) -> PromptNeighbours {
    let rows = (0..<texts.count).map { UInt32($0) }
    return PromptNeighbours(
      threshold: 0.01, rowOfPrompt: rows, promptsOfRow: rows, twins: [],
      graph: NeighbourGraph(bruteForceOf: bagOfWords(texts), threshold: 0.01))
  }

  private func rig(_ texts: [String]) -> Rig {
    var rig = Rig()
    for (place, text) in texts.enumerated() { rig.ask(text, at: Double(place) * 10) }
    rig.neighbours[.bagOfWords] = Self.neighbours(texts)
    return rig
  }

  private func layer(_ threshold: Double, _ more: String = "") -> String {
    "{\"use\": \"semantic_cache\", \"embedder\": \"bag_of_words\", \"threshold\": \(threshold)\(more)}"
  }

  @Test("deployments of one model share answers where the model is part of the key")
  func deployments() throws {
    var rig = rig(["how are you", "how are you now", "how are you today"])
    rig.catalog.models.removeLast(4)
    rig.catalog.deployLast(as: [.init(name: "east"), .init(name: "west")])
    let gateway = try rig.run(
      #"{"use": "balance", "by": "round_robin"}"#, layer(0.8, #", "key": ["prompt", "model"]"#))
    #expect(gateway.kinds == ["served", "semantic_hit", "semantic_hit"])
  }

  @Test("bag-of-words cosines are the article's", .enabled(if: Reference.isAvailable))
  func cosines() throws {
    for row in try #require(Reference.golden["bag_of_words_cosine"]?.elements) {
      let pair = try #require(row.elements)
      let table = Self.bagOfWords([try #require(pair[0].string), try #require(pair[1].string)])
      #expect(abs(Double(table.cosine(0, 1)) - (pair[2].number ?? .nan)) < 1e-6)
    }
  }

  @Test("the article's demonstration misses at its threshold", .enabled(if: Reference.isAvailable))
  func demonstration() throws {
    let demo = try #require(Reference.golden["semantic_cache_demo"])
    let texts = try #require(demo["sequence"]?.elements).compactMap { $0.elements?[0].string }
    let gateway = try rig(texts).run(layer(0.75))
    #expect(gateway.layers[0].statistics[.hits] == demo["stats"]?["hits"]?.integer)
    #expect(gateway.layers[0].statistics[.lookups] == demo["stats"]?["misses"]?.integer)
    // The article stores the first, third and fifth; their best similarities say from where on they would hit.
    let best = try #require(demo["sequence"]?.elements).compactMap { $0.elements?[2].number }
    let table = Self.bagOfWords(texts)
    for (place, expected) in best.enumerated() {
      let stored = stride(from: 0, to: place, by: 2).map { Double(table.cosine($0, place)) }
      #expect(abs((stored.max() ?? 0) - expected) < 1e-6)
    }
  }

  @Test(
    "the article's queries hit at each threshold as its code does", .enabled(if: Reference.isAvailable),
    arguments: 0..<7)
  func thresholdSweep(_ row: Int) throws {
    let texts = try #require(Reference.golden["pipeline_queries"]?["rows"]?.elements).compactMap {
      $0.elements?[0].string
    }
    let point = try #require(Reference.golden["demo_threshold_sweep"]?.elements?[row].elements)
    let gateway = try rig(texts).run(layer(try #require(point[0].number)))
    #expect(Double(gateway.layers[0].statistics[.hits]) / 10 == point[1].number)
  }

  @Test("the most similar cached prompt answers, and another intent's answer is false and of no quality")
  func falseHits() throws {
    let texts = ["a b c d", "a b c x", "a b c d e", "a b c d x"]
    var rig = rig(texts)
    rig.stream.intent = [0, 1, 0, 2]
    let gateway = try rig.run(layer(0.7))
    #expect(gateway.kinds == ["served", "semantic_hit", "semantic_hit", "semantic_hit"])
    #expect(gateway.outcomes.truth == [.none, .wrongIntent, .correct, .wrongIntent])
    #expect(gateway.outcomes.quality == [0.97, 0, 0.97, 0])
    #expect(gateway.layers[0].statistics[.falseHits] == 2)
    rig.stream.hasIntentLabels = false
    let unknown = try rig.run(layer(0.7))
    #expect(unknown.outcomes.truth == [.none, .unknown, .correct, .unknown])
    #expect(unknown.outcomes.quality.allSatisfy { $0 == 0.97 })
  }

  @Test("an embedding is paid for by hits and misses, and takes its time")
  func embeddings() throws {
    var rig = rig(["a b", "a b c"])
    rig.catalog.embedder = EmbedderProfile(
      price: TokenPrice(picodollars: 20_000), latency: Lognormal(median: 0.025, p95: 0.025))
    let gateway = try rig.run(layer(0.7, ", \"lookup_ms\": 5"))
    #expect(gateway.kinds == ["served", "semantic_hit"])
    #expect(gateway.outcomes.cost == [752_000_000, 2_000_000])
    #expect(abs(gateway.seconds[1] - 0.03) < 1e-8)
    #expect(abs(gateway.seconds[0] - 1.03) < 1e-8)
    #expect(gateway.ledger.total[CostComponent.embedding.rawValue] == 4_000_000)
  }

  @Test("an evicted or expired prompt answers nobody")
  func removal() throws {
    let evicted = try rig(["a b", "x y", "a b c"]).run(layer(0.7, ", \"capacity\": 1"))
    #expect(evicted.kinds == ["served", "served", "served"])
    let expired = try rig(["a b", "x y", "a b c"]).run(layer(0.7, ", \"ttl_s\": 18"))
    #expect(expired.kinds == ["served", "served", "served"])
    #expect(expired.layers[0].statistics[.expirations] == 1)
    #expect(try rig(["a b", "x y", "a b c"]).run(layer(0.7)).kinds == ["served", "served", "semantic_hit"])
  }

  @Test("prompts that only another replication has are no candidates")
  func foreignPrompts() throws {
    var rig = Rig()
    for (place, text) in ["a b", "x", "a b c"].enumerated() { rig.ask(text, at: Double(place) * 10) }
    rig.neighbours[.bagOfWords] = Self.neighbours(["a b", "x", "a b c", "a b c d", "a b", "x"])
    #expect(try rig.run(layer(0.7)).kinds == ["served", "served", "semantic_hit"])
  }

  private func stated(_ threshold: Double, within: Double = 0.88, between: Double = 0.25, more: String = "")
    -> String
  {
    """
    {"use": "semantic_cache", "threshold": \(threshold)\(more), "similarity":
     {"within_mean": \(within), "within_sd": 0.06, "between_mean": \(between), "between_sd": 0.13}}
    """
  }

  @Test("with stated similarity, paraphrases hit as often as their distribution says")
  func statedWithin() throws {
    var rig = Rig()
    // Pairs of paraphrases of one intent each; between intents nothing is similar.
    for intent in 0..<4000 {
      rig.ask(2 * intent, at: Double(intent) * 10, intent: intent)
      rig.ask(2 * intent + 1, at: Double(intent) * 10 + 5, intent: intent)
    }
    let gateway = try rig.run(stated(0.92, between: -0.9))
    let expected = 1 - Transcendental.normalCDF((0.92 - 0.88) / 0.06)
    #expect(abs(Double(gateway.layers[0].statistics[.hits]) / 4000 - expected) < 0.03)
    #expect(gateway.layers[0].statistics[.falseHits] == 0)
  }

  @Test("with stated similarity, another intent answers as often as the best of so many would")
  func statedBetween() throws {
    var rig = Rig()
    for prompt in 0..<50 { rig.ask(prompt, at: Double(prompt) * 0.001) }
    for prompt in 50..<3050 { rig.ask(prompt, at: 10 + Double(prompt) * 0.0001) }
    // The later ones arrive within a second, before any of their own answers is stored.
    let gateway = try rig.run(stated(0.55, within: 0.88))
    let above = 1 - Transcendental.normalCDF((0.55 - 0.25) / 0.13)
    let expected = 1 - Transcendental.power(1 - above, 50)
    let hits = gateway.outcomes.kind[50...].count { $0 == .semanticHit }
    #expect(abs(Double(hits) / 3000 - expected) < 0.04)
    #expect(gateway.outcomes.truth[50...].count { $0 == .wrongIntent } == hits)
  }

  @Test("with stated similarity, a prompt always matches itself")
  func statedIdentity() throws {
    var rig = Rig()
    for time in [0.0, 5, 10] { rig.ask(0, at: time) }
    let gateway = try rig.run(stated(0.9999, within: 0.5))
    #expect(gateway.kinds == ["served", "semantic_hit", "semantic_hit"])
  }

  @Test("with stated similarity, entries that have all expired are no candidates", arguments: 0..<20)
  func statedExpiry(_ seed: Int) throws {
    var rig = Rig()
    rig.seed = UInt64(seed)
    for (place, prompt) in [0, 1, 2, 0, 3].enumerated() { rig.ask(prompt, at: Double(place) * 100) }
    let gateway = try rig.run(stated(0.01, between: 0.9, more: ", \"ttl_s\": 1"))
    #expect(gateway.kinds == Array(repeating: "served", count: 5))
  }
}
