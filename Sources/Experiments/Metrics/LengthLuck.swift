import Metrics
import Providers
import Simulation
import Strategies
import Traffic

/// What the lengths that happened to be drawn make of a bill: dollars at list prices over what is expected, 0 in the mean
/// over replications.
///
/// A prompt that is asked often has one context: where lengths have a heavy tail, the hottest prompt's moves the bill, and
/// few replications hold few of them. The luck is a stream's, whatever a strategy makes of it; a cache is spared that of
/// prompts that came before. Since the mean of it is known to be 0 it is a control variate (Lavenberg and Welch, Management
/// Science 27, 1981), whose coefficient follows from what a strategy answers and pays and need not be estimated.
struct LengthLuck: Sendable {
  /// Dollars of input and of output.
  typealias Dollars = (input: Double, output: Double)

  /// Over all measured requests; not a number where nothing is expected of the stream.
  var all: Dollars = (.nan, .nan)
  /// Over those whose prompt came before.
  var repeated: Dollars = (.nan, .nan)
  /// How many those are, and how many requests a cache answered.
  var repeats = 0.0
  var hits = 0.0
  /// What the requests that no cache answered cost at list prices.
  var list = 0.0

  /// The fields in the order in which a partial holds them.
  var fields: [Double] {
    [all.input, all.output, repeated.input, repeated.output, repeats, hits, list]
  }

  init() {}

  /// Adds that of another part of the same stream.
  mutating func add(_ other: LengthLuck) { self = LengthLuck(zip(fields, other.fields).map { $0 + $1 }) }

  /// - Precondition: there are seven fields.
  init(_ fields: [Double]) {
    (all, repeated) = ((fields[0], fields[1]), (fields[2], fields[3]))
    (repeats, hits, list) = (fields[4], fields[5], fields[6])
  }
}

extension LengthLuck {
  /// Adds a cell's measured requests up.
  struct Sums {
    private typealias Sum = (requests: Int, input: Int, output: Int)

    private let expected: ExpectedTokens?
    private var all: Sum = (0, 0, 0)
    private var repeated: Sum = (0, 0, 0)
    private var unanswered: Sum = (0, 0, 0)

    init(_ stream: QueryStream) { expected = stream.expectedTokens }

    mutating func add(_ request: Int, of stream: QueryStream, _ kind: OutcomeKind) {
      guard let expected else { return }
      let input =
        Int(stream.contextTokens[request]) + (expected.hasUser ? Int(stream.userTokens[request]) : 0)
      let output = Int(stream.outputTokens[request])
      all = (all.requests + 1, all.input &+ input, all.output &+ output)
      if stream.marks[request].contains(.repeated) {
        repeated = (repeated.requests + 1, repeated.input &+ input, repeated.output &+ output)
      }
      guard !kind.isHit, kind != .coalesced else { return }
      let whole = stream.inputTokens(request)
      unanswered = (unanswered.requests + 1, unanswered.input &+ whole, unanswered.output &+ output)
    }

    /// The luck at a model's list prices.
    func luck(at prices: ModelPrices) -> LengthLuck {
      var luck = LengthLuck()
      guard let expected else { return luck }
      let input = prices.standard.base.input.dollarsPerMillion * 1e-6
      let output = prices.standard.base.output.dollarsPerMillion * 1e-6
      func dollars(_ sum: Sum) -> Dollars {
        let requests = Double(sum.requests)
        return (
          (Double(sum.input) - requests * expected.input) * input,
          expected.output.map { (Double(sum.output) - requests * $0) * output } ?? 0
        )
      }
      luck.all = dollars(all)
      luck.repeated = dollars(repeated)
      luck.repeats = Double(repeated.requests)
      luck.hits = Double(all.requests - unanswered.requests)
      luck.list = Double(unanswered.input) * input + Double(unanswered.output) * output
      return luck
    }
  }

  /// Cells of one strategy, each with its dollars less what is luck of the lengths.
  ///
  /// A cache spares so much of the luck of prompts that came before as it answers of them, at most all; of the rest a
  /// strategy has the part that it pays of the list prices. Both are those of all cells together. Where a budget or a limit
  /// cuts what is spent, the luck does not come through: cells that would vary far more without it, if they are at least
  /// four, are left alone.
  static func taken(outOf cells: [CellResult]) -> [CellResult] {
    guard cells.count > 1, cells.allSatisfy({ $0.lengthLuck.all.input.isFinite }) else { return cells }
    func sum(_ value: (CellResult) -> Double) -> Double { cells.reduce(0) { $0 + value($1) } }
    let repeats = sum(\.lengthLuck.repeats)
    let spared = repeats > 0 ? min(1, sum(\.lengthLuck.hits) / repeats) : 0
    let list = sum(\.lengthLuck.list)
    let paid = list > 0 ? sum { $0.metrics[.costUSD] } / list : 0
    guard paid.isFinite else { return cells }
    let corrected = cells.map { cell in
      let luck = cell.lengthLuck
      var cell = cell
      cell.expected = cell.metrics.lessLuck(
        input: paid * (luck.all.input - spared * luck.repeated.input),
        output: paid * (luck.all.output - spared * luck.repeated.output))
      return cell
    }
    let spreads = (spread(cells), spread(corrected))
    return cells.count > 3 && spreads.1 > 2 * spreads.0 ? cells : corrected
  }

  /// The sum of squares by which the bills of cells differ from their mean.
  private static func spread(_ cells: [CellResult]) -> Double {
    let bills = cells.map { $0.value(.costUSD) }
    let mean = bills.reduce(0, +) / Double(bills.count)
    return bills.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  }
}
