import Simulation
import Testing
import Traffic

@testable import Providers

/// A dozen requests by hand for each preset: input at 1,000 picodollars a token, a cached read at 100.
@Suite("Ledgers of Gemini, DeepSeek and a server of one's own")
struct OtherLedgerTests {
  private typealias Line = PromptCacheLedger.Line

  private func rule(_ preset: String) throws -> PromptCacheRule {
    try #require(PromptCachePreset.named(preset)).rule
  }

  private func expect(_ lines: [Line], _ expected: [Line]) { #expect(lines == expected) }

  @Test("Gemini's implicit cache: any prefix from the minimum on, an hour, nothing for writing")
  func gemini() throws {
    var ledger = PromptCacheLedger(
      try rule("gemini"), lengths: ["S": 4095, "a": 1, "b": 100],
      prompts: ["S", "S", "Sa", "Sab", "Sa", "Sab", "Sab", "Sb", "Sab", "Sa", "S", "Sab"])
    expect(
      try ledger.calls(at: [0, 10, 20, 30, 40, 50, 3649, 3650, 7249.5, 7260, 7270, 10_861]),
      [
        .of(0, 0, 4_095_000), .of(0, 0, 4_095_000), .of(0, 0, 4_096_000), .of(4096, 0, 509_600),
        .of(4096, 0, 409_600), .of(4196, 0, 419_600), .of(4196, 0, 419_600), .of(0, 0, 4_195_000),
        .of(0, 0, 4_196_000),  // Sa is unread for 3,600.5 s; only S, too short alone, was read at 3,650
        .of(4096, 0, 409_600), .of(0, 0, 4_095_000), .of(0, 0, 4_196_000),
      ])
  }

  @Test("Gemini's cached content: held for an hour at a price a token and hour, not renewed by reads")
  func geminiExplicit() throws {
    var ledger = PromptCacheLedger(
      try rule("gemini_explicit"), lengths: ["S": 5000, "a": 100, "b": 200],
      prompts: ["Sa", "Sb", "Sa", "Sa", "Sb", "Sb", "Sa", "Sa", "Sb", "Sa", "Sb", "Sb"], system: 5000)
    // 5,000 tokens for an hour at 4.50 USD a million: 22,500,000,000 picodollars.
    let lines = try ledger.calls(at: [0, 0.5, 10, 3600, 3602, 3603, 7202, 7204, 7300, 7400, 10_805, 10_806])
    expect(
      lines,
      [
        .of(0, 0, 22_505_100_000),  // the content is made
        .of(0, 0, 5_200_000),  // in flight, and paid for already
        .of(5000, 0, 600_000),
        .of(5000, 0, 600_000),  // 3,599 s after it was there
        .of(0, 0, 22_505_200_000),  // gone at 3,601, though read a moment before
        .of(5000, 0, 700_000),
        .of(5000, 0, 600_000),
        .of(0, 0, 22_505_100_000),
        .of(5000, 0, 700_000),
        .of(5000, 0, 600_000),
        .of(5000, 0, 700_000),  // 3,600 s after it was there
        .of(0, 0, 22_505_200_000),
      ])
  }

  @Test("what is read late and renewed is paid for as long as it is held, to the picodollar")
  func storage() throws {
    var rule = try rule("gemini_explicit")
    rule.renewsOnRead = true
    rule.storagePrice = TokenPrice(picodollars: 3600)
    var ledger = PromptCacheLedger(
      rule, lengths: ["S": 5000], prompts: Array(repeating: "S", count: 4), system: 5000)
    // A token and second costs a picodollar.
    expect(
      try ledger.calls(at: [0, 101, 1101, 8000]),
      [
        .of(0, 0, 23_000_000), .of(5000, 0, 1_000_000), .of(5000, 0, 5_500_000),
        .of(0, 0, 23_000_000),
      ])
  }

  @Test("DeepSeek: whole units only; what two prompts had in common is one from the third on")
  func deepSeek() throws {
    var ledger = PromptCacheLedger(
      try rule("deepseek"), lengths: ["A": 640, "b": 100, "c": 64, "d": 30, "e": 7],
      prompts: ["Ab", "Ac", "Ad", "Abe", "Abe", "A", "d", "d", "Ad", "Ad", "Ac", "Ae"])
    expect(
      try ledger.calls(at: [0, 10, 20, 30, 40, 50, 60, 70, 80, 14_480, 28_881, 28_890]),
      [
        .of(0, 0, 740_000),
        .of(0, 0, 704_000),  // A + c does not repeat A + b
        .of(640, 0, 94_000),  // A is a unit by now
        .of(704, 0, 113_400),  // A + b whole: 740 tokens in steps of 64
        .of(704, 0, 113_400),
        .of(640, 0, 64_000),
        .of(0, 0, 30_000),
        .of(0, 0, 30_000),  // below 64 tokens
        .of(640, 0, 94_000),
        .of(640, 0, 94_000),
        .of(0, 0, 704_000),  // 14,401 s later
        .of(0, 0, 647_000),
      ])
  }

  @Test("DeepSeek: a unit ends at the end of an answer, which the next turn of the conversation repeats")
  func deepSeekAnswers() throws {
    var ledger = PromptCacheLedger(
      try rule("deepseek"), lengths: ["A": 640, "b": 100, "r": 128, "c": 60, "d": 30, "e": 300],
      prompts: ["Ab", "Abrc", "Abrcrd", "Abrc", "Abd", "Abrcrd", "Ab", "Abrc"])
    ledger.outputTokens = 128
    expect(
      [
        try ledger.call(0, at: 0),
        try ledger.call(1, at: 1000, after: 0),  // 868 tokens: 740 of Ab and the answer
        try ledger.call(2, at: 2000, after: 1),  // 1,056 tokens: 928 of Abrc and its answer
        try ledger.call(3, at: 3000),  // Abrc whole
        try ledger.call(4, at: 4000, after: 0),  // too short to repeat the answer: Ab whole
        try ledger.call(5, at: 19_000, after: 1),  // all units are older than 14,400 s
        try ledger.call(6, at: 20_000),
        try ledger.call(7, at: 34_500, after: 6),
      ],
      [
        .of(0, 0, 740_000),
        .of(832, 0, 179_200),
        .of(1024, 0, 164_400),
        .of(896, 0, 121_600),
        .of(704, 0, 136_400),
        .of(0, 0, 1_086_000),
        .of(0, 0, 740_000),
        .of(0, 0, 928_000),
      ])
  }

  @Test("a server's own memory: the least recently used block leaves, the end of a prefix first")
  func selfHosted() throws {
    var rule = try rule("self_hosted")
    rule.capacityTokens = 64
    var ledger = PromptCacheLedger(
      rule, lengths: ["A": 16, "b": 16, "c": 16, "X": 32, "Y": 16, "z": 5],
      prompts: ["Abc", "Abc", "Y", "Abc", "X", "Abc", "Y", "Ab", "Az", "Abc", "X", "X"])
    expect(
      try ledger.calls(at: [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110]),
      [
        .of(0, 0, 48_000), .of(48, 0, 4_800),
        .of(0, 0, 16_000),  // 64 tokens: full
        .of(48, 0, 4_800),
        .of(0, 0, 32_000),  // Y and then the end of Abc leave
        .of(32, 0, 19_200),  // c was lost; X leaves for it
        .of(0, 0, 16_000),
        .of(32, 0, 3_200), .of(16, 0, 6_600),
        .of(32, 0, 19_200),
        .of(0, 0, 32_000), .of(32, 0, 3_200),
      ])
  }
}
