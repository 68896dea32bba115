import Declarations
import Providers
import TestSupport
import Testing
import Traffic

@testable import Strategies

@Suite("Classifiers of the router")
struct ClassifierTests {
  private func router(_ classifier: String) -> String {
    """
    {"use": "router", "classifier": \(classifier),
     "routes": {"simple": "gpt-4.1-nano", "medium": "gpt-4o-mini", "complex": "gpt-4o"}}
    """
  }

  /// Prompts whose words tell their class.
  private func rig(_ count: Int) -> Rig {
    var rig = Rig()
    let words = ["greeting hello", "summary of report", "proof of theorem"]
    for place in 0..<count {
      rig.ask("\(words[place % 3]) number \(place / 3)", at: Double(place))
      rig.stream.marks[place].difficulty = Difficulty.allCases[place % 3]
    }
    return rig
  }

  private func share(_ gateway: Gateway) -> Double {
    let truth = gateway.modelNames.indices.map { ["gpt-4.1-nano", "gpt-4o-mini", "gpt-4o"][$0 % 3] }
    return Double(zip(gateway.modelNames, truth).count { $0 == $1 }) / Double(truth.count)
  }

  @Test(
    "classifiers that learn from labelled prompts find what tells them apart",
    arguments: [
      "{\"kind\": \"knn\", \"labelled_share\": 0.3}",
      "{\"kind\": \"linear\", \"labelled_share\": 0.3, \"penalty\": 0.1}",
    ])
  func learning(_ classifier: String) throws {
    #expect(share(try rig(150).run(router(classifier))) > 0.9)
  }

  @Test("labels are billed once, when their prompts first come")
  func labels() throws {
    var rig = rig(60)
    for place in 0..<60 { rig.ask("greeting hello number \(place % 20)", at: Double(100 + place)) }
    let gateway = try rig.run(router("{\"kind\": \"knn\", \"labelled_share\": 1, \"label_usd\": 0.01}"))
    #expect(gateway.ledger.total[CostComponent.routing.rawValue] == 60 * 10_000_000_000)
  }

  @Test("semantic routes take the nearest utterance, or none")
  func routes() throws {
    let gateway = try rig(30).run(
      router(
        """
        {"kind": "semantic_routes", "threshold": 0.2, "none": "medium",
         "routes": {"simple": ["greeting hello"], "complex": ["proof of theorem"]}}
        """))
    #expect(share(gateway) == 1)
  }

  @Test("length goes by the tokens of the message")
  func length() throws {
    var rig = Rig()
    for (place, tokens) in [99, 100, 399, 400].enumerated() {
      rig.ask(place, at: Double(place), tokens: UInt32(tokens))
    }
    #expect(
      try rig.run(router("{\"kind\": \"length\"}")).modelNames == [
        "gpt-4.1-nano", "gpt-4o-mini", "gpt-4o-mini", "gpt-4o",
      ])
  }

  @Test("an observer calls the stated shares simple, medium and complex", arguments: [0, 2])
  func observer(_ noise: Double) throws {
    var rig = Rig()
    var random = SplitMix(state: 3)
    for place in 0..<6000 {
      let sum = (0..<12).reduce(-6.0) { total, _ in total + Double.random(in: 0..<1, using: &random) }
      rig.ask(place, at: Double(place), latent: Float(sum))
    }
    let names = try rig.run(router("{\"kind\": \"observer\", \"noise\": \(noise)}")).modelNames
    #expect(abs(Double(names.count { $0 == "gpt-4.1-nano" }) / 6000 - 0.6) < 0.025)
    #expect(abs(Double(names.count { $0 == "gpt-4o" }) / 6000 - 0.15) < 0.025)
    if noise == 0 {
      let hardest = rig.stream.latentDifficulty.indices.max {
        rig.stream.latentDifficulty[$0] < rig.stream.latentDifficulty[$1]
      }
      #expect(names[hardest ?? 0] == "gpt-4o")
    }
  }

  @Test("no router that sends as many to the good model has a better quality than the one by gain")
  func gain() throws {
    var rig = Rig()
    var random = SplitMix(state: 5)
    for place in 0..<2000 {
      let sum = (0..<12).reduce(-6.0) { total, _ in total + Double.random(in: 0..<1, using: &random) }
      rig.ask(place, at: Double(place), latent: Float(sum))
      rig.stream.marks[place].difficulty = sum > 1 ? .complex : sum > 0 ? .medium : .simple
    }
    func quality(_ gateway: Gateway) -> Double {
      (0..<2000).reduce(0) { $0 + gateway.quality(of: Int(gateway.outcomes.model[$1]), for: $1) }
    }
    let best = try rig.run(router("{\"kind\": \"gain\", \"share\": 0.1}"))
    #expect(best.modelNames.count { $0 == "gpt-4o" } == 200)
    #expect(Set(best.modelNames) == ["gpt-4.1-nano", "gpt-4o"])
    let names = best.provider.catalog.models.map(\.name)
    let ends = try ["gpt-4.1-nano", "gpt-4o"].map { try #require(names.firstIndex(of: $0)) }
    let gains = (0..<2000).map { best.quality(of: ends[1], for: $0) - best.quality(of: ends[0], for: $0) }
    let weak = (0..<2000).reduce(0) { $0 + best.quality(of: ends[0], for: $1) }
    let greatest = gains.sorted(by: >).prefix(200).reduce(weak, +)
    #expect(abs(quality(best) - greatest) < 1e-9 * greatest)
    let chance = try rig.run(
      router("{\"kind\": \"random\", \"simple\": 0.9, \"medium\": 0, \"complex\": 0.1}"))
    #expect(quality(best) > quality(chance))
    // What would lose by the change stays, whatever the share.
    let turned = """
      {"use": "router", "classifier": {"kind": "gain", "share": 1},
       "routes": {"simple": "gpt-4o", "medium": "gpt-4o", "complex": "gpt-4.1-nano"}}
      """
    #expect(try Rig.plan(turned, Rig.catalog()).isBound)
    #expect(Set(try rig.run(turned).modelNames) == ["gpt-4o"])
  }

  @Test(
    "what cannot be a classifier is refused",
    arguments: [
      ("{\"kind\": \"length\", \"medium_tokens\": 9, \"complex_tokens\": 3}", "medium_tokens is 9, above"),
      ("{\"kind\": \"observer\", \"simple_share\": 0.9, \"medium_share\": 0.2}", "add up to 1.1"),
      ("{\"kind\": \"semantic_routes\", \"routes\": {}}", "'routes' is empty"),
      ("{\"kind\": \"semantic_routes\", \"routes\": {\"hard\": [\"x\"]}}", "the class 'hard' is unknown"),
    ])
  func faults(_ classifier: String, _ message: String) throws {
    let fault = try #require(throws: Diagnostic.self) { try Rig.plan(router(classifier), Rig.catalog()) }
    #expect(fault.message.contains(message))
  }
}
