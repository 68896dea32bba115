import Traffic

extension SamplingGroups {
  /// That requests or dollars rise or fall along a log.
  static let courseWarning =
    "requests or dollars rise or fall along the log: intervals of sums take that for chance, are too wide for a log of the "
    + "same course, and do not tell how it goes on"
  /// That a log gives no interval.
  package static let absenceWarning =
    "so few users, requests or moments give no interval: another log may give other figures"

  /// What intervals of a log's dollars do not allow for, each as a sentence without its full stop.
  ///
  /// - Parameters:
  ///   - stream: the log.
  ///   - sums: sums over the log without each group in turn, such as those of its calls and of its dollars.
  /// - Complexity: O(requests + users log users).
  package func warnings(of stream: QueryStream, sums: [[Double]]) -> [String] {
    let few = fewUsers > 0 ? SamplingGroups.warning(ofFewUsers: fewUsers) : nil
    var warnings = [few, interval.limit, userWarning(stream)].compactMap(\.self)
    if sums.contains(where: interval.drifts) { warnings.append(SamplingGroups.courseWarning) }
    return warnings
  }

  /// What is to be said of users, where the groups are of users.
  private func userWarning(_ stream: QueryStream) -> String? {
    guard case .users = unit else { return nil }
    let users = Int(stream.user.max() ?? 0) + 1
    guard users <= 4 * stream.count + 1024 else { return nil }
    var tail = UserTail(users: users)
    tail.add(stream, from: 0)
    return tail.warning
  }
}
