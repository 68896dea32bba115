import Declarations
import Providers
import Similarity
import Simulation
import Testing

@testable import Routing

@Suite("Studies of routers")
struct StudyTests {
  /// Queries of two kinds: the strong model helps with those that say "prove".
  private static func table(_ count: Int = 400, isOneClass: Bool = false) -> RecordedOutcomes {
    let random = RandomStream(seed: 3, replication: 0, purpose: RandomPurpose(902))
    var scores: [Double] = []
    var costs: [Int64] = []
    var texts = TextTable()
    for row in 0..<count {
      let isHard = random.uniform(row, 0) < 0.4
      texts.append((isHard ? "please prove lemma " : "please tell me fact ") + "number\(row % 17)")
      let weak = random.uniform(row, 1) < (isHard ? 0.3 : 0.9)
      let strong = random.uniform(row, 2) < 0.9
      scores += isOneClass ? [0, 1] : [weak ? 1 : 0, strong ? 1 : 0]
      costs += [1_000_000, 20_000_000]
    }
    return RecordedOutcomes(
      models: ["weak", "strong"], texts: texts, domainNames: [], domains: Array(repeating: 0, count: count),
      scores: scores, costs: costs, latencies: [], inputTokens: Array(repeating: 6, count: count * 2),
      outputTokens: Array(repeating: 1, count: count * 2), source: "made", excluded: 0)
  }

  private func run(_ routers: String, threads: Int = 1, _ change: (inout RoutingStudy) -> Void = { _ in })
    throws
    -> RoutingResult
  {
    var study = RoutingStudy()
    study.splits = 2
    study.resamples = 60
    study.threads = threads
    change(&study)
    return try study.run(
      StudyTests.table(), pair: RoutePair(weak: 0, strong: 1), routers: try RouterSpecification.list(routers))
  }

  @Test("results do not depend on the number of threads")
  func threads() throws {
    let names = "knn,linear,factorisation,combined,cost_aware,oracle,cascade"
    let one = try run(names, threads: 1)
    let many = try run(names, threads: 3)
    for (first, second) in zip(one.routers, many.routers) {
      for (left, right) in zip(first.figures, second.figures) {
        #expect(left.value.bitPattern == right.value.bitPattern)
        #expect(
          left.lower.bitPattern == right.lower.bitPattern && left.upper.bitPattern == right.upper.bitPattern)
      }
    }
  }

  @Test("trained routers find what separates the queries, and intervals hold their figures")
  func learning() throws {
    let result = try run("random,knn,linear,logistic,combined,cost_aware,semantic_routes")
    for router in result.routers {
      for metric in [RoutingMetric.accuracy, .cost, .strongShare, .aiq] {
        let figure = router[metric]
        #expect(figure.lower <= figure.value + 1e-9 && figure.value <= figure.upper + 1e-9)
      }
      guard router.label != "random" else { continue }
      #expect(router[.dollarsSaved].value > 0.0005, "\(router.label)")
    }
    #expect(result.routers[0][.pointsOverRandom].value == 0)
    #expect(result.trainingQueries == 280 && result.testQueries == 120)
    #expect(abs(result.trainingCost - 280 * 21e-6) < 1e-12)
  }

  @Test("the router's own price and both calls of a cascade are billed")
  func billing() throws {
    let result = try run("oracle,oracle:usd_per_1m=10,cascade:error=0,cascade:error=1") { $0.trainShare = 0 }
    let (plain, priced) = (result.routers[0], result.routers[1])
    // Six tokens at ten dollars a million, a thousand times.
    #expect(abs(priced[.cost].value - plain[.cost].value - 0.06) < 1e-12)
    #expect(abs(priced.fee - 0.06) < 1e-12)
    let table = StudyTests.table()
    let wrong = Double((0..<400).count { table.scores[$0 * 2] == 0 }) / 400
    #expect(abs(result.routers[2][.cost].value - (0.001 + wrong * 0.020)) < 1e-12)
    #expect(abs(result.routers[3][.cost].value - (0.001 + (1 - wrong) * 0.020)) < 1e-12)
  }

  @Test("a classifier of accuracy one is the oracle, and one of accuracy zero its opposite")
  func confusion() throws {
    let result = try run("confusion:accuracy=1,oracle,confusion:accuracy=0") { $0.trainShare = 0 }
    #expect(result.routers[0][.accuracy] == result.routers[1][.accuracy])
    let shares = result.routers[0][.strongShare].value + result.routers[2][.strongShare].value
    #expect(abs(shares - 1) < 1e-12)
  }

  /// Two turns a conversation, long enough for a prompt cache; the strong model is right on the second alone.
  private static func conversations(_ count: Int = 40) throws -> RecordedOutcomes {
    var prices = OutcomePrices(book: .embedded)
    try prices.state("weak=1/1")
    try prices.state("strong=10/10")
    prices.stated = prices.stated.map { stated in
      var own = stated
      own.prices.cachedInput = TokenPrice(dollarsPerMillion: own.prices.input.dollarsPerMillion / 2)
      return own
    }
    var builder = RecordedOutcomesBuilder(prices: prices, exclusions: ExclusionList())
    let place = SourcePosition(line: 1, column: 1)
    for row in 0..<count {
      let text = ArraySlice("query \(row)".utf8)
      guard let query = builder.query(text, domain: 0, file: "c", at: place, isNew: true) else { continue }
      try builder.join(query, ArraySlice("talk \(row / 2)".utf8), at: place)
      for (name, score) in [("weak", row % 2 == 0 ? 1.0 : 0), ("strong", 1)] {
        var answer = RecordedAnswer(score: score, outputTokens: 0)
        answer.inputTokens = row % 2 == 0 ? 1024 : 2000
        try builder.enter(answer, query: query, model: builder.model(name), at: place)
      }
    }
    return try builder.table(source: "c")
  }

  @Test("a switch within a conversation pays for the prompt cache that it loses")
  func switches() throws {
    let table = try StudyTests.conversations()
    // 1,024 tokens of the second turn are cached at half the price while the model stays.
    #expect(table.costs[2] == 1_000_000 * 2000 - 500_000 * 1024)
    let losses = try #require(table.conversations).losses
    #expect(losses[0] == 0 && abs(losses[2] - 512e-6) < 1e-15 && abs(losses[3] - 5120e-6) < 1e-15)
    var study = RoutingStudy()
    study.trainShare = 0
    study.resamples = 0
    study.rule = .qualityFloor(1)
    let result = try study.run(
      table, pair: RoutePair(weak: 0, strong: 1),
      routers: try RouterSpecification.list("oracle,oracle:usd_per_1m=1,confusion:accuracy=0,cascade:error=0")
    )
    // The oracle switches at every second turn and loses the strong model's cache there.
    #expect(abs(result.routers[0][.switchCost].value - 2.56) < 1e-9)
    let plain = (1024e-6 + (20_000e-6 - 5120e-6)) / 2
    #expect(abs(result.routers[0][.cost].value - (plain * 1000 + 2.56)) < 1e-9)
    // Who is always wrong switches back to the weak model instead.
    #expect(abs(result.routers[2][.switchCost].value - 0.256) < 1e-9)
    // A cascade asks the weak model at every turn, and the strong one at every second.
    #expect(abs(result.routers[3][.switchCost].value - 2.56) < 1e-9)
  }

  @Test("the turns of a conversation stay on one side of a split")
  func wholeConversations() throws {
    let table = try StudyTests.conversations(200)
    for split in 0..<5 {
      let plan = RoutingStudy().split(split, of: table)
      let training = Set(plan.training)
      #expect(plan.training.count + plan.test.count == 200 && (139...142).contains(plan.training.count))
      for row in stride(from: 0, to: 200, by: 2) {
        #expect(training.contains(row) == training.contains(row + 1))
      }
    }
  }

  @Test("a router with few labels learns from no others, and says what they cost")
  func labels() throws {
    let table = StudyTests.table()
    let pair = RoutePair(weak: 0, strong: 1)
    let study = RoutingStudy()
    let plan = study.split(0, of: table)
    let labelled = Set(plan.training.prefix(30))
    var flipped = table.scores
    for row in plan.training where !labelled.contains(row) { flipped[row * 2] = 1 - flipped[row * 2] }
    let other = RecordedOutcomes(
      models: table.models, texts: table.texts, domainNames: [], domains: table.domains, scores: flipped,
      costs: table.costs, latencies: [], inputTokens: table.inputTokens, outputTokens: table.outputTokens,
      source: "", excluded: 0)
    let router = try RouterSpecification("labelled:queries=30")
    let decisions = try [table, other].map {
      try study.decide(router, split: 0, RoutingInput($0, routers: [router]), pair)
    }
    #expect(decisions[0].models == decisions[1].models)
    #expect(decisions[0].labels == 30 && abs(decisions[0].labelCost - 30 * 21e-6) < 1e-12)
    #expect(Set(decisions[0].models).count == 2)
  }

  @Test("vectors of a chosen embedder decide the nearest")
  func embedders() throws {
    let table = StudyTests.table(200)
    var rows: [[Float]] = []
    for row in 0..<200 {
      let gap = table.scores[row * 2 + 1] - table.scores[row * 2]
      rows.append([Float(gap), 1, 0])
    }
    let given = TextVectors.dense(VectorTable(normalising: rows, dimensions: 3))
    var study = RoutingStudy()
    study.splits = 2
    study.resamples = 0
    func apgr(_ vectors: TextVectors?) throws -> Double {
      try study.run(
        table, pair: RoutePair(weak: 0, strong: 1),
        routers: try RouterSpecification.list("knn_embedded:k=5"), vectors: vectors
      ).routers[0][.apgr].value
    }
    // Vectors that hold the gap make the nearest an oracle.
    #expect(try apgr(given) > apgr(nil) + 0.2)
    let words = try TextVectors.embedding(table.texts, by: "bag_of_words", environment: [:], threads: 1)
    #expect(try apgr(words) > 0.6)
    let fault = #expect(throws: Diagnostic.self) {
      try TextVectors.embedding(table.texts, by: "minlm", environment: [:], threads: 1)
    }
    #expect(fault?.message.contains("did you mean 'minilm'?") == true)
    let absent = #expect(throws: Diagnostic.self) {
      try TextVectors.embedding(
        table.texts, by: "minilm", environment: ["SIMBENCH_CACHE": "/nonexistent"], threads: 1)
    }
    #expect(
      absent?.kind == .missingInput && absent?.message.contains("simbench models install minilm") == true)
  }

  @Test("a router that sends nearly all one way is flagged")
  func oneSided() throws {
    let result = try run("signals,oracle") { $0.trainShare = 0 }
    #expect(result.routers[0].isOneSided && !result.routers[1].isOneSided)
  }

  @Test("a training split with one class is refused, with the file")
  func oneClass() throws {
    let fault = try #require(throws: Diagnostic.self) {
      try RoutingStudy().run(
        StudyTests.table(isOneClass: true), pair: RoutePair(weak: 0, strong: 1),
        routers: try RouterSpecification.list("linear"))
    }
    #expect(fault.kind == .badInput && fault.file == "made")
    #expect(fault.message.contains("split 1 have one class only"))
  }

  @Test("no test query teaches: outcomes of test queries change nothing but their own figures")
  func honesty() throws {
    // Curves of a trained router's scores on the training side of another split would leak; the scores of test
    // rows must not move when test outcomes are flipped.
    let table = StudyTests.table()
    let pair = RoutePair(weak: 0, strong: 1)
    let training = Array(0..<280)
    let rows = Array(280..<400)
    var flipped = table.scores
    for row in rows { flipped[row * 2] = 1 - flipped[row * 2] }
    let other = RecordedOutcomes(
      models: table.models, texts: table.texts, domainNames: [], domains: table.domains, scores: flipped,
      costs: table.costs, latencies: [], inputTokens: table.inputTokens, outputTokens: table.outputTokens,
      source: "", excluded: 0)
    for name in ["knn", "labelled", "linear", "logistic", "factorisation", "semantic_routes", "combined"] {
      let router = try RouterSpecification(name)
      let judged = try [table, other].map { table -> [Double] in
        let task = RoutingTask(
          input: RoutingInput(table, routers: [router]), pair: pair, training: training, unlabelled: training,
          rows: rows, seed: 1, split: 0)
        guard case .scores(let scores) = try router.declaration.judge(router.parameters, task).rows else {
          return []
        }
        return scores
      }
      #expect(!judged[0].isEmpty && judged[0] == judged[1], "\(name)")
    }
  }

  @Test(
    "routers are asked for by name and parameters",
    arguments: [
      ("nobody", "the router 'nobody' is unknown"), ("lenght", "did you mean 'length'?"),
      ("knn:q=3", "has no parameter 'q'"), ("knn:k=0", "a whole number from 1 to 10000 was expected"),
      ("knn:k=1.5", "a whole number"), ("cascade:error=2", "a number from 0 to 1 was expected"),
      ("", "--routers is empty"),
    ])
  func names(_ text: String, _ message: String) throws {
    let fault = try #require(throws: Diagnostic.self) { try RouterSpecification.list(text) }
    #expect(fault.kind == .usage && fault.message.contains(message))
  }

  @Test("a comma divides routers or parameters")
  func lists() throws {
    let list = try RouterSpecification.list("length,knn:k=3,difficulty=1,linear,penalty=2,length")
    #expect(list.map(\.label) == ["length", "knn:k=3,difficulty=1", "linear:penalty=2"])
    #expect(list[1].parameters["k"] == 3 && list[1].parameters["difficulty"] == 1)
    #expect(try RouterSpecification.list("all").count > 15)
  }
}
