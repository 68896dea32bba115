import Foundation
import Testing

@Suite("simbench prices")
struct PricesTests {
  private static let map = """
    {"gpt-4o": {"input_cost_per_token": 3e-06, "output_cost_per_token": 9e-06, "litellm_provider": "openai"},
     "whisper-1": {"input_cost_per_second": 0.0001}}
    """

  private func run(_ words: [String], environment: [String: String] = ["SIMBENCH_PRICES": ""]) throws -> (
    Simbench.Outcome, Simbench
  ) {
    let simbench = try Simbench()
    try simbench.write(Self.map, to: "map.json")
    try simbench.write(
      "{\"m\": {\"input_cost_per_token\": 0.15, \"output_cost_per_token\": 0.6}}", to: "million.json")
    let own = ["XDG_DATA_HOME": simbench.folder.path + "/data"].merging(environment) { $1 }
    return (try simbench.run(["prices"] + words, environment: own), simbench)
  }

  @Test("a call costs what its parts cost, exactly")
  func cost() throws {
    let (outcome, simbench) = try run([
      "cost", "openai/gpt-4o-2024-08-06", "--input", "86", "--cached", "1920", "--output=300",
    ])
    defer { simbench.remove() }
    #expect(outcome.code == 0)
    #expect(outcome.output.hasPrefix("0.005615 USD for gpt-4o, the embedded book of "))
    #expect(outcome.errors.hasPrefix("simbench: the model 'openai/gpt-4o-2024-08-06' is priced as 'gpt-4o'"))
    let hour = try simbench.run(["prices", "cost", "claude-opus-4-5", "--written-1h", "344139", "--json"])
    #expect(hour.output.contains("\"total_usd\": 3.44139"))
  }

  @Test("a file of calls gives a line each, and a fault names its line")
  func calls() throws {
    let (_, simbench) = try run([])
    defer { simbench.remove() }
    try simbench.write(
      "{\"model\": \"gpt-4o\", \"input\": 1000000}\n\n{\"model\": \"gpt-4o\", \"output\": 1, \"service\": \"batch\"}\n",
      to: "a.jsonl")
    let both = try simbench.run(["prices", "cost", "--calls", "a.jsonl", "--prices", "map.json"])
    #expect(both.output == "3.00\n0.0000045\n")
    try simbench.write("{\"model\": \"gpt-4o\"}\n{\"model\": \"gpt-4o\", \"inptu\": 1}\n", to: "b.jsonl")
    let flex = try simbench.run(["prices", "cost", "gpt-4o", "--input", "4", "--service", "flex"])
    #expect(flex.output.hasPrefix("0.00001 USD"), "\(flex.output)")
    #expect(
      flex.errors == "simbench: the book has no flex prices of gpt-4o: its standard prices are taken\n",
      "\(flex.errors)")
    let other = try simbench.run(["prices", "cost", "gpt-4", "--input", "4", "--web-searches", "2", "--fast"])
    #expect(other.output.hasPrefix("0.00012 USD"), "\(other.output)")
    #expect(
      other.errors
        == "simbench: the book has no price of a web search of gpt-4: nothing is taken\n"
        + "simbench: the book has no prices of gpt-4 in the faster mode: its usual prices are taken\n",
      "\(other.errors)")
    let batch = try simbench.run(["prices", "cost", "gpt-4o", "--input", "4", "--service", "batch"])
    #expect(batch.errors.isEmpty, "\(batch.errors)")
    for words in [["gpt-4o"], ["--input", "5"], ["--json"]] {
      let idle = try simbench.run(["prices", "cost", "--calls", "a.jsonl"] + words)
      #expect(idle.code == 2 && idle.errors.contains("says nothing beside --calls"), "\(idle.errors)")
    }
    let fault = try simbench.run(["prices", "cost", "--calls", "b.jsonl"])
    #expect(fault.code == 65)
    #expect(
      fault.errors.hasPrefix("b.jsonl:2:21: error: unknown key 'inptu'; one of model, service, input, "))
    let usage = try simbench.run(["prices", "cost", "gpt-4o", "--service", "fast"])
    #expect(usage.code == 2)
    #expect(
      usage.errors == "error: --service is 'fast'; one of standard, batch, flex, priority was expected\n")
  }

  @Test("a file is listed alone, with what is not read on stderr")
  func list() throws {
    let (outcome, simbench) = try run(["--prices", "map.json"])
    defer { simbench.remove() }
    #expect(outcome.output.hasPrefix("USD per million tokens, map.json of no date\n"))
    #expect(outcome.output.split(separator: "\n").count == 3)
    #expect(
      outcome.errors
        == "simbench: 1 model priced; 1 model of map.json has no price here: 1 priced per second; not tokens; --json "
        + "lists them\n")
    let json = try simbench.run(["prices", "--prices", "map.json", "--json"])
    #expect(json.output.contains("\"whisper-1\": \"priced per second; not tokens\""))
    let other = try simbench.run(["prices", "o3", "--prices", "map.json"])
    #expect(
      other.errors.hasPrefix("simbench: 'o3' is not in map.json; its price is from the embedded book of "))
    let unread = try simbench.run(["prices", "whisper-1", "--prices", "map.json"])
    #expect(unread.code == 2)
    #expect(
      unread.errors
        == "error: the model 'whisper-1' has no price of tokens in map.json of no date: priced per second; not tokens\n"
    )
  }

  @Test("the linter names what cannot be right, and exits with 65 when asked to")
  func lint() throws {
    let (outcome, simbench) = try run(["lint", "million.json"])
    defer { simbench.remove() }
    #expect(outcome.code == 0)
    #expect(
      outcome.output.hasPrefix(
        "million.json:1:32: warning: 'm.input_cost_per_token' is 0.15 dollars a token; "))
    #expect(try simbench.run(["prices", "lint", "million.json", "--strict"]).code == 65)
    #expect(try simbench.run(["prices", "lint", "map.json", "--strict"]).code == 0)
    #expect(try simbench.run(["prices", "lint", "none.json"]).code == 66)
  }

  @Test("a book that was taken is used from then on, and one that is broken is not taken")
  func update() throws {
    let (outcome, simbench) = try run(["update", "map.json", "--date", "2026-11-28"])
    defer { simbench.remove() }
    let own = ["XDG_DATA_HOME": simbench.folder.path + "/data", "SIMBENCH_PRICES": ""]
    #expect(outcome.code == 0 && simbench.exists("data/simbench/prices.json"))
    let price = try simbench.run(["prices", "gpt-4o"], environment: own)
    #expect(price.output.contains("data/simbench/prices.json of 2026-11-28\n"))
    #expect(price.errors.contains("data/simbench/prices.json of 2026-11-28, before the embedded book"))
    #expect(price.output.contains("gpt-4o        3.0       9.0"))
    try simbench.write("{}", to: "empty.json")
    let refused = try simbench.run(["prices", "update", "empty.json"], environment: own)
    #expect(
      refused.code == 65 && refused.errors.hasPrefix("empty.json:1:1: error: the price book has no model"))
    #expect(try simbench.run(["prices", "gpt-4o"], environment: own).output.contains("3.0"))
    let named = try simbench.run(["prices", "gpt-4o"], environment: ["SIMBENCH_PRICES": "none.json"])
    #expect(named.code == 66)
  }

  @Test("a scenario says which model a name was priced as, and what costs as input")
  func scenario() throws {
    let (_, simbench) = try run([])
    defer { simbench.remove() }
    let text = Simbench.small.replacing("\"gpt-4o\"", with: "\"azure/gpt-4o\"")
    try simbench.write(text, to: "Scenarios/small.json")
    let outcome = try simbench.run(["run", "small", "--prices", "map.json", "--no-plots"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(
      outcome.output.contains(
        "Warning: the model 'azure/gpt-4o' is priced as 'gpt-4o' (without its prefix)")
    )
  }
}
