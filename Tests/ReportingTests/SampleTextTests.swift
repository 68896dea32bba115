import Testing
import Traffic

@testable import Reporting

@Suite("Samples in words")
struct SampleTextTests {
  @Test(
    "every command tells a sample in the same words",
    arguments: [
      (0.247_253, 4000, SampleUnit.user, 98, "sampled 24.7 % of 4,000 requests (by user, 98 users)"),
      (0.000_123_4, 1_000_000, .key, 1, "sampled 0.0123 % of 1,000,000 requests (by key, 1 key)"),
      (1, 1, .session, 1, "sampled 100 % of 1 request (by session, 1 session)"),
    ])
  func part(_ share: Double, _ requests: Int, _ unit: SampleUnit, _ units: Int, _ text: String) {
    #expect(SampleText.part(share, of: requests, by: unit, units: units) == text)
  }
}
