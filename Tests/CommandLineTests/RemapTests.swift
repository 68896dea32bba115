import Foundation
import Testing

@Suite("recorded models sent elsewhere")
struct RemapTests {
  private func costs(_ layers: [String]) throws -> [Double] {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let usage =
      "{\"prompt_tokens\": 1000, \"completion_tokens\": 100, \"prompt_tokens_details\": {\"cached_tokens\": 400}}"
    let lines = ["gpt-4o", "gpt-4o-mini"].enumerated().map { place, model in
      "{\"timestamp\": \(place + 1), \"model\": \"\(model)\", \"temperature\": 0, "
        + "\"messages\": [{\"role\": \"user\", \"content\": \"q\(place)\"}], \"usage\": \(usage)}"
    }
    try simbench.write(lines.joined(separator: "\n") + "\n", to: "log.jsonl")
    let price = { (input: Double, cached: Double, output: Double) in
      "{\"input_usd_per_1m\": \(input), \"cached_input_usd_per_1m\": \(cached), \"output_usd_per_1m\": \(output)}"
    }
    let strategies = layers.enumerated().map { place, layer in
      "{\"name\": \"s\(place)\", \"model\": \"recorded\", \"layers\": [\(layer)]}"
    }
    try simbench.write(
      """
      {"simbench": 1, "name": "remap", "run": {"replications": 1},
       "workload": {"kind": "recorded", "path": "log.jsonl"},
       "providers": {"p": {"models": {"gpt-4o": \(price(2.5, 1.25, 10)), "gpt-4o-mini": \(price(0.15, 0.075, 0.6))}}},
       "strategies": [\(strategies.joined(separator: ", "))], "output": {"plots": []}}
      """, to: "remap.json")
    let outcome = try simbench.run(["run", "remap.json", "--json"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    let object = try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    return try #require(object["strategies"] as? [[String: Any]]).map { strategy in
      let metrics = try #require(strategy["metrics"] as? [String: [String: Any]])
      return try #require(metrics["cost_usd"]?["mean"] as? Double)
    }
  }

  @Test("a call that goes to another model has its tokens scaled, and keeps the part that was cached")
  func scaled() throws {
    let found = try costs([
      "", "{\"use\": \"remap\", \"routes\": {\"gpt-4o\": \"gpt-4o-mini\"}}",
      "{\"use\": \"remap\", \"routes\": {\"gpt-4o\": \"gpt-4o-mini\"}, \"token_factors\": {\"gpt-4o\": 1.2}}",
    ])
    func mini(_ uncached: Double, _ cached: Double, _ output: Double) -> Double {
      (uncached * 0.15 + cached * 0.075 + output * 0.6) / 1e6
    }
    let own = mini(600, 400, 100)
    let expected = [(600 * 2.5 + 400 * 1.25 + 100 * 10) / 1e6 + own, 2 * own, mini(720, 480, 120) + own]
    for (value, right) in zip(found, expected) { #expect(abs(value - right) < 1e-12, "\(value) \(right)") }
  }

  @Test(
    "recorded tokens are scaled by the published ratio of two tokenizers, which the report says, else by 1")
  func published() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let usage = "{\"input_tokens\": 1000, \"output_tokens\": 100}"
    try simbench.write(
      "{\"timestamp\": 1, \"model\": \"claude-opus-4-6\", \"messages\": [{\"role\": \"user\", \"content\": \"q\"}], "
        + "\"usage\": \(usage)}\n", to: "log.jsonl")
    let price = "{\"input_usd_per_1m\": 10, \"output_usd_per_1m\": 20}"
    let strategies = ["claude-opus-4-7", "mistral-large"].map {
      "{\"name\": \"\($0)\", \"model\": \"recorded\", \"layers\": [{\"use\": \"remap\", \"routes\": {\"claude-opus-4-6\": \"\($0)\"}}]}"
    }
    try simbench.write(
      """
      {"simbench": 1, "name": "remap", "run": {"replications": 1},
       "workload": {"kind": "recorded", "path": "log.jsonl"},
       "providers": {"p": {"models": {"claude-opus-4-6": \(price), "claude-opus-4-7": \(price), "mistral-large": \(price)}}},
       "strategies": [\(strategies.joined(separator: ", "))], "output": {"plots": []}}
      """, to: "remap.json")
    let outcome = try simbench.run(["run", "remap.json"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    let words = outcome.output.split { $0.isWhitespace }.joined(separator: " ")
    #expect(
      words.contains(
        "Assumed: 1.203 tokens of 'claude-opus-4-7' of a text for one of 'claude-opus-4-6', as published of English "
          + "(token_factors)."), "\(words)")
    #expect(
      words.contains(
        "Assumed: 1 token of 'mistral-large' of a text for one of 'claude-opus-4-6', since nothing is published of their "
          + "tokenizers (token_factors)."), "\(words)")
    let json = try simbench.run(["run", "remap.json", "--json"])
    let object = try #require(JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let costs = try #require(object["strategies"] as? [[String: Any]]).map { strategy in
      let metrics = try #require(strategy["metrics"] as? [String: [String: Any]])
      return try #require(metrics["cost_usd"]?["mean"] as? Double)
    }
    let expected: [Double] = [0.01443, 0.012]
    for (cost, right) in zip(costs, expected) {
      #expect(abs(cost - right) < 1e-12, "\(cost) \(right)")
    }
  }
}
