import Declarations
import Foundation
import Testing

@testable import Decisions
@testable import Experiments

@Suite("The inversion of claims")
struct ClaimInversionTests {
  /// A cache without limit in front of questions of a Zipf law, as in the model of the headline parameters.
  private func scenario(questions: Int, perSecond: Double, capacity: Int = 1_000_000) throws -> String {
    let text = """
      {"simbench": 1, "name": "headline", "run": {"seed": 3, "replications": 3, "warmup_h": 2, "measure_h": 3},
       "workload": {"kind": "synthetic", "arrivals": {"rate_per_s": \(perSecond)},
        "intents": {"count": \(questions), "zipf_exponent": 1}, "paraphrases": {"per_intent": 1}},
       "providers": {"openai": {"models": {"gpt-4o": {"quality": 0.95}}}},
       "strategies": [{"name": "naive", "model": "gpt-4o", "layers": []},
        {"name": "cache", "model": "gpt-4o", "layers": [
         {"use": "exact_cache", "capacity": \(capacity), "ttl_s": 3600, "eviction": "fifo"}]}],
       "output": {"plots": []}}
      """
    let path = NSTemporaryDirectory() + "headline-\(UUID().uuidString).json"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  @Test(
    "exponents are those of the reference, within 0.05",
    .tags(.slow),
    arguments: [
      // shared/reference/headline_parameters.txt, 003 and 002.
      (0.73, 10000, 1.736, 1_000_000, 1.03), (0.52, 10000, 1.157, 500, 0.99),
    ] as [(Double, Int, Double, Int, Double)])
  func headlines(target: Double, questions: Int, rate: Double, capacity: Int, exponent: Double) throws {
    let path = try scenario(questions: questions, perSecond: rate, capacity: capacity)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let found = try ClaimInversion("hit_share=\(target)", in: path).run().found
    let value = try #require(found.first { $0.parameter.name == "Zipf exponent" }?.value)
    #expect(abs(value.mean - exponent) < 0.05, "\(value)")
    #expect(value.halfWidth < 0.05)
    // All questions are asked again already: no share of duplicates and no size does it alone where too few hit.
    #expect(found.map(\.parameter.name) == ["duplicate share", "Zipf exponent", "capacity of exact_cache"])
  }

  @Test("a figure that no value gives is said to have none")
  func none() throws {
    let path = try scenario(questions: 200, perSecond: 0.05)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let found = try ClaimInversion("hit_share=0.001", in: path).run().found
    let exponent = try #require(found.first { $0.parameter.name == "Zipf exponent" })
    #expect(exponent.value == nil)
    #expect(exponent.tried.allSatisfy { $0.figure > 0.001 })
  }

  @Test(
    "what is no claim is refused",
    arguments: [
      ("hit_share", "'hit_share' is no claim; METRIC=NUMBER was expected, as in hit_share=0.73"),
      ("hit_share=x", "'hit_share=x' is no claim; METRIC=NUMBER was expected, as in hit_share=0.73"),
      (
        "hit_shar=0.5",
        "'hit_shar' is no metric and no formula of metrics (did you mean 'hit_share'?); `simbench list metrics` has them"
      ),
    ])
  func slips(text: String, message: String) throws {
    let error = #expect(throws: Diagnostic.self) { try ClaimInversion(text, in: "x") }
    #expect(error?.kind == .usage && error?.message == message)
  }
}
