import Simulation
import Testing

@testable import Recordings
@testable import Traffic

/// Requests as bytes.
@Suite("Blocks of requests")
struct RequestBlockTests {
  private static let random = RandomStream(seed: 4, replication: 0, purpose: RandomPurpose(1))

  @Test("numbers of any size and sign come back", arguments: [0, 1, 7, 31, 32, 63, 64])
  func numbers(bits: Int) throws {
    let values = (0..<50).map { place -> Int64 in
      let word = Self.random.bits(place, bits)
      return bits == 0 ? -7 : Int64(bitPattern: bits == 64 ? word : word >> UInt64(64 - bits)) - 3
    }
    var bytes: [UInt8] = []
    PackedColumn.append(values, as: 9, to: &bytes)
    PackedColumn.append([], as: 10, to: &bytes)
    var reader = try PackedColumnReader(bytes[...])
    #expect(reader.next?.column == 9 && reader.next?.count == 50)
    #expect(try reader.values() == values)
    #expect(reader.next?.column == 10)
    #expect(try reader.values() == [])
    #expect(reader.next == nil)
    #expect(bytes.count <= 2 * PackedColumn.headerBytes + 50 * 8)
  }

  /// A stream whose columns have whatever values they can hold.
  private static func stream(_ count: Int) -> QueryStream {
    var stream = QueryStream(name: "any")
    stream.prefixBlocks = PrefixBlocks(blockTokens: 16)
    for index in 0..<count {
      func number(_ place: Int, below bound: Int) -> UInt32 {
        UInt32(random.integer(below: bound, index, place))
      }
      stream.append(
        Request(
          arrival: VirtualTime(nanoseconds: Int64(index) * 7_000_000_000 - 3), prompt: number(1, below: 90),
          intent: number(2, below: 4_000_000_000), user: number(3, below: 5),
          systemPrompt: number(4, below: 2),
          systemTokens: number(5, below: 300), contextTokens: 0, userTokens: number(6, below: 70_000),
          outputTokens: number(7, below: 4000), latentDifficulty: Float(random.uniform(index, 8)) - 0.5,
          marks: RequestMarks(rawValue: UInt16(number(9, below: 1 << 11)))))
      stream.variants.ofRequest.append(number(10, below: 3))
      if index % 3 == 1 { stream.recorded.model.append(number(11, below: 4), at: index) }
      if index % 4 == 2 { stream.recorded.cost.append(Int64(number(12, below: 9)) - 4, at: index) }
      if index % 5 == 0 { stream.recorded.latency.append(Int64.max - 1, at: index) }
      if index % 7 == 3 { stream.recorded.failed.append(UInt8(number(13, below: 2)), at: index) }
      stream.prefixBlocks?.ids += [number(14, below: 8), number(15, below: 8)].prefix(index % 3)
      let blocks = stream.prefixBlocks?.ids.count ?? 0
      stream.prefixBlocks?.offsets.append(blocks)
      stream.appendTurn(session: number(16, below: 3), turn: UInt32(index))
    }
    return stream
  }

  private func expectEqual(_ left: QueryStream, _ right: QueryStream) {
    for index in 0..<left.count {
      #expect(left[index] == right[index])
      #expect(left.variants.variant(of: index) == right.variants.variant(of: index))
      #expect(left.recorded.model[index] == right.recorded.model[index])
      #expect(left.recorded.cost[index] == right.recorded.cost[index])
      #expect(left.recorded.latency[index] == right.recorded.latency[index])
      #expect(left.recorded.failed[index] == right.recorded.failed[index])
    }
    #expect(left.count == right.count && left.prefixBlocks?.ids == right.prefixBlocks?.ids)
    #expect(left.prefixBlocks?.offsets == right.prefixBlocks?.offsets)
    #expect(left.session == right.session && left.think == right.think)
  }

  private static func parts(_ block: [UInt8]) throws -> (header: RequestBlock.Header, payload: [UInt8]) {
    let start = Array(block[..<RequestBlock.headerBytes])
    let header = try RequestBlock.header(start)
    let payload = Array(block[RequestBlock.headerBytes...])
    try RequestBlock.check(header, start, payload)
    return (header, payload)
  }

  @Test("requests come back as they were, in one block or in many", arguments: [1, 3, 50, 200])
  func roundTrip(size: Int) throws {
    let stream = Self.stream(120)
    var read = QueryStream(name: "any")
    read.prefixBlocks = PrefixBlocks(blockTokens: 16)
    let order = Array(0..<120)
    for start in stride(from: 0, to: 120, by: size) {
      let (header, payload) = try Self.parts(
        RequestBlock.bytes(of: stream, order[start..<min(start + size, 120)]))
      try RequestBlock.append(payload, count: header.count, to: &read)
    }
    expectEqual(stream, read)
  }

  @Test("requests taken from a stream in parts are those of the stream")
  func taken() {
    let stream = Self.stream(90)
    var parts = QueryStream(name: "any")
    for start in stride(from: 0, to: 90, by: 13) { parts.take(start..<min(start + 13, 90), of: stream) }
    var rest = stream
    rest.removeFirst(20)
    for index in 0..<90 {
      #expect(parts[index] == stream[index] && parts.recorded.cost[index] == stream.recorded.cost[index])
      #expect(parts.recorded.latency[index] == stream.recorded.latency[index])
      guard index >= 20 else { continue }
      #expect(rest[index - 20] == stream[index])
      #expect(rest.recorded.model[index - 20] == stream.recorded.model[index])
      #expect(rest.variants.variant(of: index - 20) == stream.variants.variant(of: index))
    }
    #expect(rest.promptCount == stream.promptCount && rest.count == 70)
  }

  @Test("a changed bit is found wherever it is")
  func damaged() throws {
    let block = RequestBlock.bytes(of: Self.stream(6), Array(0..<6)[...])
    for place in block.indices {
      var other = block
      other[place] ^= 1 << UInt8(place % 8)
      #expect(throws: PackedColumnReader.Fault.self, "byte \(place)") { _ = try Self.parts(other) }
    }
  }

  @Test("columns that contradict each other are refused, and nothing traps")
  func contradictions() throws {
    let stream = Self.stream(6)
    let block = RequestBlock.bytes(of: stream, Array(0..<6)[...])
    let payload = Array(block[RequestBlock.headerBytes...])
    var empty = QueryStream(name: "any")
    empty.prefixBlocks = PrefixBlocks(blockTokens: 16)
    for count in [0, 5, 7, 1 << 30] {
      var read = empty
      #expect(throws: PackedColumnReader.Fault.self) {
        try RequestBlock.append(payload, count: count, to: &read)
      }
    }
    for length in 0..<payload.count {
      var read = empty
      _ = try? RequestBlock.append(Array(payload[..<length]), count: 6, to: &read)
    }
    for place in payload.indices {
      var other = payload
      other[place] = 0xFF
      var read = empty
      _ = try? RequestBlock.append(other, count: 6, to: &read)
    }
  }
}
