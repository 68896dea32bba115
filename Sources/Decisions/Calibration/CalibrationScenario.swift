import Declarations
import Providers
import Strategies
import Traffic

/// Scenarios of a log: one that replays its gateway's cache, and one to vary from.
enum CalibrationScenario {
  /// A scenario with a strategy a layer, at no price, in front of the log's own calls.
  static func replay(_ layers: [String], of stream: QueryStream, workload: JSONValue) throws(Diagnostic)
    -> String
  {
    let names = modelNames(of: stream)
    let free: JSONValue = ["input_usd_per_1m": 0, "output_usd_per_1m": 0]
    let strategies = try layers.enumerated().map { place, layer throws(Diagnostic) in
      let node = try JSONParser.parse(Array(layer.utf8), what: "layer")
      return JSONValue(members: [
        ("name", .string("cache \(place)")), ("model", .string(names == nil ? "any" : "recorded")),
        ("layers", JSONValue([node.value])),
      ])
    }
    return JSONValue(members: [
      ("simbench", 1), ("name", "calibrate"), ("run", ["replications": 1]), ("workload", workload),
      (
        "providers",
        ["log": ["models": JSONValue(members: (names ?? ["any"]).map { ($0, free) })]]
      ),
      ("strategies", JSONValue(strategies)), ("output", ["plots": JSONValue([])]),
    ]).text()
  }

  /// A scenario that runs the log as it was, and from which one thing at a time can be varied.
  ///
  /// Models are priced by the book and as quick as the log says; models without a price keep none, so that a run
  /// names them.
  static func calibrated(
    _ calibration: Calibration, of stream: QueryStream, workload: JSONValue, name: String
  ) -> String {
    let models = (modelNames(of: stream) ?? []).map { name -> (String, JSONValue) in
      guard let latency = calibration.latencies.first(where: { $0.model == name }) else {
        return (name, JSONValue(members: []))
      }
      return (
        name,
        JSONValue(members: [
          ("first_token_ms_median", rounded(latency.firstToken.median)),
          ("first_token_ms_p95", rounded(max(latency.firstToken.p95, latency.firstToken.median))),
          ("output_tokens_per_s", rounded(latency.tokensPerSecond)),
          ("output_speed_sigma", rounded(latency.outputSigma)),
        ])
      )
    }
    func strategy(_ name: String, _ layers: [JSONValue]) -> JSONValue {
      JSONValue(members: [("name", .string(name)), ("model", "recorded"), ("layers", JSONValue(layers))])
    }
    let hits = calibration.total.hits
    var strategies = [strategy("as logged", hits > 0 ? [["use": "recorded_cache"]] : [])]
    if hits > 0 { strategies.append(strategy("without its cache", [])) }
    if (stream.reading?.texts ?? 0) > 0 {
      strategies.append(
        strategy("exact cache", [["use": "exact_cache", "capacity": 100_000, "ttl_s": 86_400]]))
    }
    return JSONValue(members: [
      ("simbench", 1), ("name", .string(name)),
      ("title", .string("\(name): what would change if one thing were changed?")),
      ("notes", "Written by simbench calibrate: prices by the book, latency as fitted to the log."),
      ("run", ["seed": 1, "replications": 1]), ("workload", workload),
      ("providers", ["log": ["models": JSONValue(members: models)]]),
      ("strategies", JSONValue(strategies)), ("analysis", ["baseline": "as logged"]),
      ("output", ["plots": ["cost_bar", "latency_cdf"]]),
    ]).text() + "\n"
  }

  /// A scenario with strategies in front of the log's own calls, beside the log as it was.
  ///
  /// Failed calls stay as they are; a cache that the log's gateway had goes on in the baseline alone.
  static func trials(
    _ stream: QueryStream, assumed: String?, layers: [(name: String, layers: [JSONValue])],
    workload: JSONValue
  ) -> String {
    let names = assumed.map { [$0] } ?? modelNames(of: stream) ?? []
    let hasHits = (0..<stream.count).contains { stream.recorded.gatewayHit[$0] == 1 }
    let own: (name: String, layers: [JSONValue]) = (
      "as logged", hasHits ? [["use": "recorded_cache"]] : []
    )
    let strategies = ([own] + layers).map { name, layers in
      JSONValue(members: [
        ("name", .string(name)), ("model", .string(assumed ?? "recorded")), ("layers", JSONValue(layers)),
      ])
    }
    return JSONValue(members: [
      ("simbench", 1), ("name", "advise"), ("run", ["seed": 1, "replications": 1]), ("workload", workload),
      (
        "providers",
        ["log": ["models": JSONValue(members: names.map { ($0, JSONValue(members: [])) })]]
      ),
      ("strategies", JSONValue(strategies)), ("analysis", ["baseline": "as logged"]),
      ("output", ["plots": JSONValue([])]),
    ]).text()
  }

  /// The log's names of the models of all calls; nil where a call names none.
  private static func modelNames(of stream: QueryStream) -> [String]? {
    let recorded = stream.recorded
    guard !stream.isEmpty, (0..<stream.count).allSatisfy({ recorded.model[$0] != nil }) else { return nil }
    let used = Set(recorded.model.values)
    return recorded.modelNames.enumerated().filter { used.contains(UInt32($0.offset)) }.map(\.element)
  }

  private static func rounded(_ value: Double) -> JSONValue { JSONValue((value * 1000).rounded() / 1000) }
}

extension Calibration {
  /// How many calls of a log name no model; where there are any, no scenario can replay the log by its own models.
  package static func unnamedCalls(of stream: QueryStream) -> Int {
    (0..<stream.count).count { stream.recorded.model[$0] == nil }
  }

  /// The scenario that runs the log as it was.
  ///
  /// - Parameters:
  ///   - workload: the members of the scenario's `workload`.
  ///   - name: the scenario's name.
  package func scenario(of stream: QueryStream, workload: JSONValue, name: String) -> String {
    CalibrationScenario.calibrated(self, of: stream, workload: workload, name: name)
  }

  /// Replays the provider's prompt cache; see ``CacheReplay``.
  package mutating func replayPromptCache(_ stream: QueryStream) throws(Diagnostic) {
    promptCache = try CacheReplay.best(stream)
  }

  /// Replays the log's gateway; see ``GatewayReplay``.
  ///
  /// - Throws: a `Diagnostic` when the stated layer is none.
  package mutating func replayGateway(
    _ stream: QueryStream, workload: JSONValue, prices: PriceBook, layer: String?
  ) throws(Diagnostic) {
    gateway = try GatewayReplay.best(stream, workload: workload, prices: prices, stated: layer)
  }
}
