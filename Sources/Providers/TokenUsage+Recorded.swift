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
    var usage = TokenUsage(
      uncached: input - cached - written - writtenForAnHour, cached: cached, written: written,
      writtenForAnHour: writtenForAnHour, output: output - reasoning, reasoning: reasoning,
      service: TokenUsage.Service(marks[request].service))
    // Audio and images are taken out of the text that is left: a log does not tell what of them was cached.
    usage.audioInput = part(recorded.audioInputTokens, of: usage.uncached)
    usage.imageInput = part(recorded.imageInputTokens, of: usage.uncached - usage.audioInput)
    usage.uncached -= usage.audioInput + usage.imageInput
    usage.audioOutput = part(recorded.audioOutputTokens, of: usage.output)
    usage.imageOutput = part(recorded.imageOutputTokens, of: usage.output - usage.audioOutput)
    usage.output -= usage.audioOutput + usage.imageOutput
    usage.terms = marks[request].terms
    usage.webSearches = recorded.webSearches[request] ?? 0
    usage.minute = reading?.beginning.map { WeekMinute(nanoseconds: $0 &+ arrival[request].nanoseconds) }
    return usage
  }
}

extension TokenUsage {
  /// Counts the same texts by another tokenizer; the whole input and the whole output are rounded once.
  package mutating func scale(by factor: Double) {
    func scaled(_ count: Int) -> Int { Int((Double(count) * factor).rounded()) }
    var left = scaled(answer)
    share(input: scaled(input), scaled)
    for part in [\TokenUsage.reasoning, \.audioOutput, \.imageOutput] {
      self[keyPath: part] = min(left, scaled(self[keyPath: part]))
      left -= self[keyPath: part]
    }
    output = left
  }

  /// Counts a prompt that was made shorter or longer; what was read and written goes with the whole.
  package mutating func scaleInput(to tokens: Int) {
    let whole = input
    guard whole > 0, tokens != whole else { return }
    share(input: tokens) { Int((Double($0) * Double(tokens) / Double(whole)).rounded()) }
  }

  /// Shares an input among its parts; each gets at most what those before leave, and text the rest.
  private mutating func share(input whole: Int, _ scaled: (Int) -> Int) {
    var left = whole
    for part in [
      \TokenUsage.cached, \.written, \.writtenForAnHour, \.cachedAudio, \.audioInput, \.imageInput,
    ] {
      self[keyPath: part] = min(left, scaled(self[keyPath: part]))
      left -= self[keyPath: part]
    }
    uncached = left
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
    webSearches = UInt32(clamping: UInt64(webSearches) + UInt64(other.webSearches))
  }
}
