import Foundation

@testable import Similarity
import Files

/// Files of models made in the tests, and the models that are installed.
enum ModelFiles {
  /// The models in the user's cache folder.
  static let store = try? ModelStore(environment: ProcessInfo.processInfo.environment)

  static var hasMiniLM: Bool { isThere(.minilm) }
  static var hasWordLlama: Bool { isThere(.wordllama) }

  /// Loaded once for all tests.
  static let miniLM = Result { try store!.miniLM() }
  static let wordLlama = Result { try store!.wordLlama() }

  static func bytes(_ model: ModelDeclaration, _ file: Int) throws -> [UInt8] {
    try RegularFile.read(store!.folder(of: model) + "/" + model.files[file].name, limit: 1 << 30)
  }

  private static func isThere(_ model: ModelDeclaration) -> Bool {
    guard let store else { return false }
    return model.files.allSatisfy {
      FileManager.default.fileExists(atPath: store.folder(of: model) + "/" + $0.name)
    }
  }

  /// A safetensors file of float tensors.
  static func safeTensors(_ tensors: [(name: String, shape: [Int], values: [Float])]) -> [UInt8] {
    var offset = 0
    var fields: [String] = []
    var values: [UInt8] = []
    for (name, shape, floats) in tensors {
      let end = offset + 4 * floats.count
      fields.append("\"\(name)\":{\"dtype\":\"F32\",\"shape\":\(shape),\"data_offsets\":[\(offset),\(end)]}")
      for value in floats { withUnsafeBytes(of: value.bitPattern.littleEndian) { values += $0 } }
      offset = end
    }
    return safeTensors(header: "{" + fields.joined(separator: ",") + "}", values: values)
  }

  static func safeTensors(header: String, values: [UInt8]) -> [UInt8] {
    let text = Array(header.utf8)
    return withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) } + text + values
  }

  /// A zip archive; `deflated` names files that are packed as one stored block of deflate.
  static func zip(_ files: [(name: String, bytes: [UInt8])], deflated: Set<String> = []) -> [UInt8] {
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for (name, bytes) in files {
      var packed = bytes
      if deflated.contains(name) {
        packed = [1] + number(bytes.count, 2) + number(~bytes.count & 0xffff, 2) + bytes
      }
      let common =
        number(20, 2) + number(0, 2) + number(deflated.contains(name) ? 8 : 0, 2) + number(0, 4)
        + number(Int(checksum(bytes)), 4) + number(packed.count, 4) + number(bytes.count, 4)
        + number(name.utf8.count, 2) + number(0, 2)
      directory +=
        number(0x0201_4b50, 4) + number(20, 2) + common + number(0, 10) + number(archive.count, 4)
        + Array(name.utf8)
      archive += number(0x0403_4b50, 4) + common + Array(name.utf8) + packed
    }
    let start = archive.count
    archive += directory
    archive += number(0x0605_4b50, 4) + number(0, 4) + number(files.count, 2) + number(files.count, 2)
    archive += number(directory.count, 4) + number(start, 4) + number(0, 2)
    return archive
  }

  static func number(_ value: Int, _ size: Int) -> [UInt8] {
    (0..<size).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
  }

  /// CRC-32 bit by bit (ISO 3309).
  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var value = UInt32.max
    for byte in bytes {
      value ^= UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xedb8_8320 : value >> 1 }
    }
    return ~value
  }
}

/// A folder that is gone after the test.
struct TemporaryFolder {
  let path = FileManager.default.temporaryDirectory.appendingPathComponent("simbench-" + UUID().uuidString)
    .path

  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
