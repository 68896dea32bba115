import Declarations
import Foundation
import Providers
import Similarity
import Simulation
import Strategies
import TestSupport
import Testing
import Traffic

@testable import Experiments
@testable import Scenarios

@Suite("Semantic studies")
struct SemanticStudyTests {
  private static let questions = [
    ("how do I reset my password", "reset"), ("how do I reset the password", "reset"),
    ("how do I reset my router", "router"), ("how can I reset my password", "reset"),
    ("what is the price of the basic plan", "basic"), ("what is the price of the premium plan", "premium"),
    ("what is the price for the basic plan", "basic"), ("how do I reset my router today", "router"),
  ]

  /// A recorded stream in a folder of its own, with the scenario's text.
  private func scenario(
    _ strategies: String, labels: Bool = true, more: String = "", workload: String = "",
    _ prepare: (URL) throws -> Void = { _ in }
  ) throws -> Scenario {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "semantic-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let lines = Self.questions.map { text, label in
      labels ? "{\"text\": \"\(text)\", \"label\": \"\(label)\"}" : "{\"text\": \"\(text)\"}"
    }
    try (lines.joined(separator: "\n") + "\n").write(
      to: folder.appendingPathComponent("s.jsonl"), atomically: true, encoding: .utf8)
    try prepare(folder)
    let columns = labels ? "{\"prompt\": \"text\", \"intent\": \"label\"}" : "{\"prompt\": \"text\"}"
    let text = """
      {"simbench": 1, "name": "s", "run": {"replications": 2},
       "workload": {"kind": "recorded", "path": "s.jsonl", "format": "table", "columns": \(columns),
        "rate_per_s": 0.01\(workload)},
       "providers": {"openai": {"models": {"gpt-4o": {"quality": 1}}}},
       "strategies": [{"name": "naive", "model": "gpt-4o", "layers": []}, \(strategies)],
       "output": {"plots": ["threshold_tradeoff", "discrimination"]}\(more)}
      """
    var options = Scenario.Options()
    options.charts = [
      ChartDeclaration(name: "threshold_tradeoff"),
      ChartDeclaration(name: "discrimination"),
    ]
    return try Scenario(bytes: Array(text.utf8), path: folder.path + "/s.json", options: options)
  }

  private func cache(_ embedder: String = "bag_of_words", _ threshold: Double = 0.8, _ more: String = "")
    -> String
  {
    """
    {"name": "cache", "model": "gpt-4o", "layers": [{"use": "semantic_cache", "embedder": "\(embedder)",
     "threshold": \(threshold), "ttl_s": 1e9\(more)}]}
    """
  }

  private func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test("a threshold of the chart that a strategy's scale does not have is refused where it stands")
  func thresholdOfAnotherScale() throws {
    let text = SmallScenario.text(
      strategies: """
        {"name": "a", "model": "gpt-4o", "layers": [
          {"use": "semantic_cache", "threshold": 0.9, "threshold_scale": "gptcache"}]}
        """, more: ",\n \"analysis\": {\"thresholds\": [0.9, 0.4]}")
    let error = #expect(throws: Diagnostic.self) { try ThresholdPlan(try SmallScenario.make(text)) }
    #expect(
      error?.message
        == "'threshold' is 0.4 on the scale gptcache, a cosine of -0.2; a cosine above 0 was expected")
    #expect(error?.position == SourcePosition(line: 10, column: 35))
  }

  @Test("wrong answers have their price in the total, and in no bill")
  func prices() throws {
    let free = try Runner(try scenario(cache())).run()
    let priced = try Runner(try scenario(cache(), more: ", \"analysis\": {\"false_hit_usd\": 2}")).run()
    let strategy = try #require(priced.strategy("cache"))
    let cell = strategy.cells[0]
    let wrong = cell.metrics[.falseHitShare] * cell.metrics[.requests]
    #expect(wrong > 0)
    let hours = priced.provenance.measuredHours
    #expect(abs(cell.metrics[.errorCostPerMonth] - wrong * 2 * 720 / hours) < 1e-6)
    #expect(
      abs(cell.metrics[.totalCostPerMonth] - cell.metrics[.costPerMonth] - cell.metrics[.errorCostPerMonth])
        < 1e-6)
    #expect(free.strategy("cache")?.cells[0].metrics[.costUSD] == cell.metrics[.costUSD])
    #expect(free.strategy("cache")?.cells[0].metrics[.errorCostPerMonth] == 0)
    #expect(abs(cell.blocks.reduce(0, +) / 1e12 - cell.metrics[.costUSD] - wrong * 2) < 1e-9)
    let saving = priced.estimate(.totalSavingPerMonth, of: strategy).mean
    #expect(
      abs(saving - (priced.strategies[0].cells[0].metrics[.costPerMonth] - cell.metrics[.totalCostPerMonth]))
        < 1e-6)
  }

  @Test("the best threshold moves from the loosest to the strictest with the price of a wrong answer")
  func optimum() throws {
    func optimum(_ price: Double) throws -> ThresholdCurve? {
      let analysis =
        ", \"analysis\": {\"thresholds\": [0.6, 0.75, 0.85, 0.99], \"false_hit_usd\": \(price), \"threshold_replications\": 2}"
      return try Runner(try scenario(cache(), more: analysis)).run().thresholdCurve
    }
    #expect(try optimum(0)?.optimum == nil)
    let dear = try #require(try optimum(100))
    let cheap = try #require(try optimum(1e-9))
    for curve in [dear, cheap] {
      let best = try #require(curve.optimum)
      let least = curve.points.map(\.totalCostPerMonth.mean).min()
      #expect(curve.points[best.place].totalCostPerMonth.mean == least)
      #expect(
        best.low <= curve.points[best.place].threshold && curve.points[best.place].threshold <= best.high)
    }
    #expect((cheap.optimum?.place ?? 9) < (dear.optimum?.place ?? 0))
    #expect(cheap.optimum?.place == 0 && cheap.optimum?.isAtEnd == true)
    #expect(dear.points[dear.optimum?.place ?? 0].falseHitShare.mean == 0)
  }

  @Test("an optimum has the least sum, and an interval that is wide where the choices hardly differ")
  func interval() throws {
    let random = RandomStream(seed: 1, replication: 0, purpose: RandomPurpose(600))
    let clear = [[9.0, 9, 9, 9], [1, 1, 1, 1], [8, 8, 8, 8]]
    let sure = try #require(Optimum(clear, random: random, confidence: 0.95))
    #expect(sure.place == 1 && sure.low == 1 && sure.high == 1)
    let noise = (0..<40).map { Double(($0 * 7919) % 13) }
    let close = [noise, noise.reversed().map { $0 + 0.01 }, noise.map { $0 + 100 }]
    let unsure = try #require(Optimum(close, random: random, confidence: 0.95))
    #expect(unsure.place == 0 && unsure.low == 0 && unsure.high == 1)
    #expect(Optimum([[], []], random: random, confidence: 0.95) == nil)
  }

  @Test("false hits are listed in words, most frequent first")
  func falseHits() throws {
    let result = try Runner(try scenario(cache())).run()
    let list = try #require(result.falseHits.first)
    #expect(list.strategy == "cache")
    let cells = try #require(result.strategy("cache")).cells
    let all = cells.reduce(0.0) { $0 + $1.metrics[.falseHitShare] * $1.metrics[.requests] }
    #expect(list.total == all / Double(cells.count))
    #expect(list.rows.reduce(0) { $0 + $1.count } == list.total)
    #expect(list.rows.map(\.count) == list.rows.map(\.count).sorted(by: >))
    #expect(list.rows.contains { $0.asked.contains("router") && $0.answered.contains("password") })
    #expect(list.rows.contains { $0.asked.contains("premium") && $0.answered.contains("basic") })
  }

  @Test("the discrimination curve counts nearest earlier prompts")
  func discrimination() throws {
    let result = try Runner(try scenario(cache("bag_of_words", 0.5))).run()
    let curve = try #require(result.discrimination.first)
    #expect(curve.embedder == "bag_of_words" && curve.requests == 8 && curve.answerable == 4)
    // Nearest: 2 -> 1 right, 3 -> 1 wrong, 4 -> 1 right, 6 -> 5 wrong, 7 -> 5 right, 8 -> 3 right; 1 none; 5 shares
    // only "the" with 2, which is wrong.
    let last = try #require(curve.points.last)
    #expect(last.right == 4 && last.wrong == 3)
    #expect(curve.recall(last) == 1 && abs(curve.precision(last) - 4.0 / 7) < 1e-12)
    #expect(curve.area > 0.5 && curve.area <= 1)
  }

  @Test("without labels hits are unknown, or what the proxy says, and the report says which")
  func proxy() throws {
    let unknown = try Runner(try scenario(cache(), labels: false)).run()
    let cell = try #require(unknown.strategy("cache")).cells[0]
    #expect(cell.metrics[.unknownHitShare] > 0 && cell.metrics[.falseHitShare].isNaN)
    #expect(unknown.warnings.contains { $0.contains("is unknown, not zero") })
    let truth = ", \"truth\": {\"embedder\": \"bag_of_words\", \"threshold\": 0.9}"
    let judged = try Runner(try scenario(cache(), labels: false, workload: truth)).run()
    let own = try #require(judged.strategy("cache")).cells[0]
    #expect(own.metrics[.unknownHitShare] == 0 && own.metrics[.falseHitShare] > 0)
    #expect(own.metrics[.hitShare] == cell.metrics[.hitShare])
    #expect(judged.warnings.contains { $0.contains("when bag_of_words finds the two prompts alike, at 0.9") })
  }

  @Test("what must know the truth is refused where nothing says it", arguments: ["verified", "oracle"])
  func noTruth(_ kind: String) throws {
    let strategy = cache("bag_of_words", 0.5, ", \"rule\": {\"kind\": \"\(kind)\"}")
    let text = message { _ = try Runner(try scenario(strategy, labels: false)).run() }
    #expect(text.contains("must know whether an answer is right"))
    let truth = ", \"truth\": {\"embedder\": \"bag_of_words\", \"threshold\": 0.9}"
    _ = try Runner(try scenario(strategy, labels: false, workload: truth)).run()
  }

  /// A NumPy file of float vectors, version 1.0.
  private static func numPy(_ rows: [[Float]]) -> Data {
    var header =
      "{'descr': '<f4', 'fortran_order': False, 'shape': (\(rows.count), \(rows.first?.count ?? 1)), }"
    header += String(repeating: " ", count: 63 - (header.utf8.count + 10) % 64) + "\n"
    var data = Data([0x93] + Array("NUMPY".utf8) + [1, 0])
    data.append(contentsOf: [UInt8(header.utf8.count & 255), UInt8(header.utf8.count >> 8)])
    data.append(contentsOf: Array(header.utf8))
    for value in rows.joined() {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) }
    }
    return data
  }

  @Test("vectors that were computed elsewhere give what they say, a row a request")
  func vectors() throws {
    // Two directions: the answer to the first of each is the answer to all.
    let rows: [[Float]] = Self.questions.map { $0.0.hasPrefix("how") ? [3, 0.1] : [0.1, 3] }
    let result = try Runner(
      try scenario(cache("v.npy", 0.9)) { try Self.numPy(rows).write(to: $0.appendingPathComponent("v.npy")) }
    ).run()
    let cell = try #require(result.strategy("cache")).cells[0]
    #expect(cell.metrics[.hitShare] == 6.0 / 8)
    #expect(cell.layers[0].entries == 2)
  }

  @Test("a vector file of another length, or none, is refused")
  func wrongVectors() throws {
    let short = message {
      _ = try Runner(
        try scenario(cache("v.npy")) {
          try Self.numPy([[1, 0], [0, 1]]).write(to: $0.appendingPathComponent("v.npy"))
        }
      ).run()
    }
    #expect(short.contains("has 2 rows; 8 were expected, one for each text"))
    #expect(message { _ = try Runner(try scenario(cache("none.npy"))).run() }.contains("none.npy"))
    let synthetic = SmallScenario.text(
      strategies:
        "{\"name\": \"s\", \"model\": \"gpt-4o\", \"layers\": [{\"use\": \"semantic_cache\", \"embedder\": \"v.npy\"}]}",
      more: ""
    ).replacing("\"similarity\": {}", with: "\"text\": \"grammar:support\"")
    #expect(message { _ = try SmallScenario.run(synthetic) }.contains("the workload is synthetic"))
  }
}
