import Simulation

/// How many tokens the draws of a synthetic stream have in the mean, whoever asks what and when.
package struct ExpectedTokens: Sendable {
  /// Tokens of the retrieved context and of the user's message; without what is not drawn.
  package let input: Double
  /// Tokens of the answer; nil where they go with the difficulty of the question.
  package let output: Double?
  /// Whether the user's message is among them: its length is drawn, and not that of a text.
  package let hasUser: Bool

  /// Those of a workload; nil where lengths follow from conversations, or a sample says what of them is kept. Parts are
  /// added up, so that theirs are those of the whole.
  init?(_ workload: SyntheticWorkload) {
    guard workload.sessions == nil, workload.sample.map({ $0.part != nil }) ?? true else { return nil }
    hasUser = workload.userTokens != nil
    input = [workload.contextTokens, workload.userTokens].reduce(0) { $0 + ($1.map(expectedTokenCount) ?? 0) }
    output = workload.outputDifficultyCorrelation == 0 ? expectedTokenCount(workload.outputTokens) : nil
  }
}

/// The mean of ``tokenCount(_:z:)`` over a standard normal z, by the trapezoid rule.
func expectedTokenCount(_ distribution: Lognormal) -> Double {
  guard distribution.sigma > 0 else { return Double(tokenCount(distribution, z: 0)) }
  // The part beyond a score of `sigma` makes half of the mean.
  let steps = 1 << 14
  let (low, high) = (-9.0, 9 + min(distribution.sigma, 20))
  var sum = 0.0
  var weight = 0.0
  for step in 0...steps {
    let z = low + (high - low) * Double(step) / Double(steps)
    let density = Transcendental.exp(-z * z / 2) * (step == 0 || step == steps ? 0.5 : 1)
    sum += density * Double(tokenCount(distribution, z: z))
    weight += density
  }
  return sum / weight
}
