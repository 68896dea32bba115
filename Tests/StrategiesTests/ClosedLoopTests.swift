import Providers
import Simulation
import Testing
import Traffic

@testable import Strategies

/// Streams whose turns wait for the answers before them.
@Suite("The closed loop")
struct ClosedLoopTests {
  /// Adds a turn of a session.
  private func turn(
    _ rig: inout Rig, _ session: UInt32, at seconds: Double, after predecessor: Int? = nil, think: Double = 0
  ) {
    let place = UInt32(rig.stream.session.count { $0 == session })
    rig.ask(rig.stream.count, at: seconds, user: session)
    rig.stream.appendTurn(
      session: session, turn: place, predecessor: predecessor.map(UInt32.init) ?? QueryStream.noPredecessor,
      think: predecessor == nil ? -1 : Int64((think * 1e9).rounded()))
    rig.stream.isClosedLoop = true
  }

  private func arrivals(_ gateway: Gateway) -> [Double] {
    gateway.outcomes.arrivals.map { $0 == .never ? -1 : $0.seconds }
  }

  @Test("a turn arrives when its predecessor's answer is complete and its think time has passed")
  func waits() throws {
    var rig = Rig()
    turn(&rig, 0, at: 1)
    turn(&rig, 1, at: 1.5)
    turn(&rig, 0, at: 2, after: 0, think: 0.25)
    turn(&rig, 1, at: 9, after: 1, think: 0)
    let gateway = try rig.run()
    #expect(arrivals(gateway) == [1, 1.5, 2.25, 2.5])
    #expect(gateway.seconds == [1, 1, 1, 1])
  }

  @Test("work beside a turn runs beside it, and its join waits for all")
  func joins() throws {
    var rig = Rig()
    rig.catalog.models[1].latency = Rig.latency(5)
    turn(&rig, 0, at: 0)
    turn(&rig, 0, at: 1, after: 0, think: 0)
    turn(&rig, 0, at: 1, after: 0, think: 3)
    turn(&rig, 0, at: 2, after: 1, think: 0.5)
    rig.stream.joins = [TurnJoin(request: 3, predecessor: 2), TurnJoin(request: 3, predecessor: 0)]
    #expect(try arrivals(rig.run()) == [0, 1, 4, 5.5])
    #expect(try arrivals(rig.run([], model: 1)) == [0, 5, 8, 13.5])
  }

  @Test("refused and failed turns let their followers go on, and so do hits")
  func endings() throws {
    var rig = Rig()
    for step in 0..<4 { turn(&rig, 0, at: Double(step), after: step == 0 ? nil : step - 1, think: 1) }
    rig.stream.prompt = [0, 0, 0, 0]
    let cached = try rig.run(#"{"use": "exact_cache", "capacity": 5, "ttl_s": 100}"#)
    #expect(cached.kinds == ["served", "exact_hit", "exact_hit", "exact_hit"])
    #expect(arrivals(cached)[1] == 2.001)
    let refused = try rig.run(#"{"use": "rate_limit", "tiers": {"all": {"requests_per_min": 1}}}"#)
    #expect(refused.kinds == ["served", "rejected", "rejected", "rejected"])
    #expect(arrivals(refused) == [0, 2, 3, 4])
    rig.catalog = Rig.catalog(
      faults: FaultProfile(errorShare: 1), retry: RetryPolicy(retries: 1, baseDelay: 1, jitter: 0))
    let failed = try rig.run()
    #expect(failed.kinds == ["failed", "failed", "failed", "failed"])
    #expect(arrivals(failed)[1] > 1)
  }

  @Test("a turn that would arrive at the limit or later does not, nor do those that follow it")
  func limit() throws {
    var rig = Rig()
    for step in 0..<5 { turn(&rig, 0, at: Double(step), after: step == 0 ? nil : step - 1, think: 1) }
    rig.stream.arrivalLimit = .seconds(4)
    let gateway = try rig.run()
    #expect(arrivals(gateway) == [0, 2, -1, -1, -1])
    #expect(gateway.kinds == ["served", "served", "pending", "pending", "pending"])
  }

  @Test(
    "turns are measured by when they arrive, and a turn of unknown think time comes as long after the one before as recorded"
  )
  func measured() throws {
    var rig = Rig()
    turn(&rig, 0, at: 0)
    turn(&rig, 0, at: 1, after: 0, think: 5)
    turn(&rig, 0, at: 30, after: 1, think: 0)
    rig.stream.think[2] = QueryStream.unknownThink
    rig.warmUp = .seconds(3)
    let gateway = try rig.run()
    #expect(arrivals(gateway) == [0, 6, 35])
    #expect((0..<3).map(gateway.isMeasured) == [false, true, true])
    #expect(gateway.measured.count == 2)
  }

  @Test("with one user, no think time and service time S the throughput is 1/S")
  func oneUser() throws {
    var rig = Rig()
    rig.catalog.models[0].latency = Rig.latency(0.8)
    for step in 0..<2000 { turn(&rig, 0, at: 0, after: step == 0 ? nil : step - 1, think: 0) }
    rig.stream.arrivalLimit = .seconds(800)
    let gateway = try rig.run()
    #expect(arrivals(gateway).count { $0 >= 0 } == 1000)
  }

  /// A stream of users who each ask for ever.
  private func users(_ count: Int, turns: Int, think mean: Double, seed: UInt64) -> Rig {
    var rig = Rig()
    let draws = RandomStream(seed: seed, replication: 0, purpose: .users)
    for step in 0..<turns {
      for user in 0..<count {
        let request = rig.stream.count
        let think = -mean * Transcendental.log(draws.uniform(request, 0))
        turn(&rig, UInt32(user), at: 0, after: step == 0 ? nil : request - count, think: think)
      }
    }
    return rig
  }

  /// What one server does for N users with exponential think and service times (the machine-repair model).
  private func throughput(users: Int, think: Double, service: Double) -> Double {
    var (term, sum) = (1.0, 1.0)
    for busy in 1...users {
      term *= Double(users - busy + 1) * service / think
      sum += term
    }
    return (1 - 1 / sum) / service
  }

  @Test(
    "N users with exponential times before one server meet the machine-repair formula within the interval")
  func machineRepair() throws {
    let span = 2000.0
    let rates = try (1...10).map { seed -> Double in
      var rig = users(6, turns: 700, think: 4, seed: UInt64(seed))
      rig.catalog.models[0].latency = Rig.latency(0)
      rig.stream.arrivalLimit = .seconds(span)
      rig.stream.end = .seconds(span)
      let setting = LayerSetting(
        stream: PreparedStream(rig.stream, needs: []), catalog: rig.catalog, seed: UInt64(seed),
        replication: 0,
        span: .seconds(span))
      let gateway = Gateway(setting: setting, plans: [OneServer(mean: 1)], model: 0)
      try gateway.run()
      let ended = (0..<rig.stream.count).count { request in
        let arrival = gateway.outcomes.arrivals[request]
        return arrival != .never
          && (arrival + VirtualTime(nanoseconds: gateway.outcomes.latency[request])).seconds <= span
          && arrival.seconds + gateway.seconds[request] > 200
      }
      return Double(ended) / (span - 200)
    }
    let mean = rates.reduce(0, +) / 10
    let variance = rates.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 9
    let halfWidth = StudentT.quantile(0.975, degreesOfFreedom: 9) * (variance / 10).squareRoot()
    let expected = throughput(users: 6, think: 4, service: 1)
    #expect(abs(mean - expected) <= halfWidth, "\(mean) +- \(halfWidth), expected \(expected)")
    #expect(halfWidth < 0.02 * expected)
  }

  @Test("a closed replay equals the open one when answers take as long as recorded")
  func openEqualsClosed() throws {
    var rig = users(20, turns: 40, think: 7, seed: 3)
    rig.stream.prompt = rig.stream.prompt.map { $0 % 97 }
    rig.stream.intent = rig.stream.prompt
    let layers = [#"{"use": "exact_cache", "capacity": 50, "ttl_s": 60}"#, #"{"use": "prompt_cache"}"#]
    let closed = try rig.run(layers)
    // The recording of that run: its arrivals, in their order.
    let order = (0..<rig.stream.count).sorted { (arrivals(closed)[$0], $0) < (arrivals(closed)[$1], $1) }
    var recording = Rig()
    var place = [Int](repeating: 0, count: order.count)
    for (new, old) in order.enumerated() { place[old] = new }
    for old in order {
      recording.stream.append(rig.stream[old])
      recording.stream.arrival[recording.stream.count - 1] = closed.outcomes.arrivals[old]
      recording.stream.appendTurn(
        session: rig.stream.session[old], turn: rig.stream.turn[old],
        predecessor: rig.stream.predecessor(of: old).map { UInt32(place[$0]) } ?? QueryStream.noPredecessor,
        think: rig.stream.think[old])
    }
    let open = try recording.run(layers)
    recording.stream.isClosedLoop = true
    let again = try recording.run(layers)
    #expect(again.outcomes.arrivals == recording.stream.arrival)
    #expect(open.outcomes.kind == again.outcomes.kind)
    #expect(open.outcomes.latency == again.outcomes.latency)
    #expect(open.outcomes.cost == again.outcomes.cost)
    #expect(open.kinds.contains("exact_hit"))
  }
}

/// A server that does one request after the other, each in an exponential time.
private struct OneServer: LayerPlan {
  let mean: Double

  func makeLayer(in setting: LayerSetting) -> Layer {
    OneServerLayer(mean: mean, draws: setting.random(.latency))
  }
}

private final class OneServerLayer: Layer {
  private let mean: Double
  private let draws: RandomStream
  private var waiting: [UInt32] = []
  private var isBusy = false

  init(mean: Double, draws: RandomStream) {
    self.mean = mean
    self.draws = draws
  }

  override func admit(_ passage: Passage) -> Admission {
    waiting.append(UInt32(passage.request))
    if !isBusy { serveNext(passage.desk) }
    return .waits
  }

  override func wake(_ token: UInt32, at desk: Desk) {
    desk.release([token], instructionTokens: 0, quality: 1)
    isBusy = false
    serveNext(desk)
  }

  private func serveNext(_ desk: Desk) {
    guard !waiting.isEmpty else { return }
    isBusy = true
    let next = waiting.removeFirst()
    let service = -mean * Transcendental.log(draws.uniform(Int(next), 7))
    desk.wake(token: next, at: desk.now + .seconds(service))
  }
}
