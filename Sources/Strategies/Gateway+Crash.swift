import Simulation

extension Gateway {
  /// Cuts the calls off that some requests lead or share: their answers are lost, and what they are billed is paid.
  ///
  /// Calls whose answer is being judged are left alone; they are complete.
  /// - Returns: the requests whose calls were cut off, in their order.
  /// - Complexity: O(calls).
  func cutOff(callsOf requests: Set<Int>) -> [Int] {
    let free = Set(freeCalls)
    var cut: [Int] = []
    for id in calls.indices where !free.contains(UInt32(id)) && !calls[id].isLost {
      let state = calls[id]
      guard state.earlier == nil, requests.contains(state.call.request) else { continue }
      charge(state.costs.total, to: state.call.request, for: .failedCalls)
      calls[id].isLost = true
      forEachMember(of: UInt32(id)) { cut.append($0) }
    }
    return cut.sorted()
  }

  /// Whether a call was cut off; its place is free from now on.
  func buries(_ id: UInt32) -> Bool {
    guard calls[Int(id)].isLost else { return false }
    freeCalls.append(id)
    return true
  }

  /// Sends requests again that had passed all layers, as one call a model.
  func resend(
    _ requests: [Int], instructionTokens: Int, quality: Double, stage: Int, at now: VirtualTime
  ) {
    for request in requests { hold(request, until: now) }
    var sent: [UInt8] = []
    for request in requests where !sent.contains(outcomes.model[request]) {
      let model = outcomes.model[request]
      sent.append(model)
      let members = requests.filter { outcomes.model[$0] == model }.map(UInt32.init)
      send(group: members, instructionTokens: instructionTokens, quality: quality, stage: stage, at: now)
    }
  }
}

extension Desk {
  /// Cuts the calls off that some requests lead or share, and returns the requests whose calls were, in their order.
  func cutOff(callsOf requests: Set<Int>) -> [Int] { gateway { $0.cutOff(callsOf: requests) } }

  /// Sends requests again whose calls were cut off.
  ///
  /// - Parameter stage: addresses the draws of these calls; every crash has its own.
  func resend(_ requests: [Int], instructionTokens: Int, quality: Double, stage: Int) {
    gateway {
      $0.resend(requests, instructionTokens: instructionTokens, quality: quality, stage: stage, at: now)
    }
  }

  /// Ends a request whose call was cut off without an answer.
  func fail(_ request: Int) { gateway { $0.failRequest(request, at: now) } }
}
