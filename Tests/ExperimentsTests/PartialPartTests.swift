import Declarations
import Foundation
import Scenarios
import Simulation
import TestSupport
import Testing
import Traffic

@testable import Experiments
@testable import Metrics

/// Parts that are run apart and merged, against the whole.
@Suite("Parts of a stream")
struct PartialPartTests {
  private static func scenario(_ part: Int, of count: Int) throws -> Scenario {
    try SmallScenario.make(text, ["sample={\"parts\":\(count),\"part\":\(part),\"by\":\"key\"}"])
  }

  /// Runs all parts and merges them.
  private static func merged(_ count: Int) throws -> RunResult {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("parts-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    var partials: [Partial] = []
    for index in (0..<count).shuffled() {
      let path = folder.appendingPathComponent("\(index).partial").path
      let shard = try #require(Shard(index, of: count))
      _ = try Runner(try scenario(index, of: count)).runPart(
        shard, fingerprint: RunFingerprint([]), words: ["limited"], to: path)
      partials.append(try Partial(path))
    }
    return try Runner(try scenario(0, of: count)).mergeParts(try PartialSet(partials))
  }

  private static let text = """
    { "simbench": 1, "name": "limited", "run": { "seed": 5, "replications": 1, "warmup_h": 0, "measure_h": 6 },
      "workload": { "kind": "synthetic", "arrivals": { "rate_per_s": 5 }, "intents": { "count": 8000 } },
      "providers": { "openai": { "models": { "gpt-4o": { "quality": 0.9 } } } },
      "strategies": [ { "name": "naive", "model": "gpt-4o", "layers": [] },
        { "name": "lru", "model": "gpt-4o", "layers": [ { "use": "exact_cache", "capacity": 1600, "eviction": "lru" } ] },
        { "name": "s3fifo", "model": "gpt-4o", "layers": [ { "use": "exact_cache", "capacity": 1600, "eviction": "s3fifo" } ] } ] }
    """

  @Test("each unit is in one part, whatever their number", arguments: [1, 2, 3, 7, 64, 1_000_000])
  func partition(_ count: Int) {
    let units = (0..<200).map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 }
    let tried = count > 64 ? [0, 1, count / 2, count - 1] : Array(0..<count)
    var found = [Int](repeating: 0, count: units.count)
    for part in tried {
      let draw = SampleDraw(
        StreamSample(part: part, of: count, unit: .key), seed: 7, replication: 0)
      for (place, unit) in units.enumerated() where draw.group(of: unit) != nil { found[place] += 1 }
    }
    if count <= 64 { #expect(found.allSatisfy { $0 == 1 }) } else { #expect(found.allSatisfy { $0 <= 1 }) }
  }

  @Test("numbers of a partial that no sum could hold are refused, wherever they stand")
  func greatNumbers() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("great-\(UUID()).partial").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let shard = try #require(Shard(0, of: 4))
    let runner = Runner(try Self.scenario(0, of: 4))
    _ = try runner.runPart(shard, fingerprint: RunFingerprint([]), words: ["limited"], to: path)
    let partial = try Partial(path)
    let line = try #require(partial.cells.last).line
    func read(_ bytes: [UInt8], parts: Int) throws {
      let node = try JSONParser.parse(bytes, line: 1, what: "line")
      var part = try CellPart(partial: node, hours: 6, models: 1, parts: parts)
      for _ in 1..<parts { part.add(part) }
    }
    try read(line, parts: 4)
    let text = String(decoding: line, as: UTF8.self)
    // Every whole number in turn becomes the greatest one, or one below nothing.
    var tried = 0
    for match in text.matches(of: /[\[,: "]([0-9]+)(?=[\],"}])/).prefix(400) {
      for great in ["9223372036854775807", "-9223372036854775808", "99999999999999999999999999999999999999"] {
        var changed = text
        changed.replaceSubrange(match.1.startIndex..<match.1.endIndex, with: great)
        try? read(Array(changed.utf8), parts: 3)
        tried += 1
      }
    }
    #expect(tried > 100)
    let greatest = text.replacing(/"counts": ?\[[^\]]*\]/, with: "\"counts\": [9223372036854775807]")
    #expect(greatest != text)
    #expect(throws: Diagnostic.self) { try read(Array(greatest.utf8), parts: 2) }
  }

  @Test("a cache in eight parts hits nearly as often as one of all")
  func limited() throws {
    let whole = try SmallScenario.run(Self.text)
    let merged = try Self.merged(8)
    #expect(merged.warnings.contains { $0.contains("each of the 8 parts has a cache of its own") })
    for name in ["naive", "lru", "s3fifo"] {
      let one = try #require(whole.strategy(name)).cells[0].metrics
      let two = try #require(merged.strategy(name)).cells[0].metrics
      #expect(one[.requests] == two[.requests])
      #expect(abs(one[.hitShare] - two[.hitShare]) < 0.0015, "\(name) \(one[.hitShare]) \(two[.hitShare])")
      if name == "naive" { #expect(one[.costUSD] == two[.costUSD]) }
    }
    #expect(throws: Diagnostic.self) { try Runner(try Self.scenario(0, of: 8)).run() }
  }

  @Test("times by class are read back as they were, and damaged ones are refused")
  func fields() throws {
    var histogram = DurationHistogram()
    for time in [0, 5, 2047, 2048, 99_999_999_999, Int64.max] as [Int64] { histogram.add(time) }
    let (classes, sum) = histogram.fields
    let read = try #require(DurationHistogram(classes: classes, sum: sum))
    #expect(read.fields.classes == classes && read.mean == histogram.mean)
    for level in [0.0, 0.3, 0.5, 1] { #expect(read.quantile(level) == histogram.quantile(level)) }
    for damaged in [[1], [5, 0], [7, 1, 3, 1], [-1, 1], [.max, 1], [3, .max, 4, .max]] {
      #expect(DurationHistogram(classes: damaged, sum: 0) == nil, "\(damaged)")
    }
  }
}
