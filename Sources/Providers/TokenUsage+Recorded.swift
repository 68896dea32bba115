import Traffic

extension QueryStream {
  /// The tokens of a request as its log counted them; a part is never more than what it is part of.
  package func recordedUsage(of request: Int) -> TokenUsage {
    let input = inputTokens(request)
    let output = Int(outputTokens[request])
    func part(_ column: SparseColumn<UInt32>, of whole: Int) -> Int { min(whole, Int(column[request] ?? 0)) }
    let cached = part(recorded.cachedTokens, of: input)
    let written = part(recorded.writtenTokens, of: input - cached)
    let writtenForAnHour = part(recorded.writtenHourTokens, of: input - cached - written)
    let reasoning = part(recorded.reasoningTokens, of: output)
    return TokenUsage(
      uncached: input - cached - written - writtenForAnHour, cached: cached, written: written,
      writtenForAnHour: writtenForAnHour, output: output - reasoning, reasoning: reasoning)
  }
}

extension TokenUsage {
  /// Adds the counts of another call.
  package mutating func add(_ other: TokenUsage) {
    uncached += other.uncached
    cached += other.cached
    cachedAudio += other.cachedAudio
    written += other.written
    writtenForAnHour += other.writtenForAnHour
    audioInput += other.audioInput
    imageInput += other.imageInput
    output += other.output
    reasoning += other.reasoning
    audioOutput += other.audioOutput
    imageOutput += other.imageOutput
  }
}
