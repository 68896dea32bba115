import Declarations
import Scenarios
import Strategies

/// A command whose work is made of cells.
public enum CellCommand: String, Sendable, CaseIterable {
  /// Every strategy in every replication, with the cells that studies want.
  case run
  /// Every combination of a sweep's axes in every replication.
  case sweep
}

/// The cells of a command in their fixed order, and what is made of them.
struct CellWork {
  /// All strategies, which the streams are prepared for.
  let strategies: [Scenario.Strategy]
  /// Studies of a run.
  let plans: [any StudyPlan]
  /// The combinations of a sweep.
  let sweep: SweepPlan?
  /// The parts of a recording or a sample that are left out in turn.
  private(set) var groups: SamplingGroups?
  /// The cells.
  private(set) var jobs: [Runner.Job] = []
  /// How many of them, from the first on, are reported in words.
  private(set) var reported = 0

  /// The cells of a run without its studies, or with them.
  init(_ scenario: Scenario, studies: Bool) throws(Diagnostic) {
    var plans: [any StudyPlan] = []
    for study in StudyDeclaration.all where studies && study.isWanted(by: scenario) {
      if let plan = try study.plan(scenario) { plans.append(plan) }
    }
    self.plans = plans
    strategies = scenario.strategies + plans.flatMap(\.strategies)
    sweep = nil
  }

  /// The cells of a sweep.
  init(_ scenario: Scenario, sweep: SweepPlan) {
    plans = []
    strategies = [scenario.strategies[scenario.baseline]] + sweep.strategies
    self.sweep = sweep
  }

  /// Lists the cells.
  mutating func list(for runner: Runner, replications: Int, groups: SamplingGroups?) {
    guard sweep == nil else {
      jobs = runner.cells(of: strategies, replications: replications)
      return
    }
    let scenario = runner.scenario
    self.groups = groups
    jobs = runner.cells(of: scenario.strategies, replications: replications)
    reported = jobs.count
    // What is left of a sample without a group has its part of capacities and quotas.
    for strategy in scenario.rest?.strategies ?? scenario.strategies {
      for group in 0..<(groups?.count ?? 0) { jobs.append((strategy, 0, UInt8(group))) }
    }
    for plan in plans {
      jobs += runner.cells(of: plan.strategies, replications: min(plan.replications, replications))
    }
  }

  /// A cell in words.
  func name(of cell: Int) -> String {
    let (strategy, replication, leftOut) = jobs[cell]
    return "'\(strategy.name)', "
      + (leftOut.map { "without part \($0) of the recording" } ?? "replication \(replication)")
  }
}

extension Runner {
  /// What a command is made of, before any stream is there.
  func work(of command: CellCommand, maximumCells: Int) throws(Diagnostic) -> CellWork {
    switch command {
    case .run: try CellWork(scenario, studies: runsStudies)
    case .sweep: CellWork(scenario, sweep: try SweepPlan(scenario, maximumCells: maximumCells))
    }
  }

  /// The groups whose cells a run has: a check wants intervals only where a rule goes by them.
  func groups(for work: CellWork, _ world: [PreparedStream]) -> SamplingGroups? {
    work.sweep == nil && (runsStudies || scenario.hasIntervalRules) ? samplingGroups(world[0].stream) : nil
  }
}
