extension TraceFormat {
  /// Logs of Cloudflare's AI Gateway, which hold no texts.
  static let cloudflare = calls(
    "cloudflare", "logs of Cloudflare's AI Gateway: JSON of its API, JSONL or CSV",
    recognition: "tokens_in, tokens_out and cached with provider",
    layout: CallLayout(
      usage: ["."], time: ["created_at"], latencyMilliseconds: ["duration"], model: ["model"],
      user: ["metadata.user", "metadata.user_id", "metadata.userId"],
      session: ["metadata.session_id", "metadata.sessionId"], cost: ["cost"], status: ["status_code"],
      gatewayHit: ["cached"], tellsTemperature: false, id: ["id"]),
    matches: { names, _ in
      ["tokens_in", "tokens_out", "cached", "provider"].allSatisfy(names.contains)
    })
}
