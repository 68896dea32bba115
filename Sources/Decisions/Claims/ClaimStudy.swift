import Declarations
import Experiments
import Files
import Metrics
import Scenarios
import Simulation

/// Puts claims to the test: recomputes each, runs the scenarios that say the same, and judges.
package struct ClaimStudy: Sendable {
  /// The files in order.
  package var files: [ClaimFile]
  /// How scenarios are read; overrides are applied to all of them.
  package var options = Scenario.Options()
  /// The seed instead of the scenarios'.
  package var seed: UInt64?
  /// Replications instead of the scenarios'.
  package var replications: Int?
  /// Threads instead of the scenarios'.
  package var threads: Int?
  /// Whether scenarios are run.
  package var isSimulated = true
  /// Told how far the runs are.
  package var progress: Runner.Progress?

  /// A study of files.
  package init(_ files: [ClaimFile]) { self.files = files }

  /// What the claims of a file come to.
  package struct FileResult: Sendable {
    /// The file.
    package var file: ClaimFile
    /// Its claims.
    package var claims: [JudgedClaim]
    /// What the layers of its stack save; empty without one.
    package var stack: [ClaimStack.Layer] = []
  }

  /// Runs what the claims want and judges them.
  ///
  /// - Throws: a `Diagnostic` at a claim whose strategy is unknown, or of a scenario that cannot be read.
  package func run() throws(Diagnostic) -> [FileResult] {
    var results: [ClaimRun: RunResult] = [:]
    for (run, (names, file)) in isSimulated ? wanted : [] {
      results[run] = try result(of: run, named: names, for: file)
    }
    var judged: [FileResult] = []
    for file in files {
      var claims: [JudgedClaim] = []
      for claim in file.claims {
        let figures = self.figures(of: claim, in: file, results)
        claims.append(JudgedClaim(claim: claim, figures: figures, verdict: .of(claim, figures)))
      }
      judged.append(FileResult(file: file, claims: claims, stack: isSimulated ? try stack(of: file) : []))
    }
    return judged
  }

  /// What the layers of a file's stack save, alone and stacked, in the same world.
  private func stack(of file: ClaimFile) throws(Diagnostic) -> [ClaimStack.Layer] {
    guard let stack = file.stack else { return [] }
    let claims = stack.claims(of: file.claims)
    guard let run = claims.first?.simulated?.run else { return [] }
    let names = Set(claims.compactMap { $0.simulated?.strategy })
    let result = try result(of: run, named: names, for: file, stacking: claims)
    return ClaimStack.layers(claims, result, values: file.values)
  }

  /// The runs that claims want with the strategies of each, in the order of the claims.
  private var wanted: [(ClaimRun, (names: Set<String>, file: ClaimFile))] {
    var runs: [(ClaimRun, (names: Set<String>, file: ClaimFile))] = []
    for file in files {
      for simulated in file.claims.compactMap(\.simulated) {
        if let place = runs.firstIndex(where: { $0.0 == simulated.run }) {
          runs[place].1.names.insert(simulated.strategy)
        } else {
          runs.append((simulated.run, ([simulated.strategy], file)))
        }
      }
    }
    return runs
  }

  private func result(
    of run: ClaimRun, named names: Set<String>, for file: ClaimFile, stacking claims: [Claim] = []
  ) throws(Diagnostic) -> RunResult {
    var names = names
    var options = self.options
    options.overrides += run.overrides
    var scenario = try Scenario.load(ClaimStudy.path(of: run.scenario, beside: file.path), options: options)
    try check(of: run, in: scenario, for: file)
    if let seed { scenario.seed = seed }
    if let replications { scenario.replications = replications }
    if let threads { scenario.threads = threads }
    let stacks = ClaimStack.strategies(claims, in: scenario)
    scenario.strategies += stacks
    names.formUnion(stacks.map(\.name))
    let runner = Runner(scenario, progress: progress)
    do throws(Diagnostic) {
      return scenario.isRecorded ? try runner.runStrategies() : try runner.runStrategies(named: names)
    } catch {
      throw error.placed(in: scenario.path)
    }
  }

  /// Refuses claims whose strategies the scenario does not have.
  private func check(of run: ClaimRun, in scenario: Scenario, for file: ClaimFile)
    throws(Diagnostic)
  {
    let known = scenario.strategies.map(\.name)
    for simulated in file.claims.compactMap(\.simulated)
    where simulated.run == run && !known.contains(simulated.strategy) {
      let hint = simulated.strategy.nearest(in: known).map { " (did you mean '\($0)'?)" } ?? ""
      throw Diagnostic(
        "'\(simulated.scenario)' has no strategy '\(simulated.strategy)'\(hint); one of "
          + "\(known.joined(separator: ", ")) was expected", file: file.path, position: simulated.position)
    }
  }

  /// A path is looked for beside the file of claims first; a name is that of a scenario.
  private static func path(of scenario: String, beside file: String) -> String {
    guard scenario.contains("/") || scenario.hasSuffix(".json"), !scenario.hasPrefix("/"), file != "-" else {
      return scenario
    }
    let beside = FilePath.join(FilePath(file).folder, scenario)
    return ScenarioLocator.exists(beside) ? beside : scenario
  }

  /// Metrics of what is saved against the baseline: such a claim holds or not whatever is lost for it.
  private static let savings = [Metric.savingShare, .savingPerMonth, .totalSavingPerMonth].map(\.rawValue)

  private func figures(of claim: Claim, in file: ClaimFile, _ results: [ClaimRun: RunResult]) -> ClaimFigures
  {
    var figures = ClaimFigures()
    let ends = claim.formula.map(file.value)
    if let first = ends.first, let last = ends.last, first.isFinite, last.isFinite {
      figures.recomputed = min(first, last)...max(first, last)
    }
    figures.least = claim.least.map(file.value)
    figures.greatest = claim.greatest.map(file.value)
    figures.conditional = claim.condition?.formula.map(file.value)
    if let simulated = claim.simulated, let result = results[simulated.run] {
      guard let strategy = result.strategy(simulated.strategy) else { return figures }
      figures.simulated = result.estimate(simulated.figure, of: strategy, values: file.values)
      if ClaimStudy.savings.contains(where: simulated.figure.text.contains) {
        figures.losses = Loss.all(of: strategy, in: result)
      }
    }
    return figures
  }
}

extension RunResult {
  /// The estimate of a formula of metrics, computed in each replication; a metric alone is estimated as in a report.
  func estimate(_ figure: Expression, of strategy: StrategyResult, values: [String: Double]) -> Estimate {
    if let metric = Metric(rawValue: figure.text) { return estimate(metric, of: strategy) }
    let samples = zip(strategy.cells, strategies[baseline].cells).map { own, base in
      figure.value { name in
        Metric(rawValue: name).map { RunResult.value($0, of: own, versus: base) } ?? values[name]
      }
    }
    return Estimate(samples: samples, confidence: provenance.confidence)
  }
}
