import Foundation
import Testing

@Suite("simbench --sample")
struct SampleOptionTests {
  private static let plain = """
    { "simbench": 1, "name": "plain", "run": { "seed": 3, "replications": 2, "measure_h": 1 },
      "workload": { "kind": "synthetic", "arrivals": { "rate_per_s": 0.6 }, "intents": { "count": 900, "zipf_exponent": 0.4 },
        "paraphrases": { "per_intent": 1 } },
      "providers": { "openai": { "models": { "gpt-4o": { "quality": 0.9 } } } },
      "strategies": [ { "name": "naive", "model": "gpt-4o", "layers": [] },
        { "name": "exact", "model": "gpt-4o", "layers": [ { "use": "exact_cache", "capacity": 400 } ] } ] }
    """

  private func start() throws -> Simbench {
    let simbench = try Simbench()
    try simbench.write(SampleOptionTests.plain, to: "Scenarios/plain.json")
    return simbench
  }

  @Test("a rate of 1 gives the files of a run without it, byte for byte")
  func whole() throws {
    let simbench = try start()
    defer { simbench.remove() }
    let plain = try simbench.shell("$S run plain --no-plots --out one")
    let whole = try simbench.shell("$S run plain --no-plots --out two --sample 1 --by user")
    #expect(plain.code == 0 && whole.code == 0 && plain.output == whole.output)
    for file in ["summary.csv", "layers.csv", "timeline.csv"] {
      #expect(try simbench.bytes("one/\(file)") == simbench.bytes("two/\(file)"))
    }
  }

  @Test("a sample is named in the report, the JSON and the CSV, with its error")
  func named() throws {
    let simbench = try start()
    defer { simbench.remove() }
    let run = try simbench.shell("$S run plain --no-plots --out one --sample 0.3 --by key")
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.output.contains(" requests (by key, "))
    #expect(run.output.contains("exact_cache.capacity 400 -> 120"))
    #expect(run.output.contains("Sampling error: the whole run's figure lies within ± with 95 % confidence."))
    let csv = String(decoding: try simbench.bytes("one/summary.csv"), as: UTF8.self)
    #expect(csv.contains("hit_share,hit_share_half_width,hit_share_sampling_error"))
    #expect(csv.contains("sample_rate,sample_by") && csv.contains("false,0.3,key,"))
    let json = try simbench.shell("$S run plain --no-plots --out two --sample 0.3 --by key --json")
    #expect(json.output.contains("\"sampling_error\":") && json.output.contains("\"by\": \"key\""))
  }

  @Test("shards of a sample, merged, are the files of one machine", arguments: [2, 7])
  func shards(count: Int) throws {
    let simbench = try start()
    defer { simbench.remove() }
    let whole = try simbench.shell("$S run plain --no-plots --out one --sample 0.3 --by key")
    let parts = try simbench.shell(
      "for i in $(seq 0 \(count - 1)); do $S run plain --sample 0.3 --by key --shard $i/\(count) --partial p/$i.partial || exit 9; done"
    )
    #expect(parts.code == 0, "\(parts.errors)")
    let merged = try simbench.shell("$S merge p --no-plots --out two")
    #expect(merged.code == 0 && merged.output == whole.output, "\(merged.errors)")
    #expect(try simbench.bytes("one/summary.csv") == simbench.bytes("two/summary.csv"))
  }

  @Test("a baseline of another sample is refused")
  func baseline() throws {
    let simbench = try start()
    defer { simbench.remove() }
    #expect(try simbench.shell("$S check plain --update --baseline b.json").code == 0)
    #expect(try simbench.shell("$S check plain --baseline b.json").code == 0)
    let other = try simbench.shell("$S check plain --baseline b.json --sample 0.3 --by key")
    #expect(other.code == 4)
    #expect(
      (other.errors + other.output).contains(
        "the baseline is of the whole stream, and the run of a sample of 0.3 by key; the same was expected"))
    #expect(try simbench.shell("$S check plain --update --baseline c.json --sample 0.3 --by key").code == 0)
    #expect(try simbench.shell("$S check plain --baseline c.json --sample 0.3 --by key").code == 0)
    let wider = try simbench.shell("$S check plain --baseline c.json --sample 0.5 --by key")
    #expect(wider.code == 4)
  }

  @Test(
    "options that say no sample are refused",
    arguments: [
      ("--sample 0 --by key", "--sample is '0'; a number above 0, at most 1, was expected"),
      ("--sample 2 --by key", "--sample is '2'; a number above 0, at most 1, was expected"),
      (
        "--sample 0.1",
        "--sample does not say what is kept; --by with one of user, session, key, intent "
          + "was expected"
      ),
      (
        "--by key",
        "--by says what --sample keeps, or what a part of `run --shard` holds; one of them was expected"
      ),
      ("--sample 0.1 --by tenant", "--by is 'tenant'; one of user, session, key, intent was expected"),
    ])
  func usage(options: String, message: String) throws {
    let simbench = try start()
    defer { simbench.remove() }
    let run = try simbench.shell("$S run plain \(options)")
    #expect(run.code == 2 && run.errors.contains(message), "\(run.errors)")
  }

  @Test("profile, calibrate and advise read a part of a log, and say so")
  func logs() throws {
    let simbench = try start()
    defer { simbench.remove() }
    let rows = (0..<4000).map { row in
      "\(row * 7),question \(row % 611),u\(row % 397),gpt-4o,100,\(20 + row % 31)"
    }
    try simbench.write(
      "timestamp,prompt,user,model,input_tokens,output_tokens\n" + rows.joined(separator: "\n") + "\n",
      to: "log.csv")
    let profile = try simbench.shell("$S trace profile log.csv --sample 0.25 --by user")
    #expect(
      profile.code == 0 && profile.output.contains(" % of 4,000 requests (by user, "), "\(profile.errors)")
    for command in ["calibrate", "advise"] {
      let run = try simbench.shell("$S \(command) log.csv --format table --sample 0.25 --by user")
      #expect(run.code == 0 && run.errors.contains(" % of 4,000 requests (by user, "), "\(run.errors)")
    }
    let session = try simbench.shell("$S trace profile log.csv --sample 0.25 --by session")
    #expect(session.code == 65)
    #expect(
      session.errors.contains(
        "the recording names no sessions, so that it cannot be sampled by session; user or key was expected"))
  }
}
