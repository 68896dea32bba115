import Foundation
import Similarity
import TestSupport

/// The files shared with other tools: `SIMBENCH_DATA`, or a folder `shared` beside one of the folders above.
enum SharedData {
  static let root: URL? = {
    if let path = ProcessInfo.processInfo.environment["SIMBENCH_DATA"] { return URL(fileURLWithPath: path) }
    var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    while folder.path != "/" {
      let candidate = folder.appendingPathComponent("shared")
      let marker = candidate.appendingPathComponent("reference/semantic.md").path
      if FileManager.default.fileExists(atPath: marker) { return candidate }
      folder.deleteLastPathComponent()
    }
    return nil
  }()

  static var isPresent: Bool { root != nil }

  /// The texts and labels of a stream under data/text/streams.
  static func stream(_ name: String) throws -> [(text: String, label: String)] {
    struct Line: Decodable {
      let text: String
      let label: String
    }
    let url = root!.appendingPathComponent("data/text/streams/\(name).jsonl")
    let decoder = JSONDecoder()
    return try Data(contentsOf: url).split(separator: UInt8(ascii: "\n")).map { line in
      let line = try decoder.decode(Line.self, from: line)
      return (line.text, line.label)
    }
  }

  /// The first distinct texts of a stream, in order.
  static func distinctTexts(_ name: String, limit: Int = .max) throws -> TextTable {
    var seen: Set<String> = []
    var texts = TextTable()
    for (text, _) in try stream(name) where texts.count < limit && seen.insert(text).inserted {
      texts.append(text)
    }
    return texts
  }
}

/// Numbers that a failing case can be repeated with (SplitMix64).
struct SeededNumbers {
  private var words: SplitMix

  init(seed: UInt64) { words = SplitMix(state: seed) }

  mutating func next() -> UInt64 { words.next() }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// Evenly spread in -1..<1.
  mutating func signed() -> Float { Float(next() >> 40) / Float(1 << 23) - 1 }
}

/// Vectors around random centres, with some far out and some all zero.
func clusteredVectors(_ count: Int, dimensions: Int, clusters: Int, spread: Float, seed: UInt64)
  -> VectorTable
{
  var numbers = SeededNumbers(seed: seed)
  let centres = (0..<clusters).map { _ in (0..<dimensions).map { _ in numbers.signed() } }
  let rows = (0..<count).map { _ -> [Float] in
    if numbers.below(50) == 0 { return [Float](repeating: 0, count: dimensions) }
    let centre = centres[numbers.below(clusters)]
    let own = spread * Float(numbers.below(100)) / 50
    return centre.map { $0 + own * numbers.signed() }
  }
  return VectorTable(normalising: rows, dimensions: dimensions)
}
