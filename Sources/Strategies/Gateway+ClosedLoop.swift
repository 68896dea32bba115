import Simulation
import Traffic

/// The state of a closed loop: who waits for how many answers.
struct ClosedLoop {
  /// A request that has arrived, or never will.
  static let settled = UInt32.max

  /// Who waits for whom.
  let order: TurnOrder
  /// How many answers each request still waits for, or `settled`.
  var awaited: [UInt32]
  /// The next request that may begin a conversation.
  var cursor = 0

  init(_ order: TurnOrder) {
    self.order = order
    awaited = order.awaited
  }
}

extension Gateway {
  /// Runs a stream whose turns wait for the answers before them.
  ///
  /// Arrivals are events of the one queue, behind all others of their time and by their place in the stream: a replay in
  /// which every answer takes as long as recorded runs in the order of the recording.
  ///
  /// - Returns: how many requests arrived.
  func runClosed() -> Int {
    guard loop != nil else { return 0 }
    leaveOutAbsent()
    for request in arrivals.indices where (loop?.awaited[request] ?? 0) > 0 { arrivals[request] = .zero }
    scheduleNextBeginning()
    while !queue.isEmpty { handleNext() }
    var arrived = 0
    for request in arrivals.indices {
      if outcomes.kind[request] == .pending { arrivals[request] = .never } else { arrived += 1 }
    }
    outcomes.arrivals = arrivals
    return arrived
  }

  /// What is absent is waited for by nobody; who waited for it alone arrives as recorded.
  private func leaveOutAbsent() {
    guard let isAbsent, let order = loop?.order else { return }
    for request in 0..<stream.count where isAbsent(request) {
      for follower in order.followers(of: request) { loop?.awaited[Int(follower)] -= 1 }
    }
    for request in 0..<stream.count where isAbsent(request) { loop?.awaited[request] = ClosedLoop.settled }
  }

  /// Schedules the next request that waits for no answer; they lie in the stream in the order of their times.
  private func scheduleNextBeginning() {
    guard var cursor = loop?.cursor else { return }
    while cursor < stream.count, loop?.awaited[cursor] != 0 { cursor += 1 }
    loop?.cursor = cursor + 1
    guard cursor < stream.count, stream.arrival[cursor] < stream.arrivalLimit else { return }
    loop?.awaited[cursor] = ClosedLoop.settled
    queue.schedule(
      Event(kind: .begins, layer: 0, id: UInt32(cursor)), at: stream.arrival[cursor], rank: UInt32(cursor))
  }

  /// A request that waited for no answer arrives.
  func begin(_ request: Int, at now: VirtualTime) {
    scheduleNextBeginning()
    arrive(request, at: now)
  }

  /// A request arrives.
  func arrive(_ request: Int, at now: VirtualTime) {
    arrivals[request] = now
    advance(request, from: 0, at: now)
  }

  /// Notes when a request's answer is complete, or when it is clear that there will be none, and lets those who
  /// waited for it alone go on.
  @inline(__always) func settle(_ request: Int, at time: VirtualTime) {
    if isClosed { goOn(behind: request, at: max(time, clock)) }
  }

  private func goOn(behind request: Int, at time: VirtualTime) {
    guard let order = loop?.order else { return }
    for follower in order.followers(of: request) {
      let follower = Int(follower)
      guard let left = loop?.awaited[follower], left != ClosedLoop.settled else { continue }
      arrivals[follower] = max(arrivals[follower], time)
      loop?.awaited[follower] = left - 1
      if left > 1 { continue }
      loop?.awaited[follower] = ClosedLoop.settled
      let arrival = arrival(of: follower, answered: arrivals[follower])
      if arrival >= stream.arrivalLimit { continue }
      queue.schedule(
        Event(kind: .arrival, layer: 0, id: UInt32(follower)), at: arrival, rank: UInt32(follower))
    }
  }

  /// When a turn arrives whose answers are all there. Where its think time is not told, it comes as long after the turn
  /// before it as it was recorded, and not before the answers.
  private func arrival(of turn: Int, answered: VirtualTime) -> VirtualTime {
    let think = stream.think[turn]
    if think >= 0 { return answered + VirtualTime(nanoseconds: think) }
    guard let before = stream.predecessor(of: turn), loop?.awaited[before] == ClosedLoop.settled,
      isAbsent?(before) != true
    else { return max(answered, stream.arrival[turn]) }
    return max(answered, arrivals[before] + (stream.arrival[turn] - stream.arrival[before]))
  }
}
