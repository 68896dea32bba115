import Foundation
import Testing

@Suite("simbench mrc --prefix")
struct PrefixModeTests {
  /// Four prompts: the second repeats the first, the third shares its first block, the fourth comes back.
  static let trace = """
    {"timestamp": 0, "input_length": 1100, "output_length": 5, "hash_ids": [1, 2, 3]}
    {"timestamp": 1000, "input_length": 1100, "output_length": 5, "hash_ids": [1, 2, 3]}
    {"timestamp": 2000, "input_length": 1024, "output_length": 5, "hash_ids": [1, 4]}
    {"timestamp": 3000, "input_length": 1100, "output_length": 5, "hash_ids": [1, 2, 3]}

    """

  private func simbench() throws -> Simbench {
    let simbench = try Simbench()
    try simbench.write(PrefixModeTests.trace, to: "t.jsonl")
    return simbench
  }

  @Test("the longest resident prefix hits, in tokens; the report, CSV and chart say so")
  func run() throws {
    let simbench = try simbench()
    defer { simbench.remove() }
    let words = [
      "mrc", "t.jsonl", "--prefix", "--sizes", "3,100%,2048tokens,1GiB", "--kv", "524288", "--policies",
      "lru,fifo",
    ]
    let outcome = try simbench.run(words)
    #expect(outcome.code == 0, "\(outcome.errors)")
    let rows = try String(decoding: simbench.bytes("Results/mrc-t/prefix.csv"), as: UTF8.self)
      .split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    // 3 blocks: FIFO drops 1 for 4, so that the last prompt finds nothing; LRU drops 2 and hits block 1.
    let hits = rows.dropFirst().map { "\($0[0]) \($0[1]) \($0[7])" }
    #expect(
      hits == [
        "lru 3 2124", "lru 4 2712", "fifo 3 1612", "fifo 4 2712", "belady 3 2712", "belady 4 2712",
      ])
    #expect(outcome.output.contains("62.72 %"), "\(outcome.output)")
    #expect(simbench.exists("Results/mrc-t/prefix_hits.gp"))
    let json = try simbench.run(words + ["--json", "--threads", "3", "--out", "b", "--no-plots"])
    #expect(json.code == 0 && json.output.contains("\"unlimited_token_hit_ratio\""))
    #expect(try simbench.bytes("b/prefix.csv") == simbench.bytes("Results/mrc-t/prefix.csv"))
  }

  @Test(
    "what cannot be is refused with what was expected, and nothing is written",
    arguments: [
      (["--sizes", "0"], "above 0"), (["--sizes", "x"], "capacity"), (["--sizes", "101%"], "at most 100"),
      (["--sizes", "1GiB"], "bytes of a token"), (["--kv", "-1"], "kv"), (["--warmup", "1"], "below 1"),
      (["--policies", "sieve"], "expected one of lru, fifo, lfu, belady"), (["--bytes"], "--bytes"),
      (["--policies", "fifo:kvcache-simulator"], "has no variant"),
      (["--block-identity", "z"], "given, path"),
    ])
  func faults(options: [String], expected: String) throws {
    let simbench = try simbench()
    defer { simbench.remove() }
    let outcome = try simbench.run(["mrc", "t.jsonl", "--prefix", "--out", "b"] + options)
    #expect(outcome.code == 2, "\(outcome.errors)")
    #expect(outcome.errors.contains(expected), "\(outcome.errors)")
    #expect(!simbench.exists("b/prefix.csv"))
  }

  @Test("a stream without blocks of equal length is refused, and --kv without --prefix")
  func wrongStreams() throws {
    let simbench = try simbench()
    defer { simbench.remove() }
    try simbench.write("{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}\n", to: "chat.jsonl")
    let chat = try simbench.run(["mrc", "chat.jsonl", "--prefix"])
    #expect(chat.code == 65 && chat.errors.contains("unequal length"), "\(chat.errors)")
    #expect(try simbench.run(["mrc", "t.jsonl", "--kv", "1"]).code == 2)
  }

  @Test("a lifetime counts from a block's last use, and is for policies that know it")
  func lifetime() throws {
    let simbench = try simbench()
    defer { simbench.remove() }
    // Block 1 comes each second; 2 and 3 come back after two.
    for (seconds, tokens) in [("2", 2712), ("1.9", 2124), ("0.9", 0)] {
      let words = ["mrc", "t.jsonl", "--prefix", "--sizes", "100%", "--ttl", seconds, "--json", "--no-plots"]
      let outcome = try simbench.run(words)
      #expect(outcome.code == 0, "\(outcome.errors)")
      let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
      let curves = try #require(object?["curves"] as? [[String: Any]])
      for curve in curves {
        let point = (curve["points"] as? [[String: Any]])?.first
        #expect(point?["tokens_hit"] as? Int == tokens, "\(curve["policy"] ?? "") \(seconds)")
      }
      #expect(object?["lifetime_s"] as? Double == Double(seconds))
    }
    let other = try simbench.run(["mrc", "t.jsonl", "--prefix", "--ttl", "2", "--policies", "lru,fifo"])
    #expect(other.code == 2)
    #expect(
      other.errors
        == "error: --ttl is for lru, lru:last-to-first and belady with --prefix; one of them was expected instead "
        + "of 'fifo'\n")
    #expect(try simbench.run(["mrc", "t.jsonl", "--prefix", "--ttl-sliding"]).code == 2)
  }
}
