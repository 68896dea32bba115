import Simulation
import Traffic

/// The greatest numbers of a file's requests, which must lie below the counts that its end states.
struct RequestBounds {
  private var requests = 0
  private var last = VirtualTime.zero
  private var prompt: UInt32 = 0
  private var intent: UInt32 = 0
  private var user: UInt32 = 0
  private var systemPrompt: UInt32 = 0
  private var session: UInt32?
  private var variant: UInt32 = 0
  private var model: UInt32?
  private var tier = 0
  private var block: UInt32?
  private var turns = 0
  /// Whether any request has a context.
  private(set) var hasContexts = false

  /// Notes the requests of a stream from one on.
  ///
  /// - Throws: a fault where times or turns go back.
  mutating func note(_ stream: QueryStream, from first: Int) throws(PackedColumnReader.Fault) {
    func greatest(_ column: [UInt32]) -> UInt32 { column[min(first, column.count)...].max() ?? 0 }
    for request in first..<stream.count {
      guard stream.arrival[request] >= last else {
        throw PackedColumnReader.Fault(reason: "request \(requests) lies before the one before it")
      }
      last = stream.arrival[request]
      tier = max(tier, stream.marks[request].tier)
      if let own = stream.recorded.model[request] { model = max(model ?? 0, own) }
      requests += 1
    }
    prompt = max(prompt, greatest(stream.prompt))
    intent = max(intent, greatest(stream.intent))
    user = max(user, greatest(stream.user))
    systemPrompt = max(systemPrompt, greatest(stream.systemPrompt))
    variant = max(variant, greatest(stream.variants.ofRequest))
    hasContexts = hasContexts || greatest(stream.contextTokens) > 0
    if let ids = stream.prefixBlocks?.ids, let own = ids.max() { block = max(block ?? 0, own) }
    try noteTurns(of: stream, from: first)
  }

  private mutating func noteTurns(of stream: QueryStream, from first: Int) throws(PackedColumnReader.Fault) {
    let count = stream.session.count
    guard stream.turn.count == count, stream.predecessor.count == count, stream.think.count == count,
      count == 0 || count == stream.count
    else { throw PackedColumnReader.Fault(reason: "the columns of conversations are not of one length") }
    let before = requests - (stream.count - first)
    guard turns == (count == 0 ? 0 : before) || before == 0 else {
      throw PackedColumnReader.Fault(reason: "some requests have conversations and others have none")
    }
    if count == 0 { return }
    turns = requests
    for request in first..<count {
      let own = stream.session[request]
      if own != QueryStream.noSession { session = max(session ?? 0, own) }
      let predecessor = stream.predecessor[request]
      guard predecessor == QueryStream.noPredecessor || Int(predecessor) < before + request - first else {
        throw PackedColumnReader.Fault(reason: "a request follows one that comes later")
      }
    }
  }

  /// How many numbers of a kind there may be: more than requests where rows stand for others, but tables have so many places.
  var mostNumbers: Int { requests * 64 + 1 << 20 }

  /// Checks the counts of a stream against the numbers of its requests.
  func check(_ stream: QueryStream) throws(PackedColumnReader.Fault) {
    let most = mostNumbers
    for (name, greatest, count) in [
      ("prompt", Int(prompt), stream.promptCount), ("intent", Int(intent), stream.intentCount),
      ("user", Int(user), stream.userCount), ("system prompt", Int(systemPrompt), stream.systemPromptCount),
      ("variant", Int(variant), stream.variants.count),
    ] where requests > 0 {
      guard greatest < count, count <= most else {
        throw PackedColumnReader.Fault(reason: "it counts \(count) different numbers of a \(name)")
      }
    }
    guard session.map({ Int($0) < stream.sessionCount }) ?? true, stream.sessionCount <= most,
      model.map({ Int($0) < stream.recorded.modelNames.count }) ?? true,
      tier < max(1, stream.tierNames.count), stream.tierNames.count <= 8,
      block.map({ Int($0) < stream.prefixBlocks?.blockCount ?? 0 }) ?? true
    else {
      throw PackedColumnReader.Fault(
        reason: "it counts fewer sessions, models, tiers or blocks than there are")
    }
    guard requests == 0 || last < stream.end else {
      throw PackedColumnReader.Fault(reason: "the stream ends before its last request")
    }
    guard turns == 0 || turns == requests else {
      throw PackedColumnReader.Fault(reason: "some requests have conversations and others have none")
    }
    if let blocks = stream.prefixBlocks {
      guard blocks.lengths.isEmpty || blocks.lengths.count == blocks.ids.count, blocks.blockCount <= most * 64
      else { throw PackedColumnReader.Fault(reason: "some blocks of prefixes lack their length") }
    }
    let shapes = stream.variants.shapeOfIntent
    guard shapes.isEmpty || shapes.count == stream.intentCount else {
      throw PackedColumnReader.Fault(reason: "the table of shapes has \(shapes.count) numbers")
    }
    var before: UInt32 = 0
    for join in stream.joins {
      guard join.request >= before, join.predecessor < join.request, Int(join.request) < turns else {
        throw PackedColumnReader.Fault(reason: "the table of answers that requests wait for is out of order")
      }
      before = join.request
    }
  }
}
