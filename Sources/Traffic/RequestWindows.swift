import Simulation

/// A stream that comes in windows: a few of its requests at a time, in order.
package protocol RequestWindows {
  /// What goes wrong when requests are fetched; `Never` where nothing does.
  associatedtype Fault: Error
  /// A stream without requests that knows how many prompts, intents and users there may be.
  var header: QueryStream { get }
  /// Appends requests to a window until it holds so many, or none are left.
  ///
  /// - Returns: whether any may be left.
  mutating func fill(_ window: inout QueryStream, most: Int) throws(Fault) -> Bool
}

/// The windows of a stream that is in memory.
package struct HeldWindows: RequestWindows {
  package let header: QueryStream
  private let stream: QueryStream
  private var next = 0

  /// The windows of a stream without turns.
  package init(_ stream: QueryStream) {
    self.stream = stream
    var header = QueryStream(name: stream.name)
    header.end = stream.end
    header.promptCount = stream.promptCount
    header.intentCount = stream.intentCount
    header.userCount = stream.userCount
    header.systemPromptCount = stream.systemPromptCount
    header.tierNames = stream.tierNames
    header.texts = stream.texts
    header.hasIntentLabels = stream.hasIntentLabels
    header.answers = stream.answers
    header.similarity = stream.similarity
    header.sampled = stream.sampled
    header.sampled?.groups = []
    header.sampled?.origins = []
    self.header = header
  }

  package mutating func fill(_ window: inout QueryStream, most: Int) throws(Never) -> Bool {
    let end = min(stream.count, next + max(0, most - window.count))
    window.take(next..<end, of: stream)
    next = end
    return next < stream.count
  }
}

/// The windows of a synthetic stream, drawn as they are asked for.
package struct DrawnWindows: RequestWindows {
  package let header: QueryStream
  private var draws: RequestDraws

  /// The windows of one replication of a workload without sessions.
  package init(_ workload: SyntheticWorkload, until end: VirtualTime, seed: UInt64, replication: Int) {
    draws = RequestDraws(workload, until: end, seed: seed, replication: replication)
    var header = workload.emptyStream(until: end, seed: seed, replication: replication)
    // Tables have a place for every question that nobody asks again: about as many as are expected, and some more.
    let expected = workload.expectedRequests(until: end) * workload.oneOffShare
    let oneOffs = expected > 0 ? Int(expected * 1.1 + 20 * expected.squareRoot()) + 1000 : 0
    header.intentCount = workload.recurring + oneOffs
    header.promptCount = workload.recurring * workload.paraphrases + oneOffs
    header.userCount = workload.users
    header.systemPromptCount = 1
    self.header = header
  }

  package mutating func fill(_ window: inout QueryStream, most: Int) throws(Never) -> Bool {
    draws.fill(&window, most: most)
  }
}
