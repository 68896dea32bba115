import Declarations
import Testing

@testable import Recordings
@testable import Traffic

@Suite("Requests and answers kept as texts")
struct PayloadTests {
  @Test("Vertex AI's lists of texts are requests and answers, streamed ones too")
  func vertex() throws {
    func piece(_ text: String, _ more: String = "") -> String {
      #"{"candidates":[{"content":{"role":"model","parts":[{"text":"\#(text)"}]}}]\#(more)}"#
    }
    let usage =
      #","usageMetadata":{"promptTokenCount":100,"candidatesTokenCount":15,"thoughtsTokenCount":5,"totalTokenCount":120,"#
      + #""cachedContentTokenCount":64}"#
    func row(_ id: Int, _ pieces: [String], _ model: String) -> String {
      let request = JSONValue.quoted(#"{"contents":[{"role":"user","parts":[{"text":"q\#(id)"}]}]}"#)
      let answer = pieces.map { JSONValue.quoted($0) }.joined(separator: ",")
      return
        #"{"logging_time":"2026-03-01 10:00:0\#(id).123 UTC","request_id":"\#(id)",\#(model),"full_request":null,"#
        + #""full_response":null,"request_payload":[\#(request)],"response_payload":[\#(answer)]}"#
    }
    let named = #""model":"publishers/google/models/gemini-2.5-flash""#
    let endpoint = #""endpoint":"projects/1/locations/us/publishers/google/models/gemini-2.5-pro""#
    let text = [
      row(0, [piece("a"), piece("b", usage)], named), row(4, [piece("c", usage)], endpoint),
    ].joined(separator: "\n")
    let wanted = LogTotals(2, 200, 40, cached: 128, span: 4, models: ["gemini-2.5-flash", "gemini-2.5-pro"])
    let stream = try read(text)
    #expect(stream.reading?.format == "vertex")
    #expect(LogTotals(stream, as: wanted) == wanted)
    #expect(stream.promptCount == 2 && stream.reading?.texts == 2)
  }
}
