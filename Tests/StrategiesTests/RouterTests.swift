import Declarations
import Providers
import Routing
import Simulation
import TestSupport
import Testing
import Traffic

@testable import Strategies

@Suite("Router and text heuristics")
struct RouterTests {
  static let rows = Reference.golden["routing"]?["rows"]?.elements ?? []

  static let table =
    """
    "routes": {"simple": {"free": "gpt-4.1-nano", "default": "gpt-4o-mini"},
      "medium": {"free": "gpt-4o-mini", "pro": "claude-sonnet-4", "enterprise": "claude-sonnet-4"},
      "complex": {"free": "gpt-4o-mini", "pro": "gpt-4o", "enterprise": "claude-opus-4"}}
    """

  /// The rows of `routing` in reference/article_code_golden.json.
  @Test(
    "prompts are classified as the article's code does", .enabled(if: Reference.isAvailable),
    arguments: 0..<57)
  func classify(_ row: Int) throws {
    let fields = try #require(Self.rows[row].elements).compactMap(\.string)
    #expect(KeywordComplexity.classify(fields[0]).name == fields[2])
  }

  @Test(
    "prompts are routed by class and tier as the article's table says", .enabled(if: Reference.isAvailable))
  func routes() throws {
    #expect(Self.rows.count == 57)
    var rig = Rig()
    rig.stream.tierNames = ["enterprise", "free", "pro"]
    var expected: [String] = []
    for (place, row) in Self.rows.enumerated() {
      let fields = try #require(row.elements).compactMap(\.string)
      rig.ask(
        fields[0], at: Double(place), tier: try #require(rig.stream.tierNames.firstIndex(of: fields[1])))
      expected.append(fields[3])
    }
    let gateway = try rig.run("{\"use\": \"router\", \(Self.table)}")
    #expect(gateway.modelNames == expected)
  }

  @Test(
    "keywords as whole words mend the classification",
    arguments: [
      ("Which of these designs do you like more in practice", Difficulty.simple, Difficulty.medium),
      ("I know the number of apples in the box", .simple, .medium),
      ("Please analyze this for me in detail, thanks", .simple, .simple),
      ("Compare the history of these two empires for me", .simple, .complex),
      ("Is there no way out of this maze", .simple, .simple),
    ])
  func wholeWords(_ text: String, _ printed: Difficulty, _ mended: Difficulty) {
    #expect(KeywordComplexity.classify(text) == printed)
    #expect(KeywordComplexity.classify(text, wholeWords: true) == mended)
  }

  @Test(
    "words stand between white space of any kind, in ASCII and beyond",
    arguments: [
      "\t", "\n", "\r\n", "\u{B}", "\u{C}", " \t ", "\u{A0}", "\u{2003}", "\u{85}", "\u{1F}", "\u{200B}", "-",
    ])
  func fewWords(_ space: String) {
    for letter in ["a", "\u{E4}"] {
      for count in 0..<9 {
        let text = space + Array(repeating: letter, count: count).joined(separator: space) + space
        let words = text.split(whereSeparator: \.isWhitespace).count
        #expect(KeywordComplexity.classify(text) == (words <= 5 ? .simple : .medium))
      }
    }
  }

  /// article001.router in reference/article_code_golden.json, with the prompts that the article prints.
  @Test(
    "complexity signals score as the article's code does",
    arguments: [
      ("What is 2+2?", 0.0), (RouterTests.flat, 0.6), ("compare {this}", 0.4), ("Explain the CODE", 0.2),
      ("", 0),
    ])
  func signals(_ text: String, _ score: Double) { #expect(ComplexitySignals.score(text) == score) }

  static let flat =
    """
    Analyze the time complexity of this code and suggest optimizations:
    def bubble_sort(arr):
    n = len(arr)
    for i in range(n):
    for j in range(0, n-i-1):
    if arr[j] > arr[j+1]:
    arr[j], arr[j+1] = arr[j+1], arr[j]
    return arr
    """

  @Test("the signals' router sends only complex prompts to the dear model")
  func signalsRouter() throws {
    #expect(Self.flat.count == 216)
    var rig = Rig()
    rig.ask("What is 2+2?", at: 0)
    rig.ask(Self.flat, at: 1)
    let gateway = try rig.run(
      """
      {"use": "router", "classifier": {"kind": "signals"},
       "routes": {"simple": "gpt-4o-mini", "medium": "gpt-4o-mini", "complex": "gpt-4o"}}
      """)
    #expect(gateway.modelNames == ["gpt-4o-mini", "gpt-4o"])
  }

  /// article001.compressor and compressor_extra in reference/article_code_golden.json.
  @Test("filler words are dropped as the article's code does", .enabled(if: Reference.isAvailable))
  func compressor() throws {
    let original = """
      I basically want to understand how the actually very complex
      system essentially works in a really simple way that literally anyone
      could understand quite easily.
      """
    let golden = try #require(Reference.golden["article001"])
    let output = FillerWordCompressor.compress(original)
    #expect(output == golden["compressor"]?["output"]?.string)
    #expect(original.split(whereSeparator: \.isWhitespace).count == 25)
    #expect(output.split(separator: " ").count == 18)
    #expect(FillerWordCompressor.keptWordShare(of: original) == 18.0 / 25)
    for row in try #require(golden["compressor_extra"]?.elements) {
      let pair = try #require(row.elements).compactMap(\.string)
      #expect(FillerWordCompressor.compress(pair[0]) == pair[1])
    }
  }

  @Test("the corrected compressor drops no verbs, nouns or kept words, and stops at its target")
  func corrected() {
    let all = PromptCompressor()
    #expect(all.compress("Please reply to my family quickly") == "Please reply to my family")
    #expect(all.compress("Apply early, reply in July") == "Apply early, reply in July")
    #expect(all.compress("It is, basically, Really only DAILY") == "It is, only DAILY")
    #expect(PromptCompressor(keeping: ["Very"]).compress("very really slowly") == "very")
    // Five of six words are the least.
    let half = PromptCompressor(target: 0.75)
    #expect(half.compress("just do it very quickly now") == "do it very quickly now")
    let list = "buy red apples, pears, plums, figs, dates, nuts and milk"
    #expect(all.compress(list) == "buy red apples, pears, plums, ... nuts and milk")
    #expect(
      PromptCompressor(items: 4).compress(list) == "buy red apples, pears, plums, figs, ... nuts and milk")
    #expect(PromptCompressor(keeping: ["figs"]).compress(list) == list)
    #expect(PromptCompressor(target: 1).compress(list) == list && all.compress("") == "")
  }

  @Test("what is removed of a prompt takes its part of the quality, where that is stated")
  func removalLoss() throws {
    var rig = Rig()
    rig.ask("please just reply to my family quickly", at: 0, tokens: 100)
    let layer = """
      {"use": "compress", "method": "corrected", "target_share": 0, "quality_factor": 1, "removal_loss": 0.5}
      """
    let gateway = try rig.run(layer)
    // Five of seven words are left.
    #expect(abs(gateway.outcomes.quality[0] - 0.97 * (1 - 0.5 * 2 / 7)) < 1e-9)
    #expect(gateway.outcomes.cost[0] == 71 * 2_500_000 + 50 * 10_000_000)
    let absent = try Rig.plan(layer, rig.catalog)
    #expect(absent.assumptions(for: rig.stream) == [])
  }

  @Test("the compressing layer keeps the share of words that the compressor keeps")
  func compressLayer() throws {
    var rig = Rig()
    rig.ask("I just really want only the daily report", at: 0, tokens: 80)
    let gateway = try rig.run("{\"use\": \"compress\", \"method\": \"filler_words\"}")
    // Six of eight words are kept.
    #expect(gateway.outcomes.cost == [650_000_000])
  }

  private func difficulties(_ count: Int) -> Rig {
    var rig = Rig()
    for place in 0..<count {
      var marks: RequestMarks = .temperatureZero
      marks.difficulty = Difficulty.allCases[place % 3]
      rig.ask(place, at: Double(place), marks: marks)
    }
    return rig
  }

  private func router(_ classifier: String) -> String {
    """
    {"use": "router", "classifier": \(classifier),
     "routes": {"simple": "gpt-4.1-nano", "medium": "gpt-4o-mini", "complex": "gpt-4o"}}
    """
  }

  @Test("a classifier by confusion is right as often as stated, and always alike for a prompt")
  func confusion() throws {
    let rig = difficulties(6000)
    let gateway = try rig.run(router("{\"kind\": \"confusion\", \"accuracy\": 0.85}"))
    let truth = (0..<6000).map { ["gpt-4.1-nano", "gpt-4o-mini", "gpt-4o"][$0 % 3] }
    let right = zip(gateway.modelNames, truth).count { $0 == $1 }
    #expect(abs(Double(right) / 6000 - 0.85) < 0.02)
    #expect(try rig.run(router("{\"kind\": \"confusion\", \"accuracy\": 1}")).modelNames == truth)
    #expect(
      zip(try rig.run(router("{\"kind\": \"confusion\", \"accuracy\": 0}")).modelNames, truth).allSatisfy {
        $0 != $1
      })
    #expect(try rig.run(router("{\"kind\": \"oracle\"}")).modelNames == truth)
    var again = Rig()
    for place in 0..<100 { again.ask(0, at: Double(place)) }
    let verdicts = try again.run(router("{\"kind\": \"confusion\", \"accuracy\": 0.5}")).modelNames
    #expect(Set(verdicts).count == 1)
  }

  @Test("a random and a fixed classifier do what they say")
  func blind() throws {
    let rig = difficulties(3000)
    let random = try rig.run(
      router("{\"kind\": \"random\", \"simple\": 0.5, \"medium\": 0.5, \"complex\": 0}")
    ).modelNames
    #expect(abs(random.count { $0 == "gpt-4.1-nano" } - 1500) < 120)
    #expect(!random.contains("gpt-4o"))
    #expect(
      Set(try rig.run(router("{\"kind\": \"fixed\", \"class\": \"medium\"}")).modelNames) == ["gpt-4o-mini"])
  }

  @Test("routing takes its time and its price, and both are accounted for")
  func cost() throws {
    var rig = Rig()
    rig.ask(0, at: 0)
    let gateway = try rig.run(
      """
      {"use": "router", "classifier": {"kind": "oracle"}, "latency_ms": 40, "input_usd_per_1m": 0.1,
       "routes": {"simple": "gpt-4o-mini", "medium": "gpt-4o", "complex": "gpt-4o"}}
      """)
    #expect(gateway.seconds == [1.04])
    #expect(gateway.outcomes.cost == [55_000_000])
    #expect(gateway.ledger.total[CostComponent.routing.rawValue] == 10_000_000)
  }

  @Test("each model warms a prompt cache of its own, which a switch to another cannot read")
  func promptCaches() throws {
    var rig = Rig()
    rig.catalog = Rig.catalog(promptCache: PromptCacheRule())
    for place in 0..<6 {
      var marks: RequestMarks = .temperatureZero
      marks.difficulty = place % 2 == 0 ? .simple : .complex
      rig.ask(place, at: Double(place) * 10, system: 2000, marks: marks)
    }
    func cached(_ complex: String) throws -> Int {
      try rig.run(
        """
        {"use": "router", "classifier": {"kind": "oracle"},
         "routes": {"simple": "gpt-4o", "medium": "gpt-4o", "complex": "\(complex)"}}
        """, "{\"use\": \"prompt_cache\"}"
      ).measured.cachedTokens
    }
    #expect(try cached("gpt-4o") == 5 * 1920)
    #expect(try cached("gpt-4o-mini") == 4 * 1920)
  }

  @Test("a sticky router judges the first turn of a conversation, and the others stay with its model")
  func sticky() throws {
    var rig = Rig()
    for (place, (user, difficulty)) in [
      (0, Difficulty.simple), (1, .complex), (0, .complex), (1, .simple), (0, .complex),
    ].enumerated() {
      var marks: RequestMarks = .temperatureZero
      marks.difficulty = difficulty
      rig.ask(place, at: Double(place), user: UInt32(user), marks: marks)
    }
    func run(_ more: String) throws -> Gateway {
      try rig.run(
        """
        {"use": "router", "classifier": {"kind": "oracle"}, "latency_ms": 100, "input_usd_per_1m": 1,
         "routes": {"simple": "gpt-4o-mini", "medium": "gpt-4o", "complex": "gpt-4o"}\(more)}
        """)
    }
    let sticky = try run(#", "sticky": "session""#)
    #expect(sticky.modelNames == ["gpt-4o-mini", "gpt-4o", "gpt-4o-mini", "gpt-4o", "gpt-4o-mini"])
    #expect(sticky.layers[0].statistics[.classifications] == 2)
    let free = try run("")
    #expect(free.modelNames == ["gpt-4o-mini", "gpt-4o", "gpt-4o", "gpt-4o-mini", "gpt-4o"])
    #expect(free.layers[0].statistics[.classifications] == 5)
  }

  @Test(
    "routes lack no class and name no other",
    arguments: [
      ("{\"simple\": \"gpt-4o\", \"medium\": \"gpt-4o\"}", "lacks the class 'complex'"),
      ("{\"simpel\": \"gpt-4o\"}", "'simpel' is unknown (did you mean 'simple'?)"),
      ("{}", "lacks the class 'simple'"),
    ])
  func badRoutes(_ routes: String, _ message: String) throws {
    let fault = try #require(throws: Diagnostic.self) {
      try Rig.plan("{\"use\": \"router\", \"routes\": \(routes)}", Rig.catalog())
    }
    #expect(fault.message.contains(message))
  }
}
