import Declarations
import Simulation
import Testing

@testable import Traffic

@Suite("Faults of recordings")
struct TraceFaultTests {
  private let header = "TIMESTAMP,ContextTokens,GeneratedTokens\n"
  private let row = "2023-11-16 18:15:46.6805900,374,44\n"

  private func place(_ fault: Diagnostic?) -> [Int] { fault?.position.map { [$0.line, $0.column] } ?? [] }

  @Test("line ends, blank lines, a mark and containers change nothing")
  func metamorphic() throws {
    let samples = [
      header + row + row + "2023-11-16 18:15:50.9951690,396,109\n",
      #"{"timestamp": 5, "input_length": 3, "output_length": 4, "hash_ids": [1]}"# + "\n"
        + #"{"timestamp": 7, "input_length": 6, "output_length": 4, "hash_ids": [2, 1]}"# + "\n",
      "prompt,timestamp\n\"a,b\",1\nc,2\n",
      #"{"messages":[{"role":"user","content":"x"}]}"# + "\n"
        + #"{"messages":[{"role":"user","content":"y"}]}"# + "\n",
    ]
    for sample in samples {
      let clean = StreamContent(try read(sample))
      let bytes = Array(sample.utf8)
      let variants: [[UInt8]] = [
        Array(bytes.dropLast()),
        Array(sample.replacing("\n", with: "\r\n").utf8),
        Array(sample.replacing("\n", with: "\r\n").utf8.dropLast(2)),
        Array(("\n\n" + sample.replacing("\n", with: "\n\n")).utf8),
        Array(("\r\n" + sample.replacing("\n", with: "\r\n\r\n")).utf8),
        Array(("\u{FEFF}" + sample).utf8),
        gzip(bytes), zstd(bytes), gzip(Array(bytes[..<9])) + gzip(Array(bytes[9...])),
      ]
      for variant in variants { #expect(StreamContent(try read(variant)) == clean) }
    }
  }

  @Test("keys are bytes: invalid UTF-8 and NUL in a CSV prompt are kept")
  func bytes() throws {
    let stream = try read(Array("prompt\n".utf8) + [0xFF, 0x00, 0x0A, 0xFE, 0x00, 0x0A, 0xFF, 0x00, 0x0A])
    #expect(stream.prompt == [0, 1, 0])
    var text: [UInt8] = []
    stream.texts.append(0, to: &text)
    #expect(text == [0xFF, 0x00])
  }

  @Test("what is wrong in a record has its place in the file, wherever in its line the record begins")
  func places() throws {
    let (good, bad) = (#"{"messages":[{"role":"user","content":"x"}]}"#, #"{"messages":[]}"#)
    for (before, behind) in [("[\(good),", "]"), (#"{"data":[\#(good),"#, "]}"), ("[\n\(good),\n  ", "\n]")] {
      let text = before + bad + behind
      let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
      let column = (lines.last?.utf8.count ?? 0) + #"{"messages":"#.utf8.count + 1
      #expect(place(fault(text)) == [lines.count, column], "\(text)")
      let stream = try read(text) { $0.skipBad = 1 }
      #expect(stream.count == 1)
    }
  }

  @Test("a JSON line that is no UTF-8 is a bad row")
  func invalidLine() throws {
    let line = Array(#"{"prompt":"a"}"#.utf8) + [0x0A]
    var bad = line
    bad[11] = 0xFF
    let error = fault(line + bad + line)
    #expect(place(error) == [2, 12])
    let stream = try read(line + bad + line) { $0.skipBad = 1 }
    #expect(stream.count == 2)
    #expect(stream.dropped.map(\.reason) == ["invalid UTF-8"])
    #expect(stream.dropped.map(\.count) == [1])
  }

  @Test("a missing or repeated column is an error with the nearest name")
  func columns() {
    let missing = fault("TIMESTAMP,ContextToken,GeneratedTokens\n" + row, format: "azure")
    #expect(missing?.kind == .badInput)
    #expect(
      missing?.message.contains("lacks the column 'ContextTokens' (did you mean 'ContextToken'?)") == true)
    let twice = fault("TIMESTAMP,ContextTokens,GeneratedTokens,ContextTokens\n" + row)
    #expect(place(twice) == [1, 41])
    #expect(fault("prompt,n\na,1\n") { $0.columns = ["input_tokens": "m"] }?.message.contains("'m'") == true)
    #expect(fault("a,b\n1,2\n")?.message.contains("no column holds a prompt") == true)
    #expect(fault("{}\n")?.message.contains("--column prompt=NAME") == true)
    #expect(fault("{}\n")?.message.contains("(the file has none)") == true)
  }

  @Test("rows with too few or too many fields name their line")
  func fieldCounts() throws {
    let text = header + row + "2023-11-16 18:15:46,1\n" + row + "2023-11-16 18:15:46,1,2,3\n"
    let few = fault(text)
    #expect(place(few) == [3, 22])
    #expect(few?.message == "the row has 2 fields; 3 were expected")
    #expect(place(fault(text) { $0.skipBad = 1 }) == [5, 25])
    let stream = try read(text) { $0.skipBad = 2 }
    #expect(stream.count == 2)
    #expect(stream.dropped.map(\.reason) == ["too few fields", "too many fields"])
    #expect(fault(text) { $0.skipBad = 1 }?.message.contains("1 bad rows were skipped before") == true)
  }

  @Test("rows out of order are sorted; equal times keep the order of the file")
  func order() throws {
    let stream = try read("timestamp,prompt,input_tokens\n5,a,1\n3,b,2\n5,c,3\n3,d,4\n0,e,5\n")
    #expect(stream.userTokens == [5, 2, 4, 1, 3])
    #expect(stream.arrival.map(\.nanoseconds) == [0, 3, 3, 5, 5].map { $0 * 1_000_000_000 })
    let blocks = try read(
      """
      {"timestamp": 9, "input_length": 600, "output_length": 4, "hash_ids": [1, 2]}
      {"timestamp": 7, "input_length": 3, "output_length": 4, "hash_ids": [3]}
      """)
    #expect(blocks.prefixBlocks?.ids == [2, 0, 1])
    #expect(blocks.prefixBlocks?.offsets == [0, 1, 3])
  }

  @Test(
    "times that cannot be are errors with their place",
    arguments: ["-1", "9007199254740993", "NaN", "", "1e400", "yesterday", "1e999999999999999999999"])
  func times(text: String) {
    let error = fault("prompt,timestamp\nx,\(text)\n")
    #expect(error?.kind == .badInput)
    #expect(place(error) == [2, 3])
  }

  @Test("times on both sides of the first row that span an Int64 are an error, not a trap")
  func wideSpan() throws {
    let text = "prompt,timestamp\na,4611686018427387904\nb,1\nc,9223372036854775807\n"
    let error = fault(text) { $0.timestampUnit = .nanoseconds }
    #expect(error?.message == "the timestamps span more than 146 years; fewer were expected")
    let half = "prompt,timestamp\na,1\nb,4611686018427387904\n"
    #expect(try read(half) { $0.timestampUnit = .nanoseconds }.count == 2)
  }

  @Test("a name of 100,000 columns that stands twice is found at its place")
  func wideHeader() {
    let names = (0..<100_000).map { "c\($0)" }.joined(separator: ",")
    #expect(place(fault(names + ",c7\n")) == [1, names.utf8.count + 2])
  }

  @Test("a span beyond what a clock holds is an error, not a trap")
  func span() {
    #expect(fault("prompt,timestamp\nx,0\ny,9007199254740992\n")?.message.contains("146 years") == true)
    #expect(fault("prompt,timestamp\nx,9007199254740992\ny,0\n")?.message.contains("146 years") == true)
    let slow = fault("prompt,timestamp\nx,0\ny,4000000000\n") { $0.timeScale = 1e-9 }
    #expect(slow?.message.contains("time_scale") == true)
    let rare = fault("prompt\nx\ny\n") { $0.ratePerSecond = 1e-300 }
    #expect(rare?.message.contains("beyond 146 years") == true)
  }

  @Test("times in some rows only are an error")
  func someTimes() {
    let with = #"{"messages":[{"role":"user","content":"x"}],"timestamp":1}"#
    let without = #"{"messages":[{"role":"user","content":"x"}]}"#
    #expect(place(fault(with + "\n" + without)) == [2, 1])
    #expect(place(fault(without + "\n" + with)) == [2, 1])
  }

  @Test(
    "token counts that cannot be are errors with their place",
    arguments: ["-5", "NaN", "2147483648", "1.5", "99999999999999999999"])
  func tokens(text: String) {
    #expect(place(fault(header + row + "2023-11-16 18:15:46,1,\(text)\n")) == [3, 23])
    let json = #"{"timestamp": 5, "input_length": \#(text), "output_length": 4, "hash_ids": [1]}"#
    #expect(fault(json, format: "mooncake")?.position?.line == 1)
    #expect(fault("prompt,input_tokens,system_tokens\nx,3,4\n")?.message.contains("fewer than the 4") == true)
  }

  @Test("a header alone gives an empty stream without any not-a-number")
  func empty() throws {
    for text in [header, "prompt,timestamp\r\n", "prompt"] {
      let stream = try read(text)
      #expect(stream.isEmpty)
      #expect(stream.end == .zero)
      let profile = stream.profile()
      #expect(profile.rows.first { $0.name == "mean rate" }?.value == "n/a")
      #expect(!profile.json.text().contains("nan"))
    }
    #expect(try read("", format: "mooncake").isEmpty)
    #expect(fault("")?.kind == .badInput)
    #expect(fault("", format: "azure")?.kind == .badInput)
  }

  @Test("one request, equal prompts and different prompts have exact shares")
  func closedForms() throws {
    let one = try read("prompt\nx\n").profile()
    #expect(one.repeatedShare == 0)
    #expect(one.meanRate == 1)
    #expect(try read("prompt\n" + String(repeating: "x\n", count: 50)).profile().repeatedShare == 0.98)
    let different = (0..<50).map { "p\($0)\n" }.joined()
    #expect(try read("prompt\n" + different).profile().repeatedShare == 0)
  }

  @Test("quotes are read as RFC 4180 has it")
  func quotes() throws {
    let stream = try read("prompt,n\n\"a\nb\",1\n\"c\r\n\r\nd\",2\n\"e \"\"f\"\", g\",3\n\"\",4\n,5\n")
    #expect((0..<4).map { stream.texts.text($0) } == ["a\nb", "c\r\n\r\nd", "e \"f\", g", ""])
    // Rows without a text are not equal for that.
    #expect(stream.prompt == [0, 1, 2, 3, 4])
  }

  @Test("bad quoting is an error where it begins")
  func badQuotes() throws {
    #expect(place(fault("prompt,n\na\"b,1\n")) == [2, 2])
    #expect(place(fault("prompt,n\n\"a\nb\"c,1\n")) == [3, 3])
    #expect(try read("prompt,n\na\"b,1\nc,2\n") { $0.skipBad = 1 }.count == 1)
    // A quote without end swallows the file; skipping that as one row would hide the loss.
    let open = fault("prompt,n\nx,1\n\"a,1\nb,2\nc,3\n") { $0.skipBad = 9 }
    #expect(place(open) == [3, 1])
    #expect(open?.message.contains("never closed") == true)
    let long = fault("prompt\n\"" + String(repeating: "a\n", count: 100)) { $0.maxLineBytes = 50 }
    #expect(long?.message.contains("within 50 bytes") == true)
  }

  @Test("rows that are no object, or lack what they need, name their place")
  func objects() {
    let good = #"{"prompt":"a"}"# + "\n"
    #expect(place(fault(good + "{\"prompt\":\n")) == [2, 11])
    #expect(place(fault(good + "[1]\n")) == [2, 1])
    #expect(place(fault(good + "{\"promt\":\"a\"}\n")) == [2, 1])
    #expect(place(fault(good) { $0.columns = ["user": "who"] }) == [1, 1])
    #expect(place(fault("[{}]")) == [1, 1])
    #expect(fault(#"{"messages":[]}"#)?.message == "messages is empty")
    #expect(fault(#"{"messages":[{"content":"x"}]}"#)?.message == "the message lacks a role")
    #expect(fault(#"{"body":{"x":"x"}}"#)?.message == "the row lacks 'messages'")
    #expect(fault("{}", format: "azure")?.message.contains("is CSV") == true)
    #expect(fault("a\nb\n", format: "mooncake")?.message.contains("no JSON object") == true)
    #expect(fault("a\n", format: "csv")?.message.contains("one of auto, azure") == true)
  }

  @Test("a ninth tier is an error")
  func tiers() {
    let rows = (0..<9).map { "x,t\($0)\n" }.joined()
    #expect(place(fault("prompt,tier\n" + rows)) == [10, 1])
  }
}
