import Testing

@testable import Traffic

@Suite("Grammar")
struct GrammarTests {
  static let domains = ["support", "retrieval", "coding"]

  static func grammar(_ name: String) throws -> Grammar { try #require(Grammar.named(name)) }

  @Test("a grammar is found by its name and carries it", arguments: Grammar.names)
  func names(_ name: String) throws {
    #expect(try Self.grammar(name).name == name)
    #expect(Grammar.named("weather") == nil)
  }

  @Test("a domain has enough frames, phrasings, objects and entities", arguments: domains)
  func counts(_ name: String) throws {
    let grammar = try Self.grammar(name)
    #expect(grammar.frames.count >= 12)
    #expect(grammar.phrasingsPerIntentMinimum >= 20)
    #expect(grammar.baseIntentCount >= 120)
    #expect(grammar.systemPrompt.hasSuffix("."))
    for difficulty in Difficulty.allCases {
      #expect(grammar.frames.filter { $0.difficulty == difficulty }.count >= 4)
      #expect(grammar.baseIntents(of: difficulty) == Array(0..<grammar.pairs(of: difficulty).count))
    }
    let pairs = grammar.simplePairs + grammar.mediumPairs + grammar.complexPairs
    for frame in grammar.frames.indices {
      #expect(pairs.filter { Int($0.frame) == frame }.count >= 10)
    }
    #expect(grammar.objects.allSatisfy { (2...4).contains($0.count) })
    #expect(grammar.entities.reduce(0) { $0 + $1.count } >= 150)
  }

  @Test("the joint grammar holds the base intents of all domains")
  func jointCount() throws {
    let parts = try Self.domains.map { try Self.grammar($0).baseIntentCount }
    #expect(Grammar.all.baseIntentCount == parts.reduce(0, +))
    #expect(Grammar.all.baseIntentCount >= 360)
  }

  @Test("an entity's name belongs to one number", arguments: domains)
  func entityNames(_ name: String) throws {
    let grammar = try Self.grammar(name)
    for frame in grammar.frames {
      var seen: Set<[UInt8]> = []
      for number in 0..<2 * grammar.entities[Int(frame.entities)].count {
        var buffer: [UInt8] = []
        grammar.appendEntity(number, of: frame, to: &buffer)
        #expect(seen.insert(buffer).inserted, "\(String(decoding: buffer, as: UTF8.self)) is used twice")
      }
    }
  }

  @Test("texts are plain ASCII without leftover places or double spaces", arguments: Grammar.names)
  func wellFormed(_ name: String) throws {
    let grammar = try Self.grammar(name)
    for difficulty in Difficulty.allCases {
      for intent in 0..<400 {
        for variant in stride(from: intent % 7, to: 1_500, by: 41) {
          Self.expectWellFormed(grammar.text(intent: intent, difficulty: difficulty, variant: variant))
        }
      }
      for index in 0..<4_000 {
        Self.expectWellFormed(grammar.oneOffText(index: index, difficulty: difficulty))
      }
    }
  }

  static func expectWellFormed(_ text: String) {
    let bytes = Array(text.utf8)
    let isPlain = bytes.allSatisfy { (32...126).contains($0) && $0 != 123 && $0 != 125 }
    let hasDoubleSpace = zip(bytes, bytes.dropFirst()).contains { $0 == 32 && $1 == 32 }
    if !isPlain || hasDoubleSpace || bytes.first == 32 || bytes.last == 32 || bytes.count < 6 {
      Issue.record("Malformed: \(text)")
    }
  }

  @Test("the buffer keeps what it held before")
  func appending() {
    var buffer = Array("> ".utf8)
    Grammar.all.append(intent: 900, difficulty: .medium, variant: 33, to: &buffer)
    Grammar.all.appendOneOff(index: 5, difficulty: .simple, to: &buffer)
    let expected =
      "> " + Grammar.all.text(intent: 900, difficulty: .medium, variant: 33)
      + Grammar.all.oneOffText(index: 5, difficulty: .simple)
    #expect(String(decoding: buffer, as: UTF8.self) == expected)
  }

  @Test("far addresses work")
  func farAddresses() {
    let far = 1 << 52
    let near = Grammar.all.text(intent: far, difficulty: .simple, variant: 3)
    #expect(near != Grammar.all.text(intent: far + 1, difficulty: .simple, variant: 3))
    #expect(near != Grammar.all.text(intent: far, difficulty: .simple, variant: 1_000_003))
    let oneOff = Grammar.all.oneOffText(index: far, difficulty: .simple)
    #expect(oneOff != Grammar.all.oneOffText(index: far + 1, difficulty: .simple))
  }
}
