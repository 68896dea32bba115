import Simulation

/// Which conversations of a synthetic stream a sample keeps, and in which group each is.
struct SessionGroups {
  private let workload: SyntheticWorkload
  private let traffic: TrafficDraws
  private let draw: SampleDraw?
  private var kept = 0
  private var units: [Int: Int] = [:]

  init(_ workload: SyntheticWorkload, _ traffic: TrafficDraws, seed: UInt64, replication: Int) {
    self.workload = workload
    self.traffic = traffic
    draw = workload.sample.map { SampleDraw($0, seed: seed, replication: replication) }
  }

  /// The user or the conversation itself.
  private func unit(of session: Int) -> Int {
    workload.sample?.unit == .user ? traffic.userRanks.rank(traffic.users.uniform(session)) : session
  }

  /// Whether a conversation is kept.
  mutating func keeps(_ session: Int) -> Bool {
    guard let draw else { return true }
    let unit = unit(of: session)
    guard draw.group(of: UInt64(unit)) != nil else { return false }
    kept += 1
    units[unit, default: 0] += 1
    return true
  }

  /// Notes a turn of a conversation that is kept.
  func note(_ session: Int, turn: Int, _ stream: inout QueryStream) {
    guard let group = draw?.group(of: UInt64(unit(of: session))) else { return }
    stream.sampled?.groups.append(group)
    stream.sampled?.origins.append(UInt32(truncatingIfNeeded: session &* 4096 &+ turn))
  }

  /// States what the sample is of: turns that were not drawn are as many a conversation as those that were.
  func finish(_ stream: inout QueryStream, sessions: Int) {
    guard var part = stream.sampled else { return }
    // The place of a turn among all is known only where all are drawn.
    part.sharesLuck = false
    let turns = Double(stream.count) / Double(max(1, kept))
    part.keptRequests = stream.count
    part.wholeRequests = Int((turns * Double(sessions)).rounded())
    part.note(units: units.values)
    if part.sample.unit == .user { part.note(squares: traffic.userRanks.squares, draws: sessions) }
    part.largestShare = part.sample.unit == .user ? traffic.userRanks.probability(0) : 0
    stream.sampled = part
  }
}
