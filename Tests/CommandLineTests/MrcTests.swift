import Foundation
import Testing

@Suite("simbench mrc")
struct MrcTests {
  /// Keys 1...50, those with small numbers more often.
  static let keys = (1...400).flatMap { round in (1...50).filter { round % $0 == 0 }.map { "k\($0)" } }

  private func simbench() throws -> Simbench {
    let simbench = try Simbench()
    try simbench.write(MrcTests.keys.joined(separator: "\n") + "\n", to: "t.txt")
    return simbench
  }

  /// Records of libCacheSim's binary format, with sizes by key.
  private func records(_ count: Int) -> Data {
    var data = Data()
    for (index, key) in MrcTests.keys.prefix(count).enumerated() {
      let number = UInt64(key.dropFirst()) ?? 0
      withUnsafeBytes(of: UInt32(index).littleEndian) { data.append(contentsOf: $0) }
      withUnsafeBytes(of: number.littleEndian) { data.append(contentsOf: $0) }
      withUnsafeBytes(of: UInt32(100 + number).littleEndian) { data.append(contentsOf: $0) }
      withUnsafeBytes(of: Int64(-1).littleEndian) { data.append(contentsOf: $0) }
    }
    return data
  }

  @Test("a table, mrc.csv and a chart come of a trace, the same by any number of threads")
  func run() throws {
    let simbench = try simbench()
    defer { simbench.remove() }
    let outcome = try simbench.run(["mrc", "t.txt", "--threads", "1"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("s3fifo") && outcome.output.contains("belady:bypass*"))
    let csv = try simbench.bytes("Results/mrc-t/mrc.csv")
    let rows = String(decoding: csv, as: UTF8.self).split(separator: "\n")
    #expect(rows[0].hasPrefix("policy,capacity,requests,hits,misses,miss_ratio"))
    #expect(rows[1].hasPrefix("lru,1,\(MrcTests.keys.count),"))
    #expect(simbench.exists("Results/mrc-t/miss_ratio.gp"))
    #expect(try simbench.run(["mrc", "t.txt", "--threads", "5", "--out", "b", "--no-plots"]).code == 0)
    #expect(try simbench.bytes("b/mrc.csv") == csv)
    #expect(!simbench.exists("b/miss_ratio.gp"))
  }

  /// The usual policies are nobody's choice: with TinyLFU those that it cannot be put before are left out.
  @Test("an admission that asks for the next victim leaves out usual policies, and refuses named ones")
  func admission() throws {
    let simbench = try simbench()
    defer { simbench.remove() }
    let usual = try simbench.run(["mrc", "t.txt", "--admission", "tinylfu", "--no-plots", "--no-bound"])
    #expect(usual.code == 0, "\(usual.errors)")
    #expect(
      usual.errors.contains("left out: arc, s3fifo; tinylfu asks for the next victim, which they cannot name")
    )
    let csv = String(decoding: try simbench.bytes("Results/mrc-t/mrc.csv"), as: UTF8.self)
    let rows = csv.split(separator: "\n")
    #expect(Set(rows.dropFirst().map { $0.prefix { $0 != "," } }) == ["lru", "fifo", "sieve"])
    let named = try simbench.run(["mrc", "t.txt", "--admission", "tinylfu", "--policies", "lru,arc"])
    #expect(named.code == 2 && named.errors.contains("which policy 'arc' cannot name"), "\(named.errors)")
    let always = try simbench.run(["mrc", "t.txt", "--admission", "always", "--no-plots"])
    #expect(always.code == 0 && !always.errors.contains("left out"))
  }

  @Test("a sample of a stream is the same of a file, of a pipe and compressed, and says what was not counted")
  func stream() throws {
    let simbench = try simbench()
    defer { simbench.remove() }
    let lines = (0..<60_000).map { "\($0 &* 7919 % 100_003 % (1 + $0 % 9973))\n" }
    try simbench.write(lines.joined(), to: "s.txt")
    let words = [
      "--stream", "--sample", "0.2", "--by", "key", "--policies", "lru,sieve", "--no-plots", "--json",
    ]
    let plain = try simbench.run(["mrc", "s.txt", "--threads", "1"] + words)
    #expect(plain.code == 0, "\(plain.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(plain.output.utf8)) as? [String: Any]
    #expect(object?["requests"] as? Int == 60_000)
    #expect(object?["keys_counted"] as? Bool == false)
    // A pipe whose format is stated is read as it comes, and else copied first.
    for source in ["cat s.txt | \"$S\" mrc -", "gzip -c s.txt | \"$S\" mrc - --format keys"] {
      let piped = try simbench.shell("\(source) \(words.joined(separator: " "))")
      #expect(piped.code == 0, "\(piped.errors)")
      #expect(piped.output.replacing("\"trace\": \"stdin\"", with: "\"trace\": \"s\"") == plain.output)
    }
    let told = try simbench.run(["mrc", "s.txt"] + words.dropLast())
    #expect(told.output.contains("to about "), "\(told.output)")
  }

  @Test("standard input has a name in the table and in that of the folder")
  func standardInput() throws {
    let simbench = try simbench()
    defer { simbench.remove() }
    let piped = try simbench.shell("cat t.txt | \"$S\" mrc - --no-plots")
    #expect(piped.code == 0 && piped.output.hasPrefix("Misses of stdin by policy"), "\(piped)")
    #expect(simbench.exists("Results/mrc-stdin/mrc.csv"))
  }

  @Test("a stream wants a rate, single keys and keys that are known as they go by")
  func streamFaults() throws {
    let simbench = try simbench()
    defer { simbench.remove() }
    let log = #"{"model": "m", "messages": [{"role": "user", "content": "Hello"}], "created": 1700000000}"#
    try simbench.write((log + "\n") + (log + "\n"), to: "log.jsonl")
    for (words, said) in [
      (["t.txt", "--stream"], "--sample RATE was expected"),
      (["t.txt", "--stream", "--sample-size", "10"], "--sample RATE was expected"),
      (["t.txt", "--stream", "--sample", "0.5", "--first-sizes"], "exclude each other"),
      (["t.txt", "--stream", "--prefix"], "without --prefix"),
      (["log.jsonl", "--key", "prompt", "--stream", "--sample", "0.5"], "read whole"),
    ] {
      let outcome = try simbench.run(["mrc"] + words)
      #expect(outcome.code == 2 && outcome.errors.contains(said), "\(words): \(outcome)")
      #expect(!simbench.exists("Results"))
    }
  }

  @Test("sizes, bytes, overhead, samples and JSON are options")
  func options() throws {
    let simbench = try simbench()
    defer { simbench.remove() }
    try records(2000).write(to: simbench.folder.appendingPathComponent("t.oracleGeneral.bin"))
    let words = [
      "mrc", "t.oracleGeneral.bin", "--bytes", "--overhead", "8", "--sizes", "1KiB,50%", "--policies",
      "lru,slru:libcachesim",
      "--no-bound", "--admission", "size<=140", "--seed", "3", "--json", "--no-plots",
    ]
    let outcome = try simbench.run(words)
    #expect(outcome.code == 0, "\(outcome.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    #expect(object?["unit"] as? String == "bytes")
    let curves = object?["curves"] as? [[String: Any]]
    #expect(curves?.map { $0["policy"] as? String } == ["lru", "slru:libcachesim"])
    let points = curves?[0]["points"] as? [[String: Any]]
    #expect(
      points?.map { $0["capacity"] as? Int } == [1024, ((object?["working_set"] as? Int ?? 0) + 1) / 2])
    for words in [["--sample", "0.5"], ["--sample-size", "20"]] {
      let policies = ["--policies", "lru", "--no-bound"]
      let sampled = try simbench.run(
        ["mrc", "t.txt", "--json", "--points", "5", "--no-plots"] + policies + words)
      #expect(sampled.code == 0, "\(sampled.errors)")
      let object = try JSONSerialization.jsonObject(with: Data(sampled.output.utf8)) as? [String: Any]
      #expect((object?["sample"] as? [String: Any])?["keys"] as? Int == (words[1] == "20" ? 20 : 25))
    }
  }

  @Test(
    "a slip on the command line is refused with 2 and what was expected",
    arguments: [
      (["--policies", "lru,LUR"], "expected one of fifo, lru"), (["--policies", "lru,,fifo"], "expected"),
      (["--policies", "slru:x"], "expected one of published"),
      (["--policies", "s3fifo:small=2"], "from 0 to 1"),
      (["--sizes", "0"], "a share of the working set"), (["--sizes", "ten"], "a share of the working set"),
      (["--sizes", "64MiB"], "--bytes"),
      (["--sizes", "10", "--points", "5"], "exclude each other"), (["--points", "1"], "from 2"),
      (["--sample", "0"], "above 0"), (["--sample", "2"], "at most 1"), (["--sample-size", "0"], "from 1"),
      (["--sample", "0.1", "--sample-size", "5"], "exclude each other"), (["--ttl", "60"], "times"),
      (["--ttl", "0"], "were expected"), (["--ttl-sliding"], "--ttl was expected"), (["--bytes"], "no sizes"),
      (["--overhead", "8"], "--bytes"), (["--admission", "maybe"], "one of always"),
      (["--format", "xml"], "one of"),
    ] as [([String], String)])
  func usage(words: [String], says: String) throws {
    let simbench = try simbench()
    defer { simbench.remove() }
    let outcome = try simbench.run(["mrc", "t.txt"] + words)
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains(says), "\(outcome.errors)")
    #expect(outcome.errors.split(separator: "\n").count == 1)
    #expect(!simbench.exists("Results"))
  }

  @Test("a trace that is cut, missing or of unknown form is refused, and nothing is left")
  func badInput() throws {
    let simbench = try simbench()
    defer { simbench.remove() }
    try records(100).dropLast(5).write(to: simbench.folder.appendingPathComponent("cut.bin"))
    let cut = try simbench.run(["mrc", "cut.bin"])
    #expect(cut.code == 65)
    #expect(cut.errors.contains("cut.bin") && cut.errors.contains("record 99"), "\(cut.errors)")
    #expect(try simbench.run(["mrc", "gone.txt"]).code == 66)
    #expect(try simbench.run(["mrc", "Scenarios"]).code == 66)
    #expect(try simbench.run(["mrc", "Scenarios", "--format", "keys"]).code == 66)
    #expect(!simbench.exists("Results"))
    try simbench.write("in the way", to: "out")
    #expect(try simbench.run(["mrc", "t.txt", "--out", "out"]).code == 74)
    #expect(try simbench.bytes("out") == Data("in the way".utf8))
  }

  @Test("rows that are left out are told by mrc, profile and convert alike, in JSON too")
  func dropped() throws {
    let simbench = try simbench()
    defer { simbench.remove() }
    let rows = "# time,key,op,size\n1,a,GET,10\n2,b,GET,x\n3,c,SET,10\n4,a,GET,0\n5,a,GET,10\n"
    try simbench.write(rows, to: "d.csv")
    let told = ["left out, bad value: 1", "left out, not a read: 1", "left out, size 0: 1"]
    let words = ["--skip-bad", "3"]
    let drawn = try simbench.run(["mrc", "d.csv", "--no-plots", "--sizes", "1,5", "--json"] + words)
    #expect(drawn.code == 0, "\(drawn.errors)")
    let converted = try simbench.run(["trace", "convert", "d.csv", "d.simtrace"] + words)
    #expect(converted.code == 0, "\(converted.errors)")
    for text in told { #expect(drawn.errors.contains(text) && converted.errors.contains(text), "\(text)") }
    let profile = try simbench.run(["trace", "profile", "d.csv", "--json"] + words)
    for output in [drawn.output, profile.output] {
      let object = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
      #expect(
        object?["dropped_rows"] as? [String: Int] == ["bad value": 1, "not a read": 1, "size 0": 1],
        "\(output)")
    }
    let report = try simbench.run(["mrc", "d.csv", "--no-plots", "--sizes", "1,5"] + words)
    let text = report.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(text.contains("rows left out: 1 (bad value), 1 (size 0), 1 (not a read)"), "\(text)")
    #expect(text.contains("Warning: the size 5 is above the working set, whose 1 entries stand for it"))
  }

  @Test("an empty trace gives a table without rows and a warning")
  func empty() throws {
    let simbench = try simbench()
    defer { simbench.remove() }
    try simbench.write("", to: "none.txt")
    let outcome = try simbench.run(["mrc", "none.txt", "--sizes", "10"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("the trace is empty"))
    let rows = String(decoding: try simbench.bytes("Results/mrc-none/mrc.csv"), as: UTF8.self)
    #expect(rows.split(separator: "\n").count == 1)
  }

  @Test("every policy is listed, as text and as JSON")
  func list() throws {
    let simbench = try simbench()
    defer { simbench.remove() }
    let text = try simbench.run(["list", "policies"])
    #expect(text.code == 0 && text.output.contains("libcachesim"))
    let json = try simbench.run(["list", "policies", "--json"]).output
    let array = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]]
    #expect((array?.count ?? 0) >= 10)
    #expect(try simbench.run(["list", "metrics", "--json"]).code == 2)
  }

  @Test("a policy with several versions says which it is in the report, CSV and JSON")
  func versions() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write((0..<200).map { "\($0 * 7 % 31)\n" }.joined(), to: "t.txt")
    let words = ["mrc", "t.txt", "--policies", "s3fifo,s3fifo:libcachesim,mru", "--sizes", "5", "--no-plots"]
    let outcome = try simbench.run(words + ["--out", "m"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("\nas published: s3fifo, mru\n"))
    let csv = String(decoding: try simbench.bytes("m/mrc.csv"), as: UTF8.self).split(separator: "\n")
    #expect(csv[0].hasSuffix(",standing,version"))
    #expect(csv[1].hasPrefix("s3fifo,") && csv[1].hasSuffix(",published"))
    #expect(csv[2].hasPrefix("s3fifo:libcachesim-0.3.5,") && csv[2].hasSuffix(",libcachesim-0.3.5"))
    #expect(try simbench.run(words + ["--json"]).output.contains("\"version\": \"libcachesim-0.3.5\""))
  }
}
