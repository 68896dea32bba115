import Declarations
import Providers
import Simulation
import Traffic

/// How many prompts a classifier is trained on, and what a label costs.
struct LabelledShare: Sendable, Hashable {
  let share: Double
  let price: Money

  static let fields = [
    Field("labelled_share", .share, default: 0.05, "share of the prompts whose class is known beforehand"),
    Field("label_usd", .eventPrice, default: 0, "what a label costs; billed when its prompt first comes"),
  ]

  init(_ settings: Settings) {
    share = settings.number("labelled_share")
    price = Money(dollars: settings.number("label_usd"))
  }
}

/// Prompts whose true class is known: the same under every strategy and in all replications.
struct LabelledSample {
  /// Whether each prompt is labelled.
  let isLabelled: [Bool]
  /// The labelled prompts.
  private(set) var prompts: [Int] = []
  /// Their classes, 0...2.
  private(set) var classes: [Double] = []

  init(_ stream: QueryStream, share: Double, random: RandomStream) {
    var labels = [UInt8](repeating: .max, count: stream.promptCount)
    for request in 0..<stream.count where random.uniform(Int(stream.prompt[request]), 2) < share {
      labels[Int(stream.prompt[request])] = stream.marks[request].difficulty.rawValue
    }
    isLabelled = labels.map { $0 != .max }
    for (prompt, label) in labels.enumerated() where label != .max {
      prompts.append(prompt)
      classes.append(Double(label))
    }
  }
}
