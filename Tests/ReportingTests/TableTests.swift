import Tables
import Foundation
import Files
import Simulation
import Testing
import Traffic

@testable import Experiments
@testable import Metrics
@testable import Reporting
@testable import Strategies

@Suite struct TableTests {
  func rows(_ table: ResultTable, _ result: RunResult) throws -> [String] {
    String(decoding: try table.bytes(of: result), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test(
    "text is quoted where RFC 4180 or a spreadsheet wants it",
    arguments: [
      ("plain", "plain"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""),
      ("=1+1", "\"'=1+1\""),
      ("+1", "\"'+1\""), ("-1", "\"'-1\""), ("@x", "\"'@x\""), ("\tx", "\"'\tx\""), ("\rx", "\"'\rx\""),
      ("", ""),
      ("=\"a\"", "\"'=\"\"a\"\"\""),
    ])
  func quoting(text: String, expected: String) {
    #expect(String(decoding: CSVWriter.escaped(text), as: UTF8.self) == expected)
  }

  @Test("the summary has a row a strategy and two columns a metric")
  func summary() throws {
    let rows = try rows(.summary, Sample.small)
    #expect(rows.count == 3)
    let names = rows[0].split(separator: ",")
    #expect(
      names.prefix(11).joined(separator: ",")
        == "scenario,scenario_hash,trace_hash,seed,version,replications,confidence,strategy,bound,requests,requests_half_width"
    )
    #expect(names.count == 9 + 2 * Sample.small.metrics.count)
    #expect(names.count >= 7 + 2 * (Metric.allCases.count - Metric.spentOnly.count))
    let cells = rows[2].split(separator: ",", omittingEmptySubsequences: false)
    #expect(cells.count == names.count)
    #expect(cells.prefix(9).joined(separator: ",") == "rag,0123456789abcdef,,42,0.1.0,2,0.95,exact,false")
    func cell(_ name: String) -> Substring { cells[names.firstIndex { $0 == name } ?? 0] }
    #expect(cell("cost_usd_per_month") == "15050")
    #expect(cell("cost_usd_per_month_half_width") == "635.3102368")
    #expect(cell("retries") == "" && cell("retries_half_width") == "")
    #expect(cell("hit_share") == "0.332")
  }

  @Test("layers are means over replications; shares are of lookups")
  func layers() throws {
    let table = try rows(.layers, Sample.small).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(table.count == 2)
    let row = Dictionary(uniqueKeysWithValues: zip(table[0], table[1]))
    let expected = [
      "strategy": "exact", "layer": "exact_cache", "position": "0", "entries": "0", "arrivals": "1000.5",
      "lookups": "800", "bypasses": "200.5", "hits": "200.5", "hits_half_width": "6.353102368",
      "hit_share": "0.250625", "hit_share_half_width": "0.00794137796", "stale_hits": "0",
    ]
    for (column, value) in expected { #expect(row[column] == value, "\(column)") }
    // A cache refuses, warns and judges nothing: blank, not zero.
    for column in ["rejections", "warnings", "judgements", "held"] { #expect(row[column]?.isEmpty == true) }
  }

  @Test("the timeline of decades has no row for an hour without a request")
  func longTimeline() throws {
    var result = Sample.small
    let short = try rows(.timeline, result)
    for strategy in result.strategies.indices {
      for cell in result.strategies[strategy].cells.indices {
        result.strategies[strategy].cells[cell].timeline += Array(repeating: TimelineBucket(), count: 60_000)
      }
    }
    #expect(
      try rows(.timeline, result) == short.filter { $0.split(separator: ",", maxSplits: 3)[2] != "0" })
  }

  @Test("the timeline has a row a strategy and hour")
  func timeline() throws {
    let rows = try rows(.timeline, Sample.small)
    #expect(rows.count == 1 + 2 * 72)
    #expect(
      rows[0]
        == "strategy,hour,requests,exact_hit,semantic_hit,coalesced,served,rejected,failed,false_hits,stale_hits,cost_usd"
    )
    #expect(rows[1].hasPrefix("naive,0,1000,0,0,0,1000,0,0,0,0,31.22"))
  }

  @Test("curves, thresholds and attribution have their rows")
  func curves() throws {
    let result = Sample.five()
    #expect(try rows(.sizeCurve, result).count == 1 + 5 * 11)
    #expect(try rows(.sizeCurve, result)[1].hasPrefix("fifo,16,false,0."))
    #expect(try rows(.thresholdCurve, result)[5].hasPrefix("semantic,0.92,true,0.47,0.006,0.14,"))
    #expect(try rows(.attribution, result)[5] == "full,shapley,budget,0,0,0,0,0,1")
    #expect(try rows(.attribution, result)[6] == "full,shapley,total,16000,150,1,,,")
  }

  @Test("a sweep has a column an axis; values that are numbers stay numbers")
  func sweep() throws {
    var result = Sample.small
    result.sweep = SweepResult(
      strategy: "exact", axes: ["exact_cache.capacity", "exact_cache.eviction"],
      rows: [(values: ["-5", "-lru"], result: result.strategies[1])])
    let rows = try rows(.sweep, result)
    #expect(rows[0].hasPrefix("strategy,exact_cache.capacity,exact_cache.eviction,requests,"))
    #expect(rows[1].hasPrefix("exact,-5,\"'-lru\",48000,0,"))
    #expect(Report(result).text.contains("Sweep of exact:"))
  }

  @Test("requests are exact to the picodollar")
  func requests() throws {
    var stream = QueryStream(name: "test")
    for index in 0..<2 {
      stream.append(
        Request(
          arrival: VirtualTime(nanoseconds: 1_500_000_001 * Int64(index)), prompt: 3, intent: 2, user: 1,
          systemTokens: 10, contextTokens: 0, userTokens: 5, outputTokens: 7, latentDifficulty: 0, marks: []))
    }
    var result = Sample.small
    var outcomes = OutcomeTable(count: 2, model: 0)
    outcomes.kind = [.exactHit, .failed]
    outcomes.truth = [.wrongIntent, .none]
    outcomes.latency = [2_000_000, -1]
    outcomes.cost = [0, 1_234_567_890_123]
    outcomes.layer[0] = 0
    result.strategies[1].cells[0].outcomes = outcomes
    var csv = CSVWriter(BufferedOutput(descriptor: nil))
    try RequestLog(streams: [stream], models: ["=gpt"]).write(result, to: &csv)
    let rows = String(decoding: csv.output.pending, as: UTF8.self).split(separator: "\n")
    #expect(rows.count == 3)
    #expect(
      rows[1]
        == "exact,0,0,0.000000000,1,2,3,15,7,exact_hit,false,0,\"'=gpt\",exact_cache,2.000000,0.000000000000,1,0,0.000000,0,0,0,0,0,,,,,,,,,,"
    )
    #expect(
      rows[2]
        == "exact,0,1,1.500000001,1,2,3,15,7,failed,,0,\"'=gpt\",,,1.234567890123,1,0,,0,0,0,0,0,,,,,,,,,,")
  }

  @Test("the wanted tables are written, and the curves that there are")
  func files() throws {
    let path = Sample.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let writer = ResultsWriter(folder: try OutputFolder(path + "/a/b"))
    #expect(try writer.write(Sample.five(), tables: [.summary, .sweep], charts: []) == [])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: path + "/a/b").sorted() == [
        "attribution.csv", "curve.csv", "decision.csv", "discrimination.csv", "false_hits.csv", "lookup.csv",
        "manifest.json", "summary.csv", "threshold.csv",
      ])
  }
}
