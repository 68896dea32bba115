import Foundation
import Testing

@Suite("what a run assumes is said, and what is unknown is n/a")
struct AssumptionTests {
  private func report(_ log: String, strategies: String, models: String) throws -> (
    text: String, rows: [[String: String]]
  ) {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write(log, to: "log.jsonl")
    try simbench.write(
      """
      {"simbench": 1, "name": "own", "workload": {"kind": "recorded", "path": "log.jsonl"},
       "providers": {"p": {"models": \(models)}}, "strategies": [\(strategies)], "output": {"plots": []}}
      """, to: "own.json")
    let outcome = try simbench.run(["run", "own.json"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    let lines = String(decoding: try simbench.bytes("Results/own/summary.csv"), as: UTF8.self).split(
      separator: "\n"
    )
    .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    let text = outcome.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .joined(separator: " ")
    return (text, lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) })
  }

  @Test("times, tokens and temperature that a log lacks are assumed aloud, and the scaling to a month")
  func assumptions() throws {
    let log = (0..<20).map { "{\"prompt\": \"question number \($0 % 10)\"}\n" }.joined()
    let (text, _) = try report(
      log, strategies: "{\"name\": \"a\", \"model\": \"gpt-4o\", \"layers\": [{\"use\": \"exact_cache\"}]}",
      models: "{\"gpt-4o\": {\"quality\": 0.9}}")
    #expect(text.contains("Read: 20 rows as table; 10 distinct prompts, 10 % of all the commonest."))
    let missing = "times, users, models, temperature, cached tokens, spend, latency, failures"
    #expect(text.contains("Not recorded: \(missing)."))
    #expect(text.contains("Assumed: 1.00 requests a second (rate_per_s), since the log has no times"))
    #expect(text.contains("Assumed: input tokens of 100 % of the rows by the length of the text"))
    #expect(text.contains("Assumed: output tokens of 100 % of the rows by the settings of the workload"))
    #expect(text.contains("Assumed: temperature 0 for 100 % of the rows"))
    #expect(text.contains("its first half alone gives $"))
  }

  @Test("cached tokens of the log that a strategy leaves out of its bill are told")
  func unreadTokens() throws {
    let usage =
      #""usage": {"prompt_tokens": 2000, "completion_tokens": 9, "prompt_tokens_details": {"cached_tokens": 1024}}"#
    let log = (0..<20).map { place in
      let messages = #"[{"role": "user", "content": "q\#(place)"}]"#
      return #"{"timestamp": \#(place), "model": "gpt-4o", "messages": \#(messages), \#(usage)}"# + "\n"
    }.joined()
    let (text, rows) = try report(
      log,
      strategies: """
        {"name": "as logged", "model": "recorded", "layers": []},
        {"name": "moved", "model": "recorded", "layers": [{"use": "remap", "routes": {"gpt-4o": "gpt-4o-mini"}}]},
        {"name": "stated", "model": "gpt-4o", "layers": []}
        """, models: "{\"gpt-4o\": {}, \"gpt-4o-mini\": {}}")
    #expect(rows.map { $0["cached_token_share"] } == ["0.512", "0.512", "0"])
    #expect(text.contains("Assumed: no cached tokens in stated for calls that go to a stated or"), "\(text)")
    #expect(text.contains("although the log read 20,480 of its input tokens from a"), "\(text)")
  }

  @Test("requests that state no temperature are not said to be at 0, where they are taken as above")
  func defaultTemperature() throws {
    let log = (0..<20).map { place in
      "{\"timestamp\": \(place), \"model\": \"gpt-4o\", \"messages\": [{\"role\": \"user\", \"content\": \"q\(place % 5)\"}], "
        + "\"usage\": {\"prompt_tokens\": 9, \"completion_tokens\": 9}}\n"
    }.joined()
    let (text, rows) = try report(
      log, strategies: "{\"name\": \"a\", \"model\": \"gpt-4o\", \"layers\": [{\"use\": \"exact_cache\"}]}",
      models: "{\"gpt-4o\": {}}")
    #expect(rows[0]["hit_share"] == "0")
    #expect(!text.contains("temperature 0 for"), "\(text)")
    #expect(text.contains("the provider's own temperature, above 0, for 100 % of the rows"), "\(text)")
  }

  @Test("what a drawn stream and its layers assume is said as well")
  func drawn() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write(
      """
      {"simbench": 1, "name": "own", "run": {"measure_h": 1, "warmup_h": 0, "replications": 1},
       "workload": {"kind": "synthetic", "arrivals": {"rate_per_s": 0.1}, "paraphrases": {"text": "grammar:support"},
        "tokens": {"tokenizer": "o200k"}},
       "providers": {"p": {"models": {"gpt-4o": {}}}},
       "strategies": [{"name": "a", "model": "gpt-4o", "layers": [
        {"use": "budget", "per": "team", "monthly_usd": 100}, {"use": "compress", "method": "corrected", "tokenizer": "cl100k"}]}],
       "output": {"plots": []}}
      """, to: "own.json")
    let outcome = try simbench.run(
      ["run", "own.json"], environment: ["SIMBENCH_CACHE": simbench.folder.path + "/cache"])
    let text = outcome.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .joined(separator: " ")
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(
      text.contains("Assumed: tokens of messages at 4.38 bytes each, since o200k is not installed"), "\(text)"
    )
    #expect(text.contains("Assumed: teams of 10 users each, in the order of their numbers (users_per_team)."))
    #expect(
      text.contains(
        "Assumed: tokens of compressed messages in proportion to their words: cl100k is not installed."))
  }

  @Test(
    "hits that nobody labelled, staleness and unstated quality have no figure, and the verdict rests on them")
  func unknown() throws {
    let texts = [
      "how do I reset my password", "how can I reset my password", "how do I reset my password now",
    ]
    let log = (0..<60).map { "{\"timestamp\": \($0 * 60), \"prompt\": \"\(texts[$0 % 3])\"}\n" }.joined()
    let (text, rows) = try report(
      log,
      strategies: """
        {"name": "naive", "model": "gpt-4o"},
        {"name": "semantic", "model": "gpt-4o", "layers": [{"use": "semantic_cache", "threshold": 0.3}]}
        """, models: "{\"gpt-4o\": {}}")
    #expect(rows[1]["semantic_hit_share"].flatMap(Double.init) ?? 0 > 0.2)
    for metric in ["quality", "quality_change", "false_hit_share", "stale_hit_share", "false_share_of_hits"] {
      #expect(rows[1][metric]?.isEmpty == true, "\(metric)")
    }
    #expect(rows[0]["false_hit_share"] == "0")
    #expect(text.contains("Verdict: semantic"))
    #expect(text.contains("This holds only if all"))
    #expect(text.contains("of requests that are unlabelled hits get a right answer"))
  }
}
