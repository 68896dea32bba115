import Declarations
import Similarity
import Simulation
import TestSupport
import Testing
import Traffic

@testable import Strategies

@Suite("Indexes of a semantic cache")
struct SemanticIndexTests {
  /// Requests for distinct prompts in a few dense directions, 10 s apart, with vectors and neighbours.
  private static func rig(_ count: Int, tenants: Int = 1) -> Rig {
    var generator = SplitMix(state: 7)
    func value() -> Float { Float.random(in: -1...1, using: &generator) }
    let directions = (0..<20).map { _ in (0..<16).map { _ in value() } }
    let rows = (0..<count).map { _ in
      directions[Int.random(in: 0..<20, using: &generator)].map { $0 + 0.25 * value() }
    }
    let table = VectorTable(normalising: rows, dimensions: 16)
    var rig = Rig()
    for prompt in 0..<count {
      rig.ask(prompt, at: Double(prompt) * 10, user: UInt32(prompt % tenants))
    }
    let places = (0..<count).map { UInt32($0) }
    let graph = NeighbourGraph(bruteForceOf: table, threshold: 0.5)
    rig.neighbours[.miniLM] = PromptNeighbours(
      threshold: 0.5, dimensions: 16, rowOfPrompt: places, promptsOfRow: places, twins: [], graph: graph)
    rig.vectors[.miniLM] = PromptVectors(table, rowOfPrompt: places)
    rig.stream.texts = .recorded(RecordedTexts())
    return rig
  }

  private func layer(_ index: String, _ more: String = "") -> String {
    """
    {"use": "semantic_cache", "embedder": "minilm", "threshold": 0.9, "lookup_ms": 0, "ttl_s": 1e9,
     "index": \(index)\(more)}
    """
  }

  private let thorough = "{\"kind\": \"hnsw\", \"ef_search\": 2000, \"ef_construction\": 400}"

  @Test("a thorough graph answers as the exact index does, evictions and tenants or not", arguments: [1, 3])
  func thoroughGraph(_ tenants: Int) throws {
    let rig = Self.rig(600, tenants: tenants)
    for more in [
      "", ", \"capacity\": 40", ", \"key\": [\"user\"]", ", \"capacity\": 30, \"key\": [\"user\"]",
    ] {
      let exact = try rig.run(layer("{\"kind\": \"stated\"}", more))
      let graph = try rig.run(layer(thorough, more))
      #expect(exact.layers[0].statistics[.hits] > 200)
      #expect(graph.outcomes.answeredPrompt == exact.outcomes.answeredPrompt)
      #expect(graph.layers[0].statistics[.evictions] == exact.layers[0].statistics[.evictions])
    }
  }

  @Test("a hasty graph misses some, never finds what is not there, and does so again")
  func hastyGraph() throws {
    let rig = Self.rig(1500)
    let hasty = "{\"kind\": \"hnsw\", \"ef_search\": 1, \"ef_construction\": 2, \"links\": 2}"
    let graph = try rig.run(layer(hasty))
    let exact = try rig.run(layer("{\"kind\": \"stated\"}"))
    #expect(graph.layers[0].statistics[.hits] < exact.layers[0].statistics[.hits])
    for request in 0..<1500 where graph.outcomes.kind[request] == .semanticHit {
      #expect(graph.outcomes.similarity[request] >= 0.9 - 1e-6)
      #expect(graph.outcomes.kind[Int(graph.outcomes.answeredPrompt[request])] == .served)
    }
    #expect(try rig.run(layer(hasty)).outcomes.answeredPrompt == graph.outcomes.answeredPrompt)
  }

  @Test("a look-up takes what its index takes at that size")
  func latency() throws {
    let rig = Self.rig(400)
    let stated = try rig.run(layer("{\"kind\": \"stated\"}"))
    for (index, model) in [
      ("{\"kind\": \"flat\", \"slowdown\": 1000}", LookupLatency.flat(dimensions: 16, scale: 1000)),
      (
        "{\"kind\": \"hnsw\", \"ef_search\": 2000, \"ef_construction\": 400, \"slowdown\": 1000}",
        LookupLatency.hnsw(ef: 2000, dimensions: 16, scale: 1000)
      ),
    ] {
      let timed = try rig.run(layer(index))
      var entries = 0
      for request in 0..<400 {
        let expected = VirtualTime.seconds(model.latency(entries: entries)).nanoseconds
        #expect(timed.outcomes.latency[request] - stated.outcomes.latency[request] == expected)
        if timed.outcomes.kind[request] == .served { entries += 1 }
      }
    }
  }

  @Test(
    "an index without vectors to search is refused",
    arguments: [
      "\"embedder\": \"bag_of_words\", \"index\": {\"kind\": \"flat\"}",
      "\"similarity\": {}, \"index\": {\"kind\": \"hnsw\"}",
    ])
  func noVectors(_ text: String) {
    #expect(throws: Diagnostic.self) {
      try Rig.plan("{\"use\": \"semantic_cache\", \(text)}", Rig.catalog())
    }
  }
}
