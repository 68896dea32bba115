import Foundation
import Testing

/// Breakers of prompt caches that are planted in 5 % of the turns of a log, and named in those and in no others.
@Suite("Breakers planted in a log")
struct PlantedBreakerTests {
  /// What is planted, and the reason that `calibrate` has to give.
  enum Breaker: String, CaseIterable {
    case timestamp = "changed_head"
    case toolOrder = "changed_tools"
    case effort = "changed_settings"
    case editedHistory = "edited_history"
    case model = "changed_model"
    case gap = "expiry"
    case compaction = "compaction"
  }

  /// Tokens of the tool list and the system prompt, the first two blocks.
  private static let head = 11_000
  /// Seconds of a planted gap; prefixes live for 1,800.
  private static let gap = 2_000.0

  /// A log into which breakers go, row by row in the order of time.
  private struct Plant {
    let breaker: Breaker
    /// Rows that were changed.
    var planted: Set<Int> = []
    /// For each session, which blocks stand for others from an edit on.
    private var edits: [String: [Int: Int]] = [:]
    /// For each session, how many blocks behind the head a summary stands for, and its id.
    private var summaries: [String: (blocks: Int, id: Int)] = [:]
    private var delays: [String: Double] = [:]
    private var next = 1_000_000

    init(_ breaker: Breaker) { self.breaker = breaker }

    /// How many rows there are for each that is changed where it can be.
    private var every: Int { breaker == .compaction ? 6 : 14 }

    private mutating func fresh() -> Int {
      next += 1
      return next
    }

    mutating func take(_ row: AgentLog.Row, at place: Int) -> AgentLog.Row {
      var row = row
      let session = row["session"] as? String ?? ""
      var blocks = row["prefix_blocks"] as? [Int] ?? []
      var lengths = row["prefix_block_lengths"] as? [Int] ?? []
      if let summary = summaries[session] {
        blocks.replaceSubrange(2..<2 + summary.blocks, with: [summary.id])
        lengths.replaceSubrange(2..<2 + summary.blocks, with: [300])
      }
      blocks = blocks.map { edits[session]?[$0] ?? $0 }
      row["request_variant"] = "usual"
      // Those of one predecessor and with some history.
      if place % every == every / 2, row["predecessor"] is Int, blocks.count > 6, isFit(lengths) {
        planted.insert(place)
        change(&row, &blocks, &lengths, session)
      }
      row["prefix_blocks"] = blocks
      row["prefix_block_lengths"] = lengths
      row["input_tokens"] = lengths.reduce(0, +)
      row["cost"] = nil
      if let time = row["timestamp"] as? Double { row["timestamp"] = time + (delays[session] ?? 0) }
      return row
    }

    /// A compaction leaves less than half.
    private func isFit(_ lengths: [Int]) -> Bool {
      breaker != .compaction
        || lengths.dropLast(2).reduce(0, +) > 2 * (head + 300 + (lengths.suffix(2).reduce(0, +)))
    }

    private mutating func change(
      _ row: inout AgentLog.Row, _ blocks: inout [Int], _ lengths: inout [Int], _ session: String
    ) {
      switch breaker {
      case .timestamp: blocks = [blocks[0]] + blocks.dropFirst().map { _ in fresh() }
      case .toolOrder:
        blocks = blocks.map { _ in fresh() }
        row["request_variant"] = "other tools"
      case .effort:
        blocks = blocks.prefix(2) + blocks.dropFirst(2).map { _ in fresh() }
        row["request_variant"] = "other effort"
      case .editedHistory:
        for place in blocks.indices.dropFirst(3) {
          let old = blocks[place]
          blocks[place] = fresh()
          // Whatever was edited before stays known by what it was at first.
          let first = edits[session]?.first { $0.value == old }?.key ?? old
          edits[session, default: [:]][first] = blocks[place]
        }
      case .model: row["model"] = "gpt-4o-mini"
      case .gap: delays[session, default: 0] += PlantedBreakerTests.gap
      case .compaction:
        let gone = blocks.count - 4
        let before = summaries[session].map { $0.blocks - 1 } ?? 0
        summaries[session] = (before + gone, fresh())
        blocks.replaceSubrange(2..<2 + gone, with: [next])
        lengths.replaceSubrange(2..<2 + gone, with: [300])
      }
    }
  }

  /// The names of turns, by session and place, as a run numbers the sessions.
  private func names(_ rows: [AgentLog.Row]) -> [String] {
    var numbers: [String: Int] = [:]
    return rows.map { row in
      let session = row["session"] as? String ?? ""
      let number = numbers[session] ?? numbers.count
      numbers[session] = number
      return "\(number) \(row["turn"] as? Int ?? -1)"
    }
  }

  /// Writes what a run of agents logs once a breaker is planted in it.
  ///
  /// - Returns: the rows, and the places of those with a breaker.
  private func plant(_ breaker: Breaker, in log: AgentLog) throws -> (rows: [AgentLog.Row], planted: Set<Int>)
  {
    // Half of a context is left out only of long ones.
    let agents =
      breaker == .compaction
      ? AgentLog.alone.replacing(
        "\"turns_median\": 12, \"turns_p95\": 30", with: "\"turns_median\": 40, \"turns_p95\": 80"
      )
      .replacing("0.01", with: "0.004") : AgentLog.alone
    try log.write("own", agents)
    try log.run("own", of: "as logged", to: "plain.jsonl")
    var plant = Plant(breaker)
    var rows: [(row: AgentLog.Row, isPlanted: Bool)] = []
    for (place, row) in try log.rows("plain.jsonl").enumerated() {
      let row = plant.take(row, at: place)
      rows.append((row, plant.planted.contains(place)))
    }
    let time = { (row: AgentLog.Row) in row["timestamp"] as? Double ?? 0 }
    let order = rows.indices.sorted { (time(rows[$0].row), $0) < (time(rows[$1].row), $1) }
    rows = order.map { rows[$0] }
    try log.write(rows.map(\.row), to: "planted.jsonl")
    let planted = Set(zip(names(rows.map(\.row)), rows).filter(\.1.isPlanted).map(\.0))
    try log.write(
      "again", #""kind": "recorded", "path": "planted.jsonl", "replay": "closed""#, model: "recorded")
    try log.run("again", to: "log.jsonl")
    let written = try log.rows("log.jsonl")
    let found = names(written).enumerated().filter { planted.contains($0.element) }.map(\.offset)
    #expect(found.count == planted.count)
    let share = Double(planted.count) / Double(written.count)
    #expect(share > 0.04 && share < 0.06, "\(planted.count) of \(written.count)")
    return (written, Set(found))
  }

  @Test(
    "a breaker in 5 % of the turns is named in those and in no others, with its reason, with prefixes and without",
    arguments: Breaker.allCases)
  func planted(_ breaker: Breaker) throws {
    let log = try AgentLog()
    defer { log.remove() }
    let (rows, expected) = try plant(breaker, in: log)
    let found = try log.calibrate("log.jsonl").cache
    #expect(found["exact"] as? Int == found["turns"] as? Int)
    #expect(AgentLog.requests(found["broken"], breaker.rawValue) == expected)
    #expect((found["broken"] as? [Any])?.count == expected.count)
    // The same without the prefixes: only lengths and counts, as a transcript has them.
    try log.write(
      rows.map { row in row.filter { !$0.key.hasPrefix("prefix_block") } }, to: "counts.jsonl")
    let counts = try log.calibrate("counts.jsonl").cache
    #expect(AgentLog.requests(counts["broken"], breaker.rawValue) == expected)
    #expect((counts["broken"] as? [Any])?.count == expected.count)
  }
}
