import Declarations
import Eviction
import Simulation
import Testing
import Traffic

@testable import Experiments

/// Recorded streams as lists of prefix blocks.
@Suite struct PrefixTraceTests {
  /// Three requests of two-token blocks, a second apart.
  static func stream() -> QueryStream {
    var stream = QueryStream(name: "three")
    var blocks = PrefixBlocks(blockTokens: 2)
    for (second, ids) in [[0, 1], [2, 1], [0, 1, 2]].enumerated() {
      blocks.ids += ids.map { UInt32($0) }
      blocks.offsets.append(blocks.ids.count)
      stream.append(
        Request(
          arrival: .seconds(Double(second)), prompt: UInt32(second), intent: 0, systemTokens: 1,
          userTokens: UInt32(2 * ids.count - 2)))
    }
    blocks.blockCount = 3
    stream.prefixBlocks = blocks
    stream.end = .seconds(3)
    return stream
  }

  @Test("a stream's requests keep their blocks and their input tokens")
  func requests() throws {
    let trace = try PrefixTrace(Self.stream())
    #expect(trace.count == 3 && trace.blockTokens == 2 && trace.blockCount == 3)
    #expect(trace.blocks == [0, 1, 2, 1, 0, 1, 2] && trace.offsets == [0, 2, 4, 7])
    #expect(trace.inputTokens == [3, 3, 5])
    #expect(try PrefixTrace(Self.stream(), identity: .path).blocks == [0, 1, 2, 3, 0, 1, 4])
  }

  @Test("a stream that was cut has the blocks of the requests that are left")
  func cut() throws {
    var stream = Self.stream()
    stream.cut(at: .seconds(2))
    let trace = try PrefixTrace(stream)
    #expect(trace.count == 2 && trace.blocks == [0, 1, 2, 1])
    stream.cut(at: .zero)
    #expect(try PrefixTrace(stream).blocks.isEmpty)
  }

  @Test("a stream without prefix blocks is bad input that names it")
  func noBlocks() {
    let error = #expect(throws: Diagnostic.self) { try PrefixTrace(QueryStream(name: "azure.csv")) }
    #expect(error?.kind == .badInput && error?.message.contains("azure.csv has no prefix blocks") == true)
  }
}
