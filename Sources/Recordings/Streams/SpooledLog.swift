import Declarations
import Files
import Simulation
import Traffic

/// A log that was read once into a temporary file: its requests come from there in the order of time, as often as they are
/// wanted, in memory that does not grow with them.
package struct SpooledLog: Sendable {
  /// A stream without requests that knows what is known of all of them.
  package var header: QueryStream
  /// Requests of the log.
  package var count: Int { spool.count }

  let spool: LogSpool
  /// The time of the first request, as it stands in the file.
  let first: VirtualTime
  /// How much faster than recorded the stream runs.
  let timeScale: Double
  /// Intents that labels tell; the others have numbers behind them.
  let labels: UInt32
  /// Whether the log tells conversations, which are not kept.
  package let hasSessions: Bool
  /// How many rows a line is compared with at least that tells of a call again, where the log has more and names its calls;
  /// nil where all are compared.
  package var compared: Int?

  /// Marks the number of an intent that no label tells, while it is not known how many labels there are.
  static let unlabelled = UInt32(1) << 31

  /// The requests from the first on.
  ///
  /// - Parameter keys: files with the number of a key for each request, which windows hold in `keyNumbers`.
  package func windows(keys: [ScratchFile] = []) -> RecordedWindows { RecordedWindows(self, keys: keys) }
}

/// The windows of a log, read as they are asked for.
package struct RecordedWindows: RequestWindows {
  package let header: QueryStream
  private let log: SpooledLog
  private let keys: [ScratchFile]
  /// The stretches that were not begun, the last first.
  private var waiting: [(number: Int, run: LogSpool.Run)]
  private var open: [RunReader] = []
  /// Requests that were given.
  private var given = 0

  init(_ log: SpooledLog, keys: [ScratchFile]) {
    self.log = log
    self.keys = keys
    var header = log.header
    header.keyNumbers = Array(repeating: [], count: keys.count)
    self.header = header
    waiting = log.spool.runs.enumerated().map { ($0, $1) }.sorted {
      ($0.run.first, $0.number) > ($1.run.first, $1.number)
    }
  }

  package mutating func fill(_ window: inout QueryStream, most: Int) throws(Diagnostic) -> Bool {
    let before = window.count
    while window.count < most {
      guard let place = try earliest() else { break }
      let (limit, log, end) = (limit(without: place), log, header.end)
      let (given, isOver) = open[place].give(to: &window, most: most - window.count, before: limit) {
        log.placed($0) < end
      }
      log.place(window.count - given..<window.count, of: &window)
      if isOver {
        // Nothing that comes later lies before the end.
        (open, waiting) = ([], [])
        break
      }
    }
    try fillKeys(&window, from: before)
    return !open.isEmpty || !waiting.isEmpty
  }

  /// The stretch with the next request; those that may have it are begun.
  private mutating func earliest() throws(Diagnostic) -> Int? {
    while true {
      for place in open.indices { try open[place].load() }
      open.removeAll { $0.time == nil }
      let place = open.indices.min { key(open[$0]) < key(open[$1]) }
      guard let next = waiting.last else { return place }
      if let place, key(open[place]) < (next.run.first, next.number) { return place }
      waiting.removeLast()
      open.append(RunReader(next.run, number: next.number, of: log.spool.file, empty: log.empty))
    }
  }

  private func key(_ reader: RunReader) -> (VirtualTime, Int) { (reader.time ?? .never, reader.number) }

  /// Up to where one stretch has all requests.
  private func limit(without place: Int) -> (VirtualTime, Int)? {
    var end = waiting.last.map { ($0.run.first, $0.number) }
    for other in open.indices where other != place {
      let own = key(open[other])
      if end.map({ own < $0 }) ?? true { end = own }
    }
    return end
  }

  private mutating func fillKeys(_ window: inout QueryStream, from before: Int) throws(Diagnostic) {
    let count = window.count - before
    defer { given += count }
    for (place, file) in keys.enumerated() where count > 0 {
      window.keyNumbers[place] += try file.numbers(count, at: 4 * given)
    }
  }
}

extension SpooledLog {
  /// A stream without requests that is a sample if these are.
  var empty: QueryStream {
    var empty = QueryStream(name: "")
    // A converted log has its blocks beside the requests.
    empty.prefixBlocks = PrefixBlocks(blockTokens: 1)
    empty.sampled = header.sampled.map { SampledPart($0.sample) }
    return empty
  }

  /// The same log in the order of time from the first byte on, so that its stretches are merged once and not by every
  /// strategy.
  ///
  /// - Throws: a `Diagnostic` of kind `outputFailed`.
  package func inOrder() throws(Diagnostic) -> SpooledLog {
    let runs = spool.runs.sorted { $0.first < $1.first }
    guard zip(runs, runs.dropFirst()).contains(where: { $1.first <= $0.last }) else { return self }
    var sorted = try LogSpool(rows: spool.rows)
    var source = windows()
    var isOpen = true
    while isOpen {
      var window = source.header
      isOpen = try source.fill(&window, most: RequestBlock.requests * 16)
      try sorted.append(window, Array(0..<window.count))
    }
    return SpooledLog(
      header: header, spool: sorted, first: .zero, timeScale: 1, labels: 0, hasSessions: hasSessions,
      compared: compared)
  }

  /// A time of the file as the stream runs.
  func placed(_ time: VirtualTime) -> VirtualTime {
    let time = time - first
    if timeScale == 1 { return time }
    return VirtualTime(nanoseconds: Int64((Double(time.nanoseconds) / timeScale).rounded()))
  }

  /// Gives some requests of a window their times and intents.
  func place(_ requests: Range<Int>, of window: inout QueryStream) {
    for request in requests {
      window.arrival[request] = placed(window.arrival[request])
      if window.intent[request] >= SpooledLog.unlabelled {
        window.intent[request] = window.intent[request] - SpooledLog.unlabelled + labels
      }
    }
  }
}
