extension Calibration {
  /// Calls of a model one after the other that were billed at one multiple of the price book.
  package struct PriceStep: Sendable {
    /// The day of the first of them, in UTC.
    package var day: String
    /// The day of the last of them, in UTC.
    package var lastDay: String
    /// The least and the greatest ratio of a call's recorded spend to its price.
    package var ratios: ClosedRange<Double>
    /// How many they are.
    package var calls = 1

    /// The ratio in the middle.
    package var ratio: Double { (ratios.lowerBound + ratios.upperBound) / 2 }

    /// Whether they were billed otherwise than by the book.
    package var isOff: Bool { abs(ratio - 1) > Calibration.tolerance }
  }
}

extension Calibration.Group {
  /// What ratios of calls at one price differ by at most, as a part of the greatest.
  private static let spread = 0.01
  /// Steps of fewer calls are no change of prices.
  private static let fewestCalls = 10
  /// More steps than these are none either.
  private static let mostSteps = 8

  /// Takes the ratio of a call's recorded spend to its price, in the order of time.
  ///
  /// - Complexity: O(1).
  mutating func take(ratio: Double, on day: String) {
    guard steps.count <= Self.mostSteps else { return }
    if let last = steps.last {
      let range = min(last.ratios.lowerBound, ratio)...max(last.ratios.upperBound, ratio)
      if range.upperBound - range.lowerBound <= Self.spread * range.upperBound {
        steps[steps.count - 1].ratios = range
        steps[steps.count - 1].lastDay = day
        steps[steps.count - 1].calls += 1
        return
      }
    }
    steps.append(Calibration.PriceStep(day: day, lastDay: day, ratios: ratio...ratio))
  }

  /// The steps, where the calls were billed at a few multiples of the price book one after the other; empty otherwise.
  package var priceSteps: [Calibration.PriceStep] {
    guard (2...Self.mostSteps).contains(steps.count), steps.contains(where: \.isOff),
      steps.allSatisfy({ $0.calls >= Self.fewestCalls })
    else { return [] }
    return steps
  }
}
