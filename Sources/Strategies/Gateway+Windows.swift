import Simulation
import Traffic

/// A stream that runs through a gateway in windows: memory holds the requests under way, and not those that ended.
extension Gateway {
  /// Runs the requests of a window from one on, without those events that come behind the last.
  ///
  /// - Returns: how many arrived.
  package func runWindow(from first: Int) -> Int {
    var arrived = 0
    for request in first..<stream.count {
      if let isAbsent, isAbsent(request) { continue }
      arrived += 1
      let arrival = stream.arrival[request]
      while queue.nextTime <= arrival { handleNext() }
      advance(request, from: 0, at: arrival)
    }
    return arrived
  }

  /// Ends what is under way behind the last window.
  package func runOut() {
    while !queue.isEmpty { handleNext() }
    for layer in layers { layer.statistics.entries = layer.entryCount }
  }

  /// The first request that has not ended.
  package var firstUnderWay: Int {
    outcomes.kind.indices.first { outcomes.kind[$0] == .pending && !(isAbsent?($0) ?? false) } ?? stream.count
  }

  /// A gateway that goes on with the next window.
  ///
  /// - Parameters:
  ///   - window: a stream that begins with this one's requests from `first` on.
  ///   - isAbsent: says of a request of the window that it does not take part.
  package func continued(
    on window: PreparedStream, from first: Int, isAbsent: (@Sendable (_ request: Int) -> Bool)?
  ) -> Gateway { Gateway(after: self, on: window, from: first, isAbsent: isAbsent) }
}

extension OutcomeTable {
  /// The outcomes from a request on, with room for so many requests in all.
  func continued(from first: Int, count: Int, model: UInt8) -> OutcomeTable {
    var table = OutcomeTable(count: count, model: model)
    for (place, request) in (first..<kind.count).enumerated() {
      table.kind[place] = kind[request]
      table.truth[place] = truth[request]
      table.latency[place] = latency[request]
      table.firstToken[place] = firstToken[request]
      table.cost[place] = cost[request]
      table.quality[place] = quality[request]
      table.model[place] = self.model[request]
      table.layer[place] = layer[request]
      table.flags[place] = flags[request]
    }
    return table
  }
}

/// What the requests that ended before a window add up to.
package struct WindowTally: Sendable {
  private var arrived = 0
  private var ended = 0
  private var cost: Int128 = 0

  /// Nothing yet.
  package init() {}

  /// Notes requests that arrived.
  package mutating func arrive(_ requests: Int) { arrived += requests }

  /// Notes requests that a window leaves behind.
  package mutating func add(_ outcomes: OutcomeTable, _ requests: Range<Int>) {
    for request in requests {
      if outcomes.kind[request] != .pending { ended += 1 }
      cost += Int128(outcomes.cost[request])
    }
  }

  /// Checks the conservation laws when all have ended.
  ///
  /// - Throws: a `Conservation.Violation`.
  package func check(_ gateway: Gateway) throws(Conservation.Violation) {
    try Conservation.check(
      ended: ended, cost: cost, arrivals: arrived, ledger: gateway.ledger, invoice: gateway.provider.invoice)
  }
}
