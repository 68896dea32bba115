import Declarations
import Foundation
import Simulation
import Testing

@testable import Recordings
@testable import Traffic

@Suite("Samples of recordings")
struct RowSamplerTests {
  private static let head = "timestamp,prompt,user,session,input_tokens,output_tokens\n"

  private static func rows(_ count: Int) -> [String] {
    let random = RandomStream(seed: 4, replication: 0, purpose: RandomPurpose(1))
    return (0..<count).map { row in
      let user = random.integer(below: 300, row, 0)
      return
        "\(row * 3),question \(random.integer(below: 500, row, 1)),u\(user),s\(user)-\(row / 1000),100,\(10 + row % 50)"
    }
  }

  private func read(_ rows: [String], _ unit: SampleUnit, rate: Double) throws -> QueryStream {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("log-\(UUID().uuidString).csv")
    try (Self.head + rows.joined(separator: "\n") + "\n").write(to: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: path) }
    var source = RecordedSource(path: path.path, format: "table")
    if rate < 1 { source.sample = (StreamSample(rate: rate, unit: unit), 7) }
    return try source.read()
  }

  @Test(
    "the same rows are kept whatever their order, and the stream is as long as the whole",
    arguments: SampleUnit.allCases.filter { $0 != .intent })
  func order(unit: SampleUnit) throws {
    let rows = Self.rows(4000)
    let whole = try read(rows, unit, rate: 1)
    let part = try read(rows, unit, rate: 0.3)
    let turned = try read(rows.reversed(), unit, rate: 0.3)
    #expect(part.arrival == turned.arrival && part.outputTokens == turned.outputTokens)
    #expect(part.sampled?.groups == turned.sampled?.groups)
    #expect(part.end == whole.end && whole.arrival[0] == .zero)
    #expect(Set(part.arrival).isSubset(of: Set(whole.arrival)))
    #expect(part.sampled?.wholeRequests == 4000 && part.sampled?.keptRequests == part.count)
    let units = unit == .user ? 300.0 : unit == .session ? 1200 : 500
    #expect(abs(Double(part.sampled?.units ?? 0) / units - 0.3) < 0.08)
  }

  @Test("a log has no intents to sample by")
  func intents() {
    let error = #expect(throws: Diagnostic.self) { try read(Self.rows(10), .intent, rate: 0.3) }
    #expect(
      error?.message
        == "the recording names no intents, so that it cannot be sampled by intent; user or session or key was expected"
    )
  }

  @Test("a unit with much of the whole is found among many")
  func heavy() {
    var heavy = HeavyUnits()
    for row in 0..<100_000 { heavy.add(row % 10 == 0 ? 7 : UInt64(1000 + row), 1) }
    #expect(abs(heavy.largestShare - 0.1) < 1.0 / 256 + 1e-9)
    var light = HeavyUnits()
    for row in 0..<100_000 { light.add(UInt64(row % 5000), 1) }
    #expect(light.largestShare < 0.01)
  }

  @Test("how many units of equal weight a sample is worth is told by the whole, whatever it happens to hold")
  func effectiveUnits() throws {
    // Ten users have 60 rows each and 400 have one: 1,000 rows, and squares of 36,400 together.
    let rows = (0..<1000).map { row in
      "\(row * 3),question \(row),\(row < 600 ? "h\(row % 10)" : "u\(row)"),s,100,10"
    }
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("log-\(UUID().uuidString).csv")
    try (Self.head + rows.joined(separator: "\n") + "\n").write(to: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: path) }
    for seed in 1...8 as ClosedRange<UInt64> {
      var source = RecordedSource(path: path.path, format: "table")
      source.sample = (StreamSample(rate: 0.5, unit: .user), seed)
      let part = try #require(try source.read().sampled)
      #expect(abs(part.effectiveUnits - 0.5 * 1_000_000 / 36_400) < 1, "\(part.effectiveUnits)")
    }
  }

  @Test("squares of units are told within some percent, of few and of many")
  func squares() {
    var (equal, skewed) = (UnitSquares(), UnitSquares())
    for row in 0..<200_000 { equal.add(UInt64(row % 5000)) }
    #expect(abs(equal.equalUnits / 5000 - 1) < 0.1)
    // Unit k of 100 has k rows.
    for unit in 1...100 as ClosedRange<UInt64> { for _ in 0..<unit { skewed.add(unit) } }
    #expect(abs(skewed.equalUnits / (5050.0 * 5050 / 338_350) - 1) < 0.1)
    #expect(UnitSquares().equalUnits == 0)
  }
}
