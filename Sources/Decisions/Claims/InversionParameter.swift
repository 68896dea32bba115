import Declarations
import Experiments
import Scenarios
import Simulation

/// A parameter of a scenario that may make a claim true.
package struct InversionParameter: Sendable {
  /// Its name in words.
  package let name: String
  /// Where it stands in the scenario.
  package let path: String
  /// The values that are tried.
  package let range: ClosedRange<Double>
  /// Whether values are tried evenly by their logarithm.
  let isLogarithmic: Bool
  /// Whether a value is a whole number.
  package let isWhole: Bool
  /// Whether the scenario states one less the parameter.
  let isComplement: Bool

  private init(
    _ name: String, _ path: String, _ range: ClosedRange<Double>, isLogarithmic: Bool = false,
    isWhole: Bool = false, isComplement: Bool = false
  ) {
    self.name = name
    self.path = path
    self.range = range
    self.isLogarithmic = isLogarithmic
    self.isWhole = isWhole
    self.isComplement = isComplement
  }

  /// How finely the place in the range is wanted: 0.005 of an exponent or a share, 2 % of a size or a time.
  var fineness: Double {
    isLogarithmic
      ? 0.02 / Transcendental.log(range.upperBound / range.lowerBound)
      : 0.005 / (range.upperBound - range.lowerBound)
  }

  /// The value at a place from 0 to 1 of the range.
  func value(at place: Double) -> Double {
    guard isLogarithmic else {
      return range.lowerBound + place * (range.upperBound - range.lowerBound)
    }
    let value =
      range.lowerBound * Transcendental.exp(place * Transcendental.log(range.upperBound / range.lowerBound))
    return isWhole ? value.rounded() : value
  }

  /// The change to the scenario at a place of the range.
  func override(at place: Double) -> Override {
    let value = value(at: place)
    return Override(path: path, value: JSONValue(isComplement ? 1 - value : value))
  }

  /// The parameters of a scenario that move a strategy.
  static func all(of scenario: Scenario, strategy: Int) -> [InversionParameter] {
    var parameters: [InversionParameter] = []
    if scenario.section("workload")?.string("kind") == "synthetic" {
      parameters = [
        InversionParameter(
          "duplicate share", "workload.intents.one_off_share", 0...1, isComplement: true),
        InversionParameter("Zipf exponent", "workload.intents.zipf_exponent", 0...2.5),
      ]
    }
    for layer in scenario.strategies[strategy].layers {
      guard let use = layer["use"]?.string else { continue }
      let path = "strategies.\(strategy).\(use)."
      if layer["capacity_bytes"] != nil {
        parameters.append(
          InversionParameter(
            "bytes of \(use)", path + "capacity_bytes", 10_000...1e12, isLogarithmic: true, isWhole: true))
      } else if layer["capacity"] != nil {
        parameters.append(
          InversionParameter(
            "capacity of \(use)", path + "capacity", 10...10_000_000, isLogarithmic: true, isWhole: true))
      }
      if layer["window_ms"] != nil {
        parameters.append(
          InversionParameter("window of \(use)", path + "window_ms", 1...60_000, isLogarithmic: true))
      }
    }
    return parameters
  }
}
