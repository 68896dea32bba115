import Testing

@testable import Traffic

/// Texts written down once; a change here changes every synthetic stream and so every published result.
@Suite("Grammar determinism")
struct GrammarDeterminismTests {
  @Test(
    "an address keeps its text",
    arguments: [
      (
        "support", 0, .simple, 0,
        "Does the returns desk take a lunch break?"
      ),
      (
        "support", 1000, .complex, 37,
        "Hi team, help me investigate an intermittent fault of the wifi router by Meadow Supply that support could not reproduce."
      ),
      (
        "retrieval", 5, .medium, 1,
        "What are the key messages in the security audit?"
      ),
      (
        "retrieval", 3333, .simple, 50,
        "Where is the deadline for fire drill at Eastgate Group written down? Thank you."
      ),
      (
        "coding", 12, .complex, 9,
        "Users see each other's data in the API gateway. Find out how that is possible."
      ),
      (
        "coding", 777, .medium, 400,
        "Quick one: port salted password hasher from lumen-core to rust, thanks in advance"
      ),
      (
        "all", 0, .simple, 0,
        "Uninstall and reinstall the test runner, how?"
      ),
      (
        "all", 123456, .medium, 59,
        "annaul report key points from Hadley Pharma 2, thanks"
      ),
    ] as [(String, Int, Difficulty, Int, String)])
  func texts(_ name: String, _ intent: Int, _ difficulty: Difficulty, _ variant: Int, _ text: String)
    throws
  {
    #expect(
      try GrammarTests.grammar(name).text(intent: intent, difficulty: difficulty, variant: variant) == text)
  }

  @Test("a one-off address keeps its text", arguments: Grammar.names)
  func oneOffs(_ name: String) throws {
    #expect(try GrammarTests.grammar(name).oneOffText(index: 4_711, difficulty: .medium) == Self.golden[name])
  }

  @Test("an intent keeps its name")
  func intentNames() {
    let names = Difficulty.allCases.map { Grammar.all.intentName(intent: 900, difficulty: $0) }
    #expect(
      names == [
        "password customer account (Summit Lane)", "warranty laptop stand (Orchard Brothers)",
        "refactor payment service (karma-desk)",
      ])
  }

  static let golden: [String: String] = [
    "support":
      "How long can I put the broadband contract on hold? I bought it at your Union Plaza store on October 6. Reference 78914011. I live in Basel and cannot come to the store. I spoke to Ms. Keller on July 27.",
    "retrieval":
      "What are the steps of internal auditing? Mr. Osei sent it to me on October 6. See record 78914011. The human resources team mentions $8.5 million there. I need it for a tender in Porto.",
    "coding":
      "Please implement a directory watcher with comments. We store the data in Cassandra. Ticket DEV-78914011. Mei wrote the storage config on January 17. Marco says the session store is to blame.",
    "all":
      "Please rewrite the request rate limiter in Kotlin. We store the data in Cassandra. Ticket DEV-78914011. Mei wrote the storage config on January 17. Marco says the session store is to blame.",
  ]

  @Test("variants share a phrasing only once all phrasings are used")
  func phrasings() {
    let used = (0..<60).map { Grammar.all.phrasing(intent: 40, difficulty: .complex, variant: $0) }
    #expect(Set(used.prefix(20)).count == 20)
    #expect(Set(used).count < 30)
  }
}
