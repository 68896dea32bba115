import Traffic

extension Calibration {
  /// Within what the recorded spend of a log adds up, where that of each call holds those before it.
  package enum RunningTotal: String, Sendable, CaseIterable {
    case session, user, log

    /// The number of the unit that a request lies in; nil where it lies in none.
    fileprivate func unit(of request: Int, in stream: QueryStream) -> UInt32? {
      switch self {
      case .session:
        stream.session.isEmpty || stream.session[request] == QueryStream.noSession
          ? nil : stream.session[request]
      case .user: (stream.reading?.users ?? 0) > 0 ? stream.user[request] : nil
      case .log: 0
      }
    }

    /// Calls behind another of their unit that it takes to tell, and the share of them whose spend must be that of the call
    /// before and their own price.
    private static let fewest = 10
    private static let least = 0.9

    /// The unit within which spends grow by the price of each call; nil where there is none.
    ///
    /// - Parameter bill: the recorded spend and the price of a call; nil where it has not both, or too little to tell.
    /// - Complexity: O(requests).
    static func find(in stream: QueryStream, _ bill: (Int) -> (spend: Int64, price: Int64)?) -> Self? {
      allCases.first { kind in
        var last: [UInt32: Int64] = [:]
        var (compared, grown) = (0, 0)
        for request in 0..<stream.count {
          guard let unit = kind.unit(of: request, in: stream), let own = bill(request) else { continue }
          guard let before = last.updateValue(own.spend, forKey: unit) else { continue }
          compared += 1
          let off = abs(Double(own.spend) - Double(before) - Double(own.price))
          if off <= max(1000, Calibration.tolerance * Double(own.price)) { grown += 1 }
        }
        return compared >= fewest && Double(grown) >= least * Double(compared)
      }
    }
  }
}
