import Declarations
import Experiments
import Metrics
import Scenarios
import Simulation

/// Looks for the value of each parameter of a scenario at which a claim would be true, everything else as it stands.
///
/// Every trial replays the same addressed random values, so that a figure moves with the parameter alone, and the range
/// is narrowed until the parameter is known as finely as it is stated.
package struct ClaimInversion: Sendable {
  /// The scenario by name or path.
  package var scenario: String
  /// The strategy; by default the last that is no bound.
  package var strategy: String?
  /// The figure as a formula of metrics.
  package var figure: Expression
  /// What it is claimed to be.
  package var target: Double
  /// The parameter that is tried, by its name; all that the strategy has by default.
  package var parameter: String?
  /// How the scenario is read.
  package var options = Scenario.Options()
  /// The seed instead of the scenario's.
  package var seed: UInt64?
  /// Replications instead of the scenario's.
  package var replications: Int?
  /// Threads instead of the scenario's.
  package var threads: Int?
  /// Told which parameter is tried.
  package var progress: Runner.Progress?

  /// A trial of `FIGURE=VALUE`.
  ///
  /// - Throws: a `Diagnostic` of kind `usage`.
  package init(_ text: String, in scenario: String) throws(Diagnostic) {
    let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let target = Double(parts[1].filter { $0 != " " && $0 != "_" }), target.isFinite
    else {
      throw Diagnostic(
        "'\(text)' is no claim; METRIC=NUMBER was expected, as in hit_share=0.73", kind: .usage)
    }
    self.scenario = scenario
    self.target = target
    do throws(Diagnostic) {
      figure = try Expression(
        node: JSONNode(.string(parts[0])), names: Metric.allCases.map(\.rawValue))
    } catch {
      let hint =
        parts[0].nearest(in: Metric.allCases.map(\.rawValue)).map { " (did you mean '\($0)'?)" } ?? ""
      throw Diagnostic(
        "'\(parts[0])' is no metric and no formula of metrics\(hint); `simbench list metrics` has them",
        kind: .usage)
    }
  }

  /// What was found for one parameter.
  package struct Found: Sendable {
    /// The parameter.
    package var parameter: InversionParameter
    /// The value at which the claim is true, as it is stated in the scenario, with what the figure's interval makes
    /// of it; nil where there is none.
    package var value: Estimate?
    /// The figure at the least and the greatest value tried, and between.
    package var tried: [(value: Double, figure: Double)]
  }

  /// What the scenario gives as it stands, and what was found.
  package struct Result: Sendable {
    /// The scenario's name.
    package var scenario: String
    /// The strategy.
    package var strategy: String
    /// The figure as the scenario stands.
    package var asIs: Estimate
    /// What was found, by parameter.
    package var found: [Found]
  }

  /// Tries the parameter that was asked for, or all that the strategy has.
  ///
  /// - Throws: a `Diagnostic` of the scenario, or of kind `usage` where the strategy has no such parameter.
  package func run() throws(Diagnostic) -> Result {
    let scenario = try Scenario.load(self.scenario, options: options)
    let place = try place(in: scenario)
    let name = scenario.strategies[place].name
    let parameters = try self.parameters(of: scenario, place)
    let asIs = try trial(nil, name)
    var found: [Found] = []
    for parameter in parameters {
      found.append(try solve(parameter, name))
    }
    return Result(scenario: scenario.name, strategy: name, asIs: asIs, found: found)
  }

  private func parameters(of scenario: Scenario, _ place: Int) throws(Diagnostic) -> [InversionParameter] {
    let all = InversionParameter.all(of: scenario, strategy: place)
    guard let wanted = parameter else { return all }
    let found = all.filter { $0.name == wanted }
    guard found.isEmpty else { return found }
    let names = all.map(\.name)
    let hint = wanted.nearest(in: names).map { " (did you mean '\($0)'?)" } ?? ""
    throw Diagnostic(
      "--parameter '\(wanted)' moves nothing of the strategy\(hint); one of \(names.joined(separator: ", ")) was expected",
      kind: .usage)
  }

  private func place(in scenario: Scenario) throws(Diagnostic) -> Int {
    guard let strategy else {
      return scenario.strategies.lastIndex { !$0.isBound } ?? 0
    }
    if let place = scenario.strategies.firstIndex(where: { $0.name == strategy }) { return place }
    let names = scenario.strategies.map(\.name)
    let hint = strategy.nearest(in: names).map { " (did you mean '\($0)'?)" } ?? ""
    throw Diagnostic(
      "--strategy '\(strategy)' is unknown\(hint); one of \(names.joined(separator: ", ")) was expected",
      kind: .usage)
  }

  /// The figure with an override.
  private func trial(_ override: Override?, _ strategy: String) throws(Diagnostic) -> Estimate {
    var options = self.options
    if let override { options.overrides.append(override) }
    var scenario = try Scenario.load(self.scenario, options: options)
    if let seed { scenario.seed = seed }
    if let replications { scenario.replications = replications }
    if let threads { scenario.threads = threads }
    do throws(Diagnostic) {
      let result = try Runner(scenario).runStrategies(named: [strategy])
      guard let own = result.strategy(strategy) else { return Estimate(mean: .nan, halfWidth: .nan) }
      return result.estimate(figure, of: own, values: [:])
    } catch {
      throw error.placed(in: scenario.path)
    }
  }

  private func solve(_ parameter: InversionParameter, _ strategy: String) throws(Diagnostic) -> Found {
    var tried: [(place: Double, figure: Estimate)] = []
    func figure(at place: Double) throws(Diagnostic) -> Double {
      progress?(0, 0, "\(parameter.name): trial \(tried.count + 1)")
      let estimate = try trial(parameter.override(at: place), strategy)
      tried.append((place, estimate))
      return estimate.mean - target
    }
    func found(_ value: Estimate?) -> Found {
      let rows = tried.map { (value: parameter.value(at: $0.place), figure: $0.figure.mean) }
      return Found(parameter: parameter, value: value, tried: rows.sorted { $0.value < $1.value })
    }
    var low = (place: 0.0, gap: try figure(at: 0))
    var high = (place: 1.0, gap: try figure(at: 1))
    if low.gap * high.gap > 0 {
      // A figure may rise and fall again.
      for place in [0.5, 0.25, 0.75] where low.gap * high.gap > 0 {
        let gap = try figure(at: place)
        if gap * low.gap <= 0 { high = (place, gap) }
      }
    }
    guard low.gap.isFinite, high.gap.isFinite, low.gap * high.gap <= 0 else { return found(nil) }
    var search = RootSearch(high.place - low.place, fineness: parameter.fineness)
    while high.place - low.place > parameter.fineness {
      let place = search.next(low, high)
      let gap = try figure(at: place)
      guard gap.isFinite else { return found(nil) }
      if gap * low.gap <= 0 { high = (place, gap) } else { low = (place, gap) }
    }
    let share = high.gap == low.gap ? 0.5 : low.gap / (low.gap - high.gap)
    let place = low.place + share * (high.place - low.place)
    return found(Estimate(mean: parameter.value(at: place), halfWidth: halfWidth(parameter, place, tried)))
  }

  /// The figure's half-width as one of the parameter, by the slope over a stretch that is wider than the last halving.
  private func halfWidth(
    _ parameter: InversionParameter, _ place: Double, _ tried: [(place: Double, figure: Estimate)]
  ) -> Double {
    let points = tried.sorted { $0.place < $1.place }
    guard let below = points.last(where: { $0.place <= place - 1.0 / 64 }) ?? points.first,
      let above = points.first(where: { $0.place >= place + 1.0 / 64 }) ?? points.last,
      above.place > below.place
    else { return .nan }
    let rise = abs(above.figure.mean - below.figure.mean)
    let width = abs(parameter.value(at: above.place) - parameter.value(at: below.place))
    let half = max(below.figure.halfWidth, above.figure.halfWidth)
    return rise > 0 ? half * width / rise : .nan
  }
}
