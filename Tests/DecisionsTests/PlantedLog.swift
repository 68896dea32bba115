import Foundation
import Simulation

/// A log of calls with one known remedy, as pairs of request and response.
///
/// A seed is also a variant: other calls, other lengths, other shares.
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

  /// A call before it is written.
  struct Call {
    var seconds: Double
    var model = "gpt-4o-mini"
    var system = "Help."
    /// The number of the question: equal ones are equal texts.
    var question: Int
    var words = 60
    var user: Int
    var input: Int
    var output: Int
    /// Whether the remedy is for it.
    var isTouched = false

    /// Dollars at the list's prices; `cached` of the input read from the provider's cache.
    func cost(as other: String? = nil, cached: Double = 0) -> Double {
      let prices = (other ?? model) == "gpt-4o" ? (2.5, 10.0) : (0.15, 0.6)
      return ((Double(input) - cached / 2) * prices.0 + Double(output) * prices.1) / 1e6
    }
  }

  private let random: RandomStream
  private(set) var calls: [Call] = []
  private let remedy: Remedy
  private var replacement: (text: String, other: String)?
  /// How much there is of what varies: 0.8 to 1.2.
  private let size: Double
  private let instructions = String(
    repeating: "Answer as our handbook says, briefly and kindly. ", count: 130)

  /// Draws a log of three days.
  ///
  /// - Parameters:
  ///   - seed: the luck, and the variant unless one is stated.
  ///   - variant: what is planted; logs of one variant are draws of one generator.
  init(_ remedy: Remedy, seed: UInt64, variant: UInt64? = nil) {
    random = RandomStream(seed: seed, replication: 0, purpose: .arrivals)
    size = 0.8 + 0.1 * Double((variant ?? seed) % 5)
    self.remedy = remedy
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
    var text = calls.map(line).joined(separator: "\n") + "\n"
    if let replacement { text = text.replacing(replacement.text, with: replacement.other) }
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  /// Keeps the first calls.
  mutating func keep(_ count: Int) { calls = Array(calls.prefix(count)) }

  /// Writes another text in every line.
  mutating func replace(_ text: String, with other: String) { replacement = (text, other) }

  // MARK: Truth

  /// Dollars a month that the remedy saves on this draw of the generator, call by call and without a log.
  ///
  /// - Parameter cap: dollars a day and user, where users are capped.
  func saving(cap: Double = .infinity) -> Double {
    // Questions of as many words are about as long.
    let share = calls.first.map(headShare) ?? 0
    var last = -Double.infinity
    var asked: Set<Int> = []
    var spent: [Int: Double] = [:]
    var saved = 0.0
    for call in calls {
      switch remedy {
      case .none: break
      case .batch: saved += call.isTouched ? call.cost() / 2 : 0
      case .cheaperModel: saved += call.isTouched ? call.cost() - call.cost(as: "gpt-4o-mini") : 0
      case .exactCache: saved += asked.insert(call.question).inserted ? 0 : call.cost()
      case .stableHead:
        // The head without its stamp is warm when the call before came within five minutes.
        if call.seconds - last <= 300 {
          // It is read from 1,024 tokens on in steps of 128.
          let head = Int(share * Double(call.input))
          let read = head < 1024 ? 0 : head - head % 128
          saved += call.cost() - call.cost(cached: Double(read))
        }
        last = call.seconds
      case .capUsers:
        guard call.isTouched else { break }
        let key = call.user * 1000 + Int(call.seconds / 86_400)
        if spent[key, default: 0] >= cap { saved += call.cost() }
        spent[key, default: 0] += call.cost()
      }
    }
    return saved * 10
  }

  /// The share of a prompt's letters that is its head.
  private func headShare(_ call: Call) -> Double {
    let head = Double(call.system.utf8.count)
    return head / (head + Double(question(call).utf8.count))
  }

  // MARK: Calls

  private func share(_ call: Int, _ place: Int) -> Double { random.uniform(call, place) }

  /// Seconds of a call: spread evenly, in order.
  private func time(_ call: Int, of count: Int) -> Double {
    (Double(call) + 0.9 * share(call, 0)) * 3 * 86_400 / Double(count)
  }

  private func line(_ call: Call) -> String {
    let stamp = 1_762_128_000_000 + Int(call.seconds * 1000)
    return
      "{\"timestamp\": \(stamp), \"request\": {\"model\": \"\(call.model)\", \"temperature\": 0, \"user\": \"u\(call.user)\", "
      + "\"messages\": [{\"role\": \"system\", \"content\": \"\(call.system)\"}, {\"role\": \"user\", \"content\": \"\(question(call))\"}]}, "
      + "\"response\": {\"model\": \"\(call.model)\", \"choices\": [{\"message\": {\"role\": \"assistant\", \"content\": \"ok\"}}], "
      + "\"usage\": {\"prompt_tokens\": \(call.input), \"completion_tokens\": \(call.output)}}, \"cost\": \(call.cost()), \"status\": 200}"
  }

  /// A question of some length; nobody asked it before but by its number.
  private func question(_ call: Call) -> String {
    (0..<call.words).map { word in
      "w" + String(UInt32(share(call.question, 10 + word) * 4_000_000_000), radix: 36)
    }.joined(separator: " ")
  }

  private func scaled(_ count: Int) -> Int { Int(Double(count) * size) }

  private mutating func drawStampedHeads() {
    for call in 0..<600 {
      calls.append(
        Call(
          seconds: time(call, of: 600), model: "gpt-4o",
          system: "It is second \(1_000_000 + call). " + instructions, question: call,
          user: Int(share(call, 1) * 200), input: scaled(8000), output: 60))
    }
  }

  private mutating func drawDuplicates() {
    for call in 0..<450 {
      let number = Int(share(call, 1) * share(call, 2) * 80 * size)
      calls.append(
        Call(
          seconds: time(call, of: 450), question: 100_000 + number, user: Int(share(call, 3) * 300),
          input: 18_000, output: 5000))
    }
  }

  private mutating func drawHeavyUsers() {
    for call in 0..<600 {
      let isHeavy = share(call, 1) < 0.7
      calls.append(
        Call(
          seconds: time(call, of: 600), question: call,
          user: isHeavy ? Int(share(call, 2) * 2) : 10 + Int(share(call, 2) * 150),
          input: isHeavy ? scaled(120_000) : 8000, output: 900, isTouched: isHeavy))
    }
  }

  private mutating func drawNightlyJob() {
    var times: [(Double, Bool)] = []
    for night in 0..<3 {
      for item in 0..<scaled(250) { times.append((Double(night) * 86_400 + 7200 + Double(item) * 4, true)) }
    }
    for call in 0..<300 { times.append((time(call, of: 300), false)) }
    for (place, call) in times.sorted(by: { $0.0 < $1.0 }).enumerated() {
      calls.append(
        Call(
          seconds: call.0, question: place, user: call.1 ? 1 : 10 + Int(share(place, 1) * 100), input: 12_000,
          output: 900, isTouched: call.1))
    }
  }

  private mutating func drawSimpleQuestions() {
    for call in 0..<600 {
      let isSimple = share(call, 1) < 0.7
      calls.append(
        Call(
          seconds: time(call, of: 600), model: "gpt-4o", question: call, words: isSimple ? 5 : 60,
          user: Int(share(call, 2) * 300), input: isSimple ? 15 : 2500, output: isSimple ? scaled(165) : 900,
          isTouched: isSimple))
    }
  }

  private mutating func drawNothing() {
    for call in 0..<450 {
      calls.append(
        Call(
          seconds: time(call, of: 450), question: call, user: Int(share(call, 2) * 300), input: scaled(9000),
          output: 1500))
    }
  }
}
