import Testing

@testable import Declarations

@Suite("Names of members across the records of a file")
struct JSONKeyTableTests {
  /// Parses records one after the other with one table, and each by itself.
  private func expectSame(_ records: [String]) throws {
    var table = JSONKeyTable()
    for record in records {
      let bytes = Array(record.utf8)
      let together: Result<JSONNode, Diagnostic> = bytes.withUnsafeBufferPointer { buffer in
        do throws(Diagnostic) {
          let start = SourcePosition(line: 1, column: 1)
          return .success(try JSONParser.parse(validated: buffer, at: start, &table))
        } catch {
          return .failure(error)
        }
      }
      do throws(Diagnostic) {
        let alone = try JSONParser.parse(bytes)
        #expect(try together.get() == alone)
      } catch {
        guard case .failure(let fault) = together else {
          Issue.record("\(record) was read")
          continue
        }
        #expect(fault.position == error.position)
      }
    }
  }

  @Test("records are read as without the names of those before")
  func records() throws {
    try expectSame([
      #"{"a":1,"b":{"c":2,"d":[{"e":1},{"e":2}]},"f":null}"#,
      #"{"a":1,"b":{"c":2,"d":[{"e":1},{"e":2}]},"f":null}"#,
      #"{"b":{"d":[],"c":1},"a":2}"#, #"{"a":1,"a":2}"#, #"{"ab":1,"a":{"a":{"a":3}},"b":4}"#, #"{"a""b":1}"#,
      #"{"a" : 1 , "b" : 2}"#, #"{"a\"b":1,"a":2}"#, #"{"a\"b":1,"a":2}"#, #"{"a"b":1}"#,
      #"{"a\u0062":1,"ab":2}"#,
      #"{"":1,"a":2}"#, #"{"":1,"":2}"#, #"{"ä":1,"a":2}"#, #"{"a":1,"b"}"#, #"{"a"#, #"{"a":1,"#, "{}",
    ])
  }

  @Test("more names than the table takes, and long ones, are read")
  func many() throws {
    let names = (0..<5000).map { "\"name\($0)\":\($0)" }
    try expectSame([
      "{\(names.joined(separator: ","))}", "{\(names.reversed().joined(separator: ","))}",
      "{\"\(String(repeating: "x", count: 300))\":1}",
      "{\(names.joined(separator: ",")),\"name77\":1}",
    ])
  }

  @Test("a member is found by its hash as by its name")
  func members() throws {
    let node = try parse(#"{"prompt_tokens":1,"completion_tokens":2,"ä":3,"é":4,"":5}"#)
    for (name, value) in [("prompt_tokens", 1), ("completion_tokens", 2), ("ä", 3), ("e\u{301}", 4), ("", 5)]
    {
      #expect(node[name]?.integer == value)
    }
    #expect(node["prompt_token"] == nil)
    #expect(node.member("prompt_tokens", hash: JSONMember.hash("prompt_tokens"))?.integer == 1)
    #expect(node.keyBits.nonzeroBitCount <= 5)
    #expect(JSONNode(1).keyBits == .max)
  }
}
