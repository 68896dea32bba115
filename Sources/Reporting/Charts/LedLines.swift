import Experiments
import Tables

/// Which of many lines are led by colour and name; the others stand behind them in grey.
///
/// More than six lines cannot be told apart: the baseline, the recommended strategy, the one that the title names and a
/// bound are led, then what keeps the rules, then the rest, in the scenario's order.
struct LedLines {
  /// The most lines that are led.
  static let most = 6
  /// The style of the others.
  static let background = "lc rgb '#BBBBBB' lw 1.2"

  /// The strategies in the order in which they are drawn: those behind first.
  let order: [Int]
  private let led: Set<Int>

  /// The lines of a result.
  ///
  /// - Parameters:
  ///   - drawn: the strategies that have a line.
  ///   - named: the strategy that the title names; nil where it names none.
  init(_ result: RunResult, drawn: [Int], named: Int? = nil) {
    guard drawn.count > LedLines.most else {
      order = drawn
      led = Set(drawn)
      return
    }
    let verdict = VerdictText(result)
    let recommended = verdict.recommendedName
    func rank(_ place: Int) -> Int {
      let strategy = result.strategies[place]
      if place == result.baseline || strategy.name == recommended || place == named { return 0 }
      if strategy.isBound { return place == drawn.first { result.strategies[$0].isBound } ? 1 : 4 }
      return verdict.isRuledOut(place) ? 3 : 2
    }
    let ranked = drawn.sorted { (rank($0), $0) < (rank($1), $1) }
    let led = Set(ranked.prefix(LedLines.most))
    self.led = led
    order = drawn.filter { !led.contains($0) } + drawn.filter(led.contains)
  }

  /// Whether a strategy's line has its colour and its name.
  func isLed(_ place: Int) -> Bool { led.contains(place) }

  /// Says in the legend how many lines stand behind.
  func addOthers(to script: inout ChartScript) {
    let count = order.count - led.count
    guard count > 0 else { return }
    script.legend(NumberText.count(count, "other"), .line(LedLines.background))
  }
}
