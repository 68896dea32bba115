import Similarity
import Simulation

/// A bilinear model of which of two models answers a query better (Ong et al.: "RouteLLM: Learning to Route LLMs
/// with Preference Data", 2024): score(m, q) = w . (v_m * (A x_q + c)), with the embedding x_q of the query.
///
/// Fitted to the probability sigma(score(strong, q) - score(weak, q)) that the strong model is better by
/// stochastic gradients in a fixed order. It differs from the published one in its embedding, which is any of
/// ours, and in its target: recorded gaps, a tie counting one half.
struct MatrixFactorisation: Sendable {
  private let rank: Int
  private let dimensions: Int
  private var query: [Double]
  private var offset: [Double]
  /// The difference of the two models' vectors times the last weights: only it enters the score.
  private var difference: [Double]
  private var bias = 0.0

  /// Fits gaps (strong - weak, -1...1), one a vector.
  init(
    _ vectors: VectorTable, gaps: [Double], rank: Int, epochs: Int, rate: Double, decay: Double,
    random: RandomStream
  ) {
    precondition(rank > 0 && gaps.count == vectors.count, "a factorisation wants a rank and a gap a vector")
    self.rank = rank
    dimensions = vectors.dimensions
    query = (0..<rank * dimensions).map { random.normal(0, $0) / Double(vectors.dimensions).squareRoot() }
    offset = [Double](repeating: 0, count: rank)
    difference = (0..<rank).map { random.normal(1, $0) / Double(rank).squareRoot() }
    var hidden = [Double](repeating: 0, count: rank)
    for epoch in 0..<epochs {
      let order = (0..<vectors.count).sorted { random.bits(2 + epoch, $0) < random.bits(2 + epoch, $1) }
      let step = rate / (1 + Double(epoch))
      for row in order {
        let score = self.score(vectors, row, &hidden)
        let error = 1 / (1 + Transcendental.exp(-score)) - (1 + gaps[row]) / 2
        bias -= step * error
        for part in 0..<rank {
          let pull = error * difference[part]
          difference[part] -= step * (error * hidden[part] + decay * difference[part])
          offset[part] -= step * pull
          let base = part * dimensions
          for column in 0..<dimensions {
            let value = Double(vectors.values[row * dimensions + column])
            query[base + column] -= step * (pull * value + decay * query[base + column])
          }
        }
      }
    }
  }

  /// The log odds that the strong model is better, one a vector.
  func scores(_ vectors: VectorTable) -> [Double] {
    var hidden = [Double](repeating: 0, count: rank)
    return (0..<vectors.count).map { score(vectors, $0, &hidden) }
  }

  private func score(_ vectors: VectorTable, _ row: Int, _ hidden: inout [Double]) -> Double {
    var total = bias
    for part in 0..<rank {
      var sum = offset[part]
      let base = part * dimensions
      for column in 0..<dimensions {
        sum += query[base + column] * Double(vectors.values[row * dimensions + column])
      }
      hidden[part] = sum
      total += difference[part] * sum
    }
    return total
  }
}
