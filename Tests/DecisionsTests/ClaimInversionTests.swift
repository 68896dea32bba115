import Declarations
import Foundation
import Testing

@testable import Decisions

@Suite("The inversion of claims")
struct ClaimInversionTests {
  @Test("a strategy's parameters are tried, and one alone where it is asked for")
  func parameters() throws {
    let path = try HeadlineScenario.write(questions: 1000, perSecond: 0.5, capacity: 500)
    defer { try? FileManager.default.removeItem(atPath: path) }
    var inversion = try ClaimInversion("hit_share=0.4", in: path)
    let all = try inversion.run().found.map(\.parameter.name)
    #expect(all == ["duplicate share", "Zipf exponent", "capacity of exact_cache"])
    inversion.parameter = "duplicate share"
    #expect(try inversion.run().found.map(\.parameter.name) == ["duplicate share"])
    inversion.parameter = "duplicates"
    let error = #expect(throws: Diagnostic.self) { try inversion.run() }
    #expect(error?.kind == .usage)
  }

  @Test("a figure that no value gives is said to have none")
  func none() throws {
    let path = try HeadlineScenario.write(questions: 200, perSecond: 0.05)
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
