import Simulation

extension Gateway {
  /// Gives a request the answer to another one, or none, now or when its call is complete.
  func misdirect(_ request: Int, to other: Int?, at now: VirtualTime) {
    if outcomes.kind[request] == .pending {
      misdirected[request] = other ?? -1
    } else {
      deliver(other, to: request, at: now)
    }
  }

  /// Ends a request that gets another answer than its own.
  func endMisdirected(_ request: Int, at now: VirtualTime) {
    guard let other = misdirected.removeValue(forKey: request) else { return }
    deliver(other < 0 ? nil : other, to: request, at: now)
  }

  private func deliver(_ other: Int?, to request: Int, at now: VirtualTime) {
    guard outcomes.kind[request] == .served else { return }
    guard let other else {
      outcomes.kind[request] = .failed
      outcomes.latency[request] = -1
      outcomes.firstToken[request] = -1
      outcomes.quality[request] = 0
      return
    }
    let intent = stream.intent[other]
    let truth = truth(
      of: request, answeredFor: intent, prompt: stream.prompt[other],
      version: stream.answers.version(of: intent, at: now), at: now)
    guard truth != .correct else { return }
    outcomes.truth[request] = truth
    outcomes.quality[request] = 0
  }
}
