import Foundation
import Recordings
import Testing
import Traffic

@testable import Decisions

/// Conversations turn by turn: what was cached, new, billed again, and when nothing happened.
@Suite("Lanes of conversations")
struct SessionLanesTests {
  /// A log of calls: conversation, seconds, input, cached and output tokens.
  private func stream(_ calls: [(String, Double, Int, Int?, Int)]) throws -> QueryStream {
    let lines = calls.map { call in
      let cached = call.3.map { ", \"prompt_tokens_details\": {\"cached_tokens\": \($0)}" } ?? ""
      return
        "{\"request_id\": \"\(UUID().uuidString)\", \"startTime\": \(1_762_128_000 + call.1), \"model\": \"gpt-4o\", "
        + "\"session_id\": \"\(call.0)\", \"prompt_tokens\": \(call.2), \"completion_tokens\": \(call.4), "
        + "\"total_tokens\": \(call.2 + call.4), \"spend\": 0.01, \"metadata\": {\"usage_object\": "
        + "{\"prompt_tokens\": \(call.2), \"completion_tokens\": \(call.4)\(cached)}}}"
    }
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "lanes-\(UUID().uuidString).jsonl"
    ).path
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try advisedLog(path)
  }

  @Test("tokens are cached, new, or billed again, and a long pause is idle time")
  func turns() throws {
    let stream = try stream([
      ("a", 0, 2000, 0, 10), ("b", 5, 900, 0, 10), ("a", 60, 2500, 2000, 10), ("a", 1060, 3000, 0, 10),
      ("b", 1100, 950, 900, 10), ("c", 1200, 90_000, 0, 10),
    ])
    let lanes = try #require(SessionLanes(stream))
    // A single call is no conversation, however long.
    #expect(lanes.sessions == 2)
    let first = try #require(lanes.lanes.first)
    #expect(first.turns.map(\.cached) == [0, 2000, 0])
    #expect(first.turns.map(\.new) == [2000, 500, 500])
    #expect(first.turns.map(\.again) == [0, 0, 2500])
    #expect(first.turns.map(\.isAfterIdling) == [false, false, true])
    #expect(abs(first.idle - 1000) < 1e-6 && abs(first.span - 1060) < 1e-6)
    #expect(first.dollars == nil)
    let longer = try #require(SessionLanes(stream, lifetime: 3600)?.lanes.first)
    #expect(longer.turns.allSatisfy { !$0.isAfterIdling } && longer.idle == 0)
    let costs =
      stream.recorded.cost.values.isEmpty ? nil : (0..<stream.count).map { stream.recorded.cost[$0] ?? 0 }
    #expect(SessionLanes(stream, costs: costs)?.lanes.first?.dollars == costs.map { _ in 0.03 })
  }

  @Test("without cached tokens there are lanes only where the bill says that there were none")
  func unknown() throws {
    let stream = try stream([("a", 0, 2000, nil, 10), ("a", 60, 2500, nil, 10)])
    #expect(SessionLanes(stream) == nil)
    let known = try #require(SessionLanes(stream, isBilledInFull: true))
    #expect(known.lanes[0].turns.map(\.again) == [0, 2000])
  }
}
