import Simulation

/// What a balancer knows of deployments: calls under way, latencies, failures, and which are left alone for a time.
struct DeploymentHealth {
  /// Requests under way, by model.
  private(set) var underWay: [Int]

  private let plan: Balance
  /// Where each request under way is.
  private var places: [Int: Int] = [:]
  private var latencies: [[Double]]
  private var coolUntil: [VirtualTime]
  private var minute: [Int64]
  private var calls: [Int]
  private var failures: [Int]

  init(_ plan: Balance, models: Int) {
    self.plan = plan
    underWay = Array(repeating: 0, count: models)
    latencies = Array(repeating: [], count: models)
    coolUntil = Array(repeating: .zero, count: models)
    minute = Array(repeating: -1, count: models)
    calls = underWay
    failures = underWay
  }

  func isHealthy(_ model: Int, at now: VirtualTime) -> Bool { coolUntil[model] <= now }

  /// Those that are not left alone; all where none is.
  func healthy(_ models: [Int], at now: VirtualTime) -> [Int] {
    let own = models.filter { isHealthy($0, at: now) }
    return own.isEmpty ? models : own
  }

  /// The mean of the last ten latencies in seconds; 0 before the first, so that each is tried.
  func meanLatency(_ model: Int) -> Double {
    latencies[model].isEmpty ? 0 : latencies[model].reduce(0, +) / Double(latencies[model].count)
  }

  mutating func start(_ request: Int, on model: Int) {
    places[request] = model
    underWay[model] += 1
  }

  /// A request has ended, with an answer or without.
  mutating func end(_ request: Int) {
    if let model = places.removeValue(forKey: request) { underWay[model] -= 1 }
  }

  /// The next try of a request goes to another deployment.
  mutating func move(_ request: Int, to model: Int) {
    if let old = places[request] { underWay[old] -= 1 }
    places[request] = model
    underWay[model] += 1
  }

  /// Takes note of how a try ended, and returns whether the deployment is left alone from now on.
  mutating func note(_ note: CallNote, at now: VirtualTime) -> Bool {
    if note.result == .answered { return false }
    if note.result == .completed {
      if latencies[note.model].count == 10 { latencies[note.model].removeFirst() }
      latencies[note.model].append(note.latency.seconds)
    }
    if plan.cooldown <= .zero { return false }
    let own = now.nanoseconds / 60_000_000_000
    if minute[note.model] != own {
      minute[note.model] = own
      calls[note.model] = 0
      failures[note.model] = 0
    }
    calls[note.model] += 1
    if note.result == .failed { failures[note.model] += 1 }
    let isFailing =
      calls[note.model] >= plan.leastCalls
      && Double(failures[note.model]) > plan.failureShare * Double(calls[note.model])
    guard note.result == .limited || note.result == .failed && isFailing else { return false }
    let wasHealthy = isHealthy(note.model, at: now)
    coolUntil[note.model] = max(coolUntil[note.model], now + plan.cooldown)
    return wasHealthy
  }
}
