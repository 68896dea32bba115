import Declarations
import Experiments
import Files
import Reporting
import Scenarios
import Strategies
import Tables

/// `run --ledger`: the log that a strategy's gateway would have written.
enum LedgerOption {
  /// Refuses a strategy that is not there, before any work.
  static func check(_ invocation: Invocation, _ scenario: Scenario) throws(Diagnostic) {
    if let form = invocation.value("--ledger-form") {
      guard invocation.has("--ledger") else {
        throw Diagnostic("--ledger-form says nothing without --ledger", kind: .usage)
      }
      guard ["litellm", "table"].contains(form) else {
        throw Diagnostic("--ledger-form is '\(form)'; one of litellm, table was expected", kind: .usage)
      }
    }
    if let path = invocation.value("--ledger") {
      try OutputFolder.checkFile(path, replacing: ScenarioOptions.inputs(scenario, invocation))
    }
    guard let name = invocation.value("--ledger-strategy") else {
      if invocation.has("--ledger"), scenario.strategies.allSatisfy(\.isBound) {
        throw Diagnostic(
          "--ledger has nothing to write: each strategy is a bound, which cannot be deployed; --ledger-strategy NAME "
            + "was expected", kind: .usage)
      }
      return
    }
    guard invocation.has("--ledger") else {
      throw Diagnostic("--ledger-strategy says nothing without --ledger", kind: .usage)
    }
    let names = scenario.strategies.map(\.name)
    guard names.contains(name) else {
      throw Diagnostic(
        "--ledger-strategy is '\(name)'; one of \(names.joined(separator: ", ")) was expected", kind: .usage)
    }
  }

  /// Writes the log of the first replication where it is asked for.
  static func write(_ invocation: Invocation, _ result: RunResult, _ scenario: Scenario, _ runner: Runner)
    throws(Diagnostic)
  {
    guard let path = invocation.value("--ledger") else { return }
    let stated = invocation.value("--ledger-strategy").flatMap(result.strategy)
    guard let strategy = stated ?? result.strategies.last(where: { !$0.isBound }),
      let outcomes = strategy.cells.first?.outcomes
    else { return }
    try AtomicFile.makeFolder(FilePath(path).folder)
    let stream = try runner.stream()
    let form = invocation.value("--ledger-form")
    let isTable = path.lowercased().hasSuffix(".csv")
    if form == "table" {
      let table = RunTable(stream: stream, outcomes: outcomes, catalog: scenario.catalog)
      try AtomicFile.write(path) { (output) throws(BufferedOutput.Failure) in try table.write(to: &output) }
      return note(strategy, path)
    }
    let plans = scenario.strategies.first { $0.name == strategy.name }?.plans ?? []
    let ledger = CallLedger(
      stream: stream, outcomes: outcomes, catalog: scenario.catalog, layers: strategy.layers,
      model: strategy.model, accounts: Accounts(of: plans))
    if form == nil, isTable {
      try AtomicFile.write(path) { (output) throws(BufferedOutput.Failure) in
        try CSVWriter.run(&output) { (csv) throws(BufferedOutput.Failure) in try ledger.write(to: &csv) }
      }
    } else if form == nil, LedgerCommand.isDatabase(path) {
      try ledger.writeSQLite(to: path)
    } else {
      let log = SpendLog(ledger, stream: stream, outcomes: outcomes, catalog: scenario.catalog)
      try AtomicFile.write(path) { (output) throws(BufferedOutput.Failure) in try log.write(to: &output) }
    }
    note(strategy, path)
  }

  private static func note(_ strategy: StrategyResult, _ path: String) {
    Console.note("wrote what '\(strategy.name)' would log to \(path)")
  }
}
