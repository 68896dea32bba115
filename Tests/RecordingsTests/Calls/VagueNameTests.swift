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
      [0, 5].map { #"{"created":"runner","start":"2026-03-01T10:00:0\#($0)Z",\#(usage)}"# }
        .joined(separator: "\n"),
      [0, 5].map { #"{"created":true,"logged_at":"2026-03-01T10:00:0\#($0)Z",\#(counts)}"# }
        .joined(separator: "\n"),
    ] {
      let stream = try read(text)
      #expect(LogTotals(stream, as: wanted) == wanted, "\(text)")
    }
    let timeless = try read("at,model,input_tokens,output_tokens\nkitchen,m,100,20\nhall,m,200,30\n")
    #expect(timeless.count == 2 && timeless.reading?.firstTime == nil)
    // Other forms of a time are read, or are faults: times must not be lost.
    let dates = [0, 5].map { #"{"created":"/Date(177235920\#($0)000)/",\#(usage)}"# }.joined(separator: "\n")
    #expect(LogTotals(try read(dates), as: wanted) == wanted)
    for at in ["Timestamp('2026-03-01 10:00:00')", "Samstag, 1. März 2026"] {
      #expect(fault("start;model;input_tokens;output_tokens\n\(at);m;100;20\n") != nil, "\(at)")
    }
    // What is nothing in the first row tells of no other, whose times must not be lost.
    for nothing in ["None", "N/A", "null"] {
      #expect(
        fault("start,model,input_tokens,output_tokens\n\(nothing),m,100,20\n2026-03-01T10:00:05Z,m,200,30\n")
          != nil, "\(nothing)")
    }
    // A time under such a name stays one, as does a fault under a name that means nothing else.
    for at in ["2026-03-01T10:00:0", "Sun, 01 Mar 2026 10:00:0"] {
      let stream = try read("at;model;input_tokens;output_tokens\n\(at)0;m;100;20\n\(at)5;m;200;30\n")
      #expect(LogTotals(stream, as: wanted) == wanted, "\(at)")
    }
    #expect(fault("timestamp,model,input_tokens,output_tokens\nkitchen,m,100,20\n") != nil)
  }

  @Test("cache_hit and cache_miss are tokens or flags by each row, where the first one does not tell")
  func hits() throws {
    func table(_ rows: [String]) -> String {
      "model,prompt_tokens,completion_tokens,cache_hit,cache_miss\n" + rows.joined(separator: "\n") + "\n"
    }
    for first in ["m,1,20,0,1", "n,1,20,,", "n,1,20,NULL,NULL", "m,1,20,0,0"] {
      let stream = try read(table([first, "m,1000,20,800,200", "m,500,20,0,500"]))
      let wanted = LogTotals(3, 1501, 60, cached: 800)
      #expect(LogTotals(stream, as: wanted) == wanted, "\(first)")
      #expect(stream.recorded.gatewayHit[1] == nil && stream.recorded.gatewayHit[2] == nil)
    }
    let flags = try read(table(["m,10,20,0,1", "m,1000,20,1,0", "m,500,20,0,1"]))
    #expect((0..<3).map { flags.recorded.gatewayHit[$0] } == [0, 1, 0])
    #expect(flags.recorded.cachedTokens.isEmpty)
    let records = [(1, 0, 1), (1000, 800, 200)].map { input, hit, miss in
      #"{"model":"m","prompt_tokens":\#(input),"completion_tokens":20,"cache_hit":\#(hit),"cache_miss":\#(miss)}"#
    }
    let wanted = LogTotals(2, 1001, 40, cached: 800)
    #expect(LogTotals(try read(records.joined(separator: "\n")), as: wanted) == wanted)
  }

  @Test("a message has the file's names of columns, whatever they hold")
  func shown() {
    for (text, names) in [
      (#"{"cached":true,"Model":"m","at":"hall"}"#, "(the file has cached, Model, at)"),
      ("cache_hit,cache_miss,Model\n0,1,m\n", "(the file has cache_hit, cache_miss, Model)"),
    ] {
      #expect(fault(text)?.message.contains(names) == true, "\(text)")
    }
  }
}
