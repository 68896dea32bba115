import Declarations
import Testing

@testable import Files
@testable import Recordings
@testable import Traffic

/// Text as spreadsheets and PowerShell write it.
@Suite("UTF-16")
struct EncodingTests {
  private static let table =
    "timestamp\tmodel\tprompt\tprompt_tokens\tcompletion_tokens\r\n2026-03-01 10:00:00\tmodèle 😀\t日本語 é\t10\t5\r\n"

  private func wide(_ text: String, isBigEndian: Bool) -> [UInt8] {
    ("\u{FEFF}" + text).utf16.flatMap { unit in
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      return isBigEndian ? [high, low] : [low, high]
    }
  }

  @Test(
    "a marked file reads as the same one in UTF-8, in either order of bytes and compressed",
    arguments: [false, true])
  func marked(isBigEndian: Bool) throws {
    let plain = StreamContent(try read(EncodingTests.table))
    let bytes = wide(EncodingTests.table, isBigEndian: isBigEndian)
    for file in [bytes, gzip(bytes), zstd(bytes)] {
      let stream = try read(file)
      #expect(StreamContent(stream) == plain)
      #expect(stream.recorded.modelNames == ["modèle 😀"])
    }
    let document = #"[{"model":"m","created":1,"usage":{"prompt_tokens":7,"completion_tokens":2}}]"#
    #expect(try read(wide(document, isBigEndian: isBigEndian)).inputTokens(0) == 7)
  }

  @Test("every border of a chunk is met, and pairs of surrogates stay whole")
  func chunks() throws {
    let text = String(repeating: "a😀é日\n", count: 60_000)
    let file = try TemporaryFile(wide(text, isBigEndian: false))
    var reader = try ByteReader(path: file.path)
    var bytes: [UInt8] = []
    while try reader.fill() { bytes += reader.chunk[..<reader.count] }
    #expect(bytes == Array(text.utf8))
    #expect(reader.compression == "UTF-16")
  }

  @Test("half a pair is a fault of its row, half a unit one of the file, and records of numbers are no text")
  func broken() throws {
    var lone = wide("prompt,input_tokens\na,1\n", isBigEndian: false)
    lone[42] = 0x00
    lone[43] = 0xD8
    let file = try TemporaryFile(lone)
    var reader = try LineReader(path: file.path)
    #expect(try reader.next())
    #expect(try reader.next())
    #expect(reader.line.starts(with: [0xED, 0xA0, 0x80]))
    #expect(
      fault(wide("prompt,input_tokens\na,1\n", isBigEndian: true) + [0])?.message.contains("cut short")
        == true)
    #expect(UTF16Mark.isBigEndian([0xFF, 0xFE, 0, 0, 1, 0]) == nil)
    #expect(UTF16Mark.isBigEndian([0xFF, 0xFE, 0x61, 0]) == false)
  }

  @Test("profiles of requests and of keys read it too")
  func profiles() throws {
    let log = try TemporaryFile(wide(EncodingTests.table, isBigEndian: false), name: "log.txt")
    #expect(try CacheTraceFile(path: log.path).isRecordedStream())
    let keys = try TemporaryFile(wide("key,time\na,1\nb,2\na,3\n", isBigEndian: false), name: "keys.csv")
    #expect(try !CacheTraceFile(path: keys.path).isRecordedStream())
  }
}
