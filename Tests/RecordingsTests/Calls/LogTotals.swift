@testable import Recordings
@testable import Traffic

/// What a small log holds, added up by hand.
struct LogTotals: Equatable {
  var calls: Int
  var input: Int
  var output: Int
  var cached: Int?
  var written: Int?
  var failed = 0
  /// Seconds from the first call to the last.
  var span: Double?
  /// Seconds of all latencies.
  var latency: Double?
  /// Dollars.
  var cost: Double?
  var models: [String]?

  /// The totals of a stream, as far as others have them.
  init(_ stream: QueryStream, as wanted: LogTotals) {
    let calls = 0..<stream.count
    let recorded = stream.recorded
    self.calls = stream.count
    input = calls.reduce(0) { $0 + stream.inputTokens($1) }
    output = calls.reduce(0) { $0 + Int(stream.outputTokens[$1]) }
    failed = calls.count { recorded.failed[$0] == 1 }
    func sum<Number: FixedWidthInteger>(_ value: (Int) -> Number?) -> Int? {
      let values = calls.compactMap(value)
      return values.isEmpty ? nil : values.reduce(0) { $0 + Int($1) }
    }
    if wanted.cached != nil { cached = sum { recorded.cachedTokens[$0] } }
    if wanted.written != nil { written = sum { recorded.writtenTokens[$0] } }
    if wanted.span != nil, stream.reading?.firstTime != nil { span = stream.arrival.last?.seconds }
    if wanted.latency != nil { latency = sum { recorded.latency[$0] }.map { Double($0) / 1e9 } }
    if wanted.cost != nil { cost = sum { recorded.cost[$0] }.map { Double($0) / 1e12 } }
    if wanted.models != nil { models = recorded.modelNames }
  }

  init(
    _ calls: Int, _ input: Int, _ output: Int, cached: Int? = nil, written: Int? = nil, failed: Int = 0,
    span: Double? = nil, latency: Double? = nil, cost: Double? = nil, models: [String]? = nil
  ) {
    (self.calls, self.input, self.output) = (calls, input, output)
    (self.cached, self.written, self.failed) = (cached, written, failed)
    (self.span, self.latency, self.cost, self.models) = (span, latency, cost, models)
  }
}
