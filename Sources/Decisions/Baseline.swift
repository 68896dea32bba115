import Declarations
import Experiments
import Files
import Metrics
import Scenarios
import Simulation

/// The figures of a run with what they belong to: what was accepted, or what is held to it.
public struct Baseline: Sendable {
  /// A metric of a strategy.
  public struct Figure: Sendable, Hashable {
    /// The metric's name; one that this version does not know is kept as it is.
    public var metric: String
    /// The mean over replications.
    public var mean: Double
    /// The half-width of its interval over replications, where there is one above 0.
    public var halfWidth: Double?

    /// Makes a figure.
    public init(_ metric: String, mean: Double, halfWidth: Double? = nil) {
      self.metric = metric
      self.mean = mean
      self.halfWidth = halfWidth
    }
  }

  /// A strategy's figures; a metric without a value is not among them.
  public struct Strategy: Sendable, Hashable {
    /// The strategy's name.
    public var name: String
    /// Its figures, in the order of the metrics.
    public var figures: [Figure]

    /// Makes a strategy.
    public init(name: String, figures: [Figure]) {
      self.name = name
      self.figures = figures
    }

    /// The figure of a metric.
    public func figure(_ metric: String) -> Figure? { figures.first { $0.metric == metric } }
  }

  /// Which strategy a run recommends.
  public enum Recommendation: Sendable, Hashable {
    /// The strategy of a name.
    case strategy(String)
    /// None: not even the baseline keeps every rule.
    case none

    /// The strategy in a sentence.
    var words: String {
      switch self {
      case .strategy(let name): "'\(name)'"
      case .none: "none"
      }
    }
  }

  /// The recording that was replayed.
  public struct Trace: Sendable, Hashable {
    /// The name of its file, where it is known.
    public var name: String?
    /// A hash of its bytes.
    public var hash: String

    /// Names a recording.
    public init(name: String?, hash: String) {
      self.name = name
      self.hash = hash
    }

    /// Whether another recording has other bytes; false where the two were hashed in different ways, as a baseline of
    /// an earlier version was.
    func differs(from other: Trace) -> Bool {
      hash != other.hash && hash.contains(":") == other.hash.contains(":")
    }
  }

  /// The version of baselines that is written; version 1 is read as well.
  public static let format = 2

  /// The scenario's name.
  public var scenario: String
  /// simbench's version; nil where it is not known.
  public var version: String?
  /// The seed.
  public var seed: UInt64
  /// Number of replications.
  public var replications: Int
  /// The recording; nil where there is none, or none is known.
  public var trace: Trace?
  /// What moves figures; nil where it is not known.
  public var settings: [FigureSetting]?
  /// What the scenario is held to beside its figures; nil where it is not known.
  public var demands: [Demand]?
  /// Which strategy the run recommends; nil where it is not known.
  public var recommendation: Recommendation?
  /// The hash of the scenario's bytes, in baselines of version 1.
  public var fileHash: String?
  /// The strategies in order.
  public var strategies: [Strategy]
  /// Whether it was read from a file and not made of a run.
  var isOfFile = false
  /// The digest that its file states; nil where it states none, as files of earlier versions do, or there is no file.
  var statedDigest: String?
  /// Its file, where what it holds is not what was written there; nil where it is, or the file does not tell.
  public internal(set) var editedFile: String?

  /// Figures from elsewhere, such as a folder of results.
  public init(
    scenario: String, version: String?, seed: UInt64, replications: Int, trace: Trace?, strategies: [Strategy]
  ) {
    self.scenario = scenario
    self.version = version
    self.seed = seed
    self.replications = replications
    self.trace = trace
    self.strategies = strategies
  }

  /// The figures of a result.
  public init(_ result: RunResult, of scenario: Scenario) {
    let provenance = result.provenance
    self.init(
      scenario: provenance.scenario, version: provenance.version, seed: provenance.seed,
      replications: provenance.replications,
      trace: provenance.traceHash.map {
        Trace(
          name: scenario.section("workload")?.optionalString("path").map { FilePath.lastPart(of: $0) },
          hash: $0)
      },
      strategies: result.strategies.map { strategy in
        Strategy(
          name: strategy.name,
          figures: result.metrics.compactMap { metric in
            let estimate = result.overReplications(metric, of: strategy)
            guard estimate.mean.isFinite else { return nil }
            return Figure(
              metric.rawValue, mean: estimate.mean,
              halfWidth: estimate.halfWidth > 0 ? estimate.halfWidth : nil)
          })
      })
    recommendation = Verdict(result).recommended.map { .strategy($0.name) } ?? Recommendation.none
    settings = scenario.figureSettings
    demands = Demand.all(of: scenario)
    fileHash = scenario.fileHash
  }

  /// A strategy by name.
  public func strategy(_ name: String) -> Strategy? { strategies.first { $0.name == name } }
}

extension RunResult {
  /// A metric's mean with its interval over replications: what another seed would move.
  ///
  /// Of a recording this is not the interval that is reported, which says how another log would differ.
  fileprivate func overReplications(_ metric: Metric, of strategy: StrategyResult) -> Estimate {
    RunResult.overReplications(
      metric,
      zip(strategy.cells, strategies[baseline].cells).map { RunResult.value(metric, of: $0, versus: $1) },
      of: strategy.cells, versus: metric.isPaired ? strategies[baseline].cells : nil,
      confidence: provenance.confidence)
  }
}
