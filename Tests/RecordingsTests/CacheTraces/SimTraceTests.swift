import CacheTraces
import Declarations
import Eviction
import Testing

@testable import Recordings
@testable import Traffic

@Suite("The binary form of our own")
struct SimTraceTests {
  @Test("a trace comes back as it was, with its next indices when they are stored")
  func roundTrip() throws {
    let trace = try SampleTrace(3000, seed: 1).trace()
    for withNext in [false, true] {
      let bytes = try encoded(trace, .simtrace, withNext: withNext)
      let back = try load(bytes).trace
      #expect(TraceContent(back) == TraceContent(trace))
      #expect(back.next == trace.next)
      #expect(back.contentHash == trace.contentHash)
      #expect(bytes.count % 64 == 0)
    }
    let plain = try CacheTrace(denseKeys: [2, 0, 2], keyCount: 5)
    #expect(try content(try encoded(plain, .simtrace)) == TraceContent(plain))
    let none = try CacheTrace(denseKeys: [], keyCount: 0)
    #expect(try content(try encoded(none, .simtrace)) == TraceContent(none))
  }

  @Test("the layout of the file is the documented one")
  func layout() throws {
    let trace = try CacheTrace(denseKeys: [0, 1, 0], columns: TraceColumns(times: [1, -2, 3]), keyCount: 2)
    let bytes = try encoded(trace, .simtrace)
    func word(_ place: Int, _ count: Int = 8) -> Int {
      (0..<count).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }
    #expect(Array(bytes[..<8]) == [0x89] + Array("SIMTR\r\n".utf8))
    #expect([word(8, 4), word(12, 4), word(16), word(24), word(32)] == [1, 2, 3, 2, bytes.count])
    #expect([word(64, 4), word(68, 4), word(72), word(80)] == [1, 4, 128, 12])
    #expect([word(96, 4), word(100, 4), word(104), word(112)] == [3, 8, 192, 24])
    #expect([word(128, 4), word(132, 4), word(136, 4)] == [0, 1, 0])
    #expect([word(192), word(200), word(208)] == [1, -2, 3])
    #expect(bytes.count == 256)
  }

  @Test("every flipped bit is found and every cut is refused")
  func damage() throws {
    let trace = try SampleTrace(20, seed: 2).trace()
    let bytes = try encoded(trace, .simtrace, withNext: true)
    for place in bytes.indices {
      var broken = bytes
      broken[place] ^= 1 << UInt8(place % 8)
      let fault = loadFault(broken) { $0.format = .simtrace }
      #expect(fault?.kind == .badInput, "byte \(place)")
      #expect(
        fault?.message.contains("convert the trace again") == true || place < 8 || (32..<40).contains(place))
    }
    for length in stride(from: 0, to: bytes.count, by: 3) {
      let fault = loadFault(bytes[..<length]) { $0.format = .simtrace }
      #expect(fault?.kind == .badInput)
      #expect(fault?.message.contains("cut short") == true)
    }
    #expect(loadFault(bytes + [0])?.message.contains("goes on behind its end") == true)
    #expect(loadFault(gzip(Array(bytes.dropLast(64))))?.message.contains("cut short") == true)
  }

  @Test("another version is refused by its number")
  func version() throws {
    var bytes = try encoded(try CacheTrace([1, 2]), .simtrace)
    bytes[8] = 3
    #expect(loadFault(bytes)?.message.contains("version 3; version 1 was expected") == true)
  }

  @Test("a header that lies with a right hash allocates nothing and is refused")
  func lies() throws {
    let trace = try CacheTrace([1, 2, 1])
    for (requests, keys) in [(1 << 40, 2), (3, 1 << 40), (3, 1), (2, 2)] {
      var header = SimTrace.Header(trace, withNext: false)
      (header.requests, header.keys) = (requests, keys)
      for place in header.entries.indices {
        header.entries[place].bytes =
          header.count(of: header.entries[place].kind) * header.entries[place].kind.width
        if place > 0 {
          let before = header.entries[place - 1]
          header.entries[place].offset = SimTrace.aligned(before.offset + before.bytes)
        }
        header.fileBytes = SimTrace.aligned(header.entries[place].offset + header.entries[place].bytes)
      }
      let rest = try encoded(trace, .simtrace).dropFirst(128)
      for bytes in [header.bytes + rest, zstd(header.bytes + rest)] {
        #expect(loadFault(bytes)?.kind == .badInput, "\(requests) requests, \(keys) keys")
      }
    }
  }

  @Test("times whose differences no integer holds are refused with the request")
  func wideTimes() throws {
    let least = -(Int64(1) << 53)
    let most = (Int64(1) << 53) * 1000
    let wide: [[Int64]] = [[.min, 0], [0, .max], [least - 1, 5], [0, most + 1]]
    for times in wide {
      let trace = try CacheTrace(denseKeys: [0, 0], columns: TraceColumns(times: times), keyCount: 1)
      let bad = (times[0] == 0 ? 1 : 0)
      #expect(
        loadFault(try encoded(trace, .simtrace))?.message
          == "the time of request \(bad + 1) is \(times[bad]) ms; -9007199254740992 to 9007199254740992000 ms were "
          + "expected")
    }
    let trace = try CacheTrace(denseKeys: [0, 0], columns: TraceColumns(times: [least, most]), keyCount: 1)
    #expect(try CacheTraceProfile(load(encoded(trace, .simtrace))).span == 9_016_206_453_995_732.0)
  }

  @Test("the hash names the content, whatever the format")
  func contentHash() throws {
    let sample = SampleTrace(100, seed: 3, wholeSeconds: true)
    let trace = try sample.trace(rest: false)
    let csv = sample.csv(["key", "size", "time"])
    for bytes in [try sample.oracleGeneral(), csv, gzip(csv), try encoded(trace, .simtrace)] {
      #expect(try load(bytes).trace.contentHash == trace.contentHash)
    }
    #expect(trace.withUnitSizes.contentHash != trace.contentHash)
  }

  @Test("every form that holds a trace gives it back")
  func forms() throws {
    let sample = SampleTrace(500, seed: 4)
    let trace = try sample.trace()
    #expect(try content(encoded(trace, .csv)) == TraceContent(trace))
    #expect(try content(encoded(trace, .keys)).identities == trace.identities)
    let seconds = SampleTrace(500, seed: 4, wholeSeconds: true)
    let known = try seconds.trace(rest: false)
    #expect(try encoded(known, .oracleGeneral) == seconds.oracleGeneral())
    #expect(try content(encoded(known, .oracleGeneral)) == TraceContent(known))
    #expect(try content(encoded(known, .csv)) == TraceContent(known))
    #expect(
      try CacheTraceEncoder(trace, as: .oracleGeneral).lost == ["costs", "tokens", "fractions of a second"])
    #expect(try CacheTraceEncoder(trace, as: .keys).lost == ["costs", "tokens", "sizes", "times"])
    #expect(try CacheTraceEncoder(trace, as: .simtrace).lost == [])
    let early = try CacheTrace(denseKeys: [0], columns: TraceColumns(times: [-1]), keyCount: 1)
    #expect(throws: Diagnostic.self) { try CacheTraceEncoder(early, as: .oracleGeneral) }
    let none = try CacheTrace(denseKeys: [], keyCount: 0)
    #expect(try encoded(none, .csv) == Array("key\n".utf8))
    #expect(try encoded(none, .keys) == [] && encoded(none, .oracleGeneral) == [])
  }
}
