import Providers
import Simulation
import Traffic

/// The latency of one model in a log, and the model fitted to it.
///
/// The first token is lognormal, and so is the time of each later one; calls that take three times what the rest would
/// say are the tail. Without recorded first tokens, both parts come from a least-squares line of latency over output.
package struct ModelLatency: Sendable {
  /// The model's name in the log.
  package var model: String
  /// Calls that tell a latency.
  package var calls: Int
  /// Milliseconds to the whole answer at the levels.
  package var recorded: [Double]
  /// The same as the fitted model gives for the same calls.
  package var modelled: [Double]
  /// Milliseconds to the first token; nil where fewer than ten calls tell it.
  package var firstTokens: (recorded: [Double], modelled: [Double])?
  /// Milliseconds of the first token: the median, and the 95th percentile.
  package var firstToken: (median: Double, p95: Double)
  /// Median speed of the output.
  package var tokensPerSecond: Double
  /// Standard deviation of the logarithm of the time of a token.
  package var outputSigma: Double
  /// Share of the calls in the tail.
  package var tailShare: Double

  /// The quantiles that are compared.
  package static let levels = [0.5, 0.95, 0.99]
  /// The fewest calls that a model is fitted to.
  static let fewest = 20

  /// A call's times in seconds and its output.
  private struct Sample {
    var request: Int
    var first: Double?
    var whole: Double
    var output: Double
  }

  /// The models of a stream with enough recorded latencies, in the log's order.
  static func all(of stream: QueryStream) -> [ModelLatency] {
    let recorded = stream.recorded
    guard !recorded.latency.isEmpty else { return [] }
    var samples = [[Sample]](repeating: [], count: recorded.modelNames.count)
    for request in 0..<stream.count {
      guard let model = recorded.model[request], let latency = recorded.latency[request], latency > 0,
        recorded.failed[request] != 1, recorded.gatewayHit[request] != 1
      else { continue }
      let first = recorded.firstToken[request].map { Double($0) / 1e9 }
      samples[Int(model)].append(
        Sample(
          request: request, first: first, whole: Double(latency) / 1e9,
          output: Double(stream.outputTokens[request])))
    }
    return samples.enumerated().compactMap { place, own in
      own.count >= fewest ? ModelLatency(recorded.modelNames[place], own) : nil
    }
  }

  private init?(_ model: String, _ samples: [Sample]) {
    let streamed = samples.filter { ($0.first ?? 0) > 0 }
    let hasFirst = streamed.count >= 10
    var firsts: [Double]
    var speeds: [Double]
    if hasFirst {
      firsts = streamed.compactMap(\.first)
      speeds = streamed.filter { $0.output > 1 }.compactMap { sample in
        let rest = sample.whole - (sample.first ?? 0)
        return rest > 0 ? rest / sample.output : nil
      }
    } else {
      let line = ModelLatency.line(samples)
      firsts = samples.map { max(0.001, $0.whole - line.slope * $0.output) }
      speeds = line.slope > 0 ? samples.map { _ in line.slope } : []
    }
    guard !firsts.isEmpty else { return nil }
    firsts.sort()
    speeds.sort()
    let median = max(0.001, ModelLatency.quantile(firsts, 0.5))
    let p95 = max(median, ModelLatency.quantile(firsts, 0.95))
    let each = speeds.isEmpty ? 0.001 : max(1e-6, ModelLatency.quantile(speeds, 0.5))
    let upper = speeds.isEmpty ? each : ModelLatency.quantile(speeds, 0.84)
    self.model = model
    calls = samples.count
    firstToken = (median * 1000, p95 * 1000)
    tokensPerSecond = 1 / each
    outputSigma = max(0, Transcendental.log(max(1, upper / each)))
    // A lognormal that is fitted at its 84th percentile has its tail beside it.
    let slow = samples.count { $0.whole > 3 * (median + each * $0.output) }
    tailShare = hasFirst ? 0 : Double(slow) / Double(samples.count)
    let sigma = max(0, Transcendental.log(p95 / median) / 1.644_853_626_951_472_7)
    let latency = LatencyModel(
      base: median, firstTokenSigma: sigma, perOutputToken: each, outputSigma: outputSigma, tailShare: 0)
    let draws = RandomStream(seed: 1, replication: 0, purpose: .latency)
    let modelled = samples.map { sample in
      latency.latency(
        uncached: 0, cached: 0, output: Int(sample.output),
        draws: LatencyDraws(
          firstToken: draws.normal(sample.request, 0), output: draws.normal(sample.request, 1)))
    }
    recorded = ModelLatency.quantiles(samples.map(\.whole))
    self.modelled = ModelLatency.quantiles(modelled.map(\.total.seconds))
    if hasFirst {
      firstTokens = (
        ModelLatency.quantiles(streamed.compactMap(\.first)),
        ModelLatency.quantiles(modelled.map(\.firstToken.seconds))
      )
    }
  }

  /// Latency over output by least squares, with a slope of at least 0.
  private static func line(_ samples: [Sample]) -> (intercept: Double, slope: Double) {
    let n = Double(samples.count)
    let x = samples.reduce(0) { $0 + $1.output } / n
    let y = samples.reduce(0) { $0 + $1.whole } / n
    let spread = samples.reduce(0) { $0 + ($1.output - x) * ($1.output - x) }
    let common = samples.reduce(0) { $0 + ($1.output - x) * ($1.whole - y) }
    let slope = spread > 0 ? max(0, min(common / spread, x > 0 ? y / x : 0)) : 0
    return (y - slope * x, slope)
  }

  private static func quantiles(_ seconds: [Double]) -> [Double] {
    let sorted = seconds.sorted()
    return levels.map { quantile(sorted, $0) * 1000 }
  }

  private static func quantile(_ sorted: [Double], _ level: Double) -> Double {
    let position = level * Double(sorted.count - 1)
    let lower = Int(position)
    let upper = min(lower + 1, sorted.count - 1)
    return sorted[lower] + (position - Double(lower)) * (sorted[upper] - sorted[lower])
  }
}
