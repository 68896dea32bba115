import Decisions
import Declarations
import Experiments
import Files
import Reporting
import Scenarios

/// `simbench check`: the scenario's rules and its baseline.
enum CheckCommand {
  static let declaration = CommandDeclaration(
    name: "check", summary: "hold scenarios to their rules and baselines; exit 3 when one regressed",
    arguments: ["SCENARIO..."],
    options: ScenarioOptions.declarations + [
      .flag("--update", "write the present figures as the baseline, as `simbench baseline update` does"),
      .value("--baseline", "FILE", "the baseline; Baselines/<name>.json beside the scenario by default"),
      .value("--against", "COMMIT", "hold to the figures of a commit, run now, instead of a baseline"),
      .flag("--no-baseline", "check the rules alone"),
      .flag("--skip-missing", "pass over a scenario whose data or model is absent"),
    ] + GateOptions.declarations + ReportOutputs.declarations + PageOption.declarations,
    example: "simbench check rag --fail 'hit_share:-1pt,cost_usd_per_month:+1%'",
    details: details
  ) { invocation throws(Diagnostic) in
    try run(invocation, updates: invocation.has("--update"))
  }

  private static let details = """
    A SCENARIO may be a folder: each scenario in it is checked. Figures are compared
    by the names of strategy and metric, whatever the scenario's text, and what
    changed is named above them. The same seed gives the same luck before and after:
    there is no noise, and the tolerance is 0. With another seed or number of
    replications, a difference within both intervals together is held. Without a
    baseline the rules of `expect` are judged all the same.

    \(GateOptions.details)
    Exit codes, of several scenarios the first of this list: 1 internal, 74 output
    failed, 65 bad input, 3 regressed, 66 data or model missing, 4 nothing to
    compare with, 0 held.
    """

  /// Checks what an invocation names.
  ///
  /// - Parameter updates: whether the figures are accepted instead of held to those of before.
  static func run(_ invocation: Invocation, updates isUpdate: Bool) throws(Diagnostic) -> Int32 {
    let outputs = try ReportOutputs(invocation)
    let page = try PageOption(invocation)
    let rules = try GateOptions.rules(invocation)
    try checkCombination(invocation)
    var targets = try CheckTarget.all(invocation)
    let scenarios = targets.compactMap(\.scenario)
    var known = scenarios.flatMap { $0.strategies.map(\.name) }
    if let rules, !scenarios.isEmpty, !invocation.has("--against") {
      // What a change took away is gone, and not unknown.
      let former = scenarios.flatMap { scenario in
        (try? BaselineStore.read(path(of: scenario, invocation), remedy: ""))?.strategies.map(\.name) ?? []
      }
      try Gate(rules).check(strategies: known + (isUpdate ? [] : former))
    }
    let inputs = scenarios.flatMap { ScenarioOptions.inputs($0, invocation) + [path(of: $0, invocation)] }
    try outputs.check(inputs: inputs)
    try page.check(inputs: inputs)
    if invocation.has("--baseline"), targets.count > 1 || invocation.arguments.count > 1 {
      throw Diagnostic("--baseline stands beside several scenarios; one was expected", kind: .usage)
    }
    var written: Set<String> = []
    for scenario in scenarios where isUpdate {
      guard written.insert(path(of: scenario, invocation)).inserted else {
        throw Diagnostic(
          "two scenarios would write this baseline; each name may stand once in a folder", kind: .usage,
          file: path(of: scenario, invocation))
      }
      try OutputFolder.checkFile(
        path(of: scenario, invocation), replacing: ScenarioOptions.inputs(scenario, invocation))
      try BaselineStore.checkReplaceable(path(of: scenario, invocation))
    }
    let owners = Dictionary(grouping: scenarios) { path(of: $0, invocation) }
    var checkouts: [GitCheckout] = []
    defer { for checkout in checkouts { checkout.remove() } }
    var sections: [CheckReport.Section] = []
    var updates: [(Baseline, path: String)] = []
    for place in targets.indices {
      if let section = targets[place].faultSection(skipsMissing: invocation.has("--skip-missing")) {
        sections.append(section)
        continue
      }
      guard let scenario = targets[place].scenario else { continue }
      do throws(Diagnostic) {
        let gate = try GateOptions.gate(rules.map { Gate($0) } ?? Gate(scenario), invocation)
        let held =
          isUpdate ? Held() : try self.held(of: targets[place], scenario, owners, invocation, &checkouts)
        known += held.reference?.figures.strategies.map(\.name) ?? []
        let result = try targets[place].run(scenario)
        var check = Check(result, scenario: scenario, baseline: held.reference, gate: gate)
        if let missing = held.missing {
          // Without rules it was run only to learn whether its data is there.
          guard !check.lines.isEmpty else { throw missing }
          Console.report(missing)
          check.unheld = missing
        }
        sections.append(.init(scenario.name, path: scenario.path, .checked(check)))
        if isUpdate {
          updates.append((Baseline(result, of: scenario), path(of: scenario, invocation)))
        }
      } catch {
        guard error.kind != .usage else { throw error }
        targets[place].fault = error
        if let section = targets[place].faultSection(skipsMissing: invocation.has("--skip-missing")) {
          sections.append(section)
        }
      }
    }
    if invocation.has("--against") {
      // A commit tells its strategies when it is run; where it could not be, none is unknown.
      if let rules, !sections.contains(where: \.isOpen) { try Gate(rules).check(strategies: known) }
      for checkout in checkouts { sections += CheckTarget.gone(targets, since: checkout) }
    } else if !isUpdate, !invocation.has("--no-baseline"), !invocation.has("--baseline") {
      sections += CheckTarget.orphans(targets)
    }
    let report = CheckReport(sections, isList: CheckTarget.isList(targets))
    try outputs.deliver(report)
    try page.write { CheckPage(report, $0).text }
    for (baseline, path) in updates {
      try AtomicFile.write(baseline.json.text() + "\n", to: path)
      Console.note("accepted: \(path)")
    }
    return report.exitCode
  }

  private static func checkCombination(_ invocation: Invocation) throws(Diagnostic) {
    if invocation.has("--update"), !invocation.all("--set").isEmpty {
      throw Diagnostic(
        "--update and --set stand together; a baseline belongs to the scenario as it is", kind: .usage)
    }
    // What is made of a log has no recording of its own.
    let isOfLog = invocation.arguments == [RecordedScenario.name]
    if invocation.has("--update"), invocation.has("--trace"), !isOfLog {
      throw Diagnostic(
        "--update and --trace stand together; a baseline belongs to the scenario's own recording",
        kind: .usage)
    }
    let exclusive = ["--update", "--against", "--no-baseline", "--baseline"].filter(invocation.has)
    let isNamed = exclusive == ["--update", "--baseline"]
    guard exclusive.count < 2 || isNamed else {
      throw Diagnostic("\(exclusive[0]) and \(exclusive[1]) stand together; one was expected", kind: .usage)
    }
  }

  private static func path(of scenario: Scenario, _ invocation: Invocation) -> String {
    invocation.value("--baseline") ?? BaselineStore.path(of: scenario)
  }

  /// What a scenario is held to, or why there is nothing.
  private struct Held {
    var reference: Check.Reference?
    var missing: Diagnostic?
  }

  /// What a scenario is held to; where that is not there, its rules can be judged all the same, and whether its data is
  /// there be told.
  private static func held(
    of target: CheckTarget, _ scenario: Scenario, _ owners: [String: [Scenario]], _ invocation: Invocation,
    _ checkouts: inout [GitCheckout]
  ) throws(Diagnostic) -> Held {
    do throws(Diagnostic) {
      return Held(reference: try reference(of: target, scenario, owners, invocation, &checkouts))
    } catch {
      let hasRules = !(scenario.tree["expect"]?.elements ?? []).isEmpty
      guard error.kind == .baseline, hasRules || invocation.has("--skip-missing") else { throw error }
      return Held(missing: error)
    }
  }

  /// What a scenario is held to, or nil for its rules alone.
  ///
  /// - Parameter owners: the scenarios by the path of their baseline; one of several belongs to none for certain.
  private static func reference(
    of target: CheckTarget, _ scenario: Scenario, _ owners: [String: [Scenario]], _ invocation: Invocation,
    _ checkouts: inout [GitCheckout]
  ) throws(Diagnostic) -> Check.Reference? {
    if invocation.has("--no-baseline") { return nil }
    let reference: Check.Reference
    if let commit = invocation.value("--against") {
      reference = try CommitReference.run(commit, scenario, invocation, &checkouts)
    } else {
      if let same = owners[path(of: scenario, invocation)], same.count > 1 {
        throw Diagnostic(
          "would be the baseline of \(same.map { FilePath($0.path).name }.joined(separator: " and ")); each name may "
            + "stand once in a folder", kind: .baseline, file: path(of: scenario, invocation))
      }
      var words = "simbench check \(target.reference.asShellWord) --update"
      if let file = invocation.value("--baseline") { words += " --baseline \(file.asShellWord)" }
      // A scenario that is made of a log is nothing without it.
      if target.reference == RecordedScenario.name, let log = invocation.value("--trace") {
        words += " --trace \(log.asShellWord)"
      }
      reference = .init(try BaselineStore.read(path(of: scenario, invocation), remedy: words))
    }
    let file = invocation.has("--against") ? scenario.path : path(of: scenario, invocation)
    try reference.figures.checkSample(against: scenario, name: reference.name, file: file)
    let names = reference.figures.strategies.map(\.name)
    guard scenario.strategies.contains(where: { names.contains($0.name) }) else {
      throw Diagnostic(
        "\(reference.words) and the scenario have no strategy in common "
          + "(\(names.joined(separator: ", ")); now \(scenario.strategies.map(\.name).joined(separator: ", ")))",
        kind: .baseline, file: file)
    }
    return reference
  }
}

extension CheckReport.Section {
  /// Whether its figures were held to none although they should be.
  fileprivate var isOpen: Bool {
    switch outcome {
    case .checked(let check): check.unheld != nil
    case .fault: true
    case .skipped: false
    }
  }
}
