import Declarations
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
