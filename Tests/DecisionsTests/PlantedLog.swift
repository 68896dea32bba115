import Foundation
import Simulation

/// A log of calls with one known remedy, as pairs of request and response.
struct PlantedLog {
  /// What would make its calls cheaper.
  enum Remedy: String, CaseIterable {
    case stableHead = "stable_head"
    case exactCache = "exact_cache"
    case capUsers = "cap_users"
    case batch
    case cheaperModel = "cheaper_model"
    case none
  }

  private let random: RandomStream
  private(set) var lines: [String] = []
  private let instructions = String(
    repeating: "Answer as our handbook says, briefly and kindly. ", count: 130)

  /// Draws a log of three days.
  init(_ remedy: Remedy, seed: UInt64) {
    random = RandomStream(seed: seed, replication: 0, purpose: .arrivals)
    switch remedy {
    case .stableHead: drawStampedHeads()
    case .exactCache: drawDuplicates()
    case .capUsers: drawHeavyUsers()
    case .batch: drawNightlyJob()
    case .cheaperModel: drawSimpleQuestions()
    case .none: drawNothing()
    }
  }

  /// A file of the log, which the caller removes.
  func write() throws -> String {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "planted-\(UUID().uuidString).jsonl"
    ).path
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  /// Keeps the first calls.
  mutating func keep(_ count: Int) { lines = Array(lines.prefix(count)) }

  /// Writes another text in every line.
  mutating func replace(_ text: String, with other: String) {
    lines = lines.map { $0.replacing(text, with: other) }
  }

  private func share(_ call: Int, _ place: Int) -> Double { random.uniform(call, place) }

  /// Seconds of a call: spread evenly, in order.
  private func time(_ call: Int, of count: Int) -> Double {
    (Double(call) + 0.9 * share(call, 0)) * 3 * 86_400 / Double(count)
  }

  private mutating func add(
    at seconds: Double, model: String, system: String, question: String, user: Int, input: Int, output: Int
  ) {
    let stamp = 1_762_128_000_000 + Int(seconds * 1000)
    let prices = model == "gpt-4o" ? (2.5, 10.0) : (0.15, 0.6)
    let cost = (Double(input) * prices.0 + Double(output) * prices.1) / 1e6
    lines.append(
      "{\"timestamp\": \(stamp), \"request\": {\"model\": \"\(model)\", \"temperature\": 0, \"user\": \"u\(user)\", "
        + "\"messages\": [{\"role\": \"system\", \"content\": \"\(system)\"}, {\"role\": \"user\", \"content\": \"\(question)\"}]}, "
        + "\"response\": {\"model\": \"\(model)\", \"choices\": [{\"message\": {\"role\": \"assistant\", \"content\": \"ok\"}}], "
        + "\"usage\": {\"prompt_tokens\": \(input), \"completion_tokens\": \(output)}}, \"cost\": \(cost), \"status\": 200}"
    )
  }

  /// A question that nobody asked before, of some length.
  private func question(_ call: Int, words: Int) -> String {
    (0..<words).map { word in
      "w" + String(UInt32(share(call, 10 + word) * 4_000_000_000), radix: 36)
    }.joined(separator: " ")
  }

  private mutating func drawStampedHeads() {
    for call in 0..<600 {
      add(
        at: time(call, of: 600), model: "gpt-4o-mini",
        system: "It is second \(1_000_000 + call). " + instructions,
        question: question(call, words: 60), user: Int(share(call, 1) * 200), input: 60_000, output: 60)
    }
  }

  private mutating func drawDuplicates() {
    for call in 0..<450 {
      let number = Int(share(call, 1) * share(call, 2) * 80)
      add(
        at: time(call, of: 450), model: "gpt-4o-mini", system: "Help.",
        question: question(100_000 + number, words: 90),
        user: Int(share(call, 3) * 300), input: 18_000, output: 5000)
    }
  }

  private mutating func drawHeavyUsers() {
    for call in 0..<600 {
      let isHeavy = share(call, 1) < 0.7
      add(
        at: time(call, of: 600), model: "gpt-4o-mini", system: "Help.", question: question(call, words: 90),
        user: isHeavy ? Int(share(call, 2) * 2) : 10 + Int(share(call, 2) * 150),
        input: isHeavy ? 120_000 : 8000, output: 900)
    }
  }

  private mutating func drawNightlyJob() {
    var calls: [(Double, Int, Bool)] = []
    for night in 0..<3 {
      for item in 0..<250 { calls.append((Double(night) * 86_400 + 7200 + Double(item) * 4, item, true)) }
    }
    for call in 0..<300 { calls.append((time(call, of: 300), call, false)) }
    for (place, call) in calls.sorted(by: { $0.0 < $1.0 }).enumerated() {
      add(
        at: call.0, model: "gpt-4o-mini", system: "Help.", question: question(place, words: 90),
        user: call.2 ? 1 : 10 + Int(share(place, 1) * 100), input: 12_000, output: 900)
    }
  }

  private mutating func drawSimpleQuestions() {
    for call in 0..<450 {
      let isSimple = share(call, 1) < 0.7
      add(
        at: time(call, of: 450), model: "gpt-4o", system: "Help.",
        question: question(call, words: isSimple ? 5 : 90),
        user: Int(share(call, 2) * 300), input: isSimple ? 15 : 2500, output: isSimple ? 190 : 900)
    }
  }

  private mutating func drawNothing() {
    for call in 0..<450 {
      add(
        at: time(call, of: 450), model: "gpt-4o-mini", system: "Help.", question: question(call, words: 120),
        user: Int(share(call, 2) * 300), input: 9000, output: 1500)
    }
  }
}
