import CacheTraces
import Tables
import Declarations
import Files
import Eviction
import Foundation
import Testing

@testable import Experiments
@testable import Reporting

@Suite struct CurveReportTests {
  /// Curves of a small stream with every column.
  static func result(
    _ policies: String = "lru,fifo,sieve", points: Int = 20, unit: CapacityUnit = .entries,
    sampling: Sampling? = nil,
    name: String = "small"
  ) throws -> CurveResult {
    var state: UInt64 = 7
    let keys = (0..<6000).map { _ -> UInt32 in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let unit = Double(state >> 11) * 0x1p-53
      return UInt32(unit * unit * unit * 500)
    }
    let trace = try CacheTrace(
      denseKeys: keys, sizes: keys.map { $0 % 9 * 1000 + 500 },
      columns: TraceColumns(costs: keys.map { Float($0 % 3) }, tokens: keys.map { $0 % 7 + 1 }), keyCount: 500
    )
    var plan = CurvePlan(
      policies: try policies.split(separator: ",").map { try PolicyChoice(parsing: String($0)) })
    plan.sizes = .points(points)
    plan.unit = unit
    plan.sampling = sampling
    return try plan.job(for: trace, name: name).run(threads: 1)
  }

  private func rows(_ result: CurveResult) throws -> [[String]] {
    var csv = CSVWriter(BufferedOutput(descriptor: nil))
    try CurveTable.write(result, to: &csv)
    return String(decoding: csv.output.pending, as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  @Test(
    "mrc.csv has a row a policy and capacity, with ratios of eight digits",
    arguments: [CapacityUnit.entries, .bytes])
  func table(unit: CapacityUnit) throws {
    let result = try Self.result(unit: unit)
    let rows = try rows(result)
    #expect(rows[0].prefix(6) == ["policy", "capacity", "requests", "hits", "misses", "miss_ratio"])
    #expect(rows.count == 1 + 4 * result.capacities.count)
    for (row, point) in zip(rows.dropFirst(), result.lines.flatMap(\.points)) {
      #expect(row.count == rows[0].count)
      #expect(row[0] == point.policy.description && row[1] == String(point.capacity) && row[2] == "6000")
      #expect(Int(row[3]) == point.counts.hits && Int(row[4]) == point.counts.misses)
      #expect(row[5].count == 10)
      #expect(abs(try #require(Double(row[5])) - point.counts.missRatio) < 1e-8)
      #expect(row[6].isEmpty)
      let standing = result.standing(point.policy)
      #expect(row[8] == (standing == .bound ? "true" : "false") && row[13] == standing.rawValue)
      #expect(row[10].isEmpty == (unit == .entries))
      #expect(abs(try #require(Double(row[11])) - point.counts.tokenMissRatio) < 1e-8)
      #expect(abs(try #require(Double(row[12])) - point.counts.costMissRatio) < 1e-8)
    }
    let sampled = try self.rows(try Self.result(sampling: .rate(0.5)))
    #expect(sampled.dropFirst().allSatisfy { Double($0[6]) != nil })
  }

  @Test(
    "no line of the report is wider than a terminal, and it says what stands out",
    arguments: [
      ("lru", 2, CapacityUnit.entries, nil), ("lru,fifo,sieve", 40, .entries, nil),
      ("lru,arc", 9, .bytes, nil),
      ("lru,fifo,sieve,s3fifo:small=0.2:promotion=1,slru:libcachesim:segments=5", 40, .bytes, .rate(0.4)),
    ] as [(String, Int, CapacityUnit, Sampling?)])
  func report(policies: String, points: Int, unit: CapacityUnit, sampling: Sampling?) throws {
    let result = try Self.result(policies, points: points, unit: unit, sampling: sampling)
    let text = CurveReport(result).text
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
    for part in [
      "Working set: ", "Smallest cache within 1 %", "Head-room: ", "% of tokens", "% of cost",
      unit == .bytes ? "beladysize:bypass+" : "belady:bypass*",
    ] {
      #expect(text.contains(part), "\(part) in \(text)")
    }
    #expect(text.contains("% of bytes") == (unit == .bytes))
    #expect(text.contains("knee at") == (points > 2))
    #expect(text.contains("Expected error") == (sampling != nil))
    #expect(text.contains("±") == (sampling != nil))
    #expect(text.contains("Warning: the sample has") == (sampling != nil))
  }

  @Test("a table shows the smallest, the largest and some sizes between of many")
  func shownSizes() throws {
    let result = try Self.result(points: 40)
    let lines = CurveReport(result).text.split(separator: "\n")
    let entries = try #require(lines.first { $0.hasPrefix("entries") }).split(separator: " ").dropFirst()
    #expect(entries.count == 7)
    #expect(entries.first == "\(result.capacities[0])")
    #expect(entries.last == "\(result.workingSet.keys)")
    let lru = try #require(lines.first { $0.hasPrefix("lru") }).split(separator: " ").dropFirst()
    let capacity = try #require(UInt64(Array(entries)[3]))
    let place = try #require(result.capacities.firstIndex(of: capacity))
    let expected = NumberText.fixed(result.lines[0].points[place].counts.missRatio * 100, decimals: 2)
    #expect(Array(lru)[3] == expected)
  }

  @Test("an empty trace is reported without figures")
  func empty() throws {
    let plan = CurvePlan(policies: [PolicyChoice(.lru)])
    let result = try plan.job(for: try CacheTrace([UInt64]()), name: "none").run(threads: 1)
    #expect(CurveReport(result).text.contains("Warning: the trace is empty"))
    #expect(try rows(result).count == 1)
    #expect(MissRatioChart(result) == nil)
    #expect(CurveJSON(result).value.text().contains("\"curves\": []"))
  }

  @Test("the JSON holds every point and what stands out")
  func json() throws {
    let result = try Self.result(sampling: .rate(0.5))
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(CurveJSON(result).value.text().utf8)) as? [String: Any])
    let curves = try #require(object["curves"] as? [[String: Any]])
    #expect(curves.map { $0["policy"] as? String } == ["lru", "fifo", "sieve", "belady:bypass"])
    let points = try #require(curves[0]["points"] as? [[String: Any]])
    #expect(points.count == result.capacities.count)
    #expect(points[3]["miss_ratio"] as? Double == result.lines[0].points[3].counts.missRatio)
    let error = try #require(points[3]["miss_ratio_error"] as? Double)
    #expect(abs(error - (result.lines[0].points[3].expectedError ?? .nan)) < 1e-12)
    let smallest = try #require(object["smallest_within_1_percent"] as? [String: Any])
    #expect(smallest["capacity"] as? Int == result.smallestNearBest.map { Int($0.capacity) })
    #expect((object["sample"] as? [String: Any])?["keys"] as? Int == result.sample?.keys)
  }

  @Test(
    "the chart is drawn, whatever the policies and the name, and a second time alike",
    .enabled(if: ChartTests.isGnuplotPresent))
  func chart() throws {
    let wanted = ProcessInfo.processInfo.environment["REPORTING_SAMPLE"].map { $0 + "/curves" }
    let path = wanted ?? Sample.temporaryFolder()
    defer { if wanted == nil { try? FileManager.default.removeItem(atPath: path) } }
    let eleven = "lru,fifo,sieve,s3fifo,arc,clock,slru,lfu,twoq,slru:libcachesim,s3fifo:small=0.3"
    for (name, result) in [
      ("few", try Self.result("lru,fifo,sieve")), ("many", try Self.result(eleven, unit: .bytes)),
      ("one", try Self.result("lru", points: 2)), ("hostile", try Self.result(name: Sample.hostile)),
    ] {
      let folder = try OutputFolder(path + "/" + name)
      #expect(try ResultsWriter(folder: folder).write(result, drawsChart: true) == [])
      let files = ["manifest.json", "miss_ratio.gp", "miss_ratio.png", "miss_ratio.svg", "mrc.csv"]
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == files)
      let first = files.map { FileManager.default.contents(atPath: folder.path(of: $0)) }
      #expect(first.allSatisfy { ($0?.count ?? 0) > 100 })
      guard name == "hostile" else { continue }
      #expect(try ResultsWriter(folder: folder).write(result, drawsChart: true) == [])
      #expect(files.map { FileManager.default.contents(atPath: folder.path(of: $0)) } == first)
    }
  }

  @Test("bytes are read in the largest binary unit")
  func bytes() {
    #expect(CapacityText.bytes(512) == "512 B")
    #expect(CapacityText.bytes(1536) == "1.5 KiB")
    #expect(CapacityText.bytes(64 * 1_048_576) == "64 MiB")
    #expect(CapacityText.bytes(123_456_789_012) == "115 GiB")
  }

  @Test("the catalogue of policies fits a terminal and names every parameter with its default")
  func catalogue() throws {
    let text = PolicyCatalog.entries.map(\.text).joined() + PolicyCatalog.end
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    for policy in PolicyKind.allCases {
      #expect(text.contains("\n\(policy.rawValue)") || text.hasPrefix(policy.rawValue))
      for parameter in policy.parameters { #expect(text.contains("    \(parameter.name)=")) }
    }
    #expect(text.contains("small=0.1 (0 to 1): share of the small queue"))
    let json =
      try JSONSerialization.jsonObject(with: Data(PolicyCatalog.json.text().utf8)) as? [[String: Any]]
    #expect(json?.map { $0["name"] as? String } == PolicyKind.allCases.map(\.rawValue))
  }
}
