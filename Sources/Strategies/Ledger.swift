import Providers

/// Where the money of a cell went.
public struct Ledger: Sendable {
  /// Everything spent, by component.
  public private(set) var total: [Int128] = Array(repeating: 0, count: CostComponent.allCases.count)
  /// What was spent on measured requests, by component.
  public private(set) var measured: [Int128] = Array(repeating: 0, count: CostComponent.allCases.count)
  /// Everything spent so far.
  public private(set) var spent: Int128 = 0
  /// What was spent on measured requests so far.
  public private(set) var measuredSpent: Int128 = 0
  /// Whether every amount was one that Int64 holds.
  public internal(set) var isExact = true

  /// An empty ledger.
  public init() {}

  /// Books an amount.
  mutating func book(_ amount: Money, on component: CostComponent, isMeasured: Bool) {
    if amount == .beyondExact { isExact = false }
    total[component.rawValue] += Int128(amount.picodollars)
    if isMeasured {
      measured[component.rawValue] += Int128(amount.picodollars)
      measuredSpent += Int128(amount.picodollars)
    }
    spent += Int128(amount.picodollars)
  }
}

/// The laws that hold at the end of every run.
public enum Conservation {
  /// A law that does not hold is a defect of simbench.
  public struct Violation: Error, Sendable, CustomStringConvertible {
    public let description: String
    /// Whether no law is broken, but the input wants more money than is counted exactly.
    public var isBeyondExact = false
  }

  /// Checks that every request has one outcome and every picodollar is on one outcome.
  ///
  /// arrivals = exact hits + semantic hits + coalesced + served + rejected + failed, and
  /// sum over outcomes = ledger = invoice.
  /// - Throws: a `Violation` that names the law and both sides.
  public static func check(_ outcomes: OutcomeTable, arrivals: Int, ledger: Ledger, invoice: Int128)
    throws(Violation)
  {
    var ended = 0
    for kind in outcomes.kind where kind != .pending { ended += 1 }
    var sum: Int128 = 0
    for cost in outcomes.cost { sum += Int128(cost) }
    try check(ended: ended, cost: sum, arrivals: arrivals, ledger: ledger, invoice: invoice)
  }

  /// The same of sums over the outcomes.
  static func check(ended: Int, cost sum: Int128, arrivals: Int, ledger: Ledger, invoice: Int128)
    throws(Violation)
  {
    guard ledger.isExact else {
      throw Violation(
        description:
          "a request costs more than the 9,223,372 USD that are counted exactly; fewer tokens, a lower "
          + "price or smaller batches were expected", isBeyondExact: true)
    }
    guard ended == arrivals else {
      throw Violation(description: "\(arrivals) requests arrived but \(ended) have an outcome")
    }
    let booked = ledger.total.reduce(0, +)
    guard sum == ledger.spent, booked == ledger.spent else {
      throw Violation(
        description:
          "the outcomes cost \(sum) picodollars, the ledger holds \(booked), \(ledger.spent) were spent")
    }
    guard sum == invoice else {
      throw Violation(description: "the outcomes cost \(sum) picodollars, the invoice says \(invoice)")
    }
  }
}
