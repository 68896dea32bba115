import Declarations
import Recordings
import Scenarios
import Simulation
import Strategies
import Traffic

extension Runner {
  /// Runs every strategy on a log that is read once into a temporary file, and from there in windows.
  func runRecorded(_ source: RecordedSource) throws(Diagnostic) -> RunResult {
    try checkInputs()
    progress?(0, 0, "reading the recording")
    var source = source
    source.sample = scenario.sample.map { ($0, scenario.seed) }
    let end = scenario.measured.map { scenario.warmUp + $0 }
    let survey = try RecordedSurvey(try source.spooled(rows: spooledRows), until: end, scenario)
    try survey.check(scenario)
    let cells = try runWindows(of: survey.groups) { (job) throws(Diagnostic) in
      try run(job, survey.windows, survey.groups) { survey.prepared($0, for: job.strategy) }
    }
    let header = survey.log.header
    let world = Array(repeating: PreparedStream(header, needs: []), count: scenario.replications)
    var provenance = provenance(world)
    provenance.sampling = RunResult.Provenance.Sampling(
      groups: survey.groups?.count ?? 0, unit: survey.groups?.words ?? "",
      fewUsers: survey.groups?.fewUsers ?? 0, interval: survey.groups?.interval ?? .exchangeable)
    var result = windowResult(cells, provenance, groups: survey.groups, requests: survey.requests)
    result.profile = survey.summary
    result.dropped = header.dropped
    result.warnings = windowWarnings(provenance, isEmpty: survey.requests == 0)
    if survey.requests > 0, survey.unmeasured == survey.requests {
      result.warnings.append(
        "no request arrives after the warm-up of \(scenario.warmUp.hours.short) h: shares are n/a")
    }
    if let rows = survey.log.compared {
      result.warnings.append(
        "a stream compares each row with the \(rows.grouped) before it: a call that the log tells of again further apart counts twice"
      )
    }
    if survey.log.hasSessions {
      result.warnings.append(
        "a stream keeps nothing of conversations: their turns are single requests, and surviving_prefix_share is n/a"
      )
    }
    result.warnings += provenance.sampling?.warnings ?? []
    if case .users = survey.groups?.unit, let text = survey.userWarning { result.warnings.append(text) }
    result.warnings += result.intervalWarnings
    result.warnings += IdleLayers.warnings(result, scenario.strategies)
    result.assumptions = assumptions(of: scenario.strategies, [PreparedStream(survey.told, needs: [])])
    return result
  }
}
