import Declarations
import Testing

@testable import Recordings
@testable import Traffic

@Suite("Calls of one conversation")
struct LastMessagesTests {
  private func message(_ id: Int) -> String {
    #"{"role":"\#(id % 2 == 0 ? "user" : "assistant")","content":"text \#(id)"}"#
  }

  private func list(_ messages: some Sequence<JSONNode>) -> JSONNode {
    JSONNode(.array(Array(messages)), at: SourcePosition(line: 1, column: 1))
  }

  @Test("the messages that calls share are read once, and their keys are those of each call read alone")
  func sharing() throws {
    let text = "[" + (0..<400).map(message).joined(separator: ",") + "]"
    let messages = try #require(try JSONParser.parse(Array(text.utf8), line: 1).elements)
    let last = LastMessages()
    for count in 1...400 {
      let part = list(messages[..<count])
      let shared = try last.read(part, "messages", system: [], tools: nil, keepsBytes: true)
      let alone = try ChatMessages(part, keepsBytes: true)
      #expect(shared.key == alone.key && shared.systemKey == alone.systemKey)
      #expect(shared.prefixes.map(\.id) == alone.prefixes.map(\.id))
      #expect(shared.characters == alone.characters && shared.question == alone.question)
      #expect(shared.bytes == alone.bytes && shared.isCut == alone.isCut)
    }
    #expect(last.count == 400)
    // Other tools or another system prompt are other beginnings.
    let tools = JSONNode(.string("tool"), at: SourcePosition(line: 1, column: 1))
    let part = list(messages)
    let other = try last.read(part, "messages", system: [tools], tools: tools, keepsBytes: false)
    let alone = try ChatMessages(part, system: [tools], tools: tools)
    #expect(other.key == alone.key)
    #expect(last.count == 800)
  }

  @Test("a conversation of many turns has the blocks of its calls in lines of their own")
  func blocks() throws {
    let turns = 30
    let whole = try read(
      #"{"id":"c","conversation":[\#((0..<(2 * turns)).map(message).joined(separator: ","))]}"#)
    let lines = try read(
      (0..<turns).map { turn in
        #"{"messages":[\#((0..<(2 * turn + 1)).map(message).joined(separator: ","))]}"#
      }.joined(separator: "\n"))
    #expect(whole.count == turns && lines.count == turns)
    #expect(whole.prefixBlocks?.ids == lines.prefixBlocks?.ids)
    #expect(whole.prefixBlocks?.lengths == lines.prefixBlocks?.lengths)
    #expect(whole.prefixBlocks?.offsets == lines.prefixBlocks?.offsets)
    #expect(whole.promptCount == turns)
  }
}
