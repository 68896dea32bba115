import Foundation
import FuzzTargets
import Testing

/// What the fuzzer keeps is read by ordinary tests, which need no fuzzer.
@Suite struct CorpusTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Fuzz/Corpus").standardizedFileURL

  private static func inputs(of target: String) -> [(name: String, bytes: [UInt8])] {
    let own = folder.appendingPathComponent(target)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: own.path)) ?? []
    return names.sorted().compactMap { name in
      (try? Data(contentsOf: own.appendingPathComponent(name))).map { (name, Array($0)) }
    }
  }

  @Test("every input of the corpus is read or refused", arguments: FuzzTarget.all.map(\.name))
  func corpus(_ name: String) throws {
    let target = try #require(FuzzTarget.named(name))
    for (_, bytes) in Self.inputs(of: name) { target.read(bytes) }
  }

  @Test("a target takes one of its seeds at least, and no empty input", arguments: FuzzTarget.all.map(\.name))
  func seeds(_ name: String) throws {
    let target = try #require(FuzzTarget.named(name))
    let seeds = target.seeds()
    try #require(!seeds.isEmpty)
    // A log that was read to its end and has no call is taken as well.
    let faults = seeds.compactMap { target.read($0)?.description }.filter {
      !$0.contains("rows is a call")
    }
    #expect(faults.count < seeds.count, "\(faults)")
    for length in [0, 1] { target.read(Array(seeds[0].prefix(length))) }
  }

  @Test("every folder of the corpus belongs to a target")
  func folders() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(!names.isEmpty)
    for name in names { #expect(FuzzTarget.named(name) != nil, "\(name)") }
  }
}
