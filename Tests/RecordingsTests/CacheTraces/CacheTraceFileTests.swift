import CacheTraces
import Declarations
import Eviction
import Testing

@testable import Recordings
@testable import Traffic

@Suite("Reading cache traces")
struct CacheTraceFileTests {
  /// The same bytes in several containers, read in blocks and batches of several sizes by one and two threads.
  private func expectSame(
    _ bytes: [UInt8], _ expected: CacheTrace, name: String = "trace",
    _ change: (inout CacheTraceFile) -> Void = { _ in }
  ) throws {
    let third = bytes.count / 3
    let containers = [
      bytes, gzip(bytes), zstd(bytes), gzip(Array(bytes[..<third])) + gzip(Array(bytes[third...])),
      zstd(Array(bytes[..<third])) + zstd([]) + zstd(Array(bytes[third...])),
    ]
    let expected = TraceContent(expected)
    for container in containers {
      for (block, batch, threads) in [
        (1, 3, 1), (7, 1, 2), (1 << 20, 64, 2), (1 << 18, 1 << 13, 1), (4096, 8192, 2),
      ] {
        if block == 1 && container.count != bytes.count { continue }
        let read = try content(container, name: name) { file in
          change(&file)
          (file.blockBytes, file.batchRequests, file.threads) = (block, batch, threads)
        }
        #expect(read == expected, "blocks of \(block), batches of \(batch), \(threads) threads")
      }
    }
  }

  @Test("oracleGeneral reads the same in every container, block and number of threads")
  func oracleGeneral() throws {
    let sample = SampleTrace(2000, seed: 1, wholeSeconds: true)
    try expectSame(try sample.oracleGeneral(), try sample.trace(rest: false))
    try expectSame(try sample.oracleGeneral(), try sample.trace(rest: false), name: "a.oracleGeneral.zst")
  }

  @Test("CSV reads the same in every container, block and number of threads")
  func csv() throws {
    let sample = SampleTrace(700, seed: 2)
    try expectSame(sample.csv(), try sample.trace())
    try expectSame(sample.csv(end: "\r\n", quotes: true), try sample.trace())
  }

  @Test("keys read the same in every container, block and number of threads")
  func keys() throws {
    let sample = SampleTrace(900, seed: 3)
    let trace = try CacheTrace(sample.keys)
    try expectSame(sample.keyLines(), trace)
    try expectSame(sample.keyLines(end: "\r\n"), trace)
  }

  @Test("our own form reads the same in every container, block and number of threads")
  func simtrace() throws {
    let trace = try SampleTrace(900, seed: 4).trace()
    try expectSame(try encoded(trace, .simtrace), trace)
    try expectSame(try encoded(trace, .simtrace, withNext: true), trace)
  }

  @Test("order, names, quotes, delimiters and line ends of a CSV file change nothing")
  func dialects() throws {
    let sample = SampleTrace(200, seed: 5)
    let expected = TraceContent(try sample.trace())
    let order = ["tokens", "note", "cost_usd", "obj_size", "note2", "timestamp", "obj_id"]
    let names = ["TOKENS", "extra", "Cost", "Size", "more", "Time", "Key"]
    for delimiter in [",", "\t", ";", " "] {
      let quotes = delimiter == " "
      #expect(try content(sample.csv(order, delimiter: delimiter, quotes: quotes)) == expected)
      #expect(try content(sample.csv(order, delimiter: delimiter, end: "\r\n", quotes: true)) == expected)
      #expect(try content(sample.csv(order, delimiter: delimiter, quotes: true).dropLast()) == expected)
    }
    let renamed = Array((names.joined(separator: ",") + "\n").utf8) + sample.csv(order, header: false)
    #expect(try content(renamed) == expected)
    let clean = String(decoding: sample.csv(), as: UTF8.self)
    #expect(try content("\u{FEFF}" + clean) == expected)
    #expect(try content("\n\r\n" + clean.replacing("\n", with: "\n\n\r\n")) == expected)
    #expect(try content(sample.csv(delimiter: "   ") + Array("   ".utf8)) == expected)
  }

  @Test("columns without a header are stated in order, names of a header one by one")
  func statedColumns() throws {
    let sample = SampleTrace(100, seed: 6)
    let expected = TraceContent(try sample.trace())
    let bare = sample.csv(["time", "note", "key", "size", "cost", "tokens"], header: false)
    let order = try CSVLayout(parsing: "time,-,key,size,cost,tokens")
    #expect(try content(bare) { $0.layout = order } == expected)
    let odd = Array("a,b,c,d,e,f\n".utf8) + bare
    let names = try CSVLayout(parsing: "time=a,key=c,size=d,cost=e,tokens=f")
    #expect(try content(odd) { $0.layout = names } == expected)
    #expect(
      try content(odd) {
        $0.layout = order
        $0.layout.hasHeader = true
      } == expected)
    // A stated name wins over a usual one.
    let both = try content("id,key\n1,2\n1,3\n") { $0.layout.names = [.key: "id"] }
    #expect(both.keys == [0, 0])
  }

  @Test(
    "a layout on a command line is refused where it says two things or none",
    arguments: [
      "time,time,key", "time,size", "key,size=b", "keys", "", "key=a,key=b", "time,key,",
    ])
  func layouts(text: String) {
    let error = #expect(throws: Diagnostic.self) { try CSVLayout(parsing: text) }
    #expect(error?.kind == .usage)
  }

  @Test("only what is wanted is kept")
  func wants() throws {
    let sample = SampleTrace(300, seed: 7)
    let whole = try sample.trace()
    for bytes in [sample.csv(), try encoded(whole, .simtrace)] {
      for bits in 0..<UInt8(32) {
        let wants = TraceWants(rawValue: bits)
        let part = try content(bytes, wants: wants)
        #expect(part.keys == whole.keys && part.keyCount == whole.keyCount)
        #expect(part.sizes == (wants.contains(.sizes) ? whole.sizes : nil))
        #expect(part.times == (wants.contains(.times) ? whole.columns.times : nil))
        #expect(part.costs == (wants.contains(.costs) ? whole.columns.costs : nil))
        #expect(part.tokens == (wants.contains(.tokens) ? whole.columns.tokens : nil))
        #expect(part.identities == (wants.contains(.identities) ? whole.identities : []))
      }
    }
  }

  @Test("sizes are kept from the first on that is not 1")
  func unitSizes() throws {
    #expect(try content("key,size\n1,1\n2,1\n").sizes == nil)
    let rows = (0..<300).map { "\($0),\($0 == 200 ? 2 : 1)\n" }.joined()
    let late = try content("key,size\n" + rows) { $0.batchRequests = 7 }
    #expect(late.sizes == (0..<300).map { $0 == 200 ? 2 : 1 })
  }

  @Test("the first size of a key stands for all its requests when that is asked for")
  func firstSizes() throws {
    let text = "key,size\n1,5\n2,7\n1,6\n3,1\n2,9\n1,5\n"
    let first: [UInt32] = [5, 7, 5, 1, 7, 5]
    #expect(try content(text) { $0.usesFirstSizes = true }.sizes == first)
    let own = try encoded(try load(Array(text.utf8)).trace, .simtrace)
    #expect(try content(own).sizes == [5, 7, 6, 1, 9, 5])
    #expect(try content(own) { $0.usesFirstSizes = true }.sizes == first)
  }

  @Test("a limit cuts every format alike, and what lies behind it is not read")
  func limit() throws {
    let sample = SampleTrace(500, seed: 8, wholeSeconds: true)
    let whole = try sample.trace()
    let forms = [sample.csv(), try sample.oracleGeneral(), sample.keyLines(), try encoded(whole, .simtrace)]
    for bytes in forms {
      for (limit, threads) in [(1, 1), (77, 2), (499, 1), (500, 2), (900, 1)] {
        let cut = try content(bytes) { ($0.limit, $0.threads, $0.batchRequests) = (limit, threads, 64) }
        #expect(cut.keys == Array(whole.keys.prefix(limit)))
      }
    }
    #expect(try content("key\n1\n2\n\"") { $0.limit = 2 }.keys == [0, 1])
  }

  @Test("requests of size 0 are left out and counted, as in libCacheSim")
  func sizeZero() throws {
    var sample = SampleTrace(400, seed: 9, wholeSeconds: true)
    for row in stride(from: 3, to: 400, by: 7) { sample.sizes[row] = 0 }
    let kept = sample.sizes.count { $0 > 0 }
    for bytes in [sample.csv(), try sample.oracleGeneral()] {
      for wants in [TraceWants.all, []] {
        let loaded = try load(bytes, wants: wants) { $0.batchRequests = 10 }
        #expect(loaded.trace.count == kept)
        #expect(loaded.dropped == [DroppedRows(reason: "size 0", count: 400 - kept)])
      }
    }
  }

  @Test("times are told in every unit and end up in milliseconds")
  func timeUnits() throws {
    func times(_ texts: [String], _ unit: TimestampUnit) throws -> [Int64]? {
      try content("key,time\n" + texts.map { "1,\($0)\n" }.joined()) { $0.timeUnit = unit }.times
    }
    #expect(
      try times(["0", "5", "5.5", "5.1234", "1e3", "+7", "1700000000.999999", "8."], .seconds)
        == [0, 5000, 5500, 5123, 1_000_000, 7000, 1_700_000_000_999, 8000])
    #expect(try times(["12", "12.9"], .milliseconds) == [12, 12])
    #expect(try times(["1999", "2000", "2000.0000000001"], .microseconds) == [1, 2, 2])
    #expect(
      try times(["1700000000123456789", "999999"], .nanoseconds) == [1_700_000_000_123, 0])
    #expect(try times(["1970-01-01 00:00:01.25", "1970-01-01T01:00:00+01:00"], .iso8601) == [1250, 0])
  }

  @Test("numbers read the same the fast way and the slow way")
  func numbers() throws {
    var sample = SampleTrace(0, seed: 10)
    for digits in 1...22 {
      for _ in 0..<20 {
        let text = String((0..<digits).map { _ in Character("\(sample.next() % 10)") })
        let read = try content("key\n\(text)\n")
        #expect(read.identities == [KeyLines.key(of: Array(text.utf8))], "\(text)")
        #expect(try content("\(text)\n", name: "a.keys").identities == read.identities)
        guard digits < 16 else { continue }
        let decimal = String(text.prefix(digits / 2)) + "." + text.dropFirst(digits / 2)
        let plain = try content("key,cost\n1,0\(decimal)\n").costs?.first
        let quoted = try content("key,cost\n1,\"0\(decimal)\"\n").costs?.first
        #expect(plain == Float("0\(decimal)") && plain == quoted, "\(decimal)")
      }
    }
    for text in ["18446744073709551615", "18446744073709551616", "99999999999999999999", "00", "0", "007"] {
      #expect(
        try content("\(text)\n", name: "a.keys").identities == [KeyLines.key(of: Array(text.utf8))], "\(text)"
      )
    }
  }

  @Test("what the file holds decides its format, its name only what that leaves open")
  func recognition() throws {
    let sample = SampleTrace(60, seed: 11, wholeSeconds: true)
    let trace = try sample.trace()
    func format(_ bytes: [UInt8], _ name: String = "trace") throws -> CacheTraceFormat {
      try load(bytes, name: name).format
    }
    #expect(try format(encoded(trace, .simtrace), "a.txt") == .simtrace)
    #expect(try format(sample.oracleGeneral()) == .oracleGeneral)
    #expect(try format(gzip(sample.oracleGeneral()), "a.gz") == .oracleGeneral)
    #expect(try format([], "a.bin") == .oracleGeneral)
    #expect(try format(sample.csv(), "a.txt") == .csv)
    #expect(try format(sample.keyLines()) == .keys)
    #expect(try format(Array("key\n1\n".utf8)) == .csv)
    #expect(try format([], "a.txt") == .keys)
    #expect(try load(gzip(sample.csv())).compression == "gzip")
    #expect(loadFault("1,2,3\n")?.message.contains("state the columns of a file without header") == true)
    #expect(
      loadFault([0x00, 0x01, 0xFF] + [UInt8](repeating: 7, count: 40))?.message.contains("no known format")
        == true)
    #expect(loadFault("")?.message.contains("its format cannot be told") == true)
    #expect(loadFault("{\"prompt\":\"a\"}\n")?.message.contains("prompt, intent, user, block") == true)
    #expect(loadFault(Array("a\0b\0c\0d\0".utf8))?.message.contains("UTF-16") == true)
  }

  @Test("a setting that says nothing about the format is refused")
  func idleSettings() throws {
    let bytes = try encoded(try SampleTrace(9, seed: 12).trace(), .simtrace)
    #expect(loadFault(bytes) { $0.layout.delimiter = 59 }?.kind == .usage)
    #expect(loadFault(bytes) { $0.timeUnit = .milliseconds }?.kind == .usage)
    #expect(loadFault(bytes) { $0.requestKey = .prompt }?.kind == .usage)
    #expect(loadFault(bytes) { $0.blockTokens = 16 }?.kind == .usage)
  }

  @Test("a recorded stream becomes a trace of its prompts, users or blocks")
  func requests() throws {
    let text = """
      {"timestamp": 0, "input_length": 1200, "output_length": 1, "hash_ids": [5, 6, 9]}
      {"timestamp": 1500, "input_length": 1024, "output_length": 1, "hash_ids": [5, 6]}
      {"timestamp": 1500, "input_length": 1200, "output_length": 1, "hash_ids": [5, 6, 9]}

      """
    #expect(loadFault(text)?.message.contains("--key was expected") == true)
    let prompts = try content(text) { $0.requestKey = .prompt }
    #expect(prompts.keys == [0, 1, 0] && prompts.keyCount == 2)
    #expect(prompts.times == [0, 1500, 1500] && prompts.tokens == [1200, 1024, 1200])
    let blocks = try content(text) { $0.requestKey = .block }
    #expect(blocks.keys == [0, 1, 2, 0, 1, 0, 1, 2] && blocks.keyCount == 3)
    #expect(blocks.tokens == [512, 512, 176, 512, 512, 512, 512, 176])
    #expect(blocks.times == [0, 0, 0, 1500, 1500, 1500, 1500, 1500])
    #expect(try content(text) { ($0.requestKey, $0.limit) = (.block, 4) }.keys == [0, 1, 2, 0])
    #expect(try content(text) { $0.requestKey = .user }.keys == [0, 0, 0])
    #expect(loadFault(text)?.kind == .badInput)
  }

  @Test("markers of LIRS traces and comments at the start are left out and told; later ones are keys")
  func markers() throws {
    let text = "# made by hand\r\n#second\n7\n*\n**\n#8\n*\r\n7"
    for (block, threads) in [(1, 1), (3, 2), (1 << 12, 1)] {
      let loaded = try load(text, name: "a.trace") {
        ($0.format, $0.blockBytes, $0.threads) = (.keys, block, threads)
      }
      #expect(loaded.trace.keys == [0, 1, 2, 0])
      #expect(loaded.trace.identities[1] == KeyLines.key(of: Array("**".utf8)))
      #expect(
        loaded.dropped == [
          DroppedRows(reason: "comment #", count: 2), DroppedRows(reason: "marker *", count: 2),
        ])
    }
    #expect(try load("*\n*\n", name: "a.txt").dropped == [DroppedRows(reason: "marker *", count: 2)])
  }

  @Test("a header behind # is one, other such lines at the start are comments, and delimiters come from rows")
  func comments() throws {
    let named = try load("# from a tool; with blanks\n#time, key ,size\n1,a,5\n2,b,6\n", name: "a.csv")
    #expect(named.trace.sizes == [5, 6] && named.trace.columns.times == [1000, 2000])
    #expect(named.dropped == [DroppedRows(reason: "comment #", count: 1)])
    let ordered = "# timestamp (ms), op type [Put:0, Get:1, Delete:2], object id\n0,1,A\n103,1,B\n"
    let stated = try load(ordered) { $0.layout = try CSVLayout(parsing: "time,-,key") }
    #expect(stated.trace.keys == [0, 1] && stated.trace.columns.times == [0, 103_000])
    #expect(stated.dropped == [DroppedRows(reason: "comment #", count: 1)])
    let fault = loadFault("# comment\n#key,size\n1,2\n1,x\n", name: "a.csv")
    #expect(fault?.position == SourcePosition(line: 4, column: 3))
  }

  @Test("a first line that names a key beside a number is no header")
  func numberedKeys() throws {
    let text = "key 1\nkey 2\nkey 1\n"
    #expect(loadFault(text, name: "a.txt")?.message.contains("no header") == true)
    #expect(try load(text) { $0.format = .keys }.trace.keys == [0, 1, 0])
  }

  @Test(
    "operations of stores that write are no reads; those of disks are requests",
    arguments: [
      ("SET_LEASE", false), ("GET_LEASE", true), ("INCRBY", false), ("SETEX", false), ("HSET", false),
      ("HGET", true), ("UNLINK", false), ("EXPIRE", false), ("2a", true), ("28", true), ("RS", true),
      ("PATCH", false), ("purge", false),
    ])
  func writes(_ word: String, _ isRead: Bool) throws {
    let loaded = try load("time,op,key\n1,get,a\n2,\(word),a\n")
    #expect(loaded.trace.count == (isRead ? 2 : 1))
  }

  @Test("rows that write are left out and told, and so is a count of operations that is not read")
  func operations() throws {
    let text =
      "key,op,size,op_count\n12,GET,100,3\n13,SET,50,1\n12,get,100,2\n14,REST.PUT.OBJECT,1,1\n15,1,1,1\n"
    let loaded = try load(text)
    #expect(loaded.trace.sizes == [100, 100, 1])
    #expect(loaded.dropped == [DroppedRows(reason: "not a read", count: 2)])
    #expect(loaded.notes == ["the column op_count is not read: each row is one request"])
    let blank = try load("0 REST.PUT.OBJECT a 1\n1 REST.HEAD.OBJECT a 1\n") {
      $0.layout = try CSVLayout(parsing: "time,op,key,size")
    }
    #expect(blank.trace.count == 1 && blank.messages == ["left out, not a read: 1"])
  }

  @Test(
    "a unit of time that is not stated follows from the first time, and is told",
    arguments: [
      ("1700000000", 1_700_000_000_000, nil), ("1700000000123", 1_700_000_000_123, "milliseconds"),
      ("1700000000123456", 1_700_000_000_123, "microseconds"),
      ("1700000000123456789", 1_700_000_000_123, "nanoseconds"),
      ("128166372003061629", 12_816_637_200_306, "Windows file times of 100 nanoseconds"),
    ] as [(String, Int64, String?)])
  func guessedUnits(text: String, time: Int64, unit: String?) throws {
    let loaded = try load("key,time\na,\(text)\n")
    #expect(loaded.trace.columns.times == [time])
    #expect(
      loaded.notes
        == (unit.map {
          ["times are taken as \($0), by the size of the first; --time-unit states another"]
        } ?? []))
    #expect(try load("key,time\na,5\n") { $0.timeUnit = .milliseconds }.notes.isEmpty)
  }
}
