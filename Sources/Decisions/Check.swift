import Declarations
import Experiments
import Scenarios
import Simulation

/// The verdict on a run: the scenario's `expect` rules, and figures that were accepted before.
///
/// Figures are compared by the names of strategy and metric, whatever the scenario's text. On the same seed there is
/// no noise: randomness is addressed, so that a request has the same luck before and after.
public struct Check: Sendable {
  /// What a line says.
  public enum Verdict: String, Sendable {
    case pass, fail, note
  }

  /// What a line is about.
  public enum Kind: String, Sendable {
    /// A rule of `expect`.
    case rule
    /// A metric of a strategy before and now.
    case figure
    /// A strategy that came or went.
    case strategy
  }

  /// What became of a figure.
  public enum Effect: String, Sendable {
    case same, better, worse
    /// Another value of a metric of which neither more nor less is better for everyone.
    case other
    /// There was no value before.
    case appeared
    /// There is no value now.
    case gone
  }

  /// The values that pass.
  public struct Allowed: Sendable, Hashable {
    /// The least value.
    public var least: Double?
    /// The greatest value.
    public var most: Double?
    /// Whether the least value itself does not pass.
    public var excludesLeast = false
  }

  /// One line of the verdict.
  public struct Line: Sendable {
    /// What it is about.
    public var kind: Kind
    /// What it says.
    public var verdict: Verdict
    /// The strategy.
    public var strategy: String
    /// The metric; empty where the line is about a strategy.
    public var metric = ""
    /// What the value is held against: the rule in words, or `baseline`.
    public var rule: String
    /// Whether the figure gates: it fails when it gets worse.
    public var isGated = true
    /// What became of the figure.
    public var effect = Effect.same
    /// The value that was expected or accepted, where there is one.
    public var expected: Double?
    /// The value now, where there is one.
    public var value: Double?
    /// The half-width of its interval.
    public var halfWidth: Double?
    /// Half the interval whose worse end a rule is held to; nil where it is held to the mean.
    public var margin: Double?
    /// How far the value lies above that of the strategy that it must exceed.
    public var lead: Double?
    /// The difference to the value before over pairs of replications, where both were run on the same requests and
    /// randomness.
    public var difference: Estimate?
    /// The values that pass.
    public var allowed = Allowed()
    /// The claim of an article that the rule tests.
    public var claim: String?
    /// Where the scenario's file has the rule.
    public var position: SourcePosition?

    /// A line without values yet.
    init(_ kind: Kind, _ verdict: Verdict, strategy: String, rule: String) {
      self.kind = kind
      self.verdict = verdict
      self.strategy = strategy
      self.rule = rule
    }
  }

  /// What the figures are held against, as far as it is there.
  public struct Reference: Sendable {
    /// What it is called: `baseline`, a commit, a scenario.
    public var name: String
    /// Its figures.
    public var figures: Baseline
    /// The run itself, when it was made now.
    public var result: RunResult?
    /// A relative difference below which values count as equal: files of results have ten digits.
    public var resolution = 0.0

    /// Whether it is the same scenario at a commit.
    public var isOfCommit = false
    /// Where the scenario lay, when it lies elsewhere now.
    public var formerPlace: String?

    /// The name in a sentence.
    public var words: String { name == "baseline" ? "the baseline" : name }

    /// Figures to hold others against.
    public init(_ figures: Baseline, name: String = "baseline", result: RunResult? = nil) {
      self.figures = figures
      self.name = name
      self.result = result
    }
  }

  /// The lines, rules first.
  public internal(set) var lines: [Line] = []
  /// What differs before any figure does.
  public internal(set) var changes: [Change] = []
  /// How many figures gate within intervals, those that fail on one side alone and those that fail on either.
  var withinIntervals = (oneSide: 0, eitherSide: 0)
  /// What the scenario is held to less strictly than before.
  public internal(set) var loosened: [Loosening] = []
  /// The file of the baseline, where a person or a merge changed what was accepted; nil where nothing tells of it.
  public internal(set) var editedFile: String?
  /// What the reader should know of how the figures were compared.
  public internal(set) var remarks: [String] = []
  /// What the figures are held against.
  public internal(set) var reference = "baseline"
  /// Why the figures are held to nothing although they should be: the rules alone are judged then.
  public var unheld: Diagnostic?
  /// Where the scenario's file has each strategy.
  public internal(set) var places: [String: SourcePosition] = [:]

  /// Whether nothing failed.
  public var passes: Bool { !lines.contains { $0.verdict == .fail } }

  /// Checks a result against the scenario's rules, and against what was accepted when there is something.
  public init(_ result: RunResult, scenario: Scenario, baseline: Reference?, gate: Gate? = nil) {
    for node in scenario.tree["expect"]?.elements ?? [] { checkRule(Settings(node), result) }
    for strategy in scenario.strategies { places[strategy.name] = strategy.position }
    if let baseline {
      compare(
        baseline, Reference(Baseline(result, of: scenario), result: result), gate ?? Gate(scenario))
    }
  }

  /// Compares two runs.
  public init(_ before: Reference, _ after: Reference, gate: Gate, scenario: Scenario? = nil) {
    for strategy in scenario?.strategies ?? [] { places[strategy.name] = strategy.position }
    compare(before, after, gate)
  }

  /// Where in the scenario's file a strategy's figures come from: what changed in it, or itself.
  public func position(of strategy: String) -> SourcePosition? {
    let changed = changes.filter { $0.position != nil }
    return
      (changed.first { $0.strategies.contains(strategy) } ?? changed.first { $0.concerns(strategy) })?
      .position
      ?? places[strategy]
  }
}
