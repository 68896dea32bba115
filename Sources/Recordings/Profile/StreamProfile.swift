import Declarations
import Simulation
import Traffic

/// What a stream looks like: how much, how bursty, how often the same again.
///
/// Rates and windows count from time zero; a window that the stream's end cuts off is left out of the index of
/// dispersion and kept for the peak minute. A figure that does not exist, as the mean rate of no requests, is
/// not a number and prints as `n/a`.
package struct StreamProfile: Sendable {
  /// Quantiles of token counts.
  package struct Tokens: Sendable {
    /// All tokens of all requests.
    package let sum: Int
    /// The median.
    package let p50: Double
    /// The 90 % quantile.
    package let p90: Double
    /// The 99 % quantile.
    package let p99: Double

    init(_ counts: [Int64]) {
      var counts = counts
      sum = Int(counts.reduce(0, +))
      let quantiles = Quantile.select(&counts, at: [0.5, 0.9, 0.99])
      p50 = quantiles[0]
      p90 = quantiles[1]
      p99 = quantiles[2]
    }
  }

  /// How far prompts share their beginnings.
  package struct Prefix: Sendable {
    /// Tokens of a block; nil when the blocks are messages.
    package let blockTokens: Int?
    /// Different blocks.
    package let uniqueBlocks: Int
    /// Blocks of all requests.
    package let blockReferences: Int
    /// Share of input tokens in leading blocks that an earlier request held: the ceiling of prefix caching.
    package let reusableShare: Double
  }

  /// Number of requests.
  package let requests: Int
  /// Seconds from zero to the end of the stream; of a recording, to its last request.
  package let span: Double
  /// Requests a second over the span.
  package let meanRate: Double
  /// Requests a second in the busiest minute.
  package let peakMinuteRate: Double
  /// Coefficient of variation of the gaps between arrivals; 1 for a Poisson process.
  package let interarrivalVariation: Double
  /// Index of dispersion of counts (variance over mean) in windows of 1, 10 and 60 s; 1 for a Poisson process.
  package let dispersion: [(seconds: Int, index: Double)]
  /// Input tokens.
  package let input: Tokens
  /// Output tokens.
  package let output: Tokens
  /// Different prompts.
  package let distinctPrompts: Int
  /// Share of requests whose prompt came before: the ceiling of exact caching.
  package let repeatedShare: Double
  /// Different intents; equal to the prompts when the stream has no labels.
  package let distinctIntents: Int
  /// Different users.
  package let distinctUsers: Int
  /// Share of requests of the ten busiest users.
  package let topUsersShare: Double
  /// Prefix blocks, where the recording has them.
  package let prefix: Prefix?
  /// Conversations, where the stream tells them.
  package let sessions: SessionProfile?
  /// What was read, of a recording.
  package let reading: ReadingProfile?
  /// Rows of the recording that were left out, by reason.
  package let dropped: [(reason: String, count: Int)]

  /// Profiles a stream.
  ///
  /// - Complexity: O(requests + prefix blocks + seconds of the span with arrivals).
  package init(_ stream: QueryStream) {
    let count = stream.count
    requests = count
    // The end of a recording is a whole second behind its last request, which is no part of what was recorded.
    let last = stream.arrival.last?.seconds ?? 0
    span = stream.sourceHash != nil && last > 0 ? last : stream.end.seconds
    meanRate = count > 0 && span > 0 ? Double(count) / span : .nan
    peakMinuteRate = count > 0 ? Double(Windows(stream, seconds: 60).peak) / 60 : .nan
    interarrivalVariation = StreamProfile.variation(stream.arrival)
    dispersion = [1, 10, 60].map { ($0, Windows(stream, seconds: $0).dispersion) }
    let input = Tokens((0..<count).map { Int64(stream.inputTokens($0)) })
    self.input = input
    output = Tokens(stream.outputTokens.map(Int64.init))
    distinctPrompts = StreamProfile.occurrences(stream.prompt, below: stream.promptCount).count
    repeatedShare = count > 0 ? Double(count - distinctPrompts) / Double(count) : .nan
    distinctIntents = StreamProfile.occurrences(stream.intent, below: stream.intentCount).count
    let users = StreamProfile.occurrences(stream.user, below: stream.userCount).sorted(by: >)
    distinctUsers = users.count
    topUsersShare = count > 0 ? Double(users.prefix(10).reduce(0, +)) / Double(count) : .nan
    prefix = stream.prefixBlocks.map { StreamProfile.prefix(stream, $0, inputSum: input.sum) }
    sessions = SessionProfile(stream)
    reading = ReadingProfile(stream)
    dropped = stream.dropped
  }

  /// How often each number that occurs does.
  private static func occurrences(_ numbers: [UInt32], below limit: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: limit)
    for number in numbers { counts[Int(number)] += 1 }
    return counts.filter { $0 > 0 }
  }

  private static func variation(_ arrivals: [VirtualTime]) -> Double {
    let gaps = zip(arrivals, arrivals.dropFirst()).map { ($1 - $0).seconds }
    guard gaps.count > 1 else { return .nan }
    let mean = gaps.reduce(0, +) / Double(gaps.count)
    let variance = gaps.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(gaps.count)
    return mean > 0 ? variance.squareRoot() / mean : .nan
  }

  /// Replays the prompts through a cache without bound; nothing is in flight. The last block of a prompt may
  /// be partial, so what is reused is never more than the request's input.
  private static func prefix(_ stream: QueryStream, _ blocks: PrefixBlocks, inputSum: Int) -> Prefix {
    var isCached = [Bool](repeating: false, count: blocks.blockCount)
    var reused = 0
    for request in 0..<stream.count {
      let range = blocks.places(of: request)
      var leading = 0
      for place in range {
        guard isCached[Int(blocks.ids[place])] else { break }
        leading += blocks.tokens(at: place)
      }
      for place in range { isCached[Int(blocks.ids[place])] = true }
      reused += min(leading, stream.inputTokens(request))
    }
    return Prefix(
      blockTokens: blocks.lengths.isEmpty ? blocks.blockTokens : nil, uniqueBlocks: isCached.count { $0 },
      blockReferences: blocks.ids.count,
      reusableShare: inputSum > 0 ? Double(reused) / Double(inputSum) : .nan)
  }
}

extension QueryStream {
  /// What the stream looks like.
  package func profile() -> StreamProfile { StreamProfile(self) }
}

/// Counts of arrivals in windows of equal length from time zero.
private struct Windows {
  /// The greatest count of a window, the cut-off one at the end included.
  private(set) var peak = 0
  /// Variance over mean of the counts of whole windows; not a number with fewer than two.
  let dispersion: Double

  /// Empty windows are not visited, so that a long gap costs nothing.
  init(_ stream: QueryStream, seconds: Int) {
    let length = Int64(seconds) * 1_000_000_000
    let whole = stream.end.nanoseconds / length
    var sum = 0
    var squares: Int128 = 0
    var index = 0
    while index < stream.count {
      let window = stream.arrival[index].nanoseconds / length
      let first = index
      while index < stream.count, stream.arrival[index].nanoseconds / length == window { index += 1 }
      let count = index - first
      peak = max(peak, count)
      if window < whole {
        sum += count
        squares += Int128(count) * Int128(count)
      }
    }
    guard whole > 1, sum > 0 else {
      dispersion = .nan
      return
    }
    let mean = Double(sum) / Double(whole)
    dispersion = (Double(squares) / Double(whole) - mean * mean) / mean
  }
}
