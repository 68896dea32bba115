import Foundation
import Simulation
import Strategies
import TestSupport
import Testing

@testable import Experiments
@testable import Metrics
@testable import Scenarios
@testable import Similarity

/// Hit and correct counts on recorded texts: reference/semantic_curves.txt and reference/semantic.md.
@Suite("Semantic caches on recorded texts", .serialized)
struct SemanticReferenceTests {
  static let sets = ["clinc150", "banking77"]

  static func shared(_ path: String) -> String {
    ScenarioLocator.resolve("shared:" + path, from: "small.json")
  }

  static var hasTexts: Bool {
    FileManager.default.fileExists(atPath: shared("data/text/streams/clinc150.jsonl"))
  }

  static var hasMiniLM: Bool {
    guard let store = try? ModelStore(environment: ProcessInfo.processInfo.environment) else { return false }
    return ModelDeclaration.minilm.files.allSatisfy {
      FileManager.default.fileExists(atPath: store.folder(of: .minilm) + "/" + $0.name)
    }
  }

  /// A line of the curves: what a static threshold gives when only misses are stored.
  struct Row {
    let threshold: Double
    let hits: Int
    let correct: Int
    let entries: Int
  }

  static func rows(_ set: String, _ embedder: String) throws -> [Row] {
    let text = try String(contentsOfFile: shared("reference/semantic_curves.txt"), encoding: .utf8)
    var isIn = false
    var rows: [Row] = []
    for line in text.split(separator: "\n") {
      if line.hasPrefix("##") {
        isIn = line.hasPrefix("## \(set) \(embedder) ")
        continue
      }
      guard isIn, let threshold = line.split(separator: " ").first.flatMap({ Double($0) }) else { continue }
      func count(_ key: String) -> Int {
        line.split(separator: " ").first { $0.hasPrefix(key + "=") }.flatMap {
          Int($0.dropFirst(key.count + 1))
        }
          ?? -1
      }
      rows.append(
        Row(threshold: threshold, hits: count("hits"), correct: count("correct"), entries: count("entries")))
    }
    return rows
  }

  /// Strategies on a stream whose requests come so far apart that each answer is there for the next.
  static func run(_ set: String, _ strategies: [String], replications: Int = 1) throws -> RunResult {
    try SmallScenario.run(
      """
      {"simbench": 1, "name": "recorded", "run": {"seed": 1, "replications": \(replications)},
       "workload": {"kind": "recorded", "path": "shared:data/text/streams/\(set).jsonl", "format": "table",
        "columns": {"prompt": "text", "intent": "label"}, "rate_per_s": 0.01},
       "providers": {"openai": {"models": {"gpt-4o": {"quality": 1}}}},
       "strategies": [\(strategies.joined(separator: ", "))], "output": {"plots": []}}
      """)
  }

  static func cache(_ name: String, _ embedder: String, _ threshold: Double, _ more: String = "") -> String {
    """
    {"name": "\(name)", "model": "gpt-4o", "layers": [{"use": "semantic_cache", "embedder": "\(embedder)",
     "threshold": \(threshold), "capacity": 100000, "ttl_s": 1e9\(more)}]}
    """
  }

  private static func count(_ metric: Metric, _ result: RunResult, _ strategy: String) -> Int {
    guard let cell = result.strategy(strategy)?.cells.first else { return -1 }
    return Int((cell.metrics[metric] * cell.metrics[.requests]).rounded())
  }

  private func compare(_ set: String, _ embedder: String, within share: Double) throws {
    let rows = try Self.rows(set, embedder == "bag_of_words" ? "bow" : embedder)
    #expect(rows.count == 16)
    let result = try Self.run(set, rows.map { Self.cache("\($0.threshold)", embedder, $0.threshold) })
    let allowed = Int(share * Double(result.requests))
    for row in rows {
      let name = "\(row.threshold)"
      let hits = Self.count(.hitShare, result, name)
      let wrong = Self.count(.falseHitShare, result, name)
      #expect(abs(hits - row.hits) <= allowed, "\(set) \(embedder) \(name): \(hits) hits, not \(row.hits)")
      #expect(
        abs(hits - wrong - row.correct) <= allowed,
        "\(set) \(embedder) \(name): \(hits - wrong) correct, not \(row.correct)")
      #expect(result.strategy(name)?.cells[0].layers[0].entries == result.requests - hits)
    }
  }

  @Test(
    "MiniLM hits and is right as often as the reference", .enabled(if: hasTexts && hasMiniLM), arguments: sets
  )
  func miniLM(_ set: String) throws { try compare(set, "minilm", within: 0.001) }

  @Test("bags of words hit and are right as often as the reference", .enabled(if: hasTexts), arguments: sets)
  func bagOfWords(_ set: String) throws { try compare(set, "bag_of_words", within: 0) }

  @Test(
    "the oracle hits whenever the intent was seen", .enabled(if: hasTexts),
    arguments: [("clinc150", 23_700, 1350), ("banking77", 13_083, 77)])
  func oracle(_ set: String, _ requests: Int, _ intents: Int) throws {
    let result = try Self.run(
      set, ["{\"name\": \"oracle\", \"model\": \"gpt-4o\", \"layers\": [{\"use\": \"oracle_cache\"}]}"])
    #expect(result.requests == requests)
    #expect(Self.count(.hitShare, result, "oracle") == requests - intents)
    #expect(Self.count(.falseHitShare, result, "oracle") == 0)
  }

  @Test(
    "the verified rule keeps errors under its bound, and hits about as often as its source says",
    .enabled(if: hasTexts && hasMiniLM),
    arguments: zip(sets, [[0.168, 0.285, 0.329, 0.396], [0.170, 0.274, 0.328, 0.386]]))
  func verified(_ set: String, _ published: [Double]) throws {
    let bounds = [0.01, 0.02, 0.03, 0.05]
    let result = try Self.run(
      set,
      bounds.map { bound in
        Self.cache(
          "\(bound)", "minilm", 0.5, ", \"rule\": {\"kind\": \"verified\", \"error_share\": \(bound)}")
      }, replications: 3)
    for (bound, share) in zip(bounds, published) {
      let strategy = try #require(result.strategy("\(bound)"))
      for cell in strategy.cells {
        #expect(cell.metrics[.falseHitShare] < bound)
        #expect(abs(cell.metrics[.hitShare] - share) < 0.05)
      }
    }
  }
}
