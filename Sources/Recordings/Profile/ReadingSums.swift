import Traffic

/// What a log recorded of its calls, summed up as they come.
package struct ReadingSums: Sendable {
  /// Requests so far.
  package private(set) var requests = 0
  /// Calls by model.
  private(set) var calls: [Int]
  /// Requests by prompt.
  private var prompts: [UInt32]
  private(set) var cached, written, writtenHour, reasoning, gatewayHits, failed: (sum: Int, rows: Int)
  private(set) var spend: (sum: Int128, rows: Int) = (0, 0)
  private(set) var latencies = 0
  private(set) var firstTokens = 0

  /// Nothing yet of a stream, or of the windows of one.
  ///
  /// - Parameter header: what knows how many prompts and which models there are.
  package init(_ header: QueryStream) {
    calls = Array(repeating: 0, count: header.recorded.modelNames.count)
    prompts = Array(repeating: 0, count: header.promptCount)
    (cached, written, writtenHour) = ((0, 0), (0, 0), (0, 0))
    (reasoning, gatewayHits, failed) = ((0, 0), (0, 0), (0, 0))
  }

  /// Adds all requests of a window.
  ///
  /// - Complexity: O(requests).
  package mutating func add(_ window: QueryStream) {
    let recorded = window.recorded
    requests += window.count
    for prompt in window.prompt { prompts[Int(prompt)] += 1 }
    for model in recorded.model.values where model != SparseColumn<UInt32>.none { calls[Int(model)] += 1 }
    ReadingSums.add(recorded.cachedTokens, to: &cached)
    ReadingSums.add(recorded.writtenTokens, to: &written)
    ReadingSums.add(recorded.writtenHourTokens, to: &writtenHour)
    ReadingSums.add(recorded.reasoningTokens, to: &reasoning)
    ReadingSums.add(recorded.gatewayHit, to: &gatewayHits)
    ReadingSums.add(recorded.failed, to: &failed)
    for cost in recorded.cost.values where cost != SparseColumn<Int64>.none {
      spend = (spend.sum + Int128(cost), spend.rows + 1)
    }
    latencies += recorded.latency.values.count { $0 != SparseColumn<Int64>.none }
    firstTokens += recorded.firstToken.values.count { $0 != SparseColumn<Int64>.none }
  }

  private static func add<Element>(_ column: SparseColumn<Element>, to sum: inout (sum: Int, rows: Int)) {
    for value in column.values where value != SparseColumn<Element>.none {
      sum = (sum.sum + Int(value), sum.rows + 1)
    }
  }

  /// Prompts that occur.
  package var distinctPrompts: Int { prompts.count { $0 > 0 } }

  /// Share of the commonest prompt; nil without requests.
  var commonestShare: Double? {
    requests > 0 ? Double(prompts.max() ?? 0) / Double(requests) : nil
  }
}

/// What a report says of the log that it is of.
package struct RecordingSummary: Sendable {
  /// What was read and assumed.
  package let reading: ReadingProfile?
  /// Different users.
  package let distinctUsers: Int
  /// Different prompts.
  package let distinctPrompts: Int
  /// Requests a second from zero to the last request.
  package let meanRate: Double

  /// The summary of a stream.
  ///
  /// - Complexity: O(requests).
  package init(_ stream: QueryStream) {
    var sums = ReadingSums(stream)
    sums.add(stream)
    var isUser = [Bool](repeating: false, count: stream.userCount)
    for user in stream.user { isUser[Int(user)] = true }
    self.init(
      stream, sums, distinctUsers: isUser.count { $0 }, last: stream.arrival.last?.seconds ?? 0)
  }

  /// The summary of a stream whose requests came in windows.
  ///
  /// - Parameter last: seconds to the last request.
  package init(_ header: QueryStream, _ sums: ReadingSums, distinctUsers: Int, last: Double) {
    reading = header.reading.map { ReadingProfile($0, sums, modelNames: header.recorded.modelNames) }
    self.distinctUsers = distinctUsers
    distinctPrompts = sums.distinctPrompts
    // The end of a recording is a whole second behind its last request, which is no part of what was recorded.
    let span = header.sourceHash != nil && last > 0 ? last : header.end.seconds
    meanRate = sums.requests > 0 && span > 0 ? Double(sums.requests) / span : .nan
  }
}
