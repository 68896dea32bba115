import Foundation
import Testing

@testable import Simulation

/// Random values of two purposes are independent only when their numbers differ.
@Suite("Random purposes")
struct RandomPurposeTests {
  @Test("no two purposes share a number")
  func unique() {
    #expect(Set(RandomPurpose.all).count == RandomPurpose.all.count)
    #expect(Set(RandomPurpose.all.map(\.number)).count == RandomPurpose.all.count)
  }

  @Test("every purpose stands in the list, and is made nowhere else")
  func complete() throws {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources")
    let files = try #require(FileManager.default.enumerator(atPath: sources.path))
    var made = 0
    for case let file as String in files where file.hasSuffix(".swift") {
      let text = try String(contentsOf: sources.appendingPathComponent(file), encoding: .utf8)
      let count = text.components(separatedBy: "= RandomPurpose(").count - 1
      #expect(count == 0 || file == "Simulation/RandomPurpose+List.swift", "\(file) makes a purpose")
      made += count
    }
    #expect(made == RandomPurpose.all.count)
  }
}
