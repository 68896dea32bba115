import Testing

@testable import Recordings
@testable import Traffic

@Suite("Names that may mean several things")
struct VagueNameTests {
  @Test("a column named as a time is left aside where it holds none, and another tells the time")
  func times() throws {
    let rows = "kitchen,m,100,20,2026-03-01T10:00:00Z\nhall 2,m,200,30,2026-03-01T10:00:05Z\n"
    let usage = #""model":"m","usage":{"input_tokens":150,"output_tokens":25}"#
    let counts = #""model":"m","input_tokens":150,"output_tokens":25"#
    let wanted = LogTotals(2, 300, 50, span: 5)
    for text in [
      "at,model,input_tokens,output_tokens,Date_Time\n" + rows,
      "start,model,input_tokens,output_tokens,logged at\n" + rows,
      [0, 5].map { #"{"at":"/v1/chat","started_at":"2026-03-01T10:00:0\#($0)Z",\#(usage)}"# }
        .joined(separator: "\n"),
      [0, 5].map { #"{"at":"info","Event_Time":"2026-03-01T10:00:0\#($0)Z",\#(usage)}"# }.joined(
        separator: "\n"),
      [0, 5].map { #"{"created":true,"logged_at":"2026-03-01T10:00:0\#($0)Z",\#(counts)}"# }
        .joined(separator: "\n"),
    ] {
      let stream = try read(text)
      #expect(LogTotals(stream, as: wanted) == wanted, "\(text)")
    }
    let timeless = try read("at,model,input_tokens,output_tokens\nkitchen,m,100,20\nhall,m,200,30\n")
    #expect(timeless.count == 2 && timeless.reading?.firstTime == nil)
    // A time under such a name stays one, as does a fault under a name that means nothing else.
    for at in ["2026-03-01T10:00:0", "Sun, 01 Mar 2026 10:00:0"] {
      let stream = try read("at;model;input_tokens;output_tokens\n\(at)0;m;100;20\n\(at)5;m;200;30\n")
      #expect(LogTotals(stream, as: wanted) == wanted, "\(at)")
    }
    #expect(fault("timestamp,model,input_tokens,output_tokens\nkitchen,m,100,20\n") != nil)
  }
}
