/// What can be wrong with the input of this module.
public enum EvictionError: Error, Equatable {
  /// An oracleGeneral buffer ends inside a record; `record` counts from zero.
  case truncatedRecord(record: Int, bytes: Int)

  /// A trace has more requests than 32-bit indices reach.
  case tooManyRequests(limit: Int)

  /// A trace has more distinct keys than 32-bit links reach.
  case tooManyKeys(limit: Int)

  /// No policy has the name.
  case unknownPolicy(String, known: [String])

  /// The policy has no such variant.
  case unknownVariant(String, policy: String, known: [String])

  /// The policy has no such parameter.
  case unknownParameter(String, policy: String, known: [String])

  /// A parameter cannot have the value.
  case badParameter(String, value: String, allowed: String)

  /// No admission rule reads like the text.
  case unknownAdmission(String, known: [String])

  /// An admission rule compares with the next victim, which the policy cannot name.
  case admissionNeedsVictim(policy: String, known: [String])

  /// A column does not have one value a request.
  case columnCount(String, requests: Int, values: Int)

  /// A dense key lies outside the stated key space.
  case keyOutOfRange(request: Int, key: UInt32, keys: Int)

  /// A stream that comes in chunks does not tell a policy the future.
  case readsFuture(policy: String)

  /// There are identities, but not one a key.
  case identityCount(keys: Int, values: Int)

  /// The next request to a key is no later request of the trace.
  case nextOutOfRange(request: Int, next: UInt32, requests: Int)

  /// A sample holds none of the keys, whose number is `nil` where nobody counted them.
  case emptySample(keys: Int?)

  /// A cache keeps too few entries in a sample to stand for itself; `least` is the least capacity that does not.
  case miniatureTooSmall(policy: String, capacity: UInt64, least: UInt64, entries: Int)
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
    case .unknownPolicy(let name, let known):
      "unknown policy '\(name)', expected one of \(known.joined(separator: ", "))"
    case .unknownVariant(let name, let policy, let known):
      "policy '\(policy)' has no variant '\(name)', expected one of \(known.joined(separator: ", "))"
    case .unknownParameter(let name, let policy, let known):
      known.isEmpty
        ? "policy '\(policy)' has no parameters, '\(name)' is not one"
        : "policy '\(policy)' has no parameter '\(name)', expected one of \(known.joined(separator: ", "))"
    case .badParameter(let name, let value, let allowed):
      "'\(name)' is '\(value)', expected \(allowed)"
    case .unknownAdmission(let text, let known):
      "unknown admission rule '\(text)', expected one of \(known.joined(separator: ", "))"
    case .admissionNeedsVictim(let policy, let known):
      "admission by tinylfu asks for the next victim, which policy '\(policy)' cannot name, expected"
        + (known.isEmpty ? " another admission rule" : " one of \(known.joined(separator: ", "))")
    case .columnCount(let column, let requests, let values):
      "\(requests) requests but \(values) \(column)"
    case .keyOutOfRange(let request, let key, let keys):
      "request \(request) has key \(key), outside 0..<\(keys)"
    case .readsFuture(let policy):
      "policy '\(policy)' reads the future or the keys of the whole trace, which a stream in chunks does not hold"
    case .identityCount(let keys, let values):
      "\(keys) keys but \(values) identities"
    case .nextOutOfRange(let request, let next, let requests):
      "request \(request) of \(requests) is followed by request \(next), which is no later one"
    case .emptySample(let keys):
      "the sample holds none of the \(keys.map { "\($0) " } ?? "")keys, expected a higher sampling rate"
    case .miniatureTooSmall(let policy, let capacity, let least, let entries):
      "a sample cannot tell of '\(policy)' at a size of \(capacity): fewer than \(entries) sampled entries, expected "
        + "a size of at least \(least), a larger sample or all keys"
    }
  }
}
