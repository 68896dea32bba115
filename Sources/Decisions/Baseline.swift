import Declarations
import Experiments

/// The figures that a scenario had when they were last accepted.
public struct Baseline: Sendable {
  /// The scenario's name.
  public var scenario: String
  /// The hash of the scenario's file.
  public var fileHash: String
  /// The seed.
  public var seed: UInt64
  /// Number of replications.
  public var replications: Int
  /// Means by strategy and metric, in order.
  public var strategies: [(name: String, metrics: [(metric: String, mean: Double)])]

  /// The figures of a result.
  public init(_ result: RunResult, fileHash: String) {
    scenario = result.provenance.scenario
    self.fileHash = fileHash
    seed = result.provenance.seed
    replications = result.provenance.replications
    strategies = result.strategies.map { strategy in
      let metrics = Metric.allCases.compactMap { metric -> (metric: String, mean: Double)? in
        let mean = result.estimate(metric, of: strategy).mean
        return mean.isFinite ? (metric.rawValue, mean) : nil
      }
      return (strategy.name, metrics)
    }
  }

  /// The baseline as JSON.
  public var json: JSONValue {
    JSONValue(members: [
      ("simbench_baseline", 1), ("scenario", .string(scenario)), ("scenario_hash", .string(fileHash)),
      ("seed", JSONValue(Int(seed))), ("replications", JSONValue(replications)),
      (
        "strategies",
        JSONValue(
          members: strategies.map { name, metrics in
            (name, JSONValue(members: metrics.map { ($0.metric, JSONValue($0.mean)) }))
          })
      ),
    ])
  }

  /// Reads a baseline.
  ///
  /// - Throws: a `Diagnostic` of kind `baseline` when it is none.
  public init(bytes: [UInt8], path: String) throws(Diagnostic) {
    func fault(_ message: String, _ node: JSONNode? = nil) -> Diagnostic {
      Diagnostic(message, kind: .baseline, file: path, position: node?.position)
    }
    let remedy = "; `simbench check --update` writes a new one"
    let root: JSONNode
    do throws(Diagnostic) {
      root = try JSONParser.parse(bytes, what: "baseline")
    } catch {
      throw Diagnostic(error.message + remedy, kind: .baseline, file: path, position: error.position)
    }
    guard root["simbench_baseline"]?.integer == 1, let scenario = root["scenario"]?.string,
      let hash = root["scenario_hash"]?.string, let seed = root["seed"]?.integer, seed >= 0,
      let replications = root["replications"]?.integer, let strategies = root["strategies"]?.members
    else { throw fault("is no baseline of simbench; `simbench check --update` writes one") }
    // A figure that cannot be held would pass: what is damaged is refused, and not read as absent.
    guard !strategies.isEmpty else {
      throw fault("'strategies' holds none; those of the scenario were expected" + remedy, root["strategies"])
    }
    for strategy in strategies {
      let place = "'strategies.\(strategy.key)'"
      guard let metrics = strategy.node.members else {
        throw fault(
          "\(place) is \(strategy.node.value.typeName); an object of metrics was expected" + remedy,
          strategy.node)
      }
      guard !metrics.isEmpty else {
        throw fault("\(place) holds no metrics; some were expected" + remedy, strategy.node)
      }
      for metric in metrics where metric.node.number == nil {
        throw fault(
          "'strategies.\(strategy.key).\(metric.key)' is \(metric.node.value.typeName); a number was expected"
            + remedy, metric.node)
      }
    }
    self.scenario = scenario
    fileHash = hash
    self.seed = UInt64(seed)
    self.replications = replications
    self.strategies = strategies.map { strategy in
      (
        strategy.key,
        (strategy.node.members ?? []).compactMap { member in
          member.node.number.map { (member.key, $0) }
        }
      )
    }
  }
}
