/// A format of cache traces.
public enum CacheTraceFormat: String, CaseIterable, Sendable {
  /// Told from the file.
  case automatic = "auto"
  /// The binary form of our own.
  case simtrace
  /// libCacheSim's records of 24 bytes.
  case oracleGeneral = "oracle_general"
  /// CSV with a header, or with columns stated in order.
  case csv
  /// One key a line.
  case keys
  /// A recorded stream of requests, of which one thing is the key.
  case requests

  /// What the format is, in one line.
  public var summary: String {
    switch self {
    case .automatic: "told from the file"
    case .simtrace: "the binary form of our own, fast to load again"
    case .oracleGeneral: "libCacheSim's oracleGeneral records of 24 bytes"
    case .csv: "CSV with a column key (obj_id, id, ...), or with columns stated in order"
    case .keys: "one key a line"
    case .requests: "a recorded stream of requests (JSON lines, Azure, ...), of which --key names the key"
    }
  }
}

/// What of a request stands for the key, when a cache trace is made of a recorded stream.
public enum RequestKey: String, CaseIterable, Sendable {
  /// The prompt.
  case prompt
  /// The question behind the prompt: its label, or the prompt where there is none.
  case intent
  /// Who asks.
  case user
  /// Each prefix block, as a request of its own.
  case block
}
