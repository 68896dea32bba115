import Declarations
import Foundation
import Testing

@testable import Recordings
@testable import Traffic

/// Logs that were converted to the binary form.
@Suite("A .simtrace of requests")
struct RequestTraceTests {
  /// A log with whatever a stream may hold: conversations with joins, labels, variants, tiers, blocks, failures.
  private static let rows: [String] =
    [
      "timestamp,prompt,intent,user,session,turn,predecessor,tier,model,input_tokens,output_tokens,latency_s,cost_usd,team"
    ]
    + (0..<300).map { row in
      let (session, turn) = (row % 12, row / 12)
      let predecessor = turn == 0 ? "" : "\(turn - 1)"
      return
        "\(row * 7),question \(row * row % 61),\(row % 5),u\(row % 9),s\(session),\(turn),\(predecessor),"
        + "\(["free", "pro"][row % 2]),gpt-4o,\(300 + row),\(20 + row % 40),0.5,\(row % 3 == 0 ? "0.0\(row + 1)" : ""),t\(row % 4)"
    }

  private static let chats: [String] = (0..<200).map { row in
    """
    {"id": "c\(row)", "created": \(1_762_128_000 + (row * 37) % 1000), "model": "gpt-4o", "user": "u\(row % 7)", \
    "temperature": \(row % 2), "messages": [{"role": "system", "content": "s\(row % 3)"}, \
    {"role": "user", "content": "question \(row % 41)"}], "usage": {"prompt_tokens": \(100 + row), "completion_tokens": 9}}
    """
  }

  private static let blocks: [String] = (0..<50).map { row in
    #"{"timestamp": \#(row * 10), "input_length": \#(600 + row % 300), "output_length": 4, "hash_ids": [1, \#(row % 4 + 2)]}"#
  }

  private static let contexts: [String] =
    ["timestamp,prompt,context_tokens,input_tokens,output_tokens"]
    + (0..<80).map { "\($0 * 9),question \($0 % 7),\($0 % 3 * 100),400,20" }

  /// The bytes of a stream's file.
  private static func bytes(of stream: QueryStream) -> [UInt8] {
    var encoder = RequestTraceEncoder(stream)
    var bytes: [UInt8] = []
    while let piece = encoder.piece() { bytes += piece }
    return bytes
  }

  private func expectEqual(_ left: QueryStream, _ right: QueryStream) {
    for index in 0..<left.count {
      #expect(left[index] == right[index])
      for column in RequestColumn.allCases where column.isByRequest && column != .blockCount {
        #expect(column.values(of: left, [index]) == column.values(of: right, [index]), "\(column)")
      }
    }
    #expect(left.prefixBlocks?.ids == right.prefixBlocks?.ids)
    #expect(left.prefixBlocks?.offsets == right.prefixBlocks?.offsets)
    #expect(left.prefixBlocks?.lengths == right.prefixBlocks?.lengths)
    #expect(left.prefixBlocks?.blockTokens == right.prefixBlocks?.blockTokens)
    #expect(left.joins == right.joins && left.end == right.end && left.tierNames == right.tierNames)
    #expect(left.variants.shapeOfIntent == right.variants.shapeOfIntent)
    #expect(left.hasToldContexts == right.hasToldContexts)
    #expect(left.sourceHash == right.sourceHash && left.isReordered == right.isReordered)
    #expect(left.profile().rows.map(\.value) == right.profile().rows.map(\.value))
  }

  @Test(
    "a log comes back as it was read, plain and compressed",
    arguments: [rows, chats, blocks, contexts, ["timestamp,prompt"]])
  func roundTrip(lines: [String]) throws {
    let log = try read(lines.joined(separator: "\n") + "\n") { $0.keepsTexts = false }
    #expect(log.count > 40 || lines.count == 1)
    let bytes = Self.bytes(of: log)
    expectEqual(log, try read(bytes))
    expectEqual(log, try read(gzip(bytes)))
    expectEqual(log, try read(zstd(bytes)))
  }

  @Test("its windows are those of the log")
  func windows() throws {
    let file = try TemporaryFile(Self.rows.joined(separator: "\n") + "\n")
    let log = try RecordedSource(path: file.path).spooled(rows: 32)
    let converted = try TemporaryFile(Self.bytes(of: try RecordedSource(path: file.path).read()))
    let other = try RecordedSource(path: converted.path).spooled()
    #expect(log.count == other.count && log.hasSessions && other.hasSessions)
    var (left, right) = (log.windows(), other.windows())
    for _ in 0..<5 {
      var (own, its) = (left.header, right.header)
      let isOpen = try left.fill(&own, most: 77)
      #expect(try right.fill(&its, most: 77) == isOpen)
      #expect(own.count == its.count)
      for index in 0..<own.count {
        #expect(own[index] == its[index])
        #expect(own.recorded.cost[index] == its.recorded.cost[index])
        #expect(own.recorded.latency[index] == its.recorded.latency[index])
      }
    }
  }

  @Test("compressed logs are spooled as plain ones")
  func spooled() throws {
    let bytes = Array((Self.chats.joined(separator: "\n") + "\n").utf8)
    let whole = try read(bytes) { $0.keepsTexts = false }
    for bytes in [bytes, gzip(bytes), zstd(bytes)] {
      let file = try TemporaryFile(bytes)
      let log = try RecordedSource(path: file.path).spooled(rows: 16)
      var windows = log.windows()
      var stream = windows.header
      #expect(try !windows.fill(&stream, most: 1000))
      #expect(stream.count == whole.count && stream.end == whole.end)
      for index in 0..<whole.count { #expect(stream[index] == whole[index]) }
      #expect(stream.variants.ofRequest == whole.variants.ofRequest)
    }
  }

  @Test("a log knows when it begins, converted too, unless it runs at another speed")
  func zeroTime() throws {
    let bytes = Array((Self.chats.joined(separator: "\n") + "\n").utf8)
    let stream = try read(bytes) { $0.keepsTexts = false }
    let zero = try #require(stream.reading?.zeroTime)
    #expect(zero == stream.reading?.firstTime)
    #expect(try read(Self.bytes(of: stream)).reading?.zeroTime == zero)
    let slow = try read(bytes) { $0.timeScale = 0.5 }
    #expect(slow.reading?.zeroTime == nil && slow.reading?.firstTime == zero)
  }

  @Test("a log knows which user stands for calls without one, converted too")
  func namelessUser() throws {
    let row = "2026-03-01T10:00:00Z,m,100,20,"
    let names = "timestamp,model,input_tokens,output_tokens,user\n"
    let logs: [(users: [String], nameless: UInt32?)] = [(["a", "", "b", ""], 1), (["a", "b"], nil)]
    for (users, nameless) in logs {
      let stream = try read(names + users.map { row + $0 + "\n" }.joined())
      #expect(stream.reading?.namelessUser == nameless)
      #expect(try read(Self.bytes(of: stream)).reading?.namelessUser == nameless)
    }
  }

  @Test("a file from before a kind of remark has none of it; one with more kinds than are known is damaged")
  func remarks() throws {
    var stream = QueryStream(name: "any")
    stream.reading = RecordedReading()
    stream.reading?.remarks[0] = 3
    let kinds = RecordedReading.Remark.allCases.count
    let written = String(decoding: RequestFacts.bytes(of: stream), as: UTF8.self)
    let zeros = String(repeating: ", 0", count: kinds - 1)
    for (kept, isRead) in [(kinds, true), (kinds - 2, true), (1, true), (kinds + 1, false)] {
      let changed = written.replacingOccurrences(
        of: "[3\(zeros)]", with: "[3\(String(repeating: ", 0", count: kept - 1))]")
      #expect(kept == kinds || changed != written)
      var read = QueryStream(name: "any")
      do throws(PackedColumnReader.Fault) {
        try RequestFacts.read(Array(changed.utf8), into: &read)
        #expect(isRead && read.reading?.remarks == stream.reading?.remarks)
      } catch {
        #expect(!isRead && error.reason == "'remarks' has \(kept) counts")
      }
    }
  }

  @Test("damage is refused with the place of its block, wherever it is")
  func damaged() throws {
    let bytes = Self.bytes(of: try read(Self.chats.prefix(12).joined(separator: "\n") + "\n"))
    for place in bytes.indices {
      var other = bytes
      other[place] ^= 4
      let found = fault(other)
      #expect(found?.kind == .badInput, "byte \(place)")
    }
    for length in 0..<bytes.count { #expect(fault(Array(bytes[..<length])) != nil, "\(length) bytes") }
    #expect(
      fault(bytes + [0])?.message
        == "the block at byte \(bytes.count) is damaged: the file goes on behind its end; convert the log again"
    )
    var other = bytes
    other[60] ^= 1
    #expect(
      fault(other)?.message == "the block at byte 16 is damaged: its hash is another; convert the log again")
  }

  @Test("numbers beyond what the end states are refused")
  func bounds() throws {
    let log = try read(Self.rows.joined(separator: "\n") + "\n")
    func reason(_ change: (inout QueryStream) -> Void) -> String? {
      var stream = log
      change(&stream)
      return fault(Self.bytes(of: stream))?.message
    }
    #expect(reason { _ in } == nil)
    for (change, word) in [
      ({ $0.promptCount = 3 }, "prompt"), ({ $0.intentCount = 1 }, "intent"),
      ({ $0.userCount = 1 << 30 }, "user"),
      ({ $0.sessionCount = 1 }, "sessions"), ({ $0.tierNames = [] }, "tiers"),
      ({ $0.recorded.modelNames = [] }, "models"), ({ $0.end = .zero }, "ends before"),
      ({ $0.arrival[5] = .zero }, "lies before"), ({ $0.predecessor[20] = 20 }, "follows one"),
      ({ $0.joins = [TurnJoin(request: 4, predecessor: 4)] }, "out of order"),
      ({ $0.variants.shapeOfIntent = [1] }, "shapes"),
    ] as [((inout QueryStream) -> Void, String)] {
      #expect(reason(change)?.contains(word) == true, "\(word): \(reason(change) ?? "")")
    }
  }

  @Test("what says nothing about it is refused")
  func idle() throws {
    let bytes = Self.bytes(of: try read(Self.chats.joined(separator: "\n") + "\n"))
    #expect(fault(bytes) { $0.timeScale = 2 }?.message.contains("'time_scale' changes nothing") == true)
    #expect(fault(bytes) { $0.limit = 2 }?.message.contains("'limit'") == true)
    #expect(fault(bytes, format: "openai_chat")?.message.contains("'format'") == true)
  }
}
