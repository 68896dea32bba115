import Traffic

extension TraceFormat {
  /// The traces of BurstGPT (Wang et al.: "BurstGPT", KDD 2025; CC BY 4.0), both versions.
  static let burstGPT = calls(
    "burstgpt", "BurstGPT traces: CSV with Timestamp (s), Model, Request tokens, Response tokens",
    recognition: "a CSV header with Timestamp, Request tokens and Response tokens",
    layout: CallLayout(
      usage: ["."], time: ["timestamp"], latencySeconds: ["elapsed_time"], model: ["model"],
      tellsTemperature: false),
    column: { $0.lowercased().replacing(" ", with: "_") },
    matches: { names, first in
      first == nil && ["timestamp", "request_tokens", "response_tokens"].allSatisfy(names.contains)
    })
}
