import Foundation
import Testing

@Suite("trace convert")
struct TraceConvertTests {
  static let rows = "time,key,size\n1,a,10\n2.5,b,20\n3,a,10\n"

  @Test("a trace goes through every form and comes back")
  func roundTrip() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write(TraceConvertTests.rows, to: "t.csv")
    let first = try simbench.run(["trace", "convert", "t.csv", "out/t.simtrace", "--next"])
    #expect(first.code == 0 && first.output.isEmpty)
    #expect(first.errors.contains("3 requests to 2 keys, content "))
    #expect(try simbench.run(["trace", "convert", "out/t.simtrace", "u.csv"]).code == 0)
    #expect(try simbench.run(["trace", "convert", "u.csv", "u.simtrace", "--next"]).code == 0)
    #expect(try simbench.bytes("u.simtrace") == simbench.bytes("out/t.simtrace"))
    let records = try simbench.run(["trace", "convert", "u.csv", "records", "--to", "oracle_general"])
    #expect(records.code == 0)
    #expect(records.errors.contains("oracle_general has no room for fractions of a second"))
    #expect(try simbench.bytes("records").count == 72)
    let profile = try simbench.run(["trace", "profile", "records", "--json"])
    #expect(profile.code == 0 && profile.output.contains("\"distinct_keys\": 2"))
    let bare = [
      "trace", "convert", "u.csv", "v.csv", "--columns", "time,key,size", "--header", "--limit", "1",
    ]
    #expect(try simbench.run(bare).code == 0)
    #expect(String(decoding: try simbench.bytes("v.csv"), as: UTF8.self).hasPrefix("time,key,size\n1,"))
  }

  @Test("a stream of requests becomes a trace of its prompts or blocks when the key is stated")
  func requests() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let row = #"{"timestamp": 5, "input_length": 600, "output_length": 4, "hash_ids": [1, 2]}"#
    try simbench.write(row + "\n" + row + "\n", to: "m.jsonl")
    #expect(try simbench.run(["trace", "convert", "m.jsonl", "m.csv"]).code == 65)
    #expect(!simbench.exists("m.csv"))
    let blocks = try simbench.run(["trace", "convert", "m.jsonl", "m.simtrace", "--key", "block"])
    #expect(blocks.errors.contains("4 requests to 2 keys"))
    let profile = try simbench.run(["trace", "profile", "m.jsonl"])
    #expect(profile.output.contains("reusable prefix tokens"))
    let keyed = try simbench.run(["trace", "profile", "m.jsonl", "--key", "prompt"])
    #expect(keyed.output.contains("keys requested once"))
  }

  @Test(
    "what cannot be converted leaves no file",
    arguments: [
      (["t.csv", "t.parquet"], 2), (["t.csv", "t.bin", "--next"], 2), (["t.csv", "t.bin", "--to", "xml"], 2),
      (["t.csv", "t.bin", "--columns", "keys"], 2), (["t.csv", "t.bin", "--format", "xml"], 2),
      (["t.csv", "t.bin", "--key", "prompt", "--format", "csv"], 2), (["bad.csv", "t.bin"], 65),
      (["absent.csv", "t.bin"], 66), (["cut.simtrace", "t.bin"], 65), (["t.csv", "t.csv/t.bin"], 74),
    ] as [([String], Int32)])
  func faults(words: [String], code: Int32) throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write(TraceConvertTests.rows, to: "t.csv")
    try simbench.write("key,size\n1,x\n", to: "bad.csv")
    #expect(try simbench.run(["trace", "convert", "t.csv", "cut.simtrace"]).code == 0)
    try simbench.bytes("cut.simtrace").dropLast(1).write(
      to: simbench.folder.appendingPathComponent("cut.simtrace"))
    let outcome = try simbench.run(["trace", "convert"] + words)
    #expect(outcome.code == code, "\(outcome.errors)")
    #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
    #expect(outcome.errors.contains("error: "))
    for file in try FileManager.default.contentsOfDirectory(atPath: simbench.folder.path) {
      #expect(!file.hasPrefix("t.bin") && !file.contains(".tmp."))
    }
  }

  @Test("bad rows and requests of size 0 are counted on stderr")
  func counted() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write("key,size\n1,0\n2,x\n3,4\n", to: "t.csv")
    let outcome = try simbench.run(["trace", "convert", "t.csv", "t.bin", "--skip-bad", "1"])
    #expect(outcome.code == 0)
    #expect(
      outcome.errors.contains("left out, size 0: 1") && outcome.errors.contains("left out, bad value: 1"))
    try simbench.write("key,size\n", to: "none.csv")
    let none = try simbench.run(["trace", "convert", "none.csv", "none.simtrace"])
    #expect(none.code == 0 && none.errors.contains("none.csv holds no requests"))
  }
}
