import Simulation
import Testing
import Traffic

@testable import Providers

/// A dozen requests by hand for each preset: input at 1,000 picodollars a token, a cached read at 100.
@Suite("Ledgers of the prompt caches")
struct PromptCacheLedgerTests {
  private typealias Line = PromptCacheLedger.Line

  private func rule(_ preset: String) throws -> PromptCacheRule {
    try #require(PromptCachePreset.named(preset)).rule
  }

  private func expect(_ lines: [Line], _ expected: [Line]) { #expect(lines == expected) }

  @Test("OpenAI: a minimum of 1,024 tokens, steps of 128, 10 min without a use and an hour at most")
  func openAI() throws {
    var rule = try rule("openai")
    rule.machines = 1
    var ledger = PromptCacheLedger(
      rule, lengths: ["S": 1000, "a": 23, "b": 24, "c": 300],
      prompts: ["Sa", "Sa", "Sb", "Sb", "Sbc", "Sbc", "Sbc", "Sbc", "Sbc", "Sbc", "Sbc", "Sbc", "Sbc", "Sbc"])
    let lines = try ledger.calls(at: [
      0, 10, 20, 20.5, 30, 40, 640.1, 1240, 1840, 2440, 3040, 3640, 4240, 4242,
    ])
    expect(
      lines,
      [
        .of(0, 0, 1_023_000),  // below the minimum
        .of(0, 0, 1_023_000),  // warm, but below the minimum
        .of(0, 0, 1_024_000),  // S alone is below it too
        .of(0, 0, 1_024_000),  // in flight: the first token of the call before comes at 21
        .of(1024, 0, 402_400),  // Sb
        .of(1280, 0, 172_000),  // 1,324 tokens: 1,024 and two steps
        .of(0, 0, 1_324_000),  // unread for 600.1 s
        .of(1280, 0, 172_000),  // written again at 641.1
        .of(1280, 0, 172_000),
        .of(1280, 0, 172_000),
        .of(1280, 0, 172_000),
        .of(1280, 0, 172_000),  // 2,998.9 s old
        .of(1280, 0, 172_000),  // 3,598.9 s old
        .of(0, 0, 1_324_000),  // read 2 s ago, but 3,600.9 s old
      ])
  }

  @Test("OpenAI: an entry ends after an hour however often it is read, and one of 24 h after a day")
  func openAIAge() throws {
    for (preset, last) in [("openai", 0), ("openai_24h", 1024)] {
      var rule = try rule(preset)
      rule.machines = 1
      var ledger = PromptCacheLedger(rule, lengths: ["S": 1024], prompts: Array(repeating: "S", count: 9))
      let lines = try ledger.calls(at: [0, 500, 1000, 1500, 2000, 2500, 3000, 3500, 3602])
      #expect(lines[7].cached == 1024)
      #expect(lines[8].cached == last)
    }
    var ledger = PromptCacheLedger(
      try rule("openai_24h"), lengths: ["S": 1024], prompts: Array(repeating: "S", count: 3))
    #expect(try ledger.calls(at: [0, 86_401, 172_803]).map(\.cached) == [0, 1024, 0])
  }

  @Test("OpenAI: above 15 requests a minute with one beginning, others go to machines that are cold")
  func overflow() throws {
    var ledger = PromptCacheLedger(
      try rule("openai"), lengths: ["S": 1024], prompts: Array(repeating: "S", count: 40))
    let (cold, warm) = (Line.of(0, 0, 1_024_000), Line.of(1024, 0, 102_400))
    var lines = [try ledger.call(0, at: 0)]
    // Fourteen more empty the bucket of the first machine; it gets a quarter of a request back each second.
    for request in 1..<15 { lines.append(try ledger.call(request, at: 1.5)) }
    expect(lines, [cold] + Array(repeating: warm, count: 14))
    // 0.375 came back: the second machine is cold, and takes the next ones.
    expect(
      [try ledger.call(15, at: 1.5), try ledger.call(16, at: 1.6), try ledger.call(17, at: 2.6)],
      [cold, cold, warm])
    // After a minute the first has its fifteen again.
    for request in 18..<33 { expect([try ledger.call(request, at: 70)], [warm]) }
  }

  @Test("OpenAI's retention of a day: the same minimum and steps, 24 h without a use, and no age")
  func openAIDay() throws {
    var rule = try rule("openai_24h")
    rule.machines = 1
    var ledger = PromptCacheLedger(
      rule, lengths: ["S": 1000, "a": 24, "b": 300, "x": 500],
      prompts: ["Sa", "Sa", "Sab", "Sab", "Sab", "Sa", "S", "Sab", "Sab", "Sab", "Sab", "Sx"])
    let lines = try ledger.calls(at: [
      0, 10, 20, 21.5, 86_420, 86_430, 86_440, 172_820, 259_221, 259_221.5, 259_223, 259_230,
    ])
    expect(
      lines,
      [
        .of(0, 0, 1_024_000),
        .of(1024, 0, 102_400),
        .of(1024, 0, 402_400),
        .of(1280, 0, 172_000),  // 1,324 tokens: 1,024 and two steps
        .of(1280, 0, 172_000),  // 86,398.5 s unread
        .of(1024, 0, 102_400),
        .of(0, 0, 1_000_000),  // below the minimum
        .of(1280, 0, 172_000),  // 86,400 s unread, and two days old
        .of(0, 0, 1_324_000),  // 86,401 s unread
        .of(0, 0, 1_324_000),  // in flight
        .of(1280, 0, 172_000),
        .of(0, 0, 1_500_000),  // S alone is below the minimum
      ])
  }

  @Test("OpenAI: another key is another machine, the same beginning and key the same one")
  func keys() throws {
    var ledger = PromptCacheLedger(
      try rule("openai"), lengths: ["S": 1024], prompts: Array(repeating: "S", count: 4))
    #expect(try ledger.call(0, at: 0, key: 1).cached == 0)
    #expect(try ledger.call(1, at: 10, key: 2).cached == 0)
    #expect(try ledger.call(2, at: 20, key: 1).cached == 1024)
    #expect(try ledger.call(3, at: 30, key: 2).cached == 1024)
  }

  @Test("a warm prefix is served with its probability")
  func bestEffort() throws {
    var rule = PromptCacheRule()
    rule.hitShare = 0.75
    let count = 4000
    var ledger = PromptCacheLedger(rule, lengths: ["S": 1024], prompts: Array(repeating: "S", count: count))
    var hits = 0
    for request in 0..<count where try ledger.call(request, at: Double(2 * request)).cached > 0 { hits += 1 }
    // Three standard deviations.
    #expect(abs(Double(hits) / Double(count) - 0.75) < 3 * (0.75 * 0.25 / Double(count)).squareRoot())
  }

  @Test("OpenAI's newest models: exact breakpoints, one at the latest message, writes at 1.25x, 30 min")
  func openAINewest() throws {
    var rule = try rule("openai_5_6")
    rule.machines = 1
    var ledger = PromptCacheLedger(
      rule, lengths: ["S": 1000, "a": 200, "b": 300, "c": 500, "x": 10],
      prompts: ["Sx", "Sa", "Sa", "Sab", "Sb", "Sabc", "Sabc", "Sabc", "Sb", "Sac", "Sab", "Sac"],
      system: 1000,
      strategy: PromptCacheStrategy(breakpoints: .none))
    let lines = try ledger.calls(at: [0, 10, 20, 30, 40, 50, 1850, 3651, 3660, 3670, 3680, 5472])
    expect(
      lines,
      [
        .of(0, 0, 1_010_000),  // 1,010 tokens are too few
        .of(0, 1200, 1_500_000),
        .of(1200, 0, 120_000),
        .of(1200, 300, 495_000),
        .of(0, 1300, 1_625_000),  // S ends at no breakpoint
        .of(1500, 500, 775_000),
        .of(2000, 0, 200_000),  // 1,799 s after its writing
        .of(0, 2000, 2_500_000),  // 1,801 s after its last use
        .of(0, 1300, 1_625_000),
        .of(0, 1700, 2_125_000),  // Sa is cold since 1,820
        .of(0, 1500, 1_875_000),  // Sab was read by Sabc last at 50; that of 3,651 wrote Sabc alone
        .of(0, 1700, 2_125_000),  // unread for 1,801 s
      ])
  }

  @Test(
    "OpenAI's newest models look at the latest 80 breakpoints of a conversation",
    arguments: [(5, 0), (20, 1234)])
  func latestBreakpoints(_ renewed: Int, _ cached: Int) throws {
    var lengths: [Character: Int] = ["S": 1024]
    var prompt = "S"
    var prompts: [String] = []
    for turn in 0..<92 {
      let letter = Character(Unicode.Scalar(0x4E00 + turn) ?? "x")
      lengths[letter] = 10
      prompt.append(letter)
      prompts.append(prompt)
    }
    prompts.append(prompts[renewed])
    var ledger = PromptCacheLedger(
      try rule("openai_5_6"), lengths: lengths, prompts: prompts,
      strategy: PromptCacheStrategy(breakpoints: .none))
    for turn in 0..<91 { _ = try ledger.call(turn, at: 2 * Double(turn)) }
    // All but the prefix of one early turn go cold.
    #expect(try ledger.call(92, at: 1700).cached == 1024 + 10 * (renewed + 1))
    let line = try ledger.call(91, at: 1990)
    let written = 1024 + 920 - cached
    expect([line], [.of(cached, written, Int64(cached) * 100 + Int64(written) * 1250)])
  }

  @Test("Anthropic: writes at 1.25x, free refreshes, expiry after 5 min, the system prompt shared")
  func anthropic() throws {
    var ledger = PromptCacheLedger(
      try rule("anthropic"), lengths: ["S": 1500, "a": 100, "b": 50, "c": 200, "x": 70],
      prompts: ["Sa", "Sab", "Sx", "Sab", "Sab", "Sabc", "Sabc", "Sab", "Sx", "Sxa", "Sabc", "Sabc"],
      system: 1500, strategy: PromptCacheStrategy(breakpoints: .sliding))
    let lines = try ledger.calls(at: [0, 10, 20, 20.5, 310, 320, 640, 650, 660, 970, 975, 980])
    expect(
      lines,
      [
        .of(0, 1600, 2_000_000),  // S and Sa are written
        .of(1600, 50, 222_500),
        .of(1500, 70, 237_500),  // the system prompt is shared
        .of(1650, 0, 165_000),
        .of(1650, 0, 165_000),  // 289.5 s after a free refresh
        .of(1650, 200, 415_000),
        .of(0, 1850, 2_312_500),  // all unread for more than 300 s
        .of(1500, 150, 337_500),  // S and Sabc are warm again, Sab is not
        .of(1500, 70, 237_500),
        .of(0, 1670, 2_087_500),
        .of(1500, 350, 587_500),
        .of(1850, 0, 185_000),
      ])
  }

  @Test(
    "Anthropic: an hour costs 2x, and mixed lifetimes keep the system prompt for an hour and the rest for 5 min"
  )
  func lifetimes() throws {
    let lengths: [Character: Int] = ["S": 2000, "a": 400, "b": 100]
    let prompts = ["Sa", "Sa", "Sb", "Sa", "Sb", "Sa", "Sa"]
    let times: [Double] = [0, 200, 600, 4100, 7701, 7710, 7715]
    func run(_ lifetime: PromptCacheStrategy.Lifetime) throws -> [Line] {
      var ledger = PromptCacheLedger(
        try rule("anthropic"), lengths: lengths, prompts: prompts, system: 2000,
        strategy: PromptCacheStrategy(breakpoints: .sliding, lifetime: lifetime))
      return try ledger.calls(at: times)
    }
    expect(
      try run(.mixed),
      [
        .of(0, 2400, 4_500_000),
        .of(2400, 0, 240_000),
        .of(2000, 100, 325_000),
        .of(2000, 400, 700_000),  // 3,500 s after: the system prompt is warm, the message is not
        .of(0, 2100, 4_125_000),  // 3,601 s after
        .of(2000, 400, 700_000),
        .of(2400, 0, 240_000),
      ])
    expect(
      try run(.long),
      [
        .of(0, 2400, 4_800_000),
        .of(2400, 0, 240_000),
        .of(2000, 100, 400_000),
        .of(2000, 400, 1_000_000),  // Sa unread for 3,900 s
        .of(0, 2100, 4_200_000),
        .of(2000, 400, 1_000_000),  // Sa unread for 3,610 s
        .of(2400, 0, 240_000),
      ])
  }

  @Test(
    "Anthropic: an entry 20 blocks back is found, one 21 back is not, and sliding breakpoints reach further")
  func lookBack() throws {
    let letters = "abcdefghijklmnopqrstuvwxyz"
    var lengths: [Character: Int] = ["S": 1024]
    for letter in letters { lengths[letter] = 10 }
    func run(_ further: Int, _ breakpoints: PromptCacheStrategy.Breakpoints) throws -> Line {
      var ledger = PromptCacheLedger(
        try rule("anthropic"), lengths: lengths, prompts: ["Sa", "Sa" + letters.dropFirst().prefix(further)],
        strategy: PromptCacheStrategy(breakpoints: breakpoints))
      _ = try ledger.call(0, at: 0)
      return try ledger.call(1, at: 10)
    }
    // The breakpoint's own block is the first of the twenty.
    #expect(try run(19, .lastMessage) == Line(cached: 1034, written: 190, cost: 103_400 + 237_500))
    #expect(try run(20, .lastMessage) == Line(cached: 0, written: 1234, cost: 1_542_500))
    #expect(try run(20, .sliding) == Line(cached: 1034, written: 200, cost: 103_400 + 250_000))
    #expect(try run(24, .sliding).cached == 1034)
  }

  @Test("Anthropic: at most four breakpoints, the last of those every 100 tokens")
  func everyTokens() throws {
    var ledger = PromptCacheLedger(
      try rule("anthropic"), lengths: ["S": 1000, "a": 100, "x": 1],
      prompts: ["Saaaaaax", "Saaa", "Saax", "Saa"],
      strategy: PromptCacheStrategy(breakpoints: .every(100)))
    // Breakpoints at 1,300 to 1,600 tokens; the last token is not written.
    #expect(try ledger.call(0, at: 0) == Line(cached: 0, written: 1600, cost: 2_000_000 + 1000))
    #expect(try ledger.call(1, at: 10) == Line(cached: 1300, written: 0, cost: 130_000))
    #expect(try ledger.call(2, at: 20) == Line(cached: 1200, written: 0, cost: 120_000 + 1000))
    #expect(try ledger.call(3, at: 30).cached == 1200)
  }

  @Test("a model's own minimum counts for breakpoints, and no breakpoint writes nothing")
  func minimum() throws {
    var ledger = PromptCacheLedger(
      try rule("anthropic"), lengths: ["S": 4095, "a": 1], prompts: ["S", "S", "Sa", "Sa"], least: 4096,
      strategy: PromptCacheStrategy(breakpoints: .lastMessage))
    #expect(try ledger.calls(at: [0, 10, 20, 30]).map(\.cached) == [0, 0, 0, 4096])
    ledger = PromptCacheLedger(
      try rule("anthropic"), lengths: ["S": 4096], prompts: ["S", "S"],
      strategy: PromptCacheStrategy(breakpoints: .none))
    expect(try ledger.calls(at: [0, 10]), [.of(0, 0, 4_096_000), .of(0, 0, 4_096_000)])
  }
}
