import CacheTraces
import Declarations
import Eviction
import Simulation

@testable import Recordings
@testable import Similarity
@testable import Traffic

extension FuzzTarget {
  /// A target for each format of cache traces.
  static let cacheTraces = CacheTraceFormat.allCases.filter { $0 != .requests }.map { format in
    FuzzTarget("cache-" + format.rawValue.replacing("_", with: "-"), seeds: { traceSeeds(format) }) {
      (bytes) throws(Diagnostic) in
      try readTrace(bytes, format)
      // A header whose hash does not fit ends the reading; with one that does, the rest is read.
      if bytes.starts(with: SimTrace.magic) { try readTrace(hashed(bytes), format) }
    }
  }

  private static func readTrace(_ bytes: [UInt8], _ format: CacheTraceFormat) throws(Diagnostic) {
    let memory = MemoryFile(bytes)
    var file = CacheTraceFile(path: memory.path, format: format, wants: .all, threads: 1)
    file.maximumRowBytes = 1 << 16
    file.skipBad = bytes.count.isMultiple(of: 2) ? 0 : 3
    _ = try file.load().trace.next
  }

  /// The bytes with the hashes that their columns and header have.
  private static func hashed(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.count >= SimTrace.fixedBytes else { return bytes }
    func number(_ place: Int, _ count: Int) -> Int {
      bytes[place..<place + count].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    var bytes = bytes
    func put(_ value: UInt64, at place: Int) {
      for index in 0..<8 { bytes[place + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * index)) }
    }
    let end = SimTrace.fixedBytes + min(number(12, 4), 7) * SimTrace.entryBytes
    guard end <= bytes.count else { return bytes }
    var content: [UInt8] = Array(bytes[16..<32])
    for entry in stride(from: SimTrace.fixedBytes, to: end, by: SimTrace.entryBytes) {
      let (start, size) = (number(entry + 8, 6), number(entry + 16, 6))
      guard start + size <= bytes.count else { continue }
      let hash = bytes[start..<start + size].withUnsafeBytes(XXHash64.hash)
      put(hash, at: entry + 24)
      if number(entry, 4) != Int(SimTrace.Kind.next.rawValue) {
        content += bytes[entry..<entry + 4] + [0, 0, 0, 0] + bytes[entry + 24..<entry + 32]
      }
    }
    put(content.withUnsafeBytes(XXHash64.hash), at: 40)
    put((bytes[..<56] + bytes[64..<end]).withUnsafeBytes(XXHash64.hash), at: 56)
    return bytes
  }

  @Sendable private static func traceSeeds(_ format: CacheTraceFormat) -> [[UInt8]] {
    var builder = CacheTraceBuilder(hasSizes: true, hasTimes: true, hasCosts: true, hasTokens: true)
    for row in 0..<6 {
      do throws(EvictionError) {
        try builder.append(
          UInt64(row * row % 4), size: UInt32(row + 1), time: Int64(row) * 1000, cost: 0.5, tokens: 7)
      } catch { return [] }
    }
    let trace = builder.finish()
    func encoded(_ form: CacheTraceEncoder.Form, withNext: Bool = false) -> [[UInt8]] {
      guard var encoder = try? CacheTraceEncoder(trace, as: form, withNext: withNext) else { return [] }
      var bytes: [UInt8] = []
      while let piece = encoder.piece() { bytes += piece }
      return [bytes]
    }
    let texts = ["time,obj_id,size\n0,1,10\n1,2,20\n1,\"1\",10\n", "a\nb\na\n", "1 2 3\n4 5 6\n"]
    let text = texts.map { Array($0.utf8) }
    let mine = encoded(.simtrace) + encoded(.simtrace, withNext: true)
    return format == .simtrace ? mine : mine + encoded(.oracleGeneral) + text
  }

  static let numPy = FuzzTarget(
    "npy",
    seeds: {
      ["<f4", "<f8", "<f2"].map { type in
        let size = Int(String(type.last ?? "4")) ?? 4
        var header = "{'descr': '\(type)', 'fortran_order': False, 'shape': (3, 2), }"
        header += String(repeating: " ", count: 63 - (10 + header.utf8.count) % 64) + "\n"
        return [0x93] + Array("NUMPY\u{1}\u{0}".utf8) + [UInt8(header.utf8.count), 0] + Array(header.utf8)
          + (0..<6 * size).map { UInt8($0 % 60 + 1) }
      }
    }
  ) { (bytes) throws(Diagnostic) in
    _ = try NumPyFile.parse(bytes, rows: 3, or: 4, path: "fuzz.npy")
  }

  static let safeTensors = FuzzTarget(
    "safetensors",
    seeds: {
      [
        #"{"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},"b":{"dtype":"F16","shape":[4],"data_offsets":[16,24]}}"#,
        #"{"__metadata__":{"x":"y"},"a":{"dtype":"I64","shape":[3],"data_offsets":[0,24]}}"#,
      ].map { header in
        [UInt8(header.utf8.count)] + [UInt8](repeating: 0, count: 7) + Array(header.utf8)
          + (0..<24).map { UInt8($0) }
      }
    }
  ) { (bytes) throws(Diagnostic) in
    let file = try SafeTensors(bytes, path: "fuzz.safetensors")
    for name in file.tensors.keys.sorted() {
      guard let shape = file.tensors[name]?.shape else { continue }
      _ = try? file.floats(name, shape: shape)
    }
  }

  static let zip = FuzzTarget(
    "zip",
    seeds: {
      func number(_ value: Int, _ size: Int) -> [UInt8] {
        (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
      }
      // The byte "a" stored, and as a stored block of deflate.
      return [(0, [0x61]), (8, [1, 1, 0, 0xfe, 0xff, 0x61])].map { (method: Int, packed: [UInt8]) in
        let common =
          number(20, 2) + number(0, 2) + number(method, 2) + number(0, 4) + number(0xe8b7_be43, 4)
          + number(packed.count, 4) + number(1, 4) + number(1, 2) + number(0, 2)
        let local = number(0x0403_4b50, 4) + common + [0x66] + packed
        let directory =
          number(0x0201_4b50, 4) + number(20, 2) + common + [UInt8](repeating: 0, count: 10) + number(0, 4)
          + [0x66]
        return local + directory + number(0x0605_4b50, 4) + number(0, 4) + number(1, 2) + number(1, 2)
          + number(directory.count, 4) + number(local.count, 4) + number(0, 2)
      }
    }
  ) { (bytes) throws(Diagnostic) in
    let archive = try ZipArchive(bytes, path: "fuzz.whl")
    for entry in archive.entries.prefix(16) { _ = try? archive.contents(of: entry.name, limit: 1 << 20) }
  }

  static let bytePairs = FuzzTarget(
    "byte-pairs",
    seeds: {
      let bytes = (0..<256).map { byte in
        let digits = String(byte, radix: 16, uppercase: true)
        return "\"<0x\(digits.count == 1 ? "0" : "")\(digits)>\":\(byte + 3)"
      }
      let text =
        #"{"normalizer":{"type":"Sequence","normalizers":[{"type":"Prepend","prepend":"▁"},{"type":"Replace","pattern":{"String":" "},"content":"▁"}]},"pre_tokenizer":null,"model":{"type":"BPE","byte_fallback":true,"vocab":{"<unk>":0,"<s>":1,"</s>":2,"#
        + bytes.joined(separator: ",") + #","▁":259,"a":260,"▁a":261},"merges":["▁ a"]}}"#
      return [Array(text.utf8)]
    }
  ) { (bytes) throws(Diagnostic) in
    _ = try BytePairTokenizer(bytes, path: "tokenizer.json")
  }

  static let wordPieces = FuzzTarget(
    "word-pieces", texts: ["[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n##b\n"]
  ) { (bytes) throws(Diagnostic) in
    _ = try WordPieceTokenizer(vocabulary: bytes, path: "vocab.txt")
  }
}
