import Foundation
import Providers
import Simulation
import TestSupport
import Testing
import Traffic

@testable import Experiments
@testable import Recordings
@testable import Scenarios
@testable import Strategies

/// Recordings of agents whose turns wait for the answers before them.
@Suite("Recorded sessions in a closed loop")
struct RecordedLoopTests {
  private func scenario(_ replay: String) throws -> Scenario {
    let text = """
      {"simbench": 1, "name": "loop", "run": {"replications": 1},
      "workload": {"kind": "recorded", "path": "none.jsonl", "replay": "\(replay)"},
      "providers": {"anthropic": {"models": {"claude-opus-4-5": {}}, "prompt_cache": {"preset": "anthropic"}}},
      "strategies": [{"name": "cached", "model": "claude-opus-4-5", "layers": [{"use": "prompt_cache"}]}],
      "output": {"plots": []}}
      """
    return try Scenario(bytes: Array(text.utf8), path: "loop.json")
  }

  private func run(_ stream: QueryStream, replay: String) throws -> Gateway {
    let scenario = try scenario(replay)
    var stream = stream
    try scenario.close(&stream)
    let setting = LayerSetting(
      stream: PreparedStream(stream, needs: []), catalog: scenario.catalog, seed: 1, replication: 0,
      span: stream.end)
    let gateway = Gateway(
      setting: setting, plans: scenario.strategies[0].plans, model: 0, keepsDetails: true)
    gateway.keepsRecordedTimes = true
    try gateway.run()
    return gateway
  }

  private func expectEqual(_ stream: QueryStream) throws {
    let open = try run(stream, replay: "open")
    let closed = try run(stream, replay: "closed")
    #expect(closed.outcomes.arrivals == stream.arrival)
    #expect(open.outcomes.kind == closed.outcomes.kind)
    #expect(open.outcomes.latency == closed.outcomes.latency)
    #expect(open.outcomes.cost == closed.outcomes.cost)
    #expect(open.outcomes.details?.cachedTokens == closed.outcomes.details?.cachedTokens)
    #expect(open.measured.cachedTokens > 0)
  }

  @Test(
    "Weka's sessions: the closed replay is the open one when answers take as long as recorded",
    .enabled(if: Reference.isAvailable))
  func weka() throws {
    let path = (Reference.folder ?? "") + "/data/traces/weka_cc/sessions.jsonl"
    let stream = try RecordedSource(path: path).read()
    #expect(stream.count == 1727)
    try expectEqual(stream)
  }

  /// A parent that starts two agents beside each other, one of which starts another, and waits for all of them.
  private func nested() throws -> QueryStream {
    func request(_ time: Double, _ seconds: Double, _ blocks: ClosedRange<Int>) -> String {
      let ids = blocks.map(String.init).joined(separator: ",")
      return
        #"{"t":\#(time),"type":"s","in":\#(64 * blocks.count),"out":1,"hash_ids":[\#(ids)],"api_time":\#(seconds)}"#
    }
    func agent(_ time: Double, _ inner: String...) -> String {
      #"{"type":"subagent","t":\#(time),"requests":[\#(inner.joined(separator: ","))]}"#
    }
    let deepest = agent(8, request(8, 2, 1...70), request(11, 3, 1...75))
    let parts = [
      request(0, 4, 1...100), agent(5, request(5, 1, 1...80), deepest, request(16, 1, 1...90)),
      agent(5, request(6, 5, 200...290)), request(18, 2, 1...110), request(30, 1, 1...120),
    ]
    let text = #"{"id":"s","block_size":64,"requests":[\#(parts.joined(separator: ","))]}"#
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).jsonl")
    try text.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    return try RecordedSource(path: file.path).read()
  }

  @Test("agents within agents: the closed replay is the open one, and a parent waits for the slowest")
  func subAgents() throws {
    let stream = try nested()
    #expect(stream.count == 8)
    #expect(!stream.joins.isEmpty)
    try expectEqual(stream)
    // The deepest agent's last answer takes 7 s longer: what waits for it, and all behind, comes as much later.
    var slow = stream
    let deepest = try #require(stream.arrival.firstIndex(of: .seconds(11)))
    slow.recorded.latency.raise(10_000_000_000, at: deepest)
    let arrivals = try run(slow, replay: "closed").outcomes.arrivals.map(\.seconds)
    let recorded = stream.arrival.map(\.seconds)
    let delayed = zip(arrivals, recorded).map { $0 - $1 }
    for (place, time) in recorded.enumerated() { #expect(delayed[place] == (time > 11 ? 7 : 0), "\(time)") }
  }
}
