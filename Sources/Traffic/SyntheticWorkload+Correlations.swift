import Simulation

/// What requests have to do with who asks and what they ask: each is stated, and nothing by default.
extension SyntheticWorkload {
  /// Questions that come again, with those that drift brings.
  var recurring: Int { intents * (1 + newGenerations) }

  /// Nanoseconds after which each rank changes hands; 0 where none does.
  var driftPeriod: Int {
    driftShareADay > 0 ? max(1, Int(min(86_400e9 / driftShareADay, 8e18))) : 0
  }

  /// The workload that knows how many new questions drift may bring until a time: one a rank and change.
  public func settled(until end: VirtualTime) -> SyntheticWorkload {
    guard newDriftShare > 0, driftPeriod > 0 else { return self }
    var workload = self
    workload.newGenerations = Int(end.nanoseconds) / driftPeriod + 1
    return workload
  }

  /// The most phrasings of questions that come again until a time.
  public func recurringPrompts(until end: VirtualTime) -> Double {
    let isMoving = newDriftShare > 0 && driftPeriod > 0
    let generations = isMoving ? Double(end.nanoseconds) / Double(driftPeriod) + 1 : 0
    return Double(intents) * (1 + generations) * Double(paraphrases)
  }

  /// A standard normal score of an answer's length that correlates with the latent difficulty of its question.
  ///
  /// The length keeps its distribution, as far as the latent difficulties of the requests are standard normal.
  func outputScore(_ own: Double, _ latent: Double) -> Double {
    let correlation = outputDifficultyCorrelation
    return correlation == 0 ? own : correlation * latent + (1 - correlation * correlation).squareRoot() * own
  }

  /// Makes a question of its own of some intents for every user who asks them: the text is the same, the context that
  /// is retrieved and the right answer are not.
  func giveUsersTheirOwn(_ stream: inout QueryStream, _ world: World) {
    guard perUserShare > 0 else { return }
    var numbers: [UInt64: UInt32] = [:]
    for request in 0..<stream.count {
      let intent = stream.intent[request]
      // A question that never comes again is its user's own.
      guard intent < recurring, world.isOwn(Int(intent)) else { continue }
      let user = stream.user[request]
      let pair = UInt64(intent) << 32 | UInt64(user)
      let next = UInt32(stream.intentCount)
      let number = numbers[pair, default: next]
      if number == next {
        numbers[pair] = next
        stream.intentCount += 1
      }
      stream.intent[request] = number
      stream.contextTokens[request] = world.contextTokens(of: Int(intent), user: user)
    }
    stream.hasOwnContexts = !numbers.isEmpty
  }

  /// Marks the intents that hold a word of things that change, by the first of their phrasings.
  func markVolatile(_ stream: inout QueryStream, _ writer: GrammarWriter) {
    guard !volatileKeywords.isEmpty else { return }
    let words = volatileKeywords.map { Array($0.lowercased().utf8) }
    var known: [Int: Bool] = [:]
    var marked: Set<UInt32> = []
    var buffer: [UInt8] = []
    for request in 0..<stream.count {
      let prompt = Int(stream.prompt[request])
      let first = prompt < recurring * paraphrases ? prompt - prompt % paraphrases : prompt
      if known[first] == nil {
        buffer.removeAll(keepingCapacity: true)
        writer.append(first, to: &buffer)
        let text = buffer.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
        known[first] = words.contains { text.contains($0) }
      }
      if known[first] == true { marked.insert(stream.intent[request]) }
    }
    stream.answers.marked = marked
    stream.answers.markedShare = volatileKeywordShare
  }
}
