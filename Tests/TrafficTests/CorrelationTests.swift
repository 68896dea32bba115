import Simulation
import Testing

@testable import Traffic

@Suite("Correlations of a synthetic workload")
struct CorrelationTests {
  private func workload() -> SyntheticWorkload {
    var workload = SyntheticWorkload()
    workload.intents = 2000
    workload.intentExponent = 0
    workload.users = 5
    workload.arrivals = ArrivalProcess(rate: 1)
    workload.userTokens = Lognormal(median: 100, p95: 300)
    workload.outputTokens = Lognormal(median: 400, p95: 1200)
    return workload
  }

  private func stream(_ workload: SyntheticWorkload) -> QueryStream {
    workload.stream(until: .hours(6), seed: 5, replication: 0)
  }

  private func correlation(_ first: [Double], _ second: [Double]) -> Double {
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    let (a, b) = (mean(first), mean(second))
    let covariance = mean(zip(first, second).map { ($0 - a) * ($1 - b) })
    let spread = mean(first.map { ($0 - a) * ($0 - a) }) * mean(second.map { ($0 - b) * ($0 - b) })
    return covariance / spread.squareRoot()
  }

  @Test(
    "answers are as long as difficulty says by the stated correlation, and as a whole as long as before",
    arguments: [-0.5, 0, 0.8])
  func lengths(_ stated: Double) {
    var workload = workload()
    let plain = stream(workload)
    workload.outputDifficultyCorrelation = stated
    let stream = stream(workload)
    let logs = stream.outputTokens.map { Transcendental.log(Double($0)) }
    #expect(abs(correlation(logs, stream.latentDifficulty.map(Double.init)) - stated) < 0.03)
    func quantile(_ stream: QueryStream, _ level: Double) -> Double {
      Double(stream.outputTokens.sorted()[Int(level * Double(stream.count))])
    }
    for level in [0.5, 0.95] { #expect(abs(quantile(stream, level) / quantile(plain, level) - 1) < 0.05) }
    #expect((stream.outputTokens == plain.outputTokens) == (stated == 0))
    #expect(stream.userTokens == plain.userTokens && stream.intent == plain.intent)
  }

  @Test("intents with a word of things that change are volatile by a share of their own")
  func keywords() throws {
    var workload = workload()
    workload.grammar = Grammar.named("support")
    workload.staticAnswerLifetime = .never
    workload.volatileAnswerLifetime = .hours(1)
    workload.volatileShare = 0.1
    workload.volatileKeywords = ["REFUND"]
    workload.volatileKeywordShare = 0.9
    let stream = stream(workload)
    var counts = [true: (all: 0, volatile: 0), false: (all: 0, volatile: 0)]
    for intent in 0..<2000 {
      let isMarked = stream.texts.text(intent * workload.paraphrases).lowercased().contains("refund")
      let versions = (0...2).map { stream.answers.version(of: UInt32(intent), at: .hours(Double($0))) }
      // An intent that nobody asks is not marked.
      guard stream.intent.contains(UInt32(intent)) else { continue }
      counts[isMarked]?.all += 1
      if Set(versions).count > 1 { counts[isMarked]?.volatile += 1 }
      #expect(
        abs(
          stream.answers.changeProbability(of: UInt32(intent), within: .hours(0.5))
            - (isMarked ? 0.45 : 0.05)) < 1e-12)
    }
    let (marked, others) = (try #require(counts[true]), try #require(counts[false]))
    #expect(marked.all > 50 && others.all > 500)
    #expect(abs(Double(marked.volatile) / Double(marked.all) - 0.9) < 0.1)
    #expect(abs(Double(others.volatile) / Double(others.all) - 0.1) < 0.04)
  }

  @Test("of some intents every user has another question behind the same text, with another context")
  func users() {
    var workload = workload()
    workload.intents = 100
    workload.contextTokens = Lognormal(median: 500, p95: 900)
    let plain = stream(workload)
    workload.perUserShare = 0.3
    let stream = stream(workload)
    #expect(stream.prompt == plain.prompt && stream.user == plain.user && stream.hasOwnContexts)
    var owners: [UInt32: Set<UInt32>] = [:]
    var texts: [UInt32: Set<UInt32>] = [:]
    var own: Set<UInt32> = []
    for request in 0..<stream.count {
      let base = plain.intent[request]
      if stream.intent[request] != base {
        own.insert(base)
        owners[stream.intent[request], default: []].insert(stream.user[request])
        texts[stream.intent[request], default: []].insert(base)
        #expect(stream.intent[request] >= 100 && Int(stream.intent[request]) < stream.intentCount)
      } else {
        #expect(!own.contains(base) && stream.contextTokens[request] == plain.contextTokens[request])
      }
    }
    #expect(owners.values.allSatisfy { $0.count == 1 } && texts.values.allSatisfy { $0.count == 1 })
    #expect(abs(own.count - 30) < 14)
    #expect(owners.count == own.count * 5)
    #expect(!plain.hasOwnContexts && plain.intentCount == 100)
  }

  @Test("drift brings questions that nobody asked before, each for as long as its rank has it")
  func newQuestions() {
    var workload = workload()
    (workload.intents, workload.paraphrases) = (50, 3)
    workload.driftShareADay = 12
    let known = stream(workload)
    #expect(known.intentCount == 50 && known.intent.allSatisfy { $0 < 50 })
    workload.newDriftShare = 1
    let stream = stream(workload)
    // Each rank changes hands every two hours, and so four times at most.
    #expect(stream.intentCount == 250 && stream.promptCount == 750)
    #expect(zip(stream.prompt, stream.intent).allSatisfy { $0 / 3 == $1 })
    var times: [UInt32: (first: VirtualTime, last: VirtualTime)] = [:]
    for request in 0..<stream.count {
      let (intent, time) = (stream.intent[request], stream.arrival[request])
      times[intent] = (times[intent]?.first ?? time, time)
    }
    #expect(times.values.allSatisfy { $0.last - $0.first < .hours(2) })
    let late = (0..<stream.count).filter { stream.arrival[$0] >= .hours(4) }
    #expect(late.allSatisfy { stream.intent[$0] >= 50 } && times.count > 150)
    workload.newDriftShare = 0.5
    let half = self.stream(workload)
    let share = Double(half.intent.count { $0 >= 50 }) / Double(half.count)
    #expect(abs(share - 0.5 * 5 / 6) < 0.1)
  }

  @Test("users ask their own questions again, and all of them together what they asked before")
  func ownQuestions() {
    var workload = workload()
    (workload.intents, workload.intentExponent, workload.users) = (500, 0.8, 400)
    let plain = stream(workload)
    workload.ownQuestionShare = 0.6
    workload.ownQuestions = 2
    let stream = stream(workload)
    func repeats(_ stream: QueryStream) -> Double {
      var seen: Set<UInt64> = []
      let count = (0..<stream.count).count {
        !seen.insert(UInt64(stream.user[$0]) << 32 | UInt64(stream.intent[$0])).inserted
      }
      return Double(count) / Double(stream.count)
    }
    #expect(repeats(stream) > repeats(plain) + 0.4)
    #expect(stream.user == plain.user)
    // The most popular tenth has as large a share.
    func head(_ stream: QueryStream) -> Double {
      var counts = [Int](repeating: 0, count: 500)
      for intent in stream.intent { counts[Int(intent)] += 1 }
      return Double(counts.sorted(by: >).prefix(50).reduce(0, +)) / Double(stream.count)
    }
    #expect(abs(head(stream) - head(plain)) < 0.05)
  }
}
