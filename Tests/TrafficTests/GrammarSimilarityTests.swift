import Testing

@testable import Traffic

@Suite("Grammar similarity")
struct GrammarSimilarityTests {
  /// A text as the counts of its words.
  static func bag(_ text: String) -> [String: Double] {
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "'" }
    return words.reduce(into: [:]) { bag, word in bag[String(word), default: 0] += 1 }
  }

  static func cosine(_ left: [String: Double], _ right: [String: Double]) -> Double {
    let dot = left.reduce(0) { $0 + $1.value * (right[$1.key] ?? 0) }
    let squares = [left, right].map { $0.values.reduce(0) { $0 + $1 * $1 } }
    return dot / (squares[0] * squares[1]).squareRoot()
  }

  /// The similarities within intents and between an intent and the next one.
  static func similarities(_ grammar: Grammar) -> (within: [Double], between: [Double]) {
    var within: [Double] = []
    var between: [Double] = []
    for difficulty in Difficulty.allCases {
      var before: [[String: Double]] = []
      for intent in stride(from: 0, to: 600, by: 23) {
        let bags = (0..<60).map { bag(grammar.text(intent: intent, difficulty: difficulty, variant: $0)) }
        for left in bags.indices {
          for right in bags.indices where right > left { within.append(cosine(bags[left], bags[right])) }
          if !before.isEmpty { between.append(cosine(bags[left], before[left])) }
        }
        before = bags
      }
    }
    return (within.sorted(), between.sorted())
  }

  @Test("phrasings of one intent spread from far to near", arguments: Grammar.names)
  func spread(_ name: String) throws {
    let grammar = try GrammarTests.grammar(name)
    let (within, between) = Self.similarities(grammar)
    let means = [within, between].map { $0.reduce(0, +) / Double($0.count) }
    #expect((0.35...0.75).contains(means[0]), "within: \(means[0])")
    #expect(means[1] < 0.35, "between: \(means[1])")
    #expect(within[within.count / 20] < 0.35, "5th percentile: \(within[within.count / 20])")
    #expect(within[within.count * 19 / 20] > 0.7, "95th percentile: \(within[within.count * 19 / 20])")
  }

  @Test("a minority of the texts depends on the day it is asked", arguments: Grammar.names)
  func timeSensitive(_ name: String) throws {
    let grammar = try GrammarTests.grammar(name)
    var count = 0
    for difficulty in Difficulty.allCases {
      for intent in 0..<1_000 {
        let text = grammar.text(intent: intent, difficulty: difficulty, variant: intent % 60)
        if ["today", "latest", "this week"].contains(where: text.contains) { count += 1 }
      }
    }
    #expect((0.05...0.10).contains(Double(count) / 3_000), "\(count) of 3,000")
  }

  @Test("a few one-off questions carry an e-mail address or a telephone number", arguments: Grammar.names)
  func personal(_ name: String) throws {
    let grammar = try GrammarTests.grammar(name)
    let texts = (0..<5_000).map { grammar.oneOffText(index: $0, difficulty: .medium) }
    let personal = texts.count { $0.contains("@example.com") || $0.contains("+1 202 555") }
    #expect((0.02...0.10).contains(Double(personal) / 5_000), "\(personal) of 5,000")
  }
}
