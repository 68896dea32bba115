import Providers
import Simulation
import TestSupport
import Testing
import Traffic

@testable import Strategies

/// Counts the answers that each request gets.
private final class AnswerCount: Layer {
  var answers: [Int: Int] = [:]

  override func store(_ answer: Answer, of passage: Passage) { answers[passage.request, default: 0] += 1 }
}

private struct AnswerCountPlan: LayerPlan, @unchecked Sendable {
  let layer: AnswerCount

  func makeLayer(in setting: LayerSetting) -> Layer { layer }
}

@Suite("Priorities and crashes of the batch queue")
struct BatchQueueTests {
  private func marks(_ priority: Int) -> RequestMarks {
    var marks: RequestMarks = .temperatureZero
    marks.priority = priority
    return marks
  }

  /// Requests by time and priority.
  private func rig(_ requests: [(time: Double, priority: Int)]) -> Rig {
    var rig = Rig()
    for (place, request) in requests.enumerated() {
      rig.ask(place, at: request.time, marks: marks(request.priority))
    }
    return rig
  }

  @Test("high goes at once, normal joins a forming window, low waits in the queue")
  func priorities() throws {
    let gateway = try rig([(0, 2), (0, 1), (0, 0), (0.2, 1), (10, 0)]).run("{\"use\": \"batch_queue\"}")
    #expect(gateway.kinds.allSatisfy { $0 == "served" })
    #expect(gateway.seconds == [1, 1.5, 61, 1.3, 51])
    #expect(gateway.measured.count == 3)
    #expect(gateway.layers[0].statistics[.bypasses] == 1 && gateway.layers[0].statistics[.held] == 4)
    #expect(gateway.layers[0].entryCount == 0)
  }

  @Test("a full window or queue is sent at once")
  func full() throws {
    let gateway = try rig([(0, 0), (1, 0), (2, 1), (2, 1)]).run("{\"use\": \"batch_queue\", \"max_size\": 2}")
    #expect(gateway.seconds == [2, 1, 1, 1] && gateway.measured.count == 2)
  }

  @Test("what a crash cuts off is sent again after the restart, and both calls are paid")
  func persistent() throws {
    // The crash comes at 1 s, when the first call is under way since 0.5 s and the second request waits.
    let gateway = try rig([(0, 1), (0, 0), (10, 1), (10, 2)]).run(
      "{\"use\": \"batch_queue\", \"crashes_h\": [\(1.0 / 3600)]}")
    #expect(gateway.kinds.allSatisfy { $0 == "served" })
    #expect(gateway.seconds == [32, 32, 22, 1])
    // The call that was cut off, the same again, the window, the queue, and the high priority.
    #expect(gateway.measured.count == 5)
    #expect(gateway.layers[0].statistics[.resends] == 1 && gateway.layers[0].statistics[.lost] == 0)
    #expect(gateway.ledger.total[CostComponent.failedCalls.rawValue] == 750_000_000)
    #expect(gateway.ledger.spent == 5 * 750_000_000)
  }

  @Test("a queue in memory loses what waits, what is under way, and what comes before the restart")
  func memory() throws {
    let gateway = try rig([(0, 1), (0, 0), (10, 1), (10, 2), (40, 1)]).run(
      "{\"use\": \"batch_queue\", \"store\": \"memory\", \"crashes_h\": [\(1.0 / 3600)]}")
    #expect(gateway.kinds == ["failed", "rejected", "rejected", "served", "served"])
    #expect(gateway.layers[0].statistics[.lost] == 3)
    #expect(gateway.ledger.total[CostComponent.failedCalls.rawValue] == 750_000_000)
  }

  @Test("a worker that is killed between two flushes leaves every request answered, once")
  func betweenFlushes() throws {
    // Low requests wait from 0 and 20 s on, a normal one was answered long before the crash at 30 s; no call is under way.
    let requests: [(time: Double, priority: Int)] = [(0, 0), (2, 1), (20, 0), (31, 0), (31, 1), (200, 0)]
    let rig = rig(requests)
    var stream = rig.stream
    stream.end = .seconds(300)
    let count = AnswerCount()
    let layer =
      "{\"use\": \"batch_queue\", \"queue_s\": 40, \"crashes_h\": [\(30.0 / 3600)], \"restart_s\": 5}"
    let gateway = Gateway(
      setting: LayerSetting(
        stream: PreparedStream(stream, needs: []), catalog: rig.catalog, seed: 1, replication: 0,
        span: stream.end), plans: [try Rig.plan(layer, rig.catalog), AnswerCountPlan(layer: count)], model: 0)
    try gateway.run()
    #expect(gateway.kinds.allSatisfy { $0 == "served" })
    #expect(count.answers == [0: 1, 1: 1, 2: 1, 3: 1, 4: 1, 5: 1])
    #expect(gateway.layers[0].statistics[.resends] == 0 && gateway.layers[0].statistics[.lost] == 0)
    // What waited goes out at the restart, and is paid once.
    #expect(gateway.seconds == [36, 1.5, 16, 5, 5, 41])
    #expect(gateway.measured.count == 4 && gateway.ledger.total[CostComponent.failedCalls.rawValue] == 0)
  }

  @Test("whenever the worker is killed, no request is lost and none answered twice", arguments: 0..<40)
  func crashes(_ seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    var rig = Rig()
    var time = 0.0
    for place in 0..<300 {
      time += Double.random(in: 0...0.8, using: &random)
      rig.ask(place % 60, at: time, marks: marks(Int.random(in: 0...2, using: &random)))
    }
    rig.catalog = Rig.catalog(faults: FaultProfile(errorShare: 0.2), retry: RetryPolicy(retries: 100))
    for model in rig.catalog.models.indices { rig.catalog.models[model].latency.firstTokenSigma = 0.8 }
    let crashes = (0..<8).map { _ in "\(Double.random(in: 0...(time / 3600), using: &random))" }
    let layer = """
      {"use": "batch_queue", "queue_s": 7, "max_size": \(Int.random(in: 1...6, using: &random)),
       "restart_s": \(Double.random(in: 0.1...9, using: &random)), "crashes_h": [\(crashes.joined(separator: ", "))]}
      """
    var stream = rig.stream
    stream.end = .seconds(time + 1)
    let count = AnswerCount()
    let plans: [any LayerPlan] = [try Rig.plan(layer, rig.catalog), AnswerCountPlan(layer: count)]
    let gateway = Gateway(
      setting: LayerSetting(
        stream: PreparedStream(stream, needs: []), catalog: rig.catalog, seed: UInt64(seed), replication: 0,
        span: stream.end), plans: plans, model: 0, keepsDetails: true)
    try gateway.run()
    #expect(gateway.kinds.allSatisfy { $0 == "served" })
    #expect(count.answers.count == 300 && count.answers.values.allSatisfy { $0 == 1 })
    #expect(gateway.layers[0].entryCount == 0)
    #expect(gateway.layers[0].statistics[.resends] > 0)
  }
}
