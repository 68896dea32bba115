import Providers
import Simulation
import Testing
import Traffic

@testable import Strategies

@Suite("Normalised keys")
struct NormalisedKeyTests {
  @Test(
    "each rule keeps what it says",
    arguments: [
      (KeyRecipe.Normalisation.none, " Where's  Order #42? ", " Where's  Order #42? "),
      (.lowercaseTrim, " Where's  Order #42? ", "where's  order #42?"),
      (.words, " Where's  Order #42? ", "wheres order 42"),
      (.wordsWithoutDigits, " Where's  Order #42? ", "wheres order"),
      (.words, "Füße -- 3.5", "füße 3 5"), (.words, "?!", ""),
    ])
  func rules(_ rule: KeyRecipe.Normalisation, _ text: String, _ expected: String) {
    #expect(String(decoding: rule.normalised(Array(text.utf8)), as: UTF8.self) == expected)
  }

  private func rig() -> Rig {
    var rig = Rig()
    for (place, text) in ["Where is order 42?", "where is order 42", "Where is order 43?"].enumerated() {
      rig.ask(text, at: Double(place) * 10)
    }
    rig.stream.intent = [0, 0, 1]
    return rig
  }

  @Test(
    "what a key no longer tells apart is a false hit",
    arguments: [
      ("lowercase_trim", ["served", "served", "served"], 0), ("words", ["served", "exact_hit", "served"], 0),
      ("words_without_digits", ["served", "exact_hit", "exact_hit"], 1),
    ])
  func collisions(_ rule: String, _ kinds: [String], _ falseHits: Int) throws {
    let gateway = try rig().run("{\"use\": \"exact_cache\", \"normalize\": \"\(rule)\"}")
    #expect(gateway.kinds == kinds)
    #expect(gateway.layers[0].statistics[.falseHits] == falseHits)
    #expect(gateway.outcomes.truth[2] == (falseHits == 1 ? .wrongIntent : .none))
    #expect(gateway.outcomes.quality[2] == (falseHits == 1 ? 0 : 0.97))
  }

  @Test("who shares the call for another question gets a false answer", arguments: ["waits", "polls_once"])
  func flights(_ follower: String) throws {
    var rig = rig()
    rig.stream.arrival = [.zero, .milliseconds(600), .milliseconds(700)]
    let gateway = try rig.run(
      "{\"use\": \"coalesce\", \"follower\": \"\(follower)\", \"normalize\": \"words_without_digits\"}")
    #expect(gateway.kinds == ["served", "coalesced", "coalesced"])
    #expect(gateway.outcomes.truth == [.none, .none, .wrongIntent])
    #expect(gateway.outcomes.quality == [0.97, 0.97, 0])
    #expect(gateway.layers[0].statistics[.falseShares] == 1 && gateway.layers[0].statistics[.hits] == 2)
  }
}

@Suite("Contexts of users")
struct OwnContextTests {
  /// Two users ask the same text; the answer is their own.
  private func rig() -> Rig {
    var rig = Rig()
    for (place, user) in [0, 1, 0, 1].enumerated() {
      rig.ask(0, at: Double(place) * 10, intent: user + 5, user: UInt32(user), context: 300)
    }
    rig.stream.hasOwnContexts = true
    return rig
  }

  @Test("a key with the context keeps users apart, one without gives them each other's answers")
  func keys() throws {
    let apart = try rig().run("{\"use\": \"exact_cache\"}")
    #expect(apart.kinds == ["served", "served", "exact_hit", "exact_hit"])
    #expect(apart.outcomes.truth.suffix(2) == [.correct, .correct])
    let together = try rig().run("{\"use\": \"exact_cache\", \"key\": [\"prompt\"]}")
    #expect(together.kinds == ["served", "exact_hit", "exact_hit", "exact_hit"])
    #expect(together.outcomes.truth == [.none, .wrongIntent, .correct, .wrongIntent])
  }

  @Test("a log's contexts of other lengths are other contexts, whatever the question")
  func told() throws {
    var rig = Rig()
    for (place, context) in [300, 400, 300, 0].enumerated() {
      rig.ask(0, at: Double(place) * 10, intent: 5, context: UInt32(context))
    }
    rig.stream.hasToldContexts = true
    let apart = try rig.run("{\"use\": \"exact_cache\"}")
    #expect(apart.kinds == ["served", "served", "exact_hit", "served"])
    let together = try rig.run("{\"use\": \"exact_cache\", \"key\": [\"prompt\"]}")
    #expect(together.kinds == ["served", "exact_hit", "exact_hit", "exact_hit"])
  }

  @Test("a cache by stated similarity takes the same text for the same question")
  func similarity() throws {
    let layer = "{\"use\": \"semantic_cache\", \"similarity\": {\"between_mean\": -0.9}}"
    #expect(try rig().run(layer).outcomes.truth == [.none, .wrongIntent, .correct, .wrongIntent])
  }
}
