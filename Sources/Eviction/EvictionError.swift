/// What can be wrong with the input of this module.
public enum EvictionError: Error, Equatable {
  /// An oracleGeneral buffer ends inside a record; `record` counts from zero.
  case truncatedRecord(record: Int, bytes: Int)

  /// A trace has more requests than 32-bit indices reach.
  case tooManyRequests(limit: Int)

  /// A trace has more distinct keys than 32-bit links reach.
  case tooManyKeys(limit: Int)

  /// The sizes are not one per request.
  case sizeCount(requests: Int, sizes: Int)

  /// A dense key lies outside the stated key space.
  case keyOutOfRange(request: Int, key: UInt32, keys: Int)
}

extension EvictionError: CustomStringConvertible {
  /// The message for a person, without a place in a file.
  public var description: String {
    switch self {
    case .truncatedRecord(let record, let bytes):
      "record \(record) is cut off: \(bytes) of \(OracleGeneral.recordBytes) bytes"
    case .tooManyRequests(let limit):
      "more than \(limit) requests in one trace"
    case .tooManyKeys(let limit):
      "more than \(limit) distinct keys in one trace"
    case .sizeCount(let requests, let sizes):
      "\(requests) requests but \(sizes) sizes"
    case .keyOutOfRange(let request, let key, let keys):
      "request \(request) has key \(key), outside 0..<\(keys)"
    }
  }
}
