import Declarations
import Foundation
import TestSupport
import Testing

@testable import Experiments

@Suite("Shards")
struct ShardTests {
  private func folder() throws -> String {
    let path = FileManager.default.temporaryDirectory.path + "/shards-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  private let more =
    ", \"analysis\": {\"attribution\": \"shapley\"}, \"sweep\": {\"strategy\": \"exact\", "
    + "\"axes\": {\"exact_cache.capacity\": [1, 5, 60], \"exact_cache.eviction\": [\"fifo\", \"lru\"]}}"

  /// Every shard of a command, each with its own number of threads.
  private func partials(
    _ command: CellCommand, _ count: Int, in folder: String, _ overrides: [String] = []
  ) throws -> [Partial] {
    try (0..<count).map { index in
      let text = SmallScenario.text(more: more)
      let scenario = try SmallScenario.make(text, overrides + ["run.threads=\(1 + index % 2)"])
      let plain = try SmallScenario.make(text, overrides)
      let path = "\(folder)/\(count)-\(index).partial"
      let shard = try #require(Shard(index, of: count))
      _ = try Runner(scenario).run(
        shard, of: command, fingerprint: try RunFingerprint(plain, command, prices: "embedded"),
        words: ["small"], to: path)
      return try Partial(path)
    }
  }

  @Test(
    "cells merged in any order, at any number of shards and of threads, are those of one machine to the bit",
    arguments: CellCommand.allCases, [1, 2, 7, 64])
  func exact(_ command: CellCommand, _ count: Int) throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let runner = Runner(try SmallScenario.make(SmallScenario.text(more: more)))
    let whole = command == .run ? try runner.run() : try runner.sweep()
    let merged = try runner.merge(
      try PartialSet(try partials(command, count, in: folder).shuffled()), allowsMissing: false)
    let own = whole.strategies + (whole.sweep?.rows.map(\.result) ?? [])
    let others = merged.strategies + (merged.sweep?.rows.map(\.result) ?? [])
    #expect(own.map(\.name) == others.map(\.name))
    for (left, right) in zip(own, others) {
      #expect(left.cells.count == right.cells.count)
      for (left, right) in zip(left.cells, right.cells) {
        #expect(left.partial(0).text() == right.partial(0).text())
      }
    }
    #expect(whole.attribution?.parts.map(\.saving) == merged.attribution?.parts.map(\.saving))
    #expect(whole.warnings == merged.warnings)
  }

  @Test(
    "what names no shard is refused",
    arguments: ["4/4", "-1/4", "0/0", "x/y", "1", "1/2/3", "+1/4", "", "0/1000001", "0/99999999999999999999"])
  func refused(_ text: String) {
    let expected =
      "error: --shard is '\(text)'; i/N with i from 0 to N - 1 and N from 1 to 1000000 was expected"
    #expect { try Shard(text, from: "--shard") } throws: { error in
      let error = error as? Diagnostic
      return error?.kind == .usage && error?.description == expected
    }
  }

  @Test("doubles come back with every bit, infinities and what is no number included")
  func bits() throws {
    let values = [0, -0.0, 1.0 / 3, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, 0x1p1023]
    let back = try #require(ExactText.doubles(ExactText.text(values)))
    #expect(values.map(\.bitPattern) == back.map(\.bitPattern))
    #expect(ExactText.doubles("0") == nil && ExactText.doubles("000000000000000G") == nil)
  }

  @Test("a damaged byte, a lost line and a lost end are named with their place")
  func damaged() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = try partials(.run, 2, in: folder)[0].path
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    func fault(_ bytes: [UInt8]) throws -> String {
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      do throws(Diagnostic) {
        _ = try Partial(path)
        return "none"
      } catch {
        #expect(error.kind == .badInput)
        return error.description.replacing(path, with: "P")
      }
    }
    func joined(_ lines: [ArraySlice<UInt8>]) -> [UInt8] { lines.flatMap { $0 + [UInt8(ascii: "\n")] } }
    #expect(try fault(bytes) == "none")
    var flipped = bytes
    flipped[lines[0].count + 1 + lines[1].count + 60] ^= 1
    #expect(
      try fault(flipped)
        == "P:3:1: error: the line is damaged: its hash is another; a partial as simbench wrote it was expected"
    )
    let end = "the last line, which counts the cells, is not there; a complete partial was expected"
    #expect(try fault(joined(lines.dropLast())) == "P:\(lines.count):1: error: \(end)")
    let lost = joined([lines[0]] + lines.dropFirst(2))
    #expect(try fault(lost).hasPrefix("P:\(lines.count - 1):"))
    #expect(
      try fault(Array(bytes.dropLast(5))).hasSuffix(
        ": error: the file ends within a line; a complete partial was expected"))
    #expect(try fault([]) == "P: error: the file is empty; a partial of simbench was expected")
    #expect(
      try fault(Array("{}\n".utf8))
        == "P:1:1: error: the line is damaged: its hash is another; a partial as simbench wrote it was expected"
    )
  }

  @Test("a partial of another seed belongs to another run, and the difference is named")
  func otherRun() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let own = try partials(.run, 1, in: folder)
    var other = try partials(.run, 2, in: folder, ["run.seed=6"])
    #expect {
      try PartialSet(own + [other.removeLast()])
    } throws: { error in
      let text = "\(error)"
      return text.contains("belongs to another run than '\(own[0].path)': scenario is ")
        && text.contains("seed is 5 there and 6 here")
        && (error as? Diagnostic)?.kind == .badInput
    }
  }

  @Test("a partial of another build is refused in one sentence, whatever its cells hold")
  func otherBuild() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = try #require(try partials(.run, 1, in: folder).first).path
    var lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
    let head = lines[0].dropFirst(17)
    for other in [
      head.replacing(Partial.layout, with: "0"), head.replacing("\"layout\":", with: "\"other\":"),
      head.replacing("\"simbench_partial\":2", with: "\"simbench_partial\":1"),
    ] {
      #expect(other != head)
      lines[0] = ExactText.hash(Array(other.utf8)) + " " + other
      try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
      #expect {
        try Partial(path)
      } throws: { error in
        "\(error)".contains(": error: the partial is of another build of simbench, ")
          && !"\(error)".contains("\n") && (error as? Diagnostic)?.kind == .badInput
      }
    }
  }

  @Test("a cell in two partials must be the same in both")
  func twice() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let one = try partials(.sweep, 1, in: folder)
    let two = try partials(.sweep, 2, in: folder)
    #expect(try PartialSet(one + two).missing.isEmpty)
    var lines = try String(contentsOfFile: two[1].path, encoding: .utf8).split(separator: "\n").map(
      String.init)
    let changed = lines[1].dropFirst(17).replacing("\"first_measured\":", with: "\"first_measured\":1")
    lines[1] = ExactText.hash(Array(changed.utf8)) + " " + changed
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: two[1].path))
    let set = one + [try Partial(two[1].path)]
    #expect {
      try PartialSet(set)
    } throws: { error in
      "\(error)"
        == "\(two[1].path):2:1: error: non-deterministic cell: cell 1 has other figures in '\(one[0].path)'; the same "
        + "were expected"
    }
  }

  @Test("what a missing shard leaves is reported when that is allowed, and marked")
  func partly() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let runner = Runner(try SmallScenario.make(SmallScenario.text(more: more)))
    let all = try partials(.sweep, 21, in: folder)
    let set = try PartialSet(all.filter { $0.shard.index != 4 })
    #expect(set.missing == [4])
    #expect(set.missingShards(of: 21).map(\.shard.description) == ["4/21"])
    #expect { try runner.merge(set, allowsMissing: false) } throws: {
      ($0 as? Diagnostic)?.kind == .incomplete
    }
    let merged = try runner.merge(set, allowsMissing: true)
    #expect(merged.sweep?.rows.count == 5)
    #expect(
      merged.warnings.first
        == "partial: 1 of 21 cells are missing, such as 'exact exact_cache.capacity=1 exact_cache.eviction=fifo', "
        + "replication 1: points that lack one are left out")
    let noBaseline = try PartialSet(all.filter { $0.shard.index != 0 })
    #expect { try runner.merge(noBaseline, allowsMissing: true) } throws: {
      ($0 as? Diagnostic)?.kind == .incomplete
    }
  }
}
