import Declarations
import Foundation
import Simulation
import Testing

@testable import Files
@testable import Recordings
@testable import Traffic

@Suite("Reading bytes")
struct ByteReaderTests {
  private func lines(_ bytes: some Collection<UInt8>, name: String = "trace", limit: Int = 1 << 20) throws
    -> [[UInt8]]
  {
    let file = try TemporaryFile(bytes, name: name)
    var reader = try LineReader(path: file.path, limit: limit)
    var result: [[UInt8]] = []
    while try reader.next() { result.append(reader.line) }
    return result
  }

  private func fault(_ bytes: some Collection<UInt8>, name: String = "trace", limit: Int = 1 << 20)
    -> Diagnostic?
  {
    do {
      _ = try lines(bytes, name: name, limit: limit)
      return nil
    } catch {
      return error as? Diagnostic
    }
  }

  /// Lines of all lengths around the chunk size, so that every border is met.
  private let text: [UInt8] = {
    var bytes: [UInt8] = []
    for index in 0..<40_000 {
      bytes += Array("line \(index) \(String(repeating: "x", count: index % 37))\n".utf8)
    }
    return bytes
  }()

  @Test("a file reads the same plain and compressed, whatever its name")
  func containers() throws {
    let expected = try lines(text)
    #expect(expected.count == 40_000)
    #expect(try lines(gzip(text)) == expected)
    #expect(try lines(zstd(text), name: "trace.gz") == expected)
  }

  @Test("all gzip members and zstd frames are read")
  func members() throws {
    let half = text.count / 2
    let expected = try lines(text)
    #expect(try lines(gzip(Array(text[..<half])) + gzip([]) + gzip(Array(text[half...]))) == expected)
    #expect(try lines(zstd(Array(text[..<half])) + zstd(Array(text[half...]))) == expected)
    let skippable: [UInt8] = [0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]
    #expect(try lines(skippable + zstd(text)) == expected)
    #expect(try lines(gzip(text) + [UInt8](repeating: 0, count: 512)) == expected)
  }

  @Test("a truncated file names the bytes and records so far", arguments: ["gzip", "zstd"])
  func truncated(container: String) throws {
    let row = "2023-11-16 18:15:46.6805900,374,44\n"
    let clear = Array(
      ("TIMESTAMP,ContextTokens,GeneratedTokens\n" + String(repeating: row, count: 30_000)).utf8)
    let packed = container == "gzip" ? gzip(clear) : zstd(clear)
    for length in [3, packed.count / 2, packed.count - 1] {
      let file = try TemporaryFile(packed[..<length], name: container == "gzip" ? "t.gz" : "t.zst")
      let error = #expect(throws: Diagnostic.self) { try RecordedSource(path: file.path).read() }
      #expect(error?.kind == .badInput)
      #expect(error?.file == file.path)
      #expect(error?.message.contains("decompressed bytes and") == true, "\(error?.message ?? "")")
    }
    let cut = traceFault(packed[..<(packed.count - 1)])
    #expect(
      cut?.message.contains("the \(container) data ends early after \(clear.count) decompressed bytes")
        == true)
    #expect(cut?.message.contains("and 30000 complete records") == true)
  }

  private func traceFault(_ bytes: some Collection<UInt8>) -> Diagnostic? {
    do {
      _ = try read(bytes)
      return nil
    } catch {
      return error as? Diagnostic
    }
  }

  @Test("a gzip CRC error is found although the text came out whole")
  func checksum() {
    var packed = gzip(text)
    packed[packed.count - 6] ^= 1
    let error = fault(packed)
    #expect(error?.kind == .badInput)
    #expect(error?.message.contains("after \(text.count) decompressed bytes") == true)
    #expect(error?.message.contains("incorrect data check") == true)
    var frame = zstd(text)
    frame[frame.count - 2] ^= 1
    #expect(fault(frame)?.kind == .badInput)
  }

  @Test("no flipped byte is read as another text")
  func corruption() throws {
    let clear = Array(text[..<4000])
    let expected = try lines(clear)
    for packed in [gzip(clear), zstd(clear)] {
      for place in packed.indices {
        var broken = packed
        broken[place] ^= 0x10
        // A flip in a header's comment or time changes nothing; any other is found.
        if let result = try? lines(broken), place > 9 { #expect(result == expected, "byte \(place)") }
      }
    }
  }

  @Test("garbage behind a gzip member is an error")
  func garbage() {
    #expect(fault(gzip(text) + Array("more".utf8))?.message.contains("is corrupt") == true)
  }

  @Test("an empty file that is called compressed is cut short")
  func emptyCompressed() {
    #expect(fault([], name: "a.gz")?.message.contains("ends early after 0") == true)
    #expect(fault([], name: "a.zst")?.message.contains("ends early after 0") == true)
    #expect(fault([], name: "a.csv") == nil)
  }

  @Test("a line over the limit is refused where it stands, also out of a bomb")
  func longLine() {
    let bomb = gzip([0x61, 0x0A] + [UInt8](repeating: 0x62, count: 1 << 26))
    let error = fault(bomb, limit: 1 << 16)
    #expect(error?.kind == .badInput)
    #expect(error?.position == SourcePosition(line: 2, column: 1))
    #expect(error?.message.contains("longer than 65536 bytes") == true)
    #expect(fault([UInt8](repeating: 0x62, count: 100), limit: 100) == nil)
    #expect(fault([UInt8](repeating: 0x62, count: 100) + [0x0D, 0x0A], limit: 100) == nil)
    #expect(fault([UInt8](repeating: 0x62, count: 101), limit: 100) != nil)
  }

  @Test("a zstd bomb is read a chunk at a time")
  func bomb() throws {
    // 4096 blocks that each repeat one byte 131,072 times: 512 MiB of line feeds in 16 kB.
    var frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x38]
    for index in 0..<4096 {
      let header = UInt32(131_072) << 3 | 1 << 1 | (index == 4095 ? 1 : 0)
      frame += [UInt8(header & 255), UInt8(header >> 8 & 255), UInt8(header >> 16 & 255), 0x0A]
    }
    let file = try TemporaryFile(frame)
    var reader = try ByteReader(path: file.path)
    #expect(reader.compression == "zstd")
    while try reader.fill() { #expect(reader.count <= ByteReader.chunkBytes) }
    #expect(reader.decodedBytes == 1 << 29)
  }

  @Test("lines end with LF, CRLF or the file; a byte-order mark is skipped")
  func lineEnds() throws {
    let expected = [Array("a".utf8), [], Array("b\r".utf8), Array("c".utf8)]
    #expect(try lines(Array("a\n\nb\r\r\nc\n".utf8)) == expected)
    #expect(try lines(Array("\u{FEFF}a\r\n\r\nb\r\r\nc".utf8)) == expected)
    #expect(try lines([0xFF, 0xFE, 0x61, 0x00]) == [Array("a".utf8)])
    #expect(fault(Array("a\0b\0c\0d\0".utf8))?.message.contains("UTF-16") == true)
  }

  @Test("a path without a readable file is missing input, at once")
  func missing() throws {
    let file = try TemporaryFile("a")
    let pipe = file.sibling("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    let loop = file.sibling("loop")
    try FileManager.default.createSymbolicLink(atPath: loop, withDestinationPath: loop)
    let cases = [
      (file.sibling("absent"), "No such file"), (loop, "symbolic links"), (pipe, "a pipe"),
      ("/dev/zero", "a device"), (file.sibling("."), "a directory"), (file.path + "/x", "Not a directory"),
      ("", "empty"), (file.path + "\0", "NUL"),
    ]
    for (path, words) in cases {
      let error = #expect(throws: Diagnostic.self) { try RecordedSource(path: path).read() }
      #expect(error?.kind == .missingInput)
      #expect(error?.message.contains(words) == true, "\(path): \(error?.message ?? "")")
    }
  }

  @Test("a file that may not be read is missing input", .enabled(if: geteuid() != 0))
  func forbidden() throws {
    let file = try TemporaryFile("a")
    chmod(file.path, 0)
    #expect(throws: Diagnostic.self) { try RecordedSource(path: file.path).read() }
  }

  @Test(
    "a failing read is an input and output error",
    .enabled(if: FileManager.default.fileExists(atPath: "/proc/self/mem")))
  func failingRead() {
    let error = #expect(throws: Diagnostic.self) { try RecordedSource(path: "/proc/self/mem").read() }
    #expect(error?.kind.exitCode == 74)
  }

  @Test("a file that changes its size while it is read is bad input", arguments: [-1, 1])
  func changing(change: Int) throws {
    let file = try TemporaryFile([UInt8](repeating: 0x61, count: 1 << 20))
    var reader = try ByteReader(path: file.path)
    #expect(truncate(file.path, (1 << 20) + change * 4096) == 0)
    do throws(Diagnostic) {
      while try reader.fill() {}
      Issue.record("the change went unnoticed")
    } catch {
      #expect(error.kind == .badInput)
      #expect(error.message.contains("1048576 bytes when it was opened"))
    }
  }

  @Test("a scenario's hash is FNV-1a: reference values of its authors")
  func textHash() {
    var hash = ContentHash()
    #expect(hash.digits == "cbf29ce484222325")
    hash.combine(Array("foobar".utf8))
    #expect(hash.digits == "85944171f73967e8")
  }

  @Test("the hash is XXH64 over the file as it lies, whatever part is read")
  func hash() throws {
    let rows =
      "TIMESTAMP,ContextTokens,GeneratedTokens\n"
      + String(repeating: "2023-11-16 18:15:46,1,2\n", count: 40_000)
    let whole = try read(rows)
    let part = try read(rows) { $0.limit = 3 }
    #expect(part.count == 3)
    #expect(part.sourceHash == whole.sourceHash)
    var own = XXHash64()
    Array(rows.utf8).withUnsafeBytes { own.combine($0) }
    #expect(whole.sourceHash == "xxh64:" + own.digits)
  }
}
