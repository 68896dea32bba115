import Declarations
import Files
import Simulation
import Traffic

/// The requests of a log in a temporary file: stretches of the log, each of them in the order of time.
struct LogSpool: Sendable {
  /// A stretch of the log.
  struct Run: Sendable {
    /// Where its blocks lie.
    let bytes: Range<Int>
    /// Its first and its last time, from the first row on.
    let first: VirtualTime
    let last: VirtualTime
  }

  /// The file.
  let file: ScratchFile
  /// How many rows of a log a stretch has, before those are left out that stand for others.
  let rows: Int
  /// The stretches in the order of the log.
  private(set) var runs: [Run] = []
  /// Requests in all stretches.
  private(set) var count = 0

  /// Rows of a stretch; as many of the log's lines are at least compared for one that tells of the same call.
  static let usualRows = 1 << 17

  /// Nothing yet.
  init(rows: Int = LogSpool.usualRows) throws(Diagnostic) {
    file = try ScratchFile()
    self.rows = rows
  }

  /// The first and the last time of all requests.
  var first: VirtualTime? { runs.lazy.map(\.first).min() }
  var last: VirtualTime? { runs.lazy.map(\.last).max() }

  /// Writes some requests of a stream as the next stretch.
  ///
  /// - Parameter order: the requests in the order of time.
  /// - Throws: a `Diagnostic` of kind `outputFailed`.
  mutating func append(_ stream: QueryStream, _ order: [Int]) throws(Diagnostic) {
    guard let first = order.first, let last = order.last else { return }
    let start = file.count
    for block in stride(from: 0, to: order.count, by: RequestBlock.requests) {
      try file.append(
        RequestBlock.bytes(of: stream, order[block..<min(block + RequestBlock.requests, order.count)]))
    }
    runs.append(Run(bytes: start..<file.count, first: stream.arrival[first], last: stream.arrival[last]))
    count += order.count
  }

  /// Takes a block that was checked, and goes on with the same stretch.
  ///
  /// - Throws: a `Diagnostic` of kind `outputFailed`.
  mutating func append(_ block: [UInt8], count requests: Int, from first: VirtualTime, to last: VirtualTime)
    throws(Diagnostic)
  {
    try file.append(block)
    runs = [Run(bytes: 0..<file.count, first: runs.first?.first ?? first, last: last)]
    count += requests
  }
}

/// Reads the requests of a stretch, a block at a time.
struct RunReader {
  /// Which of the stretches it is: of requests at the same time, those of the earlier one come first.
  let number: Int
  /// The block that is read, and its next request.
  private(set) var block: QueryStream
  private(set) var next = 0

  private let file: ScratchFile
  private var rest: Range<Int>
  private let empty: QueryStream

  /// A reader before the first block.
  ///
  /// - Parameter empty: a stream without requests that is a sample if these are.
  init(_ run: LogSpool.Run, number: Int, of file: ScratchFile, empty: QueryStream) {
    (self.number, self.file, self.empty) = (number, file, empty)
    rest = run.bytes
    block = empty
  }

  /// The time of the next request; nil before the first block and behind the last.
  var time: VirtualTime? { next < block.count ? block.arrival[next] : nil }

  /// Appends requests of the block to a window until another stretch comes first, one is not wanted, or there are enough.
  ///
  /// - Parameters:
  ///   - limit: the time and number before which this stretch has all requests; nil where it has them to its end.
  ///   - isWanted: says of a request's time that it lies before the end.
  /// - Returns: how many were appended, and whether it ended at a request that is not wanted.
  mutating func give(
    to window: inout QueryStream, most: Int, before limit: (VirtualTime, Int)?,
    isWanted: (VirtualTime) -> Bool
  ) -> (given: Int, isOver: Bool) {
    let start = next
    let last = min(block.count, start + most)
    var isOver = false
    while next < last {
      let time = block.arrival[next]
      if let limit, (time, number) > limit { break }
      guard isWanted(time) else {
        isOver = true
        break
      }
      next += 1
    }
    window.take(start..<next, of: block)
    return (next - start, isOver)
  }

  /// Reads the next block if this one is done.
  ///
  /// - Throws: a `Diagnostic` of kind `outputFailed` where the file cannot be read, or holds what was not written.
  mutating func load() throws(Diagnostic) {
    guard next == block.count, !rest.isEmpty else { return }
    let start = try take(RequestBlock.headerBytes)
    do throws(PackedColumnReader.Fault) {
      let header = try RequestBlock.header(start)
      let payload: [UInt8]
      do throws(Diagnostic) { payload = try take(header.bytes) } catch {
        throw PackedColumnReader.Fault(reason: error.message)
      }
      guard header.content == .requests else {
        throw PackedColumnReader.Fault(reason: "it holds no requests")
      }
      try RequestBlock.check(header, start, payload)
      block = empty
      next = 0
      try RequestBlock.append(payload, count: header.count, to: &block)
    } catch {
      throw fault(error.reason)
    }
  }

  /// The next bytes of the stretch.
  private mutating func take(_ count: Int) throws(Diagnostic) -> [UInt8] {
    guard count <= rest.count else { throw fault("it ends early") }
    let place = rest.lowerBound
    rest = place + count..<rest.upperBound
    return try file.bytes(place..<place + count)
  }

  private func fault(_ reason: String) -> Diagnostic {
    Diagnostic("a temporary file cannot be read: \(reason)", kind: .outputFailed, file: file.folder)
  }
}
