import Declarations
import Testing

@testable import Decisions

@Suite("Formulas of claims")
struct ExpressionTests {
  private static let place = SourcePosition(line: 3, column: 7)

  private func value(_ text: String, _ names: [String: Double] = [:]) throws -> Double {
    try Expression(text, at: ExpressionTests.place).value { names[$0] }
  }

  @Test(
    "arithmetic binds as it does on paper",
    arguments: [
      ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("2 - 3 - 4", -5), ("8 / 4 / 2", 1), ("-2 ^ 2", -4),
      ("2 ^ 3 ^ 2", 512), ("2 ^ -1", 0.5), ("150_000 * 4e-3", 600), ("1e3", 1000), ("min(3, 1, 2)", 1),
      ("max(1)", 1), ("ceil(0.7 / 0.0075)", 94), ("floor(2.9)", 2), ("a * b_2", 6),
    ] as [(String, Double)])
  func arithmetic(text: String, expected: Double) throws {
    #expect(try value(text, ["a": 2, "b_2": 3]) == expected)
  }

  @Test(
    "popularity models give article 003's and others' parameters",
    arguments: [
      // shared/reference/headline_parameters.txt: exponents at which the articles' hit rates come true.
      ("ttl_hits(10000, 1.03, 1.736, 3600)", 0.73), ("ttl_hits(100000, 1.14, 1.736, 3600)", 0.73),
      ("ttl_hits(1000, 0.91, 0.0386, 3600)", 0.4), ("ttl_hits(100000, 1.11, 0.0386, 3600)", 0.4),
      ("ttl_hits(10000, 0.95, 20000 / 2592000, 604800)", 0.65),
      ("fifo_hits(500, 10000, 0.99, 1.157, 3600)", 0.52), ("fifo_hits(1000, 50000, 1.01, 1.157, 3600)", 0.52),
      ("ttl_hits(2000, 0, 1.157, 3600)", 0.68), ("top_share(500, 10000, 0.91)", 0.6),
      ("top_share(500, 10000, 1.11)", 0.8),
    ] as [(String, Double)])
  func popularity(text: String, expected: Double) throws {
    let found = try value(text)
    #expect(abs(found - expected) < 0.01, "\(text) is \(found)")
  }

  @Test("a mixture of equal lognormals is one, and lies between the two otherwise")
  func mixture() throws {
    let one = try value("two_lognormals(0.95, 0.3, 100, 100, 0.5)")
    #expect(abs(one - 100 * 2.27607) < 0.1)
    let two = try value("two_lognormals(0.95, 0.3, 50, 100, 0.5)")
    #expect(two < one && two > one / 2)
  }

  @Test("a cache that keeps everything hits what it has seen: two equal questions, three requests")
  func repeats() throws {
    // From empty, three requests see 2 (1 - 1/8) = 1.75 questions.
    #expect(abs(try value("repeat_hits(3, 2, 0)") - (1 - 1.75 / 3)) < 1e-12)
  }

  @Test(
    "a slip is told with what was expected, at its place",
    arguments: [
      ("1 +", "the formula ends too early; a number, a name or '(' was expected"),
      ("1 2", "the formula stops at character 3; an operator or the end was expected"),
      ("(1", "the formula ends too early; ')' was expected"),
      ("1..2", "the formula stops at character 1; a number was expected"),
      ("1 $ 2", "the formula stops at character 3; an operator or the end was expected"),
      ("log(1, 2)", "the function 'log' of the formula has 2 arguments; log(x) was expected"),
      (
        "lgo(1)",
        "the function 'lgo' of the formula is unknown (did you mean 'log'?); one of min, max, floor, ceil, exp, log, normal_quantile, two_lognormals, top_share, repeat_hits, ttl_hits, fifo_hits was expected"
      ),
      (
        String(repeating: "(", count: 70),
        "the formula nests deeper than 64 levels; a flatter one was expected"
      ),
      (
        String(repeating: "1", count: 2001), "the formula has 2001 bytes; at most 2000 were expected"
      ),
    ])
  func slips(text: String, message: String) throws {
    let error = #expect(throws: Diagnostic.self) { try Expression(text, at: ExpressionTests.place) }
    #expect(error?.description == "3:7: error: " + message)
  }

  @Test(
    "what has no value is no number, and nothing traps",
    arguments: [
      "1 / 0 - 1 / 0", "log(-1)", "log(0)", "x", "ttl_hits(0, 1, 1, 1)", "ttl_hits(1e12, 1, 1, 1)",
      "ttl_hits(10, -1, 1, 1)", "top_share(5, 1e300 * 1e300, 1)", "normal_quantile(1)", "(-2) ^ 0.5",
      "repeat_hits(0, 2, 1)", "fifo_hits(0, 10, 1, 1, 1)", "two_lognormals(2, 1, 1, 1, 1)", "exp(1e6)",
    ])
  func nothing(text: String) throws {
    #expect(try value(text).isNaN)
  }
}
