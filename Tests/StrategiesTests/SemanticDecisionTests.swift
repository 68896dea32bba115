import Declarations
import Simulation
import Testing
import Traffic

@testable import Strategies

@Suite("Decisions of a semantic cache")
struct SemanticDecisionTests {
  /// Requests for texts, 10 s apart, with the neighbours of their bags of words.
  private func rig(_ texts: [String]) -> Rig {
    var rig = Rig()
    for (place, text) in texts.enumerated() { rig.ask(text, at: Double(place) * 10) }
    rig.neighbours[.bagOfWords] = SemanticCacheTests.neighbours(texts)
    return rig
  }

  private func layer(_ threshold: Double, _ more: String = "") -> String {
    "{\"use\": \"semantic_cache\", \"embedder\": \"bag_of_words\", \"threshold\": \(threshold)\(more)}"
  }

  private func message(_ layer: String) -> String {
    do {
      _ = try Rig.plan(layer, Rig.catalog())
      return ""
    } catch {
      return "\(error)"
    }
  }

  // Cosine 2/3 with the first.
  private let alike = ["a b c", "a b x"]

  @Test(
    "thresholds may be written as GPTCache's scores or Redis' distances",
    arguments: [
      ("cosine", 0.66, true), ("cosine", 0.67, false), ("gptcache", 0.83, true), ("gptcache", 0.84, false),
      ("redis_distance", 0.34, true), ("redis_distance", 0.33, false),
    ])
  func scales(_ scale: String, _ threshold: Double, _ isHit: Bool) throws {
    let gateway = try rig(alike).run(layer(threshold, ", \"threshold_scale\": \"\(scale)\""))
    #expect(gateway.kinds == ["served", isHit ? "semantic_hit" : "served"])
  }

  @Test("a threshold that stands for no positive cosine is refused")
  func emptyScale() {
    let text = message(layer(0.4, ", \"threshold_scale\": \"gptcache\""))
    #expect(text.contains("'threshold' is 0.4 on the scale gptcache, a cosine of -0.2"))
  }

  @Test("between two thresholds the answer comes with a disclaimer, and satisfies less")
  func disclaimer() throws {
    let texts = ["a b c d", "a b c d e", "a b c x"]
    let gateway = try rig(texts).run(
      layer(0.8, ", \"disclaimer_threshold\": 0.7, \"disclaimer_quality\": 0.5"))
    #expect(gateway.kinds == ["served", "semantic_hit", "semantic_hit"])
    #expect(gateway.outcomes.flags.map { $0.contains(.isDisclaimed) } == [false, false, true])
    #expect(gateway.layers[0].statistics[.disclaimedHits] == 1)
    var same = rig(texts)
    same.stream.intent = [0, 0, 0]
    let right = try same.run(layer(0.8, ", \"disclaimer_threshold\": 0.7, \"disclaimer_quality\": 0.5"))
    #expect(right.outcomes.quality == [0.97, 0.97, 0.97 * 0.5])
    #expect(
      message(layer(0.8, ", \"disclaimer_threshold\": 0.9")).contains(
        "a looser one was expected"))
  }

  @Test("a prompt with a keyword has its own threshold")
  func keywordThreshold() throws {
    let rules = ", \"threshold_rules\": [{\"keywords\": [\"X\"], \"threshold\": 0.9}]"
    let gateway = try rig(["a b c", "a b x", "a b y"]).run(layer(0.6, rules))
    #expect(gateway.kinds == ["served", "served", "semantic_hit"])
    let looser = ", \"threshold_rules\": [{\"keywords\": [\"x\"], \"threshold\": 0.6}]"
    #expect(
      try rig(["a b c", "a b x", "c b y"]).run(layer(0.9, looser)).kinds[1...] == ["semantic_hit", "served"])
  }

  @Test("tenants share answers only when the key allows it", arguments: ["user", "system", "tier"])
  func tenants(_ part: String) throws {
    var rig = rig(["a b c", "a b x", "a b y"])
    rig.stream.user = [0, 1, 0]
    rig.stream.userCount = 2
    rig.stream.systemPrompt = [0, 1, 0]
    rig.stream.systemPromptCount = 2
    for (place, tier) in [0, 1, 0].enumerated() { rig.stream.marks[place].tier = tier }
    #expect(try rig.run(layer(0.6)).kinds == ["served", "semantic_hit", "semantic_hit"])
    let apart = try rig.run(layer(0.6, ", \"key\": [\"\(part)\"]"))
    #expect(apart.kinds == ["served", "served", "semantic_hit"])
    #expect(apart.outcomes.answeredPrompt == [.max, .max, 0])
    // The first tenant asks again: each has an entry of its own, evicted by nobody.
    #expect(apart.layers[0].entryCount == 2)
  }

  @Test("a context is no part of a key by meaning")
  func context() {
    #expect(throws: Diagnostic.self) { try Rig.plan(layer(0.6, ", \"key\": [\"context\"]"), Rig.catalog()) }
  }

  @Test("tenants are apart where similarity is stated, too")
  func statedTenants() throws {
    var rig = Rig()
    for time in 0..<6 { rig.ask(time, at: Double(time) * 10, intent: 0, user: UInt32(time % 2)) }
    func text(_ key: String) -> String {
      """
      {"use": "semantic_cache", "threshold": 0.5\(key), "similarity":
       {"within_mean": 0.9, "within_sd": 0.01, "between_mean": -0.9, "between_sd": 0.01}}
      """
    }
    #expect(try rig.run(text("")).kinds.count { $0 == "served" } == 1)
    let apart = try rig.run(text(", \"key\": [\"prompt\", \"user\"]"))
    #expect(apart.kinds.count { $0 == "served" } == 2)
    for request in 2..<6 {
      #expect(Int(apart.outcomes.answeredPrompt[request]) % 2 == request % 2)
    }
  }

  @Test("a router in front makes the model part of the key when it is asked for")
  func models() throws {
    var rig = rig(["a b c", "a b x", "a b y"])
    for (place, difficulty) in [Difficulty.simple, .complex, .simple].enumerated() {
      rig.stream.marks[place].difficulty = difficulty
    }
    let router =
      "{\"use\": \"router\", \"classifier\": {\"kind\": \"oracle\"}, \"routes\": {\"simple\": \"gpt-4o-mini\", "
      + "\"medium\": \"gpt-4o\", \"complex\": \"gpt-4o\"}}"
    #expect(try rig.run(router, layer(0.6)).kinds == ["served", "semantic_hit", "semantic_hit"])
    let apart = try rig.run(router, layer(0.6, ", \"key\": [\"model\"]"))
    #expect(apart.kinds == ["served", "served", "semantic_hit"])
  }

  @Test("long conversations pass by")
  func history() throws {
    var rig = rig(["a b c", "a b x", "a b y"])
    var blocks = PrefixBlocks(blockTokens: 1)
    blocks.ids = [0, 1, 2, 3, 4]
    blocks.lengths = [1, 1, 1, 1, 1]
    blocks.offsets = [0, 1, 4, 5]
    blocks.blockCount = 5
    rig.stream.prefixBlocks = blocks
    #expect(try rig.run(layer(0.6)).kinds == ["served", "semantic_hit", "semantic_hit"])
    let short = try rig.run(layer(0.6, ", \"max_messages\": 2"))
    #expect(short.kinds == ["served", "served", "semantic_hit"])
    #expect(short.layers[0].statistics[.bypasses] == 1)
    #expect(short.layers[0].statistics[.lookups] == 2)
  }

  @Test("the oracle rule takes the best right answer above the threshold, and never a wrong one")
  func oracle() throws {
    var rig = rig(["a b c d", "a b x y", "a b c d e f", "p q"])
    rig.stream.intent = [0, 1, 1, 0]
    let gateway = try rig.run(layer(0.3, ", \"rule\": {\"kind\": \"oracle\"}"))
    // The nearest of the third is the first, whose answer is wrong; the second's is right.
    #expect(gateway.kinds == ["served", "served", "semantic_hit", "served"])
    #expect(gateway.outcomes.answeredPrompt[2] == 1)
    #expect(gateway.outcomes.truth[2] == .correct)
  }

  @Test("a rule that would ignore another threshold refuses it", arguments: ["verified", "oracle"])
  func ignored(_ kind: String) {
    let rule = ", \"rule\": {\"kind\": \"\(kind)\"}"
    #expect(
      message(layer(0.8, rule + ", \"disclaimer_threshold\": 0.7")).contains("which decides without it"))
    #expect(
      message(layer(0.8, rule + ", \"threshold_rules\": [{\"keywords\": [\"a\"], \"threshold\": 0.7}]"))
        .contains("which decides without it"))
    #expect(message(layer(0.8, rule)) == "")
  }

  @Test("an embedder that nobody knows is refused, with the nearest name")
  func unknownEmbedder() {
    #expect(
      message("{\"use\": \"semantic_cache\", \"embedder\": \"minilms\"}").contains("did you mean 'minilm'?"))
  }

  @Test("without labels, the proxy says whether an answer is right")
  func proxy() throws {
    let texts = ["a b c d", "a b c x", "a b x y"]
    var rig = rig(texts)
    rig.stream.hasIntentLabels = false
    rig.proxy = TruthProxy(
      embedder: .bagOfWords, threshold: 0.7, neighbours: SemanticCacheTests.neighbours(texts))
    let gateway = try rig.run(layer(0.4))
    #expect(gateway.outcomes.truth == [.none, .correct, .wrongIntent])
    #expect(gateway.outcomes.similarity[1] == 0.75)
    rig.proxy = nil
    #expect(try rig.run(layer(0.4)).outcomes.truth == [.none, .unknown, .unknown])
  }

  @Test("the verified rule asks until an entry has shown enough, and stores only what was wrong")
  func verified() throws {
    // 200 phrasings of one question, all 2/3 alike; then one of another question.
    let texts = (0..<200).map { "a b x\($0)" }
    var rig = rig(texts)
    rig.stream.intent = Array(repeating: 0, count: 199) + [1]
    let gateway = try rig.run(layer(0.5, ", \"rule\": {\"kind\": \"verified\", \"error_share\": 0.05}"))
    #expect(gateway.kinds.prefix(5) == ["served", "served", "served", "served", "served"])
    #expect(gateway.kinds.count { $0 == "semantic_hit" } > 60)
    // One entry: every answer that was asked for again had been right.
    #expect(gateway.layers[0].entryCount == (gateway.kinds[199] == "served" ? 2 : 1))
    // An entry that errs as often as not answers nobody.
    rig.stream.intent = (0..<200).map { UInt32($0 % 2) }
    let doubtful = try rig.run(layer(0.5, ", \"rule\": {\"kind\": \"verified\", \"error_share\": 0.02}"))
    #expect(doubtful.layers[0].statistics[.falseHits] <= 8)
  }
}

@Suite("Verification of entries")
struct VerificationTests {
  private func shown(_ observations: [(Double, Bool)]) -> Verification {
    var verification = Verification()
    for (similarity, isRight) in observations { verification.observe(similarity, isRight: isRight) }
    return verification
  }

  @Test("an entry with fewer than six observations is always explored")
  func few() {
    #expect(shown([(0.99, true), (0.99, true), (0.99, true)]).explorationShare(1, errorShare: 0.5) == 1)
    #expect(
      shown([(0.9, true), (0.9, true), (0.9, true), (0.9, true)]).explorationShare(0.9, errorShare: 0.5) < 1)
  }

  @Test("more right answers make an entry bolder, a wrong one more careful")
  func learning() {
    let right = (0..<40).map { _ in (0.9, true) }
    let shares = [4, 8, 16, 40].map { shown(Array(right.prefix($0))).explorationShare(0.9, errorShare: 0.02) }
    #expect(shares == shares.sorted(by: >))
    #expect(shares[3] < shares[0])
    let once = shown(right + [(0.92, false)])
    #expect(once.explorationShare(0.9, errorShare: 0.02) > shares[3])
  }

  @Test("a looser bound and a greater similarity explore less")
  func monotone() {
    let verification = shown([
      (0.7, false), (0.75, false), (0.85, true), (0.9, true), (0.9, true), (0.95, true),
    ])
    let byBound = [0.01, 0.02, 0.05, 0.2].map { verification.explorationShare(0.95, errorShare: $0) }
    #expect(byBound == byBound.sorted(by: >))
    let bySimilarity = [0.6, 0.8, 0.9, 0.99].map { verification.explorationShare($0, errorShare: 0.02) }
    #expect(bySimilarity == bySimilarity.sorted(by: >))
    #expect(byBound.allSatisfy { (0...1).contains($0) })
  }

  @Test("wrong answers at all similarities are never repeated")
  func hopeless() {
    let wrong = shown((0..<30).map { _ in (0.95, false) })
    #expect(wrong.explorationShare(0.95, errorShare: 0.02) > 0.95)
  }

  @Test("the exploration share is that of the formulas, with the curve found by descent")
  func naive() {
    let observations = [(0.7, false), (0.8, true), (0.82, false), (0.85, true), (0.9, true), (0.93, true)]
    let all = [(0.0, false), (1.0, true)] + observations
    // Gradient ascent on the log-likelihood less the ridge, from zero.
    var (offset, slope) = (0.0, 0.0)
    for _ in 0..<2_000_000 {
      var gradient = (-1e-3 * offset, -1e-3 * slope)
      for (similarity, isRight) in all {
        let rest = (isRight ? 1 : 0) - 1 / (1 + Transcendental.exp(-offset - slope * similarity))
        gradient.0 += rest
        gradient.1 += rest * similarity
      }
      offset += 0.5 * gradient.0
      slope += 0.5 * gradient.1
      if abs(gradient.0) + abs(gradient.1) < 1e-11 { break }
    }
    var (oo, os, ss) = (1.0, 0.0, 1.0)
    for (similarity, _) in all {
      let probability = 1 / (1 + Transcendental.exp(-offset - slope * similarity))
      let weight = probability * (1 - probability)
      oo += weight
      os += weight * similarity
      ss += weight * similarity * similarity
    }
    let determinant = oo * ss - os * os
    let (byOffset, bySlope) = (-1 / slope, offset / (slope * slope))
    let variance =
      (byOffset * byOffset * ss - 2 * byOffset * bySlope * os + bySlope * bySlope * oo) / determinant
    var least = 1.0
    for level in 0..<50 {
      let epsilon = 1e-6 + (1 - 2e-6) * Double(level) / 49
      let place = min(
        max(-offset / slope + Transcendental.normalQuantile(1 - epsilon) * variance.squareRoot(), 0), 1)
      let right = (1 - epsilon) / (1 + Transcendental.exp(-slope * (0.95 - place)))
      least = min(least, 1 - 0.05 / (1 - right))
    }
    let found = shown(observations).explorationShare(0.95, errorShare: 0.05)
    #expect(abs(found - max(0, least)) < 1e-6)
    #expect(found > 0 && found < 1)
  }
}
