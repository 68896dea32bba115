import Declarations
import TestSupport
import Testing

@testable import Metrics

@Suite("Scenarios")
struct ScenarioTests {
  private func fault(_ text: String) throws -> Diagnostic {
    try #require(throws: Diagnostic.self) { try SmallScenario.make(text) }
  }

  @Test("a strategy takes over, adds, removes and sets layers")
  func extends() throws {
    let scenario = try SmallScenario.make(
      SmallScenario.text(
        strategies: """
          {"name": "d", "extends": "c", "remove": ["exact_cache"], "model": "gpt-4o-mini"},
          \(SmallScenario.strategies),
          {"name": "c", "extends": "full", "remove": ["coalesce"], "set": {"exact_cache.capacity": 9,
            "router.classifier.accuracy": 0.5, "semantic_cache.ttl_s": 60}}
          """))
    let byName = Dictionary(uniqueKeysWithValues: scenario.strategies.map { ($0.name, $0) })
    #expect(byName["full"]?.layerNames == ["exact_cache", "semantic_cache", "coalesce", "router"])
    #expect(byName["c"]?.layerNames == ["exact_cache", "semantic_cache", "router"])
    #expect(byName["d"]?.layerNames == ["semantic_cache", "router"])
    #expect(byName["c"]?.layers[0]["capacity"]?.integer == 9)
    #expect(byName["c"]?.layers[2]["classifier"]?["accuracy"]?.number == 0.5)
    #expect(byName["d"]?.layers[0]["ttl_s"]?.number == 60)
    #expect(byName["full"]?.layers[0]["capacity"]?.integer == 50)
    #expect(byName["d"]?.model == 1)
    #expect(byName["c"]?.model == 0)
  }

  @Test("long chains of extends are resolved once each, in any order, and long circles are found")
  func longChains() throws {
    let count = 3000
    let chain = (0..<count).map { place in
      place == 0
        ? #"{"name": "s0", "model": "gpt-4o", "layers": [{"use": "exact_cache", "capacity": 7}]}"#
        : "{\"name\": \"s\(place)\", \"extends\": \"s\(place - 1)\"}"
    }
    for strategies in [chain, chain.reversed()] {
      let scenario = try SmallScenario.make(
        SmallScenario.text(strategies: strategies.joined(separator: ", ")))
      #expect(scenario.strategies.count == count)
      #expect(scenario.strategies.allSatisfy { $0.layers.first?["capacity"]?.integer == 7 })
    }
    let circle = (0..<count).map { "{\"name\": \"s\($0)\", \"extends\": \"s\(($0 + 1) % count)\"}" }
    let fault = try #require(throws: Diagnostic.self) {
      try SmallScenario.make(SmallScenario.text(strategies: circle.joined(separator: ", ")))
    }
    #expect(fault.message.hasPrefix("'extends' goes in a circle: s0 -> s1 -> "))
  }

  @Test(
    "strategies that do not resolve are refused with what there is",
    arguments: [
      (
        "{\"name\": \"a\", \"extends\": \"b\"}, {\"name\": \"b\", \"extends\": \"a\"}",
        "goes in a circle: a -> b -> a"
      ),
      ("{\"name\": \"a\", \"extends\": \"a\"}", "goes in a circle"),
      (
        "{\"name\": \"naive\", \"model\": \"gpt-4o\"}, {\"name\": \"b\", \"extends\": \"naiv\"}",
        "'naiv' is unknown (did you mean 'naive'?)"
      ),
      (
        "{\"name\": \"a\", \"model\": \"gpt-4o\"}, {\"name\": \"a\", \"model\": \"gpt-4o\"}",
        "two strategies are called 'a'"
      ),
      ("{\"name\": \"a\"}", "lacks the key 'model'"),
      ("{\"name\": \"a\", \"model\": \"gpt-4\"}", "did you mean 'gpt-4o'?"),
      ("{\"name\": \"a\", \"model\": \"gpt-4o\", \"add\": []}", "'add' of 'a' stands without 'extends'"),
      (
        "{\"name\": \"a\", \"model\": \"gpt-4o\"}, {\"name\": \"b\", \"extends\": \"a\", \"layers\": []}",
        "both 'extends' and 'layers'"
      ),
      (
        "\(SmallScenario.strategies), {\"name\": \"b\", \"extends\": \"full\", \"remove\": [\"budget\"]}",
        "one of exact_cache, semantic_cache, coalesce, router"
      ),
      (
        "\(SmallScenario.strategies), {\"name\": \"b\", \"extends\": \"full\", \"set\": {\"exact_cash.capacity\": 1}}",
        "did you mean 'exact_cache'?"
      ),
      (
        "\(SmallScenario.strategies), {\"name\": \"b\", \"extends\": \"full\", \"set\": {\"capacity\": 1}}",
        "<layer>.<parameter> was expected"
      ),
      (
        "\(SmallScenario.strategies), {\"name\": \"b\", \"extends\": \"full\", \"set\": {\"exact_cache.capacty\": 1}}",
        "did you mean 'capacity'?"
      ),
      (
        "{\"name\": \"a\", \"model\": \"gpt-4o\", \"layers\": [{\"use\": \"exact_cach\"}]}",
        "did you mean 'exact_cache'?"
      ),
      (
        "{\"name\": \"a\", \"model\": \"gpt-4o\", \"layers\": [{\"use\": \"exact_cache\", \"eviction\": \"LUR\"}]}",
        "did you mean 'lru'?"
      ),
    ])
  func badStrategies(_ strategies: String, _ message: String) throws {
    let fault = try fault(SmallScenario.text(strategies: strategies))
    #expect(fault.message.contains(message), "\(fault)")
    #expect(fault.kind == .badInput)
    #expect(fault.position != nil)
  }

  @Test(
    "names that refer to nothing are refused with what there is",
    arguments: [
      ("\"constraints\": {\"latency_p95_ms_mx\": 1}", "did you mean 'latency_p95_ms_max'?"),
      ("\"constraints\": {\"quality\": 1}", "<metric>_max or <metric>_min was expected"),
      ("\"constraints\": {\"quality_min\": \"high\"}", "a number was expected"),
      (
        "\"expect\": [{\"strategy\": \"exakt\", \"metric\": \"hit_share\", \"min\": 0}]",
        "'exakt' is unknown (did you mean 'exact'?); one of naive, exact, full"
      ),
      (
        "\"expect\": [{\"strategy\": \"exact\", \"metric\": \"hit_share\", \"greater_than\": \"nobody\"}]",
        "'nobody' is unknown"
      ),
      (
        "\"expect\": [{\"strategy\": \"exact\", \"metric\": \"hit_share\", \"versus\": \"nobody\", \"min\": 0}]",
        "'nobody' is unknown"
      ),
      (
        "\"expect\": [{\"strategy\": \"exact\", \"metric\": \"hit_shar\", \"min\": 0}]",
        "did you mean 'hit_share'?"
      ),
      (
        "\"expect\": [{\"strategy\": \"exact\", \"metric\": \"hit_share\"}]",
        "states none of min, max, equals, greater_than"
      ),
      ("\"analysis\": {\"baseline\": \"nave\"}", "did you mean 'naive'?"),
      ("\"analysis\": {\"attribution_strategy\": \"ful\"}", "did you mean 'full'?"),
      (
        "\"sweep\": {\"strategy\": \"fulll\", \"axes\": {\"exact_cache.capacity\": [1]}}",
        "did you mean 'full'?"
      ),
    ])
  func badReferences(_ section: String, _ message: String) throws {
    let fault = try fault(SmallScenario.text(more: ", " + section))
    #expect(fault.message.contains(message), "\(fault)")
    #expect(fault.position != nil)
  }

  @Test("constraints name their metric, their bound and their side")
  func constraints() throws {
    let scenario = try SmallScenario.make(
      SmallScenario.text(
        more: ", \"constraints\": {\"latency_p95_ms_max\": 9000, \"quality_min\": 0.88, \"notes\": 1}"))
    #expect(
      scenario.constraints == [
        Constraint(metric: .latencyP95, bound: 9000, isMaximum: true),
        Constraint(metric: .quality, bound: 0.88, isMaximum: false),
      ])
    #expect(scenario.constraints[0].allows(9000) && !scenario.constraints[0].allows(9001))
    #expect(scenario.constraints[1].allows(0.88) && !scenario.constraints[1].allows(0.87))
  }

  @Test("a layer that reads prompts wants a workload that has them")
  func text() throws {
    let layers =
      "{\"use\": \"router\", \"routes\": {\"simple\": \"gpt-4o\", \"medium\": \"gpt-4o\", \"complex\": \"gpt-4o\"}}"
    let fault = try fault(
      SmallScenario.text(strategies: "{\"name\": \"a\", \"model\": \"gpt-4o\", \"layers\": [\(layers)]}"))
    #expect(fault.message.contains("reads prompts, but the workload has no text; state paraphrases.text"))
  }

  @Test(
    "what is no scenario is refused",
    arguments: [
      ("", "empty scenario"), ("[]", "an object was expected"), ("{}", "lacks the key 'simbench'"),
      ("{\"simbench\": 2, \"name\": \"x\"}", "an integer from 1 to 1"),
      ("{\"simbench\": 1, \"name\": \"x\"}", "lacks the key 'workload'"),
    ])
  func noScenario(_ text: String, _ message: String) throws {
    #expect(try fault(text).lines.contains(message))
  }

  @Test("bounds and oracles mark their strategies")
  func bounds() throws {
    func isBound(_ layer: String) throws -> Bool {
      try SmallScenario.make(
        SmallScenario.text(strategies: "{\"name\": \"a\", \"model\": \"gpt-4o\", \"layers\": [\(layer)]}")
      ).strategies[0].isBound
    }
    #expect(try isBound("{\"use\": \"oracle_cache\"}"))
    #expect(try isBound("{\"use\": \"exact_cache\", \"eviction\": \"belady\"}"))
    #expect(try !isBound("{\"use\": \"exact_cache\"}"))
  }

  @Test("a variation of gaps so small that its square is 0 is refused", arguments: ["5e-324", "1e-200"])
  func leastVariation(_ value: String) throws {
    let text = SmallScenario.text().replacing(
      #""rate_per_s": 1"#, with: #""rate_per_s": 1, "process": "gamma", "cv": \#(value)"#)
    let error = #expect(throws: Diagnostic.self) { try SmallScenario.make(text) }
    #expect(error?.message == "'workload.arrivals.cv' is \(value); a number from 1e-12 to 100 was expected")
    #expect(error?.position != nil)
  }

  @Test("a setting of a layer taken over that does nothing is refused where it stands")
  func idleSetting() throws {
    let error = try fault(
      SmallScenario.text(
        strategies: """
          {"name": "a", "model": "gpt-4o", "layers": [{"use": "budget", "monthly_usd": 5}]},
          {"name": "b", "extends": "a",
           "set": {"budget.throttle": 0.5}}
          """))
    #expect(error.message == "'budget.throttle' does nothing: 'throttle_to' is not stated")
    #expect(error.position == SourcePosition(line: 9, column: 29))
  }

  @Test("a setting of a strategy without layers is refused with what it lacks")
  func settingWithoutLayers() throws {
    let base = #"{"name": "a", "model": "gpt-4o"}, {"name": "b", "extends": "a", "#
    for (member, message) in [
      (
        #""set": {"budget.stop": 1}}"#,
        "'budget.stop' names the layer 'budget', and the strategy has no layers"
      ),
      (#""remove": ["budget"]}"#, "'remove' names 'budget', and no layer is taken over"),
    ] {
      #expect(try fault(SmallScenario.text(strategies: base + member)).message == message)
    }
  }

  @Test(
    "a name of blanks alone is refused, of a scenario and of a strategy", arguments: [" ", "\u{A0}\u{3000}"])
  func blankNames(_ name: String) throws {
    let text = SmallScenario.text()
    for (from, what) in [("small", "'name'"), ("naive", "the name of a strategy")] {
      let blank = text.replacing("\"name\": \"\(from)\"", with: "\"name\": \"\(name)\"")
      #expect(blank != text)
      let fault = try #require(throws: Diagnostic.self) { try SmallScenario.make(blank) }
      #expect(
        fault.all.contains { $0.message == "\(what) is blank; some text was expected" }, "\(fault.lines)")
    }
  }
}
