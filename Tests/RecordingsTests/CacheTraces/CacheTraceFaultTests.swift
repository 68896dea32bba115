import CacheTraces
import Declarations
import Eviction
import Foundation
import Testing

@testable import Recordings
@testable import Traffic

/// Lines 18 to 30 of the list of faults, for cache traces.
@Suite("Faults of cache traces")
struct CacheTraceFaultTests {
  private func place(_ fault: Diagnostic?) -> [Int] { fault?.position.map { [$0.line, $0.column] } ?? [] }

  private func csv(_ text: String, skipBad: Int = 0) -> Diagnostic? {
    loadFault(text) { ($0.format, $0.skipBad) = (.csv, skipBad) }
  }

  @Test("a file cut inside a record names the record", arguments: [1, 2])
  func cutRecord(threads: Int) throws {
    let bytes = try SampleTrace(3, seed: 1, wholeSeconds: true).oracleGeneral()
    for length in [1, 23, 25, 47, 71] {
      let fault = loadFault(bytes[..<length]) { ($0.format, $0.threads) = (.oracleGeneral, threads) }
      #expect(fault?.kind == .badInput)
      #expect(
        fault?.message
          == "record \(length / 24) is cut off: \(length % 24) of 24 bytes (records count from 0)")
      #expect(fault?.file.isEmpty == false)
    }
  }

  @Test("a truncated compressed file says after how many bytes and records", arguments: ["gzip", "zstd"])
  func truncated(container: String) throws {
    let sample = SampleTrace(20_000, seed: 2, wholeSeconds: true)
    for (clear, format) in [
      (try sample.oracleGeneral(), CacheTraceFormat.oracleGeneral), (sample.csv(), .csv),
      (sample.keyLines(), .keys), (try encoded(sample.trace(), .simtrace), .simtrace),
    ] {
      let packed = container == "gzip" ? gzip(clear) : zstd(clear)
      for length in [packed.count / 3, packed.count - 1] {
        for threads in [1, 2] {
          let fault = loadFault(packed[..<length], name: "t.gz") {
            ($0.format, $0.threads) = (format, threads)
          }
          #expect(fault?.kind == .badInput)
          #expect(fault?.message.contains("the \(container) data ends early after") == true, "\(format)")
        }
      }
      let last = loadFault(packed.dropLast()) { $0.format = format }
      #expect(last?.message.contains("\(clear.count) decompressed bytes") == true)
      if format != .simtrace { #expect(last?.message.contains("20000 complete records") == true) }
    }
  }

  @Test("a CRC error and garbage behind a member are found")
  func corrupt() {
    let clear = SampleTrace(5000, seed: 3).csv()
    var packed = gzip(clear)
    packed[packed.count - 6] ^= 1
    #expect(loadFault(packed)?.message.contains("incorrect data check") == true)
    #expect(loadFault(gzip(clear) + Array("more".utf8))?.message.contains("is corrupt") == true)
  }

  @Test("a bomb takes no memory, and an endless line is refused where it stands")
  func bombs() throws {
    // 3072 blocks that each repeat one byte 131,072 times.
    func bomb(_ byte: UInt8) -> [UInt8] {
      var frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x38]
      for index in 0..<3072 {
        let header = UInt32(131_072) << 3 | 1 << 1 | (index == 3071 ? 1 : 0)
        frame += [UInt8(header & 255), UInt8(header >> 8 & 255), UInt8(header >> 16 & 255), byte]
      }
      return frame
    }
    let zeros = try load(bomb(0)) { $0.format = .oracleGeneral }
    #expect(zeros.trace.count == 0 && zeros.dropped == [DroppedRows(reason: "size 0", count: 1 << 24)])
    for format in [CacheTraceFormat.csv, .keys] {
      let line = loadFault(zstd(Array("key\n1\n".utf8)) + bomb(0x61)) {
        ($0.format, $0.maximumRowBytes) = (format, 1 << 20)
      }
      #expect(place(line) == [3, 1])
      #expect(line?.message.contains("longer than 1048576 bytes") == true)
      let quote = loadFault(zstd(Array("key\n1\n\"".utf8)) + bomb(0x0A)) {
        ($0.format, $0.maximumRowBytes) = (.csv, 1 << 20)
      }
      #expect(place(quote) == [3, 1])
      #expect(quote?.message.contains("quote") == true)
    }
    let blank = try load(zstd(Array("key\n1\n".utf8)) + bomb(0x0A)) { $0.format = .csv }
    #expect(blank.trace.keys == [0])
  }

  @Test(
    "a row of the longest length is read, one byte more is refused", arguments: [CacheTraceFormat.csv, .keys])
  func longest(format: CacheTraceFormat) throws {
    let line = String(repeating: "x", count: 100)
    for end in ["\n", "\r\n", ""] {
      #expect(
        try content("key\n" + line + end) { ($0.format, $0.maximumRowBytes) = (format, 100) }.keys.last != nil
      )
      let fault = loadFault("key\n" + line + "x" + end) { ($0.format, $0.maximumRowBytes) = (format, 100) }
      #expect(fault?.message.contains("longer than 100 bytes") == true, "\(end.debugDescription)")
    }
  }

  @Test("invalid UTF-8 and NUL bytes are part of a key", arguments: [CacheTraceFormat.csv, .keys])
  func keyBytes(format: CacheTraceFormat) throws {
    let rows: [[UInt8]] = [[0xFF, 0x00], [0xFE, 0x00], [0xFF, 0x00], [0x00], [0xC3, 0x28]]
    let bytes = Array("key\n".utf8) + rows.flatMap { $0 + [0x0A] }
    let trace = try content(bytes) { $0.format = format }
    #expect(Array(trace.keys.suffix(5)) == (format == .csv ? [0, 1, 0, 2, 3] : [1, 2, 1, 3, 4]))
    #expect(trace.identities.suffix(4).first == KeyLines.key(of: rows[0]))
  }

  @Test("a header that lacks the key or has a column twice is refused, in another order it is read")
  func headers() throws {
    #expect(
      csv("size,time\n1,2\n")?.message.contains("no column is the key: the header has size, time") == true)
    let twice = csv("key,size,key\n1,2,3\n")
    #expect(place(twice) == [1, 10])
    #expect(twice?.message == "the column 'key' stands twice in the header")
    let absent = loadFault("key,time\n1,2\n") { $0.layout.names = [.time: "tim"] }
    #expect(absent?.message.contains("(did you mean 'time'?)") == true)
    #expect(csv("key,\"size\n1,2\n")?.message.contains("not closed in its line") == true)
    #expect(try content("size,key\n7,1\n").sizes == [7])
  }

  @Test(
    "a bad row names its line and column",
    arguments: [
      ("1,2\n1\n", 3, 1, "the row has 1 fields; 2 were expected"),
      ("1,2\n\n1,2,3\n", 4, 1, "the row has 3 fields; 2 were expected"),
      ("1,2\n1,x\n", 3, 3, "size is 'x', no number"), ("1,-5\n", 2, 3, "size is -5, negative"),
      ("1,1.5\n", 2, 3, "a fraction"), ("1,4294967296\n", 2, 3, "too large"), ("1,NaN\n", 2, 3, "no number"),
      ("1,\n", 2, 3, "the size is empty"), (",1\n", 2, 1, "the key is empty"),
      ("\"\",1\n", 2, 1, "the key is empty"),
      ("1,\"2\"x\n", 2, 6, "behind a closing quote"), ("1\"2\",3\n", 2, 2, "a quote inside a field"),
      ("1,2\r\n\"a\nb\",c\r\n", 4, 4, "size is 'c'"),
      ("1,99999999999999999999999999999999999999999\n", 2, 3, "too large"),
      ("1,2\n\"3\n4,5\n", 3, 1, "never closed"),
    ])
  func badRows(text: String, line: Int, column: Int, words: String) {
    for threads in [1, 2] {
      for block in [1, 1 << 18] {
        let fault = loadFault("key,size\n" + text) {
          ($0.threads, $0.blockBytes, $0.batchRequests) = (threads, block, 1)
        }
        #expect(fault?.kind == .badInput)
        #expect(place(fault) == [line, column])
        #expect(fault?.message.contains(words) == true, "\(fault?.message ?? "read")")
      }
    }
  }

  @Test(
    "bad times, costs and tokens name their line and column",
    arguments: [
      ("time", "-1", "negative"), ("time", "9007199254740993", "at most"), ("time", "soon", "a number (s)"),
      ("time", "nan", "a number (s)"), ("cost", "-0.5", "at least 0"), ("cost", "nan", "at least 0"),
      ("cost", "1e39", "at least 0"), ("cost", "$1", "at least 0"), ("tokens", "-1", "negative"),
      ("tokens", "2147483648", "too large"), ("tokens", "1e400", "too large"), ("tokens", "inf", "no number"),
    ])
  func badValues(column: String, value: String, words: String) {
    let fault = csv("key,\(column)\n1,1\n1,\(value)\n")
    #expect(place(fault) == [3, 3])
    #expect(fault?.message.contains(words) == true, "\(fault?.message ?? "read")")
  }

  @Test("bad rows are skipped and counted up to the stated number")
  func skipping() throws {
    let text = "key,size\n1,2\n1\n\"a\"b,3\n2,x\n3,\"4\n5\",6\n2,2\n1,2,3\n"
    let loaded = try load(Array(text.utf8)) { $0.skipBad = 5 }
    #expect(loaded.trace.keys == [0, 1])
    #expect(
      Set(loaded.dropped.map { "\($0.reason): \($0.count)" }) == [
        "too few fields: 1", "malformed row: 1", "bad value: 2", "too many fields: 1",
      ])
    let fault = csv(text, skipBad: 4)
    #expect(place(fault) == [9, 1])
    #expect(fault?.message.contains("(4 bad rows were skipped before, as many as were allowed)") == true)
  }

  @Test("times that stand still, go back or are large keep the order of the file")
  func times() throws {
    let trace = try content("key,time\n1,5\n2,5\n3,1\n4,9007199254740992\n")
    #expect(trace.keys == [0, 1, 2, 3])
    #expect(trace.times == [5000, 5000, 1000, 9_007_199_254_740_992_000])
  }

  @Test("a header alone is an empty trace, whose figures do not exist")
  func empty() throws {
    for (text, format) in [
      ("key,size\n", CacheTraceFormat.csv), ("key,size", .csv), ("", .keys), ("\n\r\n", .keys),
      ("", .oracleGeneral),
    ] {
      let loaded = try load(Array(text.utf8)) { $0.format = format }
      #expect(loaded.trace.count == 0 && loaded.trace.keyCount == 0)
      let profile = CacheTraceProfile(loaded)
      #expect(profile.rows.contains { $0 == ("repeated requests", "n/a") })
      #expect(!profile.json.text().contains("NaN"))
    }
    #expect(csv("")?.message == "the file is empty; a header line was expected")
  }

  @Test("one request, one key and only new keys give the hit ratios of the formulas", arguments: [1, 50])
  func extremes(count: Int) throws {
    let same = try load(Array(String(repeating: "7\n", count: count).utf8)).trace
    let new = try load(Array((0..<count).map { "\($0)\n" }.joined().utf8)).trace
    for policy in PolicyKind.allCases {
      #expect(policy.replay(same, capacity: 100).misses == 1)
      #expect(policy.replay(new, capacity: 100).misses == count)
    }
  }

  @Test("a file that changes while it is read is refused", arguments: [-4800, 4800])
  func changing(change: Int) throws {
    let bytes = [UInt8](repeating: 1, count: 24 * 100_000)
    let file = try TemporaryFile(bytes)
    var settings = CacheTraceFile(path: file.path, format: .oracleGeneral)
    settings.threads = 1
    var stream = try CacheTraceStream(settings, chunkRequests: 1)
    #expect(try stream.next() != nil)
    #expect(truncate(file.path, bytes.count + change) == 0)
    do throws(Diagnostic) {
      while try stream.next() != nil {}
      Issue.record("the change went unnoticed")
    } catch {
      #expect(error.message.contains("2400000 bytes when it was opened"))
    }
  }

  @Test("quoted fields hold delimiters, quotes and line ends")
  func quoting() throws {
    let text = "key,size\n\"a,b\",1\n\"a\"\"b\",2\n\"a\r\nb\",3\n\"a,b\",4\n\"5\",6\n5,7\n"
    let trace = try content(text)
    #expect(trace.keys == [0, 1, 2, 0, 3, 3])
    #expect(trace.sizes == [1, 2, 3, 4, 6, 7])
    let keys = ["a,b", "a\"b", "a\r\nb", "5"].map { KeyLines.key(of: Array($0.utf8)) }
    #expect(trace.identities == keys)
    #expect(try content(text) { $0.blockBytes = 1 } == trace)
  }

  @Test("what is no file is missing input")
  func missing() throws {
    let file = try TemporaryFile("1\n")
    for path in [file.sibling("absent"), file.sibling("."), "/dev/zero", ""] {
      let error = #expect(throws: Diagnostic.self) { try CacheTraceFile.load(path: path) }
      #expect(error?.kind == .missingInput)
    }
  }

  @Test("no mutation of any file traps")
  func mutations() throws {
    let sample = SampleTrace(40, seed: 20, wholeSeconds: true)
    let trace = try sample.trace()
    let files: [([UInt8], CacheTraceFormat)] = [
      (try sample.oracleGeneral(), .oracleGeneral), (sample.csv(quotes: true), .csv),
      (sample.keyLines(), .keys),
      (try encoded(trace, .simtrace), .simtrace), (try encoded(trace, .simtrace, withNext: true), .simtrace),
      (gzip(sample.csv()), .csv), (zstd(try encoded(trace, .simtrace)), .simtrace),
    ]
    var random = SampleTrace(0, seed: 21)
    let temporary = try TemporaryFile([])
    var read = 0
    var refused = 0
    for round in 0..<300 {
      for (bytes, format) in files {
        var broken = bytes
        for _ in 0...Int(random.next() % 3) {
          guard !broken.isEmpty else { break }
          let place = Int(random.next() % UInt64(broken.count))
          switch random.next() % 4 {
          case 0: broken.removeSubrange(place...)
          case 1: broken[place] ^= UInt8(1) << UInt8(random.next() % 8)
          case 2: broken.insert(contentsOf: broken[..<min(place, 9)], at: place)
          default: broken[place] = [0x00, 0x0A, 0x0D, 0x22, 0x2C, 0xFF][Int(random.next() % 6)]
          }
        }
        try Data(broken).write(to: URL(fileURLWithPath: temporary.path))
        var file = CacheTraceFile(
          path: temporary.path, format: round % 2 == 0 ? format : .automatic, wants: .all, threads: 1)
        file.blockBytes = round % 3 == 0 ? 5 : 4096
        file.skipBad = round % 5 == 0 ? 3 : 0
        do throws(Diagnostic) {
          let trace = try file.load().trace
          #expect(trace.keys.allSatisfy { Int($0) < trace.keyCount })
          read += 1
        } catch {
          #expect(!error.message.isEmpty)
          refused += 1
        }
      }
    }
    #expect(read > 100 && refused > 100)
  }

  @Test(
    "a file of another kind is named, with what is read",
    arguments: [
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00, 0, 4], "xz"), ([0x50, 0x4B, 3, 4, 20, 0], "a zip archive"),
      (Array("BZh9".utf8) + [0x31, 0x41, 0x59, 0x26, 0x53, 0x59, 1], "bzip2"),
      ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive"), ([0x04, 0x22, 0x4D, 0x18, 0x64], "lz4"),
      (Array("PAR1".utf8) + [0x15, 0, 0x15], "Parquet"),
      ([UInt8](repeating: 0x61, count: 257) + Array("ustar".utf8) + [0, 0x30], "a tar archive"),
    ] as [([UInt8], String)])
  func foreign(bytes: [UInt8], name: String) {
    for file in ["t.csv", "t.bin", "t.txt", "t"] {
      let fault = loadFault(bytes, name: file)
      #expect(fault?.message.hasPrefix("is \(name); plain text, gzip and zstd are read") == true)
      #expect(fault?.kind == .badInput && fault?.file.hasSuffix(file) == true)
    }
    #expect(
      loadFault(gzip(bytes), name: "t.gz")?.message
        == "is \(name) within gzip; a trace within gzip was expected")
    #expect(loadFault(Array("BZh9 is a key\n".utf8), name: "t.txt") == nil)
  }
}
