import Experiments
import Files
import Providers
import Simulation
import Strategies
import Traffic

/// What `requests.csv` wants to know beyond the result: the streams, and the names of models.
package struct RequestLog: Sendable {
  /// The stream of each replication in order; replications without one are left out.
  package var streams: [QueryStream]
  /// Names of the models by index.
  package var models: [String]

  /// Wraps streams and names.
  package init(streams: [QueryStream], models: [String]) {
    self.streams = streams
    self.models = models
  }

  private static let columns =
    [
      "strategy", "replication", "request", "arrival_s", "user", "intent", "prompt", "input_tokens",
      "output_tokens",
      "outcome", "truth", "model", "model_name", "layer", "latency_ms", "cost_usd", "measured", "quality",
      "first_token_ms", "deferred", "batched", "throttled", "disclaimed", "eligible", "tries",
      "cached_tokens",
    ]

  /// The parts of a cost that have a column.
  private static func components(of result: RunResult) -> [CostComponent] {
    CostComponent.allCases.filter { component in
      !CostComponent.special.contains(component)
        || result.strategies.contains { strategy in
          strategy.cells.contains {
            $0.outcomes?.details?.costs[component.rawValue].contains { $0 != 0 } ?? false
          }
        }
    }
  }

  /// Writes one row a request of every cell that kept its outcomes; times and dollars are exact.
  ///
  /// - Returns: whether there was such a cell.
  @discardableResult
  package func write(_ result: RunResult, to csv: inout CSVWriter) throws(BufferedOutput.Failure) -> Bool {
    let components = RequestLog.components(of: result)
    csv.texts(RequestLog.columns + components.map { "cost_\($0.name)_usd" })
    try csv.endRow()
    var isAnything = false
    for strategy in result.strategies {
      for (replication, cell) in strategy.cells.enumerated() {
        guard let outcomes = cell.outcomes, replication < streams.count else { continue }
        isAnything = true
        try write(outcomes, of: strategy, replication, components, to: &csv)
      }
    }
    return isAnything
  }

  private func write(
    _ outcomes: OutcomeTable, of strategy: StrategyResult, _ replication: Int,
    _ components: [CostComponent], to csv: inout CSVWriter
  ) throws(BufferedOutput.Failure) {
    let stream = streams[replication]
    let name = CSVWriter.escaped(strategy.name)
    let layers = strategy.layers.map(CSVWriter.escaped)
    let models = self.models.map(CSVWriter.escaped)
    let kinds = OutcomeKind.allCases.map { Array($0.name.utf8) }
    let number = Array(String(replication).utf8)
    let firstMeasured = strategy.cells[replication].firstMeasured
    let measuredFrom = strategy.cells[replication].measuredFrom
    let isClosed = !outcomes.arrivals.isEmpty
    // In a closed loop, some turns never came.
    for request in 0..<min(stream.count, outcomes.kind.count)
    where !isClosed || outcomes.kind[request] != .pending {
      let arrival = outcomes.arrival(of: request, in: stream)
      let model = Int(outcomes.model[request])
      let layer = Int(outcomes.layer[request])
      let latency = outcomes.latency[request]
      csv.cell(name)
      csv.cell(number)
      csv.integer(request)
      csv.fraction(arrival.nanoseconds, decimals: 9)
      csv.integer(stream.user[request])
      csv.integer(stream.intent[request])
      csv.integer(stream.prompt[request])
      csv.integer(stream.inputTokens(request))
      csv.integer(stream.outputTokens[request])
      csv.cell(kinds[Int(outcomes.kind[request].rawValue)])
      csv.cell(Array(outcomes.truth[request].name.utf8))
      csv.integer(model)
      csv.cell(model < models.count ? models[model] : [])
      csv.cell(layer < layers.count ? layers[layer] : [])
      if latency < 0 { csv.cell([]) } else { csv.fraction(latency, decimals: 6) }
      csv.fraction(outcomes.cost[request], decimals: 12)
      flag(isClosed ? arrival >= measuredFrom : request >= firstMeasured, to: &csv)
      csv.number(outcomes.quality[request])
      if latency < 0 { csv.cell([]) } else { csv.fraction(outcomes.firstToken[request], decimals: 6) }
      var flags = outcomes.flags[request]
      // What a cache behind the batch API answers, or nobody, was not sent through it.
      if outcomes.kind[request] != .served { flags.remove(.isDeferred) }
      // Nor was it sent to a cheaper model.
      if !outcomes.kind[request].isSent { flags.remove(.isThrottled) }
      for mark in [RequestFlags.isDeferred, .isBatched, .isThrottled, .isDisclaimed, .isEligible] {
        flag(flags.contains(mark), to: &csv)
      }
      if let details = outcomes.details {
        csv.integer(details.tries[request])
        if let cached = details.cached(request) { csv.integer(cached) } else { csv.cell([]) }
        for component in components {
          csv.fraction(details.costs[component.rawValue][request], decimals: 12)
        }
      } else {
        for _ in 0..<(2 + components.count) { csv.cell([]) }
      }
      try csv.endRow()
    }
  }
}

/// Adds 1 for yes and 0 for no.
private func flag(_ value: Bool, to csv: inout CSVWriter) { csv.cell(value ? [0x31] : [0x30]) }

extension CSVWriter {
  /// Adds a whole number of small units with the point in its place, exactly.
  package mutating func fraction(_ units: Int64, decimals: Int) {
    cell([])
    output.append(units, decimals: decimals)
  }
}
