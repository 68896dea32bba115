import Providers
import Simulation

extension Gateway {
  /// How a try ends, unless a second one answers before it.
  struct FirstTry {
    var kind: EventKind
    var end: VirtualTime
  }

  /// Ends a try at a time, or lets the hedging layer send it again before that.
  func conclude(_ id: UInt32, _ kind: EventKind, at end: VirtualTime, sent now: VirtualTime) {
    calls[Int(id)].tried = now
    let call = calls[Int(id)].call
    guard let hedging, !call.isBatch, !call.isRecordedFailure, call.recordedLatency == nil,
      let wait = hedging.wait(for: call.model), now + wait < end
    else {
      queue.schedule(Event(kind: kind, layer: 0, id: id), at: end)
      return
    }
    calls[Int(id)].firstTry = FirstTry(kind: kind, end: end)
    queue.schedule(Event(kind: .hedge, layer: 0, id: id), at: now + wait)
  }

  /// Sends a call a second time; the answer that comes first ends both.
  func hedge(_ id: UInt32, at now: VirtualTime) {
    if buries(id) { return }
    guard let hedging, let first = calls[Int(id)].firstTry else { return }
    calls[Int(id)].firstTry = nil
    guard hedging.takeHedge() else {
      queue.schedule(Event(kind: first.kind, layer: 0, id: id), at: first.end)
      return
    }
    var call = calls[Int(id)].call
    call.isHedge = true
    let passage = passage(call.request, hedging, at: now)
    passage.count(.hedges)
    if isMeasured(call.request) { measured.count += 1 }
    outcomes.details?.tries[call.request] += 1
    switch provider.answer(call, at: now) {
    case .limited:
      note(.limited, of: call, at: now)
      queue.schedule(Event(kind: first.kind, layer: 0, id: id), at: first.end)
    case .failed(let latency, let cost):
      note(.failed, of: call, at: now)
      charge(cost, to: call.request, for: .failedCalls)
      // Who waits for two has failed when both have.
      let end = first.kind == .failure ? max(first.end, now + latency) : first.end
      queue.schedule(Event(kind: first.kind, layer: 0, id: id), at: end)
    case .answered(let firstToken, let latency, let cost, let cached, let written):
      noteAnswer(to: call, cached: cached, written: written, at: now)
      let end = now + latency
      if first.kind == .complete, first.end <= end {
        cancel(call.request, cost, firstToken: now + firstToken, end: end, at: first.end)
        queue.schedule(Event(kind: .complete, layer: 0, id: id), at: first.end)
        return
      }
      if first.kind == .complete {
        let state = calls[Int(id)]
        cancel(call.request, state.costs, firstToken: state.firstToken, end: first.end, at: end)
      }
      passage.count(.hedgeWins)
      calls[Int(id)].costs = cost
      calls[Int(id)].firstToken = now + firstToken
      queue.schedule(Event(kind: .complete, layer: 0, id: id), at: end)
    }
  }

  /// Charges a request for what is billed of a call that is cancelled at a time; the rest comes off the invoice.
  private func cancel(
    _ request: Int, _ cost: CallCost, firstToken: VirtualTime, end: VirtualTime, at now: VirtualTime
  ) {
    let billed = (hedging?.billing ?? .whole).part(
      of: cost, written: now - firstToken, whole: end - firstToken)
    provider.refund(cost.total - billed.total)
    charge(billed.total, to: request, for: .cancelledCalls)
    guard let hedging else { return }
    let passage = passage(request, hedging, at: now)
    passage.count(.cancelled)
    if billed.total == .zero { passage.count(.cancelledFree) }
  }
}
