import Declarations
import Simulation
import Traffic

/// What a partial of a part of a stream says of the part and of the whole, so that merging reads no log.
public struct PartialPart: Sendable {
  /// The part.
  public var sample: StreamSample
  /// Requests of the part in the first replication, before the warm-up was cut off.
  var requests: Int
  /// The first and the last time of the part's own requests in the nanoseconds of the recording's clock; nil without
  /// times.
  var span: ClosedRange<Int128>? {
    guard let own = reading?.profile.reading, let first = own.firstTime, let last = own.lastTime,
      first <= last
    else { return nil }
    return first...last
  }
  /// Where the stream ends, from its first request.
  var end: VirtualTime
  /// A hash of the recording.
  var traceHash: String?
  /// What the reader should know.
  var warnings: [String]
  var assumptions: [String]
  /// What was read of a recording.
  var reading: PartReading?
  /// Rows that were left out, by reason.
  var dropped: [(reason: String, count: Int)]

  /// What a stream and its part are.
  init(_ stream: QueryStream, _ sample: StreamSample, warnings: [String], assumptions: [String]) {
    self.sample = sample
    requests = stream.count
    end = stream.end
    traceHash = stream.sourceHash
    self.warnings = warnings
    self.assumptions = assumptions
    dropped = stream.dropped
    reading = PartReading(stream, by: sample.unit)
  }

  /// The part as JSON.
  var value: JSONValue {
    let own = reading.map { [("reading", $0.value)] } ?? []
    return JSONValue(
      members: [
        ("by", .string(sample.unit.rawValue)), ("cut_out", .boolean(sample.part?.isCutOut ?? false)),
        ("requests", JSONValue(requests)),
        ("end_ns", .string("\(end.nanoseconds)")), ("trace_hash", .string(traceHash ?? "")),
        ("warnings", JSONValue(warnings.map { .string($0) })),
        ("assumptions", JSONValue(assumptions.map { .string($0) })),
        ("dropped", JSONValue(dropped.map { .string($0.reason) })),
        ("dropped_rows", JSONValue(dropped.map { JSONValue($0.count) })),
      ] + own)
  }

  /// Reads the part of a header; nil where its cells are of the whole stream.
  ///
  /// - Throws: a `Diagnostic` at the value that is not as this version writes it.
  init?(_ head: PartialFields) throws(Diagnostic) {
    guard let fields = head.optional("part") else { return nil }
    guard let unit = SampleUnit(rawValue: try fields.text("by")) else { throw fields.fault("by") }
    let shard: Shard
    do throws(Diagnostic) {
      shard = try Shard(try head.text("shard"), from: "'shard'")
    } catch {
      throw head.fault("shard")
    }
    sample = StreamSample(
      part: shard.index, of: shard.count, unit: unit, isCutOut: try fields.truth("cut_out"))
    requests = try fields.integer("requests")
    guard 0...(.max / shard.count) ~= requests else { throw fields.fault("requests") }
    guard let nanoseconds = Int64(try fields.text("end_ns")), nanoseconds >= 0 else {
      throw fields.fault("end_ns")
    }
    end = VirtualTime(nanoseconds: nanoseconds)
    let hash = try fields.text("trace_hash")
    traceHash = hash.isEmpty ? nil : hash
    warnings = try fields.texts("warnings")
    assumptions = try fields.texts("assumptions")
    let (reasons, counts) = (try fields.texts("dropped"), try fields.integers("dropped_rows"))
    guard reasons.count == counts.count else { throw fields.fault("dropped_rows") }
    guard counts.allSatisfy({ 0...(.max / shard.count) ~= $0 }) else { throw fields.fault("dropped_rows") }
    reading = try fields.optional("reading").map { (own) throws(Diagnostic) in
      try PartReading(own, parts: shard.count)
    }
    dropped = zip(reasons, counts).map { (reason: $0, count: $1) }
  }
}
