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

  /// Counts a prompt whose parts were made shorter or longer, each by its own share: what was read from a cache stands at the
  /// beginning, and what was written behind it.
  ///
  /// What is kept of a part is taken to be the same in every call, so that it is read as before.
  ///
  /// - Parameters:
  ///   - former: tokens of the parts in their order in the prompt, none below 0.
  ///   - parts: tokens of as many parts as they are now.
  package mutating func scaleInput(from former: [Int], to parts: [Int]) {
    let (whole, known) = (input, former.reduce(0, +))
    guard whole > 0, known > 0, former.count == parts.count else {
      scaleInput(to: parts.reduce(0, +))
      return
    }
    /// The tokens that stand now before a place of the former prompt.
    func place(_ tokens: Int) -> Int {
      var left = Double(tokens) * Double(known) / Double(whole)
      var sum = 0.0
      for (old, new) in zip(former, parts) where old > 0 {
        sum += Double(new) * min(1, left / Double(old))
        left = max(0, left - Double(old))
      }
      return Int(sum.rounded())
    }
    let places = [cached, cached + written, cached + written + writtenForAnHour].map(place)
    let tokens = parts.reduce(0, +)
    let rest = Double(tokens) / Double(whole)
    cached = places[0]
    written = places[1] - places[0]
    writtenForAnHour = places[2] - places[1]
    var left = tokens - places[2]
    for part in [\TokenUsage.cachedAudio, \.audioInput, \.imageInput] {
      self[keyPath: part] = min(left, Int((Double(self[keyPath: part]) * rest).rounded()))
      left -= self[keyPath: part]
    }
    uncached = left
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
