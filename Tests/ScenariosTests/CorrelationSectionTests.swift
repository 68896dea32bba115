import Declarations
import Testing

@testable import Scenarios

@Suite("Correlations of a scenario's workload")
struct CorrelationSectionTests {
  private func scenario(_ workload: String) throws -> Scenario {
    try Scenario(
      bytes: Array(
        """
        {"simbench": 1, "name": "x", "run": {"measure_h": 1, "warmup_h": 0, "replications": 1},
        "workload": {"kind": "synthetic"\(workload)},
        "providers": {"p": {"models": {"gpt-4o": {}}}},
        "strategies": [{"name": "a", "model": "gpt-4o", "layers": []}]}
        """.utf8), path: "x.json")
  }

  @Test(
    "a correlation that has nothing to go by is refused with its place and reason",
    arguments: [
      (
        #", "intents": {"volatile_keywords": ["price"]}"#, "2:68",
        "'intents.volatile_keywords' stands without 'paraphrases.text'; text that may hold the words was expected"
      ),
      (
        #", "intents": {"volatile_keyword_share": 0.5}"#, "2:47",
        "'workload.intents.volatile_keyword_share' does nothing: 'volatile_keywords' is not stated"
      ),
      (
        #", "sessions": {}, "intents": {"per_user_share": 0.5}"#, "2:81",
        "'intents.per_user_share' stands beside 'sessions'; single requests were expected, which know it"
      ),
      (
        #", "intents": {"drift_new_share": 0.5}"#, "2:47",
        "'workload.intents.drift_new_share' does nothing: 'drift_share_per_day' is 0"
      ),
      (
        #", "sessions": {}, "users": {"own_question_share": 0.5}"#, "2:83",
        "'users.own_question_share' stands beside 'sessions'; single requests were expected, which know it"
      ),
      (
        #", "intents": {"count": 50000000, "drift_share_per_day": 100, "drift_new_share": 1}"#, "2:113",
        "drift would bring more than 4 billion phrasings of new questions; fewer were expected"
      ),
      (
        #", "tokens": {"output_difficulty_correlation": 1.5}"#, "2:79",
        "'workload.tokens.output_difficulty_correlation' is 1.5; a number from -1 to 1 was expected"
      ),
    ])
  func faults(_ workload: String, _ place: String, _ message: String) throws {
    let fault = try #require(throws: Diagnostic.self) { try scenario(workload) }
    #expect(fault.message == message)
    #expect("\(fault.position?.line ?? 0):\(fault.position?.column ?? 0)" == place)
  }
}
