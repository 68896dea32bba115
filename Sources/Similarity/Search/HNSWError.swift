/// What an ``HNSWIndex`` cannot do.
package enum HNSWError: Error, Sendable, Hashable, CustomStringConvertible {
  /// A parameter, its value, and the range it must be in.
  case outOfRange(String, Int, ClosedRange<Int>)
  /// The values of a vector, and how many there must be.
  case wrongDimensions(Int, Int)
  /// A vector holds a value that is no finite number.
  case notFinite
  /// A vector of a length other than 1.
  case notUnitLength(Double)
  /// A number that is of no vector, or of one that was removed.
  case unknownNumber(Int)
  /// There is not enough memory.
  case outOfMemory
  /// What the library said.
  case refused(String)

  package var description: String {
    switch self {
    case .outOfRange(let name, let value, let range):
      "\(name) is \(value); \(range.lowerBound) to \(range.upperBound) was expected"
    case .wrongDimensions(let count, let dimensions):
      "a vector has \(count) values; the \(dimensions) of its index were expected"
    case .notFinite: "a vector holds a value that is not finite; finite numbers were expected"
    case .notUnitLength(let length): "a vector has the length \(length); 1 was expected"
    case .unknownNumber(let number):
      "no vector has the number \(number); one that was added and not removed was expected"
    case .outOfMemory: "there is not enough memory for the graph"
    case .refused(let message): "the graph cannot be used: \(message)"
    }
  }
}
