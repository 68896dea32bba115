import Declarations
import Testing
import Traffic

@testable import Recordings

@Suite("Teams and API keys of a recording")
struct AccountColumnTests {
  private static let table = """
    timestamp,prompt_id,input_tokens,team_id,api_key
    1,a,10,red,k1
    3,b,10,,k2
    2,c,10,blue,
    4,d,10,red,k1
    """

  private static let litellm = """
    {"request_id":"1","spend":0.1,"startTime":"2025-11-03T00:00:01Z","model":"m","prompt_tokens":10,"completion_tokens":1,"team_id":"red","api_key":"k1"}
    {"request_id":"2","spend":0.1,"startTime":"2025-11-03T00:00:03Z","model":"m","prompt_tokens":10,"completion_tokens":1,"team_id":"","api_key":"k2"}
    {"request_id":"3","spend":0.1,"startTime":"2025-11-03T00:00:02Z","model":"m","prompt_tokens":10,"completion_tokens":1,"metadata":{"user_api_key_team_id":"blue"}}
    {"request_id":"4","spend":0.1,"startTime":"2025-11-03T00:00:04Z","model":"m","prompt_tokens":10,"completion_tokens":1,"metadata":{"user_api_key_team_id":"red","user_api_key":"k1"}}
    """

  @Test(
    "each row has its own, in the order of time, and none where it names none", arguments: [table, litellm])
  func columns(_ text: String) throws {
    let stream = try read(text)
    #expect((0..<4).map { stream.recorded.team[$0] } == [0, 1, nil, 0])
    #expect((0..<4).map { stream.recorded.apiKey[$0] } == [0, nil, 1, 0])
  }

  @Test("a log without such columns knows of none")
  func absent() throws {
    let stream = try read("timestamp,prompt_id,input_tokens\n1,a,10\n")
    #expect(stream.recorded.team.isEmpty && stream.recorded.apiKey.isEmpty)
  }

  @Test("a stream that is written as a table keeps who shares a team and a key")
  func written() throws {
    let stream = try read(AccountColumnTests.table)
    let again = try read(TraceWriter(stream).text(0..<4))
    #expect((0..<4).map { again.recorded.team[$0] } == [0, 1, nil, 0])
    #expect((0..<4).map { again.recorded.apiKey[$0] } == [0, nil, 1, 0])
  }

  @Test("a redacted log keeps who shares a team and a key, under other names")
  func redacted() throws {
    let file = try TemporaryFile(AccountColumnTests.table)
    let log = try RecordedSource(path: file.path).readLog()
    let text = LogRedactor(log) { String(Fingerprint([7] + $0).high, radix: 16) }.text(0..<4)
    #expect(!text.contains("red") && !text.contains("blue") && !text.contains("k1"))
    let stream = try read(text)
    #expect((0..<4).map { stream.recorded.team[$0] } == [0, 1, nil, 0])
    #expect((0..<4).map { stream.recorded.apiKey[$0] } == [0, nil, 1, 0])
  }
}

@Suite("Marks of requests in a recording")
struct MarkColumnTests {
  private static let table = """
    timestamp,prompt_id,input_tokens,priority,batch_eligible,pii
    1,a,10,high,1,
    2,b,10,,,true
    3,c,10,Low,0,0
    4,d,10,normal,,
    """

  private func check(_ stream: QueryStream) {
    #expect(stream.marks.map(\.priority) == [2, 1, 0, 1])
    #expect(stream.marks.map { $0.contains(.batchEligible) } == [true, false, false, false])
    #expect(stream.marks.map { $0.contains(.personalData) } == [false, true, false, false])
  }

  @Test("priority, batches and personal data are columns, and stay so when they are written again")
  func columns() throws {
    let stream = try read(MarkColumnTests.table)
    check(stream)
    check(try read(TraceWriter(stream).text(0..<4)))
    let file = try TemporaryFile(MarkColumnTests.table)
    let log = try RecordedSource(path: file.path).readLog()
    check(try read(LogRedactor(log) { String(Fingerprint([7] + $0).high, radix: 16) }.text(0..<4)))
  }

  @Test("a priority of another name is refused at its place")
  func unknown() throws {
    let error = #expect(throws: Diagnostic.self) {
      try read("timestamp,prompt_id,input_tokens,priority\n1,a,10,urgent\n")
    }
    #expect(error?.message == "priority is 'urgent'; low, normal or high was expected")
    #expect(error?.position?.line == 2)
  }
}
