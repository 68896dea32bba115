extension Metric {
  /// Mean time to the complete answer.
  public static let latencyMean = Metric(
    "latency_mean_ms", .milliseconds, heading: "mean", isMoreBetter: false,
    "mean milliseconds to the complete answer"
  ) { $0.latencies.mean }

  /// Median time to the complete answer.
  public static let latencyP50 = latency(50, "median")
  package static let latencyP90 = latency(90, "90th percentile of")
  /// 95th percentile of the time to the complete answer.
  public static let latencyP95 = latency(95, "95th percentile of")
  /// 99th percentile of the time to the complete answer.
  public static let latencyP99 = latency(99, "99th percentile of")

  private static func latency(_ percent: Int, _ words: String) -> Metric {
    Metric(
      "latency_p\(percent)_ms", .milliseconds, heading: "p\(percent)", isMoreBetter: false,
      "\(words) milliseconds to the complete answer"
    ) { $0.latencies.quantile(Double(percent) / 100) }
  }

  package static let firstTokenP50 = firstToken(50, "median")
  package static let firstTokenP95 = firstToken(95, "95th percentile of")
  package static let firstTokenP99 = firstToken(99, "99th percentile of")

  private static func firstToken(_ percent: Int, _ words: String) -> Metric {
    Metric(
      "first_token_p\(percent)_ms", .milliseconds, heading: "TTFT p\(percent)", isMoreBetter: false,
      "\(words) milliseconds to the first token of the answer (TTFT); of a cached or shared one, to the whole"
    ) { $0.firstTokens.quantile(Double(percent) / 100) }
  }

  package static let timePerOutputTokenP50 = timePerOutputToken(50, "median")
  package static let timePerOutputTokenP95 = timePerOutputToken(95, "95th percentile of")

  private static func timePerOutputToken(_ percent: Int, _ words: String) -> Metric {
    Metric(
      "time_per_output_token_p\(percent)_ms", .milliseconds, heading: "TPOT p\(percent)",
      "\(words) milliseconds a token after the first (TPOT), of the answers that a provider gave token by token"
    ) { $0.outputTokenTimes.quantile(Double(percent) / 100) }
  }

  package static let outputTokensPerSecond = Metric(
    "output_tokens_per_s", .count, heading: "output tokens/s",
    "tokens of answers given to users a second of the measured span, cached ones included"
  ) { $0.share(Double($0.answeredTokens), of: $0.seconds) }

  package static let goodputShare = Metric(
    "goodput_share", .share, heading: "goodput", isMoreBetter: true,
    "requests answered within analysis.goodput's times over all requests; n/a where none are stated"
  ) { figures in figures.goodput.map { figures.share(Double($0), of: figures.requests) } ?? .nan }

  package static let goodputPerSecond = Metric(
    "goodput_per_s", .count, heading: "goodput/s", isMoreBetter: true,
    "requests answered within those times, a second of the measured span"
  ) { figures in figures.goodput.map { figures.share(Double($0), of: figures.seconds) } ?? .nan }
}
