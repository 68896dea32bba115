import Foundation
import Testing

@Suite("simbench claims and ledger")
struct ClaimsTests {
  private static let claims = """
    {"simbench_claims": 1, "name": "mine", "title": "What a colleague says", "scenario": "small",
     "values": {"calls": 1000},
     "claims": [
      {"id": "a", "says": "a thousand calls cost $7.50", "unit": "usd", "claimed": 7.5, "formula": "calls * 0.0075"},
      {"id": "b", "says": "all are hits", "unit": "share", "claimed": 1,
       "simulate": {"strategy": "exact", "figure": "hit_share"}},
      {"id": "c", "says": "more than all are hits", "unit": "share", "claimed": 1.5, "greatest": 1},
      {"id": "d", "says": "it pays", "holds_if": {"says": "questions come again"}}
     ]}
    """

  @Test("each claim has its figures and verdict, in text, JSON and CSV, and a chart of what was simulated")
  func verdicts() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write(ClaimsTests.claims, to: "mine.json")
    let outcome = try simbench.run(["claims", "mine.json"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.hasPrefix("What a colleague says\n\na a thousand calls cost $7.50\n"))
    #expect(outcome.output.contains("  claimed $7.500 · recomputed $7.500 · holds\n"))
    #expect(outcome.output.contains("  claimed 150 % · impossible\n  at most 100 %\n"))
    #expect(outcome.output.contains("  holds if\n  holds if questions come again\n"))
    #expect(outcome.output.hasSuffix("4 claims: 1 hold, 1 hold if, 1 inconsistent, 1 impossible\n"))
    #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    for file in ["claims.csv", "claimed_simulated.gp", "manifest.json"] {
      #expect(simbench.exists("Results/claims/" + file))
    }
    let json = try simbench.run(["claims", "mine.json", "--json", "--threads", "3", "--out", "b"])
    #expect(
      json.code == 0 && json.output.hasPrefix("{") && json.output.contains("\"verdict\": \"impossible\""))
    #expect(try simbench.bytes("Results/claims/claims.csv") == simbench.bytes("b/claims.csv"))
  }

  @Test("what is no file of claims, and a claim without its strategy, are told with their place")
  func slips() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write("{\"simbench_claims\": 1, \"name\": \"x\", \"claims\": []}", to: "empty.json")
    let empty = try simbench.run(["claims", "empty.json"])
    #expect(empty.code == 65 && empty.errors.hasPrefix("empty.json:1:47: error: "), "\(empty.errors)")
    try simbench.write(
      ClaimsTests.claims.replacingOccurrences(of: "\"exact\", \"fig", with: "\"exct\", \"fig"),
      to: "slip.json")
    let slip = try simbench.run(["claims", "slip.json"])
    #expect(
      slip.code == 65
        && slip.errors.hasPrefix(
          "slip.json:6:29: error: 'small' has no strategy 'exct' (did you mean 'exact'?)"),
      "\(slip.errors)")
    #expect(try simbench.run(["claims", "gone.json"]).code == 66)
  }

  @Test("an inversion tells the parameter, or that there is none")
  func inversion() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let outcome = try simbench.run(
      ["claims", "invert", "hit_share=0.4", "--in", "small", "--strategy", "exact", "--replications", "2"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("  duplicate share "), "\(outcome.output)")
    #expect(outcome.output.contains("  Zipf exponent "))
    let words = [
      "claims", "invert", "hit_share=0.4", "--in", "small", "--strategy", "exact", "--replications", "2",
    ]
    let single = try simbench.run(words + ["--parameter", "duplicate share"])
    #expect(single.output.contains("  duplicate share ") && !single.output.contains("  Zipf exponent "))
    let slip = try simbench.run(words + ["--parameter", "Zipf exponen"])
    #expect(slip.code == 2 && slip.errors.contains("(did you mean 'Zipf exponent'?)"), "\(slip.errors)")
    let none = try simbench.run(
      ["claims", "invert", "hit_share=2", "--in", "small", "--strategy", "exact", "--replications", "1"])
    #expect(
      none.code == 0 && none.output.hasSuffix("\nNo parameter alone makes the claim true.\n"),
      "\(none.output)")
    // A small share is not shown as nothing, and entries are whole.
    let small = try simbench.run(
      ["claims", "invert", "hit_share=0.0003", "--in", "small", "--strategy", "exact", "--replications", "1"])
    #expect(small.output.contains("; 0.03 % wants\n"), "\(small.output)")
    #expect(small.output.contains(" from 10 to 10,000,000\n"), "\(small.output)")
    #expect(try simbench.run(["claims", "invert", "hit_share=0.4"]).code == 2)
    #expect(try simbench.run(["claims", "invert", "x=0.4", "--in", "small"]).code == 2)
  }

  @Test("a ledger adds up to the same from a table, from a database and from spend logs")
  func ledger() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    for file in ["calls.csv", "calls.sqlite", "calls.jsonl"] {
      let run = try simbench.run(["run", "small", "--no-plots", "--ledger", file])
      #expect(run.code == 0, "\(run.errors)")
    }
    for grouping in ["day", "user", "team", "key", "model", "category", "layer"] {
      let options = ["--by", grouping, "--budget", "0.5", "--json"]
      let table = try simbench.run(["ledger", "calls.csv"] + options)
      let database = try simbench.run(["ledger", "calls.sqlite"] + options)
      #expect(table.code == 0 && table.output == database.output, "\(table.errors)\(database.errors)")
      let log = try simbench.run(["ledger", "calls.jsonl"] + options)
      #expect(table.output == log.output, "\(log.errors)")
      #expect(table.output.contains("\"cost_usd\""))
    }
    let text = try simbench.run(["ledger", "calls.csv", "--by", "user"])
    #expect(text.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    let wrong = try simbench.run(["ledger", "calls.csv", "--by", "hour"])
    #expect(
      wrong.code == 2
        && wrong.errors
          == "error: --by is 'hour'; one of user, team, key, model, category, layer, day was expected\n"
    )
    #expect(try simbench.run(["ledger", "gone.csv"]).code == 66)
    #expect(try simbench.run(["ledger", "gone.db"]).code == 66)
    try simbench.write("a,b\n", to: "other.csv")
    #expect(try simbench.run(["ledger", "other.csv"]).code == 65)
    try simbench.write("{}\n", to: "other.jsonl")
    let other = try simbench.run(["ledger", "other.jsonl"])
    #expect(
      other.code == 65
        && other.errors
          == "other.jsonl:1:1: error: the line lacks 'metadata.simbench'; a log of `run --ledger` was expected\n"
    )
  }
}
