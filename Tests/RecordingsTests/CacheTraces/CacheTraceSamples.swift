import CacheTraces
import Declarations
import Eviction
import TestSupport
import Testing

@testable import Recordings
@testable import Traffic

/// Everything that two equal traces agree in.
struct TraceContent: Equatable, CustomStringConvertible {
  let keys: [UInt32]
  let keyCount: Int
  let identities: [UInt64]
  let sizes: [UInt32]?
  let times: [Int64]?
  let costs: [Float]?
  let tokens: [UInt32]?

  init(_ trace: CacheTrace) {
    keys = trace.keys
    keyCount = trace.keyCount
    identities = trace.identities
    sizes = trace.sizes
    times = trace.columns.times
    costs = trace.columns.costs
    tokens = trace.columns.tokens
  }

  var description: String { "\(keys.count) requests to \(keyCount) keys" }
}

/// Rows that a trace is made of in several formats.
struct SampleTrace {
  private var draws: SplitMix

  var keys: [UInt64] = []
  var sizes: [UInt32] = []
  /// Whole seconds in milliseconds, or not.
  var times: [Int64] = []
  var costs: [Float] = []
  var tokens: [UInt32] = []

  init(_ count: Int, seed: UInt64, wholeSeconds: Bool = false) {
    draws = SplitMix(state: seed)
    var time: Int64 = 5_000_000
    for _ in 0..<count {
      let rank = next() % 64 * (next() % 64)
      keys.append(rank % 3 == 0 ? rank &* 0x9E37_79B9_7F4A_7C15 : rank)
      sizes.append(UInt32(truncatingIfNeeded: next() % 5000 + 1))
      time += wholeSeconds ? Int64(next() % 3) * 1000 : Int64(next() % 3000)
      times.append(time)
      costs.append(Float(next() % 1000) / 512 + 0.001)
      tokens.append(UInt32(truncatingIfNeeded: next() % 100_000))
    }
  }

  mutating func next() -> UInt64 { draws.next() }

  /// The trace, built a request at a time.
  func trace(times hasTimes: Bool = true, rest: Bool = true) throws -> CacheTrace {
    var builder = CacheTraceBuilder(
      hasSizes: true, hasTimes: hasTimes, hasCosts: rest, hasTokens: rest)
    for index in keys.indices {
      try builder.append(
        keys[index], size: sizes[index], time: times[index], cost: costs[index], tokens: tokens[index])
    }
    return builder.finish()
  }

  /// A row's value of a column as text.
  func text(_ column: String, _ row: Int) -> String {
    switch column {
    case "size", "obj_size": "\(sizes[row])"
    case "time", "timestamp": "\(Double(times[row]) / 1000)"
    case "cost", "cost_usd": "\(costs[row])"
    case "tokens": "\(tokens[row])"
    case "note": "a b"
    default: "\(keys[row])"
    }
  }

  /// CSV with columns in an order.
  func csv(
    _ columns: [String] = ["time", "key", "size", "cost", "tokens"], delimiter: String = ",",
    end: String = "\n",
    header: Bool = true, quotes: Bool = false
  ) -> [UInt8] {
    var text = header ? columns.joined(separator: delimiter) + end : ""
    for row in keys.indices {
      let fields = columns.map { column in
        let field = self.text(column, row)
        return quotes ? "\"\(field)\"" : field
      }
      text += fields.joined(separator: delimiter) + end
    }
    return Array(text.utf8)
  }

  /// oracleGeneral records.
  func oracleGeneral() throws -> [UInt8] {
    let next = try trace().next
    var bytes: [UInt8] = []
    for row in keys.indices {
      bytes.appendLittleEndian(UInt32(truncatingIfNeeded: times[row] / 1000))
      bytes.appendLittleEndian(keys[row])
      bytes.appendLittleEndian(sizes[row])
      bytes.appendLittleEndian(next[row] == .max ? UInt64.max : UInt64(next[row]))
    }
    return bytes
  }

  /// One key a line.
  func keyLines(end: String = "\n") -> [UInt8] { Array(keys.map { "\($0)" + end }.joined().utf8) }
}

/// Loads a trace given as bytes.
func load(
  _ bytes: some Collection<UInt8>, name: String = "trace", wants: TraceWants = .all,
  _ change: (inout CacheTraceFile) -> Void = { _ in }
) throws -> LoadedCacheTrace {
  let temporary = try TemporaryFile(bytes, name: name)
  var file = CacheTraceFile(path: temporary.path, wants: wants)
  change(&file)
  return try file.load()
}

/// Reads a trace given as text.
func load(
  _ text: String, name: String = "trace", wants: TraceWants = .all,
  _ change: (inout CacheTraceFile) throws -> Void = { _ in }
) throws -> LoadedCacheTrace {
  let temporary = try TemporaryFile(text.utf8, name: name)
  var file = CacheTraceFile(path: temporary.path, wants: wants)
  try change(&file)
  return try file.load()
}

/// The content of a trace given as bytes.
func content(
  _ bytes: some Collection<UInt8>, name: String = "trace", wants: TraceWants = .all,
  _ change: (inout CacheTraceFile) -> Void = { _ in }
) throws -> TraceContent {
  TraceContent(try load(bytes, name: name, wants: wants, change).trace)
}

/// The content of a trace given as text.
func content(
  _ text: String, name: String = "trace", wants: TraceWants = .all,
  _ change: (inout CacheTraceFile) -> Void = { _ in }
) throws -> TraceContent {
  try content(Array(text.utf8), name: name, wants: wants, change)
}

/// The fault that loading a trace ends with.
func loadFault(
  _ bytes: some Collection<UInt8>, name: String = "trace",
  _ change: (inout CacheTraceFile) -> Void = { _ in }
) -> Diagnostic? {
  do {
    _ = try load(bytes, name: name, change)
    return nil
  } catch {
    return error as? Diagnostic
  }
}

/// The fault that loading a trace given as text ends with.
func loadFault(
  _ text: String, name: String = "trace", _ change: (inout CacheTraceFile) -> Void = { _ in }
) -> Diagnostic? {
  loadFault(Array(text.utf8), name: name, change)
}

/// The bytes that a trace is written as.
func encoded(
  _ trace: CacheTrace, _ form: CacheTraceEncoder.Form, withNext: Bool = false
) throws -> [UInt8] {
  var encoder = try CacheTraceEncoder(trace, as: form, withNext: withNext)
  var bytes: [UInt8] = []
  while let piece = encoder.piece() { bytes += piece }
  return bytes
}
