import Traffic

extension ReadingProfile {
  /// The sums that a table has, in a fixed order.
  package static let sumPaths: [any WritableKeyPath<ReadingProfile, (sum: Int, rows: Int)?> & Sendable] = [
    \.cached, \.written, \.writtenHour, \.reasoning, \.gatewayHits, \.failed,
  ]

  /// Adds what was read of another part of the same log.
  ///
  /// - Parameter isByPrompt: whether all requests of a prompt are in one part, so that the commonest is known.
  package mutating func add(_ other: ReadingProfile, isByPrompt: Bool) {
    func commonest(_ profile: ReadingProfile) -> Double {
      (profile.commonestShare ?? 0) * Double(profile.requests)
    }
    let most = max(commonest(self), commonest(other))
    if requests == 0 { reading.format = other.reading.format }
    requests += other.requests
    commonestShare = isByPrompt && requests > 0 ? most / Double(requests) : nil
    var calls = Dictionary(models.map { ($0.name, $0.calls) }, uniquingKeysWith: +)
    for model in other.models { calls[model.name, default: 0] += model.calls }
    models = calls.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { (name: $0.key, calls: $0.value) }
    for path in ReadingProfile.sumPaths {
      guard let more = other[keyPath: path] else { continue }
      let own = self[keyPath: path] ?? (sum: 0, rows: 0)
      self[keyPath: path] = (sum: own.sum + more.sum, rows: own.rows + more.rows)
    }
    if let more = other.spend {
      spend = (sum: (spend?.sum ?? 0) + more.sum, rows: (spend?.rows ?? 0) + more.rows)
    }
    latencies += other.latencies
    firstTokens += other.firstTokens
    reading.add(other.reading)
  }
}

extension RecordedReading {
  /// Adds what was read of another part.
  fileprivate mutating func add(_ other: RecordedReading) {
    if timeUnit == nil { timeUnit = other.timeUnit }
    firstTime = [firstTime, other.firstTime].compactMap(\.self).min()
    lastTime = [lastTime, other.lastTime].compactMap(\.self).max()
    for place in inputRules.indices { inputRules[place] += other.inputRules[place] }
    for place in outputRules.indices { outputRules[place] += other.outputRules[place] }
    for place in remarks.indices { remarks[place] += other.remarks[place] }
    temperatures += other.temperatures
    users += other.users
    texts += other.texts
  }
}
