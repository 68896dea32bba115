import Traffic

extension QueryStream {
  /// The tokens of a request as its log counted them, and how it was processed; a part is never more than what it is part of.
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
      writtenForAnHour: writtenForAnHour, output: output - reasoning, reasoning: reasoning,
      service: TokenUsage.Service(marks[request].service))
  }
}

extension TokenUsage {
  /// Counts the same texts by another tokenizer; the whole input and the whole output are rounded once.
  package mutating func scale(by factor: Double) {
    func scaled(_ count: Int) -> Int { Int((Double(count) * factor).rounded()) }
    let (input, answer) = (scaled(self.input), scaled(output + reasoning))
    cached = min(input, scaled(cached))
    written = min(input - cached, scaled(written))
    writtenForAnHour = min(input - cached - written, scaled(writtenForAnHour))
    uncached = input - cached - written - writtenForAnHour
    reasoning = min(answer, scaled(reasoning))
    output = answer - reasoning
  }

  /// Counts a prompt that was made shorter or longer; what was read and written goes with the whole.
  package mutating func scaleInput(to tokens: Int) {
    let whole = input
    guard whole > 0, tokens != whole else { return }
    func scaled(_ count: Int) -> Int { Int((Double(count) * Double(tokens) / Double(whole)).rounded()) }
    cached = min(tokens, scaled(cached))
    written = min(tokens - cached, scaled(written))
    writtenForAnHour = min(tokens - cached - written, scaled(writtenForAnHour))
    uncached = tokens - cached - written - writtenForAnHour
  }

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
