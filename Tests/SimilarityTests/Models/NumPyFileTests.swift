import Declarations
import Foundation
import Testing

@testable import Similarity

@Suite struct NumPyFileTests {
  static func file(_ header: String, _ values: [UInt8], version: UInt8 = 1) -> [UInt8] {
    let text = Array(header.utf8) + [10]
    return [0x93] + Array("NUMPY".utf8) + [version, 0] + ModelFiles.number(text.count, version == 1 ? 2 : 4)
      + text + values
  }

  static func header(_ type: String = "<f4", order: String = "False", shape: String = "(2, 2)") -> String {
    "{'descr': '\(type)', 'fortran_order': \(order), 'shape': \(shape), }"
  }

  static func floats(_ values: [Float]) -> [UInt8] {
    values.flatMap { value in withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) } }
  }

  @Test(
    "rows of 2, 4 and 8 bytes a value are scaled to length 1, in every version",
    arguments: [1, 2, 3] as [UInt8])
  func reads(version: UInt8) throws {
    let doubles = [3e200, 4e200, 0, -2].flatMap { (value: Double) in
      withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
    }
    let halves: [UInt8] = [0x00, 0x42, 0x00, 0x44, 0, 0, 0x00, 0xc0]
    for (type, bytes) in [("<f4", Self.floats([3, 4, 0, -2])), ("<f8", doubles), ("<f2", halves)] {
      let table = try NumPyFile.parse(
        Self.file(Self.header(type), bytes, version: version), rows: 2, path: "v.npy")
      #expect(table.values == [0.6, 0.8, 0, -1], "\(type)")
    }
  }

  static let faults: [(String, [UInt8], String)] = [
    ("wrong rows", file(header(shape: "(3, 2)"), floats([1, 1, 1, 1, 1, 1])), "3 rows; 2 were expected"),
    ("one axis", file(header(shape: "(4,)"), floats([1, 1, 1, 1])), "a matrix"),
    ("no columns", file(header(shape: "(2, 0)"), []), "a matrix"),
    ("Fortran order", file(header(order: "True"), floats([1, 1, 1, 1])), "Fortran"),
    ("NaN", file(header(), floats([1, 1, .nan, 1])), "row 1"),
    ("infinity", file(header(), floats([1, .infinity, 1, 1])), "row 0"),
    ("a zero row", file(header(), floats([1, 1, 0, -0.0])), "row 1 (the first is 0) is all zero"),
    ("cut short", file(header(), floats([1, 1, 1])), "cut short"),
    ("left over", file(header(), floats([1, 1, 1, 1, 1])), "left over"),
    ("big-endian", file(header(">f4"), floats([1, 1, 1, 1])), "'<f4'"),
    ("integers", file(header("<i4"), floats([1, 1, 1, 1])), "'<f4'"),
    ("objects", file(header("|O"), floats([1, 1, 1, 1])), "'<f4'"),
    ("version 9", file(header(), floats([1, 1, 1, 1]), version: 9), "version 9"),
    ("no mark", Array("PK".utf8) + [UInt8](repeating: 0, count: 60), "mark"),
    ("no shape", file("{'descr': '<f4', 'fortran_order': False}", floats([1, 1])), "without descr"),
    ("a strange shape", file(header(shape: "(2, x)"), floats([1, 1, 1, 1])), "whole numbers"),
    ("an endless shape", file(header(shape: "(2, 9223372036854775807)"), floats([1])), "too large"),
  ]

  @Test("what cannot be used is refused in words", arguments: faults)
  func fault(what: String, bytes: [UInt8], says: String) {
    #expect { try NumPyFile.parse(bytes, rows: 2, path: "v.npy") } throws: { error in
      "\(error)".contains(says) && "\(error)".hasPrefix("v.npy: error")
    }
  }

  @Test("every cut of a file is refused")
  func cut() {
    let bytes = Self.file(Self.header(), Self.floats([1, 2, 3, 4]))
    for count in 0..<bytes.count {
      #expect(throws: Diagnostic.self) { try NumPyFile.parse(Array(bytes[..<count]), rows: 2, path: "v") }
    }
  }

  @Test("a missing file is missing input")
  func missing() {
    #expect { try NumPyFile.read("/nowhere/v.npy", rows: 1) } throws: {
      ($0 as? Diagnostic)?.kind == .missingInput
    }
  }

  @Test("given vectors belong to their texts, whatever the order, and a text without one is found")
  func given() throws {
    let table = VectorTable(normalising: [[1, 0], [0, 1], [1, 1]], dimensions: 2)
    let given = GivenVectors(TextTable(["a", "b", "a"]), table)
    let vectors = given.embed(TextTable(["b", "a", "c"]))
    #expect(vectors[0] == [0, 1] && vectors[1] == [1, 0] && vectors[2] == [0, 0])
    #expect(given.firstMissing(in: TextTable(["b", "c", "d"])) == 1)
    #expect(given.firstMissing(in: TextTable(["b", "a"])) == nil)
  }
}
