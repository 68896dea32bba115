import Simulation
import Traffic

/// How much the users of a log use, of whom a few may use so much that a log tells little of another one's.
///
/// Where uses have a tail as heavy as that of a power law with an index below 2, their mean over a log's users has no
/// variance, and an interval is too narrow for most logs: those in which the greatest users happen to be missing. Such a log
/// looks like one of alike users, so that no interval from it alone is right for all (Bahadur and Savage: "The nonexistence
/// of certain statistical procedures in nonparametric problems", Annals of Mathematical Statistics 27, 1956). How far the
/// logarithms of uses are apart tells of few users as well, since it hardly depends on the greatest.
struct UserTail {
  /// Fewer users tell nothing of a tail.
  private static let fewestUsers = 50
  /// Of fewer users than tell a tail, the greatest standard deviation of the logarithms of their uses that leaves intervals
  /// right.
  private static let mostSpread = 0.75
  /// The least number of users that are taken for the tail; a tenth of them where that is more.
  private static let fewestGreatest = 10

  /// What is said where the tail is heavy.
  private static let heavyWarning =
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

  /// What is to be said of users that intervals of dollars do not allow for; nil where they do.
  ///
  /// - Complexity: O(users log users).
  var warning: String? {
    if isHeavy { return UserTail.heavyWarning }
    let logarithms = uses.filter { $0 > 0 }.map { Transcendental.log($0) }
    let n = Double(logarithms.count)
    guard logarithms.count > 1, logarithms.count < UserTail.fewestUsers else { return nil }
    let mean = logarithms.reduce(0, +) / n
    let squares = logarithms.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) }
    guard (squares / (n - 1)).squareRoot() > UserTail.mostSpread else { return nil }
    return "\(logarithms.count) users who use such unlike amounts are few: "
      + "intervals of dollars are too narrow for many logs of other users"
  }

  /// Whether the index of the tail lies below 2 beyond its standard error (Hill: "A simple general approach to inference
  /// about the tail of a distribution", Annals of Statistics 3(5), 1975).
  private var isHeavy: Bool {
    let sorted = uses.filter { $0 > 0 }.sorted(by: >)
    guard sorted.count >= UserTail.fewestUsers else { return false }
    let count = max(UserTail.fewestGreatest, sorted.count / 10)
    let excess = sorted[..<count].reduce(0) { $0 + Transcendental.log($1 / sorted[count]) }
    guard excess > 0 else { return false }
    let index = Double(count) / excess
    return index * (1 + 1 / Double(count).squareRoot()) < 2
  }
}
