import Metrics
import Traffic

/// What the stated errors of a sample do not allow for.
extension RunResult {
  /// Figures that rest on fewer units are held by their stated errors in 82 to 88 of 100 modelled samples, and those that rest
  /// on more in 91 and more: what budgets of each of 2,000 to 20,000 unequal users refuse, at .05, .2 and .5.
  private static let fewestBearers = 5.0
  /// Jain's index is not known where its stated error is a greater part of it, or of what it lacks of 1.
  private static let greatestPart = 0.5
  /// Shares of what befalls few requests, which may all be of a few units.
  private static let rare: [Metric] = [.rejectedShare, .failedShare, .throttledShare]

  /// What the groups of a sample tell of errors that are too narrow, each as a sentence.
  var sampleWarnings: [String] {
    guard let sample = provenance.sample else { return [] }
    let uneven = Metric.fairness.filter { metric in
      strategies.contains {
        let index = estimate(metric, of: $0).mean
        // Nearly all requests are answered: what lacks of 1 is what few users make.
        let known = metric == .userAnswerFairness ? min(index, 1 - index) : index
        return samplingError(metric, of: $0) > RunResult.greatestPart * known
      }
    }
    var warnings: [String] = []
    if !uneven.isEmpty {
      let names = uneven.map(\.rawValue).joined(separator: ", ")
      warnings.append(
        "\(names): the users are so unequal that one in five samples or more lies further off than is stated: "
          + "the whole, or a greater rate, was expected")
    }
    for metric in RunResult.rare {
      let few = strategies.filter { strategy in
        SampleBearers(metric, of: strategy, sample).map { $0.units < RunResult.fewestBearers } ?? false
      }
      if few.isEmpty { continue }
      let names = few.prefix(3).map { "'\($0.name)'" }.joined(separator: ", ")
      let more = few.count > 3 ? " and \(few.count - 3) more" : ""
      warnings.append(
        "\(metric.rawValue) rests on few \(sample.sample.unit.plural) of the sample (in \(names)\(more)): those left out "
          + "may have many more; its error and that of dollars are too narrow: a greater rate was expected")
    }
    return warnings
  }
}

/// On how many units of a sample a share rests, told from the figures without each of its groups.
struct SampleBearers {
  /// As many units with as much of it each would be as unevenly dealt out to the groups (Kish's effective number); infinite
  /// where they are dealt out evenly.
  let units: Double

  /// The units that bear a share of the requests; nil where there is nothing of it, or no group is known.
  init?(_ metric: Metric, of strategy: StrategyResult, _ sample: SampleSummary) {
    guard let whole = strategy.cells.first?.metrics[metric], whole > 0,
      let excess = sample.excess.first, excess > -1,
      strategy.leftOut.count == sample.excessWithout.count, strategy.leftOut.count > 1
    else { return nil }
    let groups = Double(strategy.leftOut.count)
    let expected = (groups - 1) / groups
    let parts = zip(strategy.leftOut, sample.excessWithout).map { left, excessWithout -> Double in
      // What is left of the requests without a group has what is left of the share.
      let rest = expected * (1 + excessWithout) / (1 + excess)
      return 1 - rest * left[metric] / whole
    }
    guard parts.allSatisfy(\.isFinite) else { return nil }
    // Units of equal weight have the square of 1 over their number, and as much again for the groups.
    let inverse = parts.reduce(0) { $0 + $1 * $1 } - 1 / groups
    units = inverse > 0 ? 1 / inverse : .infinity
  }
}

extension Metric {
  /// Jain's indices, whose interval from the groups of a sample is too narrow.
  static let fairness: [Metric] = [.userCostFairness, .userAnswerFairness]

  /// By what a sample's error is wider than its groups tell.
  ///
  /// An index of inequality rests on the greatest users, whose squares it takes, and is skewed: over 300 modelled samples of
  /// each of 54 populations, errors of up to a third of it are held in 82 to 96 %, and half as wide again in 93 to 99 %.
  var sampleWidening: Double { Metric.fairness.contains(self) ? 1.5 : 1 }
}
