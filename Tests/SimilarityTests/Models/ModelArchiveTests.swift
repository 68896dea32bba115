import Declarations
import Foundation
import Testing

@testable import Similarity

@Suite struct SafeTensorsTests {
  @Test("tensors are read by name, in whatever order the header has them")
  func reads() throws {
    let bytes = ModelFiles.safeTensors([("b", [2, 2], [1, 2, 3, 4]), ("a", [1], [-0.5])])
    let file = try SafeTensors(bytes, path: "x")
    #expect(try file.floats("b", shape: [2, 2]) == [1, 2, 3, 4])
    #expect(try file.floats("a", shape: [1]) == [-0.5])
    #expect(throws: Diagnostic.self) { try file.floats("c", shape: [1]) }
    #expect(throws: Diagnostic.self) { try file.floats("b", shape: [4]) }
  }

  @Test("half-precision values are widened exactly")
  func halves() throws {
    let patterns: [UInt16] = [0x0000, 0x8000, 0x3c00, 0xc000, 0x7bff, 0x0001, 0x03ff, 0x0400, 0x3555]
    let values = patterns.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    let header = "{\"h\":{\"dtype\":\"F16\",\"shape\":[9],\"data_offsets\":[0,18]}}"
    let file = try SafeTensors(ModelFiles.safeTensors(header: header, values: values), path: "x")
    let expected: [Float] = [0, -0.0, 1, -2, 65504, 0x1p-24, 0x1.ff8p-15, 0x1p-14, 0x1.554p-2]
    #expect(try file.floats("h", shape: [9]).map(\.bitPattern) == expected.map(\.bitPattern))
    for bits in [UInt16](0..<0x7c00) {
      let plain = Double(bits & 0x3ff | (bits >> 10 == 0 ? 0 : 0x400)) * exp2(Double(max(1, bits >> 10)) - 25)
      #expect(Double(float(halfBits: bits)) == plain)
    }
  }

  static let faults: [(String, String, Int, String)] = [
    (
      "offsets beyond the file", "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 4,
      "lies at"
    ),
    ("too few bytes", "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", 4, "ask for 8"),
    ("a gap", "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", 8, "begins at byte 4"),
    (
      "bytes left over", "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 6,
      "2 bytes follow"
    ),
    (
      "an overlap",
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
      8, "begins at byte 4"
    ),
    ("an unknown type", "{\"a\":{\"dtype\":\"F8\",\"shape\":[1],\"data_offsets\":[0,1]}}", 1, "dtype"),
    ("a negative length", "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", 4, "shape"),
    (
      "an endless shape",
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,8],\"data_offsets\":[0,4]}}", 4, "too large"
    ),
    ("swapped offsets", "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}", 4, "lies at"),
    ("a list for a header", "[]", 0, "an object of tensors"), ("no JSON", "{", 0, "error"),
    ("a tensor twice", "{\"a\":1,\"a\":1}", 0, "duplicate"),
    ("a missing field", "{\"a\":{}}", 0, "lacks 'dtype'"),
  ]

  @Test("a malformed header is refused in words", arguments: faults)
  func malformed(what: String, header: String, count: Int, says: String) {
    let bytes = ModelFiles.safeTensors(header: header, values: [UInt8](repeating: 0, count: count))
    #expect { try SafeTensors(bytes, path: "m.safetensors") } throws: { error in
      "\(error)".contains(says) && "\(error)".hasPrefix("m.safetensors")
    }
  }

  @Test("every cut of a file is refused, and so is a header longer than the file")
  func cut() {
    let bytes = ModelFiles.safeTensors([("a", [3], [1, 2, 3])])
    for count in 0..<bytes.count {
      #expect(throws: Diagnostic.self) { try SafeTensors(Array(bytes[..<count]), path: "x") }
    }
    #expect(throws: Diagnostic.self) {
      try SafeTensors([255, 255, 255, 255, 255, 255, 255, 255] + bytes, path: "x")
    }
  }

  @Test("values that are not finite are refused", arguments: [Float.nan, .infinity, -.infinity])
  func notFinite(value: Float) throws {
    let file = try SafeTensors(ModelFiles.safeTensors([("a", [2], [1, value])]), path: "x")
    #expect(throws: Diagnostic.self) { try file.floats("a", shape: [2]) }
  }
}

@Suite struct ZipArchiveTests {
  @Test("stored and deflated files come out as they went in")
  func reads() throws {
    let files: [(name: String, bytes: [UInt8])] = [
      ("a/b.txt", Array("hello".utf8)), ("c", []), ("d", [1, 2, 3]),
    ]
    let archive = try ZipArchive(ModelFiles.zip(files, deflated: ["a/b.txt"]), path: "x.whl")
    for (name, bytes) in files { #expect(try archive.contents(of: name, limit: 10) == bytes) }
    #expect(throws: Diagnostic.self) { try archive.contents(of: "e", limit: 10) }
    #expect(throws: Diagnostic.self) { try archive.contents(of: "a/b.txt", limit: 4) }
  }

  @Test("compressed data is unpacked, and refused with a byte changed anywhere")
  func compressed() throws {
    let text = Array("vectors vectors vectors, and once more: vectors".utf8)
    var archive = ModelFiles.zip([("t", text)], deflated: ["t"])
    // The same text as zlib packs it.
    let packed: [UInt8] = [
      43, 75, 77, 46, 201, 47, 42, 86, 40, 67, 165, 117, 20, 18, 243, 82, 20, 242, 243, 146, 83, 21, 114, 243,
      139, 82, 173, 96, 226, 0,
    ]
    let start = 30 + 1
    let old = 5 + text.count
    archive.replaceSubrange(start..<start + old, with: packed)
    let shift = old - packed.count
    for place in [18, archive.count - 22 - 46 - 1 + 20] {
      archive.replaceSubrange(place..<place + 4, with: ModelFiles.number(packed.count, 4))
    }
    archive.replaceSubrange(
      archive.count - 6..<archive.count - 2, with: ModelFiles.number(start + packed.count, 4))
    #expect(shift > 0)
    #expect(try ZipArchive(archive, path: "x").contents(of: "t", limit: 100) == text)
    for place in start..<start + packed.count {
      var broken = archive
      broken[place] ^= 0x20
      #expect(throws: Diagnostic.self) { try ZipArchive(broken, path: "x").contents(of: "t", limit: 100) }
    }
  }

  @Test("every cut of an archive is refused")
  func cut() {
    let bytes = ModelFiles.zip([("a", [1, 2, 3]), ("b", [4])], deflated: ["b"])
    for count in 0..<bytes.count {
      #expect(throws: Diagnostic.self) { try ZipArchive(Array(bytes[..<count]), path: "x") }
    }
  }

  @Test("archives with bytes changed at random are refused or read, never a trap", arguments: 1...40)
  func random(seed: Int) {
    var numbers = SeededNumbers(seed: UInt64(seed))
    let whole = ModelFiles.zip([("a", [1, 2, 3]), ("b", [UInt8](repeating: 7, count: 50))], deflated: ["b"])
    for _ in 0..<200 {
      var bytes = whole
      for _ in 0...numbers.below(3) { bytes[numbers.below(bytes.count)] = UInt8(numbers.below(256)) }
      guard let archive = try? ZipArchive(bytes, path: "x") else { continue }
      for entry in archive.entries { _ = try? archive.contents(of: entry.name, limit: 1000) }
    }
  }
}
