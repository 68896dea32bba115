import Simulation
import Traffic

/// How much the users of a log use, of whom a few may use so much that a log tells little of another one's.
///
/// Where uses have a tail as heavy as that of a power law with an index below 2, their mean over a log's users has no
/// variance, and an interval is too narrow for most logs: those in which the greatest users happen to be missing.
struct UserTail {
  /// Fewer users tell nothing of a tail.
  private static let fewestUsers = 50
  /// The least number of users that are taken for the tail; a tenth of them where that is more.
  private static let fewestGreatest = 10

  /// What is said where the tail is heavy.
  static let warning =
    "a few users use so much more than the others that intervals of dollars are too narrow for a log of other users"

  /// Tokens by user.
  private var uses: [Double]

  /// No use of some users.
  init(users: Int) { uses = Array(repeating: 0, count: users) }

  /// Adds the requests of a stream from one on.
  ///
  /// - Complexity: O(requests).
  mutating func add(_ stream: QueryStream, from first: Int) {
    for request in first..<max(first, stream.count) {
      uses[Int(stream.user[request])] +=
        Double(stream.inputTokens(request)) + Double(stream.outputTokens[request])
    }
  }

  /// Whether the index of the tail lies below 2 beyond its standard error (Hill: "A simple general approach to inference
  /// about the tail of a distribution", Annals of Statistics 3(5), 1975).
  var isHeavy: Bool {
    let sorted = uses.filter { $0 > 0 }.sorted(by: >)
    guard sorted.count >= UserTail.fewestUsers else { return false }
    let count = max(UserTail.fewestGreatest, sorted.count / 10)
    let excess = sorted[..<count].reduce(0) { $0 + Transcendental.log($1 / sorted[count]) }
    guard excess > 0 else { return false }
    let index = Double(count) / excess
    return index * (1 + 1 / Double(count).squareRoot()) < 2
  }
}
