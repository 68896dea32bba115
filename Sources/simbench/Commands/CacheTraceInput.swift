import Declarations
import Eviction
import Traffic

/// The cache trace that a command line names.
enum CacheTraceInput {
  /// A form of a file of requests to keys.
  private enum Format: String, CaseIterable {
    case oracleGeneral = "oracle_general"
    case keys

    /// The names of files that are in the form, without an ending for compression.
    var endings: [String] {
      switch self {
      case .oracleGeneral: [".bin", ".oracleGeneral"]
      case .keys: [".txt", ".keys"]
      }
    }
  }

  /// Reads a trace, plain or compressed.
  ///
  /// - Parameter format: the name of a format; nil tells it by the file's name.
  /// - Throws: a `Diagnostic` with the file, and the record where it is cut.
  static func load(_ path: String, format: String?) throws(Diagnostic) -> CacheTrace {
    let format = try self.format(of: path, named: format)
    var reader = try ByteReader(path: path)
    var bytes: [UInt8] = []
    while try reader.fill() { bytes += reader.chunk[..<reader.count] }
    do throws(EvictionError) {
      switch format {
      case .oracleGeneral: return try CacheTrace(oracleGeneral: bytes)
      case .keys: return try CacheTrace(keyLines: bytes)
      }
    } catch {
      throw Diagnostic("\(error)", file: path)
    }
  }

  /// The last part of a path without its endings.
  static func name(of path: String) -> String {
    var name = String(path.split(separator: "/").last ?? "")
    for ending in [".gz", ".zst", ".csv", ".jsonl"] + Format.allCases.flatMap(\.endings) {
      if name.hasSuffix(ending) && name.count > ending.count { name.removeLast(ending.count) }
    }
    return name
  }

  private static func format(of path: String, named name: String?) throws(Diagnostic) -> Format {
    let names = Format.allCases.map(\.rawValue).joined(separator: ", ")
    if let name {
      guard let format = Format(rawValue: name) else {
        throw Diagnostic("the format '\(name)' is unknown; one of \(names) was expected", kind: .usage)
      }
      return format
    }
    var plain = Substring(path)
    for ending in [".gz", ".zst"] where plain.hasSuffix(ending) { plain = plain.dropLast(ending.count) }
    if let format = Format.allCases.first(where: { $0.endings.contains { plain.hasSuffix($0) } }) {
      return format
    }
    throw Diagnostic(
      "the name '\(path)' does not tell its format; --format with one of \(names) was expected", kind: .usage)
  }
}
