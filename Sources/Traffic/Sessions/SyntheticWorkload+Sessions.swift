import Simulation

extension SyntheticWorkload {
  /// Requests of a stream up to a time, on average.
  public func expectedRequests(until end: VirtualTime) -> Double {
    arrivals.rate * end.seconds * (sessions?.meanTurns ?? 1)
  }

  /// Makes the stream of one replication whose requests are turns of sessions.
  ///
  /// A first message may be one of the recurring questions; what comes later in a session is asked once.
  /// - Complexity: O(requests log requests).
  func sessionStream(
    _ model: SessionModel, until end: VirtualTime, seed: UInt64, replication: Int
  ) -> QueryStream {
    let times = arrivals.times(until: end, seed: seed, replication: replication)
    var generator = SessionGenerator(model, self, seed: seed, replication: replication)
    let promptRanks = Zipf(count: model.prompts, exponent: model.promptExponent)
    let promptDraws = RandomStream(seed: seed, replication: replication, purpose: .sessionPrompts)
    let traffic = TrafficDraws(self, seed: seed, replication: replication)
    var stream = emptyStream(until: end, seed: seed, replication: replication)
    var groups = SessionGroups(self, traffic, seed: seed, replication: replication)
    for (session, time) in times.enumerated() where groups.keeps(session) {
      generator.draw(session, from: time, app: promptRanks.rank(promptDraws.uniform(session)))
    }
    fill(
      &stream, from: generator, times: times, world: World(self, seed: seed, replication: replication),
      traffic: traffic, groups: groups)
    stream.systemPromptCount = model.prompts
    stream.isClosedLoop = isClosedLoop
    if isClosedLoop { stream.arrivalLimit = end }
    return stream
  }

  private func fill(
    _ stream: inout QueryStream, from generator: SessionGenerator, times: [VirtualTime], world: World,
    traffic: TrafficDraws, groups: SessionGroups
  ) {
    let turns = generator.turns
    let limit = stream.end.nanoseconds
    let order = turns.indices.filter { (isClosedLoop ? turns[$0].earliest : turns[$0].arrival) < limit }
      .sorted { (turns[$0].arrival, $0) < (turns[$1].arrival, $1) }
    var place = [UInt32](repeating: QueryStream.noPredecessor, count: turns.count)
    var numbers = [UInt32](repeating: 0, count: times.count)
    var blocks = generator.blocks
    stream.reserve(order.count)
    stream.sampled?.firstSingle = intents * paraphrases
    blocks.begins.reserveCapacity(order.count)
    blocks.counts.reserveCapacity(order.count)
    blocks.offsets = []
    var oneOffs = 0
    for (new, old) in order.enumerated() {
      let turn = turns[old]
      let session = Int(turn.session)
      place[old] = UInt32(new)
      var intent = intents + oneOffs
      var prompt = intents * paraphrases + oneOffs
      let number = numbers[session]
      numbers[session] += 1
      // In a sample a question that is asked once goes by its place in its conversation, whatever the others are.
      let single = stream.sampled == nil ? oneOffs : session &* 4096 &+ Int(number)
      var (drawnIntent, drawnPrompt) = (intents + single, intents * paraphrases + single)
      if turn.hasMessage, oneOffShare == 0 || traffic.intents.uniform(session, 0) >= oneOffShare {
        intent = world.intent(
          rank: traffic.intentRanks.rank(traffic.intents.uniform(session, 1)), at: times[session])
        let phrasing = traffic.phrasingRanks.rank(traffic.paraphrases.uniform(session))
        prompt = intent * paraphrases + world.phrasing(phrasing, of: intent, count: paraphrases)
        (drawnIntent, drawnPrompt) = (intent, prompt)
      } else {
        oneOffs += 1
        stream.sampled?.singles.append(UInt32(truncatingIfNeeded: drawnPrompt))
      }
      let user = traffic.userRanks.rank(traffic.users.uniform(session))
      let (latent, difficulty) = world.difficulty(of: drawnIntent)
      let own = 4 * (Int(number) + 1)
      var marks = RequestMarks()
      if traffic.marks.uniform(session, own) < temperatureZeroShare { marks.insert(.temperatureZero) }
      if personalDataShare > 0, world.personalData(drawnPrompt) < personalDataShare {
        marks.insert(.personalData)
      }
      if batchEligibleShare > 0, traffic.marks.uniform(session, own + 1) < batchEligibleShare {
        marks.insert(.batchEligible)
      }
      marks.difficulty = difficulty
      marks.tier = world.tier(of: user)
      marks.priority = priority(traffic.marks.uniform(session, own + 2))
      stream.append(
        Request(
          arrival: VirtualTime(nanoseconds: turn.arrival), prompt: UInt32(prompt), intent: UInt32(intent),
          user: UInt32(user), systemPrompt: turn.app, systemTokens: turn.systemTokens,
          contextTokens: turn.contextTokens,
          userTokens: turn.input - turn.systemTokens - turn.contextTokens, outputTokens: turn.output,
          latentDifficulty: Float(latent), marks: marks))
      stream.appendTurn(
        session: turn.session, turn: number,
        predecessor: turn.predecessor == QueryStream.noPredecessor
          ? QueryStream.noPredecessor : place[Int(turn.predecessor)], think: turn.think)
      groups.note(session, turn: Int(number), &stream)
      blocks.begins.append(turn.begin)
      blocks.counts.append(turn.blocks)
    }
    stream.joins = generator.joins.compactMap { join in
      let request = place[Int(join.request)]
      let predecessor = place[Int(join.predecessor)]
      return request == QueryStream.noPredecessor ? nil : TurnJoin(request: request, predecessor: predecessor)
    }.sorted { ($0.request, $0.predecessor) < ($1.request, $1.predecessor) }
    stream.prefixBlocks = blocks
    stream.intentCount = intents + oneOffs
    stream.promptCount = intents * paraphrases + oneOffs
    stream.userCount = users
    stream.sessionCount = times.count
    if let grammar, let singles = stream.sampled?.singles {
      stream.texts = .generated(GrammarWriter(grammar: grammar, workload: self, singles: singles))
    }
    groups.finish(&stream, sessions: times.count)
  }
}
