import Simulation
import Testing

@testable import Traffic

@Suite("Expected tokens")
struct ExpectedTokensTests {
  @Test(
    "the mean of token counts is that of the distribution, rounding and the least token aside",
    arguments: [(332.0, 860.0), (332, 3_000), (410, 6_000), (80, 280)])
  func mean(_ median: Double, _ p95: Double) {
    let distribution = Lognormal(median: median, p95: p95)
    #expect(abs(expectedTokenCount(distribution) / distribution.mean - 1) < 1e-4)
  }

  @Test("constants are exact, and counts of a token or two are those that are drawn")
  func small() {
    #expect(expectedTokenCount(Lognormal(median: 500, p95: 500)) == 500)
    let distribution = Lognormal(median: 1, p95: 4)
    let random = RandomStream(seed: 1, replication: 0, purpose: .tokens)
    let draws = 200_000
    let sum = (0..<draws).reduce(0.0) { $0 + Double(tokenCount(distribution, z: random.normal($1))) }
    #expect(abs(sum / Double(draws) - expectedTokenCount(distribution)) < 0.02)
  }

  @Test("nothing is expected of samples, and of answers whose length goes with the question")
  func unknown() throws {
    var workload = SyntheticWorkload()
    workload.contextTokens = Lognormal(median: 100, p95: 100)
    workload.userTokens = Lognormal(median: 20, p95: 20)
    workload.outputTokens = Lognormal(median: 7, p95: 7)
    let expected = try #require(ExpectedTokens(workload))
    #expect(expected.input == 120)
    #expect(expected.output == 7)
    #expect(expected.hasUser)
    workload.outputDifficultyCorrelation = 0.5
    #expect(try #require(ExpectedTokens(workload)).output == nil)
    workload.userTokens = nil
    #expect(try #require(ExpectedTokens(workload)).input == 100)
    workload.sample = StreamSample(rate: 0.5, unit: .user)
    #expect(ExpectedTokens(workload) == nil)
  }

  @Test("a prompt is marked as repeated from its second time on, windows or not")
  func repeated() {
    var workload = SyntheticWorkload()
    workload.intents = 40
    workload.paraphrases = 3
    workload.oneOffShare = 0.2
    workload.driftShareADay = 20
    workload.newDriftShare = 0.5
    let stream = workload.stream(until: .seconds(3600), seed: 3, replication: 0)
    var seen: Set<UInt32> = []
    var repeats = 0
    for request in 0..<stream.count {
      let isNew = seen.insert(stream.prompt[request]).inserted
      #expect(stream.marks[request].contains(.repeated) == !isNew)
      if !isNew { repeats += 1 }
    }
    #expect(repeats > 100)
  }

  @Test("how many users of equal weight a sample is worth is told by all users, whichever it holds")
  func effectiveUsers() throws {
    var workload = SyntheticWorkload()
    workload.users = 50
    workload.userExponent = 1
    workload.sample = StreamSample(rate: 0.5, unit: .user)
    for seed in 1...6 as ClosedRange<UInt64> {
      let stream = workload.stream(until: .seconds(20_000), seed: seed, replication: 0)
      let part = try #require(stream.sampled)
      // The squares of 1 / k up to 50 add up to 1.62513, the sum of 1 / k to 4.49921.
      let squares = 1.62513 / (4.49921 * 4.49921)
      let whole = Double(part.wholeRequests)
      #expect(whole > 100 && abs(part.effectiveUnits - 0.5 * whole / (1 + (whole - 1) * squares)) < 0.01)
    }
  }
  @Test("how many keys of equal weight a sample is worth is told by all keys, whichever it holds")
  func effectiveKeys() throws {
    var workload = SyntheticWorkload()
    workload.intents = 50
    workload.intentExponent = 1
    workload.paraphrases = 2
    workload.paraphraseExponent = 0
    workload.oneOffShare = 0.1
    workload.sample = StreamSample(rate: 0.5, unit: .key)
    for seed in 1...6 as ClosedRange<UInt64> {
      let part = try #require(workload.stream(until: .seconds(20_000), seed: seed, replication: 0).sampled)
      // Each of two phrasings has half of its intent's part of nine in ten requests.
      let squares = 0.81 * 0.5 * 1.62513 / (4.49921 * 4.49921)
      let whole = Double(part.wholeRequests)
      #expect(whole > 100 && abs(part.effectiveUnits - 0.5 * whole / (1 + (whole - 1) * squares)) < 0.01)
    }
  }
}
