import Simulation

/// Draws the sessions of a synthetic stream.
///
/// Everything about turn k of session s is addressed by (seed, replication, purpose, s, k). Planned times take one second
/// and 20 ms an output token for an answer; they order the stream, and a closed loop has times of its own.
struct SessionGenerator {
  let model: SessionModel
  let workload: SyntheticWorkload
  var turns: [Turn] = []
  var joins: [TurnJoin] = []
  var blocks = PrefixBlocks(blockTokens: 1)
  private var sharedBlocks: [UInt64: UInt32] = [:]
  private let draws: RandomStream
  private let documentDraws: RandomStream
  private let documentRanks: Zipf?

  /// No prompt has more tokens: a price can be paid for so many.
  static let mostTokens = 10_000_000

  init(_ model: SessionModel, _ workload: SyntheticWorkload, seed: UInt64, replication: Int) {
    self.model = model
    self.workload = workload
    draws = RandomStream(seed: seed, replication: replication, purpose: .sessions)
    documentDraws = RandomStream(seed: seed, replication: replication, purpose: .documents)
    documentRanks = model.documents.map { Zipf(count: $0.count, exponent: $0.exponent) }
    blocks.lengths = []
  }

  /// Draws a session.
  mutating func draw(_ session: Int, from start: VirtualTime, app: Int) {
    let count = SessionGenerator.count(model.turns.value(z: draws.normal(session, 0)))
    var context = begin(session, app: app, isSubagent: false, step: 0)
    var arrival = start.nanoseconds
    var previous: UInt32 = QueryStream.noPredecessor
    var think = QueryStream.unknownThink
    var answer: UInt32 = 0
    var earliest = arrival
    var beside: [UInt32] = []
    for step in 0..<count {
      let address = (step + 1) * 16
      let isTool = step > 0 && model.toolShare > 0 && draws.uniform(session, address) < model.toolShare
      if step > 0 { compact(&context, session, address) }
      let index = add(
        session, app, &context, step: address, isTool: isTool, answer: answer, isFirst: step == 0)
      turns[index].arrival = arrival
      turns[index].earliest = earliest
      turns[index].predecessor = previous
      turns[index].think = think
      for other in beside { joins.append(TurnJoin(request: UInt32(index), predecessor: other)) }
      answer = turns[index].output
      previous = UInt32(index)
      var end = plannedEnd(index)
      beside = []
      if step + 1 < count, model.subagentShare > 0, draws.uniform(session, address + 1) < model.subagentShare
      {
        let most = 1 + draws.integer(below: model.subagentsAtOnce, session, address + 2)
        for place in 0..<most {
          let last = drawSubagent(session, app, behind: index, address: address + 3 + place * 4096)
          beside.append(UInt32(last))
          earliest = max(earliest, turns[last].earliest)
          end = max(end, plannedEnd(last))
        }
      }
      think = gap(session, address + 16, isTool: nextIsTool(session, step, count))
      arrival = min(end + think, 1 << 61)
      earliest = min(earliest + think, 1 << 61)
    }
  }

  /// A drawn number of turns, from 1 to the most that there are.
  private static func count(_ value: Double) -> Int {
    Int(min(max(1, value), Double(SessionModel.mostTurns)).rounded())
  }

  private func nextIsTool(_ session: Int, _ step: Int, _ count: Int) -> Bool {
    step + 1 < count && model.toolShare > 0 && draws.uniform(session, (step + 2) * 16) < model.toolShare
  }

  /// Draws a sub-agent, which begins behind a turn's answer.
  ///
  /// - Returns: its last turn.
  private mutating func drawSubagent(
    _ session: Int, _ app: Int, behind parent: Int, address: Int
  ) -> Int {
    // Addresses of its own, far from those of the session's turns.
    let own = session ^ (address << 28)
    let count = SessionGenerator.count(model.subagentTurns.value(z: draws.normal(own, 1)))
    var context = begin(session, app: app, isSubagent: true, step: address)
    var previous = parent
    var answer: UInt32 = 0
    for step in 0..<count {
      let turn = (step + 1) * 16
      if step > 0 { compact(&context, own, turn) }
      let index = add(
        session, app, &context, step: turn, isTool: step > 0, answer: answer, isFirst: false, address: own)
      let think = step == 0 ? 0 : gap(own, turn, isTool: true)
      turns[index].arrival = min(plannedEnd(previous) + think, 1 << 61)
      turns[index].earliest = min(turns[previous].earliest + think, 1 << 61)
      turns[index].predecessor = UInt32(previous)
      turns[index].think = think
      answer = turns[index].output
      previous = index
    }
    return previous
  }

  private func plannedEnd(_ index: Int) -> Int64 {
    turns[index].arrival + 1_000_000_000 + Int64(turns[index].output) * 20_000_000
  }

  /// The time from an answer to the next turn.
  private func gap(_ address: Int, _ step: Int, isTool: Bool) -> Int64 {
    let z = draws.normal(address, step + 4)
    var seconds = isTool ? model.toolTime.value(z: z) : model.think.value(z: z)
    if !isTool, model.pauseShare > 0, draws.uniform(address, step + 6) < model.pauseShare {
      seconds = model.pause.value(z: z)
    }
    return VirtualTime.seconds(min(seconds, 1e8)).nanoseconds
  }

  // MARK: Prompts

  private mutating func append(_ id: UInt32, _ tokens: Int) {
    blocks.ids.append(id)
    blocks.lengths.append(UInt32(tokens))
  }

  /// The number of a block that others have too, by the block before it and what it says.
  private mutating func shared(_ parent: UInt32, _ what: Int) -> UInt32 {
    let key = UInt64(parent) << 32 | UInt64(what)
    if let known = sharedBlocks[key] { return known }
    let id = UInt32(blocks.blockCount)
    blocks.blockCount += 1
    sharedBlocks[key] = id
    return id
  }

  /// Begins a list of blocks: tools and system prompt, and the documents of the first message where those stand there.
  private mutating func begin(_ session: Int, app: Int, isSubagent: Bool, step: Int) -> Context {
    let start = UInt32(blocks.ids.count)
    var parent = UInt32.max
    var tokens = 0
    for (kind, length) in [Int(model.toolListTokens), Int(workload.systemTokens)].enumerated()
    where length > 0 {
      parent = shared(parent, (app * 2 + (isSubagent ? 1 : 0)) * 2 + kind)
      append(parent, length)
      tokens += length
    }
    var context = Context(
      begin: start, blocks: UInt32(blocks.ids.count) - start, tokens: tokens, shared: tokens, documents: 0)
    guard !isSubagent, let documents = model.documents, documents.place == .before else { return context }
    for place in 0..<documents.perMessage {
      let document = document(session, step, place)
      parent = shared(parent, 1 << 31 | document)
      let length = documentTokens(document)
      append(parent, length)
      context.tokens += length
      context.documents += length
    }
    context.blocks = UInt32(blocks.ids.count) - start
    return context
  }

  private func document(_ session: Int, _ step: Int, _ place: Int) -> Int {
    documentRanks?.rank(documentDraws.uniform(session, step * 64 + place)) ?? 0
  }

  private func documentTokens(_ document: Int) -> Int {
    guard let documents = model.documents else { return 0 }
    return Int(tokenCount(documents.tokens, z: documentDraws.normal(document, -1)))
  }

  /// Makes a summary of the history when the context has grown too long for another turn.
  private mutating func compact(_ context: inout Context, _ address: Int, _ step: Int) {
    guard let limit = model.compactAt, context.tokens > Int(limit) else { return }
    let kept = Int(context.begin)
    let start = UInt32(blocks.ids.count)
    var tokens = 0
    var place = kept
    while tokens < context.shared {
      append(blocks.ids[place], Int(blocks.lengths[place]))
      tokens += Int(blocks.lengths[place])
      place += 1
    }
    append(UInt32(blocks.blockCount), Int(model.compactTo))
    blocks.blockCount += 1
    context = Context(
      begin: start, blocks: UInt32(blocks.ids.count) - start, tokens: tokens + Int(model.compactTo),
      shared: context.shared, documents: 0)
  }

  /// Adds a turn whose prompt is the context, the answer before it and what is new.
  private mutating func add(
    _ session: Int, _ app: Int, _ context: inout Context, step: Int, isTool: Bool, answer: UInt32,
    isFirst: Bool, address: Int? = nil
  ) -> Int {
    let address = address ?? session
    let message = workload.userTokens ?? Lognormal(median: 60, p95: 300)
    var new =
      Int(answer) + Int(tokenCount(isTool ? model.toolResult : message, z: draws.normal(address, step + 8)))
    if !isTool, let documents = model.documents, !(isFirst && documents.place == .before) {
      for place in 0..<documents.perMessage { new += documentTokens(document(address, step, place)) }
    }
    // Behind the greatest prompt that can be paid for, nothing grows.
    if context.tokens + new <= SessionGenerator.mostTokens {
      // A list that another one follows is begun anew at its end.
      if Int(context.begin + context.blocks) != blocks.ids.count { move(&context) }
      append(UInt32(blocks.blockCount), new)
      blocks.blockCount += 1
      context.blocks += 1
      context.tokens += new
    }
    turns.append(
      Turn(
        arrival: 0, session: UInt32(session), earliest: 0, predecessor: QueryStream.noPredecessor,
        think: QueryStream.unknownThink, begin: context.begin, blocks: context.blocks,
        systemTokens: UInt32(context.shared), contextTokens: UInt32(context.documents),
        input: UInt32(context.tokens),
        output: tokenCount(workload.outputTokens, z: draws.normal(address, step + 10)), app: UInt32(app),
        hasMessage: isFirst))
    return turns.count - 1
  }

  /// Copies a context's list to the end, where it can grow: lists of sub-agents lie behind it.
  private mutating func move(_ context: inout Context) {
    let begin = Int(context.begin)
    let start = UInt32(blocks.ids.count)
    for place in begin..<begin + Int(context.blocks) { append(blocks.ids[place], Int(blocks.lengths[place])) }
    context.begin = start
  }
}
