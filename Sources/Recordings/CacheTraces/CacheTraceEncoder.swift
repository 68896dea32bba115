import CacheTraces
import Declarations

/// Turns a cache trace into the bytes of a file, piece by piece.
package struct CacheTraceEncoder {
  /// A format that is written.
  package enum Form: String, CaseIterable, Sendable {
    case simtrace
    case oracleGeneral = "oracle_general"
    case csv
    case keys

    /// The form that a file's name asks for.
    package init?(fileName: String) {
      let name = fileName.lowercased()
      if name.hasSuffix(".simtrace") {
        self = .simtrace
      } else if name.hasSuffix(".bin") || name.hasSuffix(".oraclegeneral") {
        self = .oracleGeneral
      } else if name.hasSuffix(".csv") {
        self = .csv
      } else if name.hasSuffix(".txt") || name.hasSuffix(".keys") {
        self = .keys
      } else {
        return nil
      }
    }
  }

  /// What the trace knows and the form has no room for.
  package let lost: [String]

  private let trace: CacheTrace
  private let form: Form
  private let next: [UInt32]
  private let header: SimTrace.Header?
  private var request = 0
  private var hasBegun = false
  /// The column and byte that come next in a file of our own.
  private var entry = 0
  private var byte = 0

  /// Requests or elements of a piece.
  private static let piece = 1 << 14

  /// Makes an encoder.
  ///
  /// - Parameter withNext: whether a file of our own holds the next indices.
  /// - Throws: a `Diagnostic` when the form cannot hold the trace.
  package init(_ trace: CacheTrace, as form: Form, withNext: Bool = false) throws(Diagnostic) {
    self.trace = trace
    self.form = form
    next = form == .oracleGeneral ? trace.next : []
    header = form == .simtrace ? SimTrace.Header(trace, withNext: withNext) : nil
    var lost: [String] = []
    if form == .oracleGeneral || form == .keys {
      if trace.columns.costs != nil { lost.append("costs") }
      if trace.columns.tokens != nil { lost.append("tokens") }
    }
    if form == .keys {
      if trace.sizes != nil { lost.append("sizes") }
      if trace.columns.times != nil { lost.append("times") }
    }
    if form == .oracleGeneral, let times = trace.columns.times {
      for (request, time) in times.enumerated() where time < 0 || time / 1000 > Int64(UInt32.max) {
        throw Diagnostic(
          "request \(request) is at \(time) ms; oracleGeneral holds whole seconds from 0 to \(UInt32.max)")
      }
      if times.contains(where: { $0 % 1000 != 0 }) { lost.append("fractions of a second") }
    }
    self.lost = lost
  }

  /// The next bytes, or nil at the end.
  package mutating func piece() -> [UInt8]? {
    if let header { return columnPiece(header) }
    var bytes: [UInt8] = []
    if form == .csv && !hasBegun { bytes += Array((csvColumns.joined(separator: ",") + "\n").utf8) }
    if request == trace.count && (hasBegun || bytes.isEmpty) { return nil }
    hasBegun = true
    let end = min(request + Self.piece, trace.count)
    bytes.reserveCapacity((end - request) * 32)
    while request < end {
      switch form {
      case .oracleGeneral: appendRecord(to: &bytes)
      case .csv: appendRow(to: &bytes)
      case .keys:
        bytes.appendDecimal(identity)
        bytes.append(0x0A)
      case .simtrace: break
      }
      request += 1
    }
    return bytes
  }

  /// The 64-bit key of the current request.
  private var identity: UInt64 {
    let key = trace.keys[request]
    return trace.identities.isEmpty ? UInt64(key) : trace.identities[Int(key)]
  }

  private func appendRecord(to bytes: inout [UInt8]) {
    let time = trace.columns.times.map { UInt32(truncatingIfNeeded: $0[request] / 1000) } ?? 0
    bytes.appendLittleEndian(time)
    bytes.appendLittleEndian(identity)
    bytes.appendLittleEndian(trace.sizes.map { $0[request] } ?? 1)
    let next = next[request]
    bytes.appendLittleEndian(next == .max ? UInt64.max : UInt64(next))
  }

  private var csvColumns: [String] {
    var names = ["key"]
    if trace.columns.times != nil { names.insert("time", at: 0) }
    if trace.sizes != nil { names.append("size") }
    if trace.columns.costs != nil { names.append("cost") }
    if trace.columns.tokens != nil { names.append("tokens") }
    return names
  }

  private func appendRow(to bytes: inout [UInt8]) {
    if let times = trace.columns.times {
      bytes.appendSeconds(milliseconds: times[request])
      bytes.append(UInt8(ascii: ","))
    }
    bytes.appendDecimal(identity)
    if let sizes = trace.sizes {
      bytes.append(UInt8(ascii: ","))
      bytes.appendDecimal(UInt64(sizes[request]))
    }
    if let costs = trace.columns.costs {
      bytes.append(UInt8(ascii: ","))
      bytes += Array("\(costs[request])".utf8)
    }
    if let tokens = trace.columns.tokens {
      bytes.append(UInt8(ascii: ","))
      bytes.appendDecimal(UInt64(tokens[request]))
    }
    bytes.append(0x0A)
  }

  private mutating func columnPiece(_ header: SimTrace.Header) -> [UInt8]? {
    guard hasBegun else {
      hasBegun = true
      return header.bytes
    }
    while entry < header.entries.count {
      let kind = header.entries[entry].kind
      let length = header.entries[entry].bytes
      if byte < length {
        let start = byte
        byte = min(start + Self.piece * 8, length)
        let end = byte
        return trace.withColumn(kind) { Array($0[start..<end]) } ?? []
      }
      entry += 1
      byte = 0
      if SimTrace.aligned(length) > length {
        return [UInt8](repeating: 0, count: SimTrace.aligned(length) - length)
      }
    }
    return nil
  }
}

extension [UInt8] {
  /// Appends a number in decimal digits.
  fileprivate mutating func appendDecimal(_ value: UInt64) {
    let start = count
    var rest = value
    repeat {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    self[start...].reverse()
  }

  /// Appends a time in seconds, with three decimals unless they are zeros.
  fileprivate mutating func appendSeconds(milliseconds: Int64) {
    if milliseconds < 0 { append(UInt8(ascii: "-")) }
    appendDecimal(milliseconds.magnitude / 1000)
    let rest = milliseconds.magnitude % 1000
    if rest == 0 { return }
    append(UInt8(ascii: "."))
    for scale: UInt64 in [100, 10, 1] { append(UInt8(ascii: "0") + UInt8(rest / scale % 10)) }
  }
}
