import Testing

@testable import Simulation

@Suite("Numbers in sentences")
struct GroupedTests {
  @Test(
    "thousands are set apart",
    arguments: [
      (0, "0"), (999, "999"), (1000, "1,000"), (-1000, "-1,000"), (123_456, "123,456"),
      (1_234_567, "1,234,567"), (Int.min, "-9,223,372,036,854,775,808"),
    ])
  func grouped(number: Int, text: String) {
    #expect(number.grouped == text)
  }
}
