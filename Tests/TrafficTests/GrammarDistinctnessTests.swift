import Testing

@testable import Traffic

@Suite("Grammar distinctness")
struct GrammarDistinctnessTests {
  @Test("2,100 intents with 60 variants each share no text")
  func intents() {
    var owners: [[UInt8]: Int] = [:]
    owners.reserveCapacity(130_000)
    var buffer: [UInt8] = []
    for difficulty in Difficulty.allCases {
      for intent in 0..<700 {
        let owner = intent * 3 + Int(difficulty.rawValue)
        for variant in 0..<60 {
          buffer.removeAll(keepingCapacity: true)
          Grammar.all.append(intent: intent, difficulty: difficulty, variant: variant, to: &buffer)
          if let other = owners.updateValue(owner, forKey: buffer) {
            Issue.record("\(String(decoding: buffer, as: UTF8.self)): intents \(other) and \(owner)")
          }
        }
      }
    }
    #expect(owners.count == 126_000)
  }

  @Test("an intent has ten thousand variants", arguments: [0, 17, 1_234])
  func variants(intent: Int) {
    let texts = Set((0..<10_000).map { Grammar.all.text(intent: intent, difficulty: .medium, variant: $0) })
    #expect(texts.count == 10_000)
  }

  @Test("50,000 one-off questions differ, whatever their difficulty")
  func oneOffs() {
    var seen: Set<String> = []
    for index in 0..<16_667 {
      for difficulty in Difficulty.allCases {
        seen.insert(Grammar.all.oneOffText(index: index, difficulty: difficulty))
      }
    }
    #expect(seen.count == 50_001)
  }

  @Test("an intent's name is its own")
  func names() {
    var seen: Set<String> = []
    for difficulty in Difficulty.allCases {
      for intent in 0..<2_000 { seen.insert(Grammar.all.intentName(intent: intent, difficulty: difficulty)) }
    }
    #expect(seen.count == 6_000)
  }
}
