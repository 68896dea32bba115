import Providers
import Simulation
import Traffic

/// Measures on which calls are made, by whom and to whom.
extension Measure {
  /// Sends short questions to a cheaper model of the same maker.
  static let cheaperModel = Measure(
    name: "cheaper_model", title: "send simple questions to a cheaper model"
  ) { facts in
    let stream = facts.stream
    guard !stream.recorded.modelNames.isEmpty else { return .lacks("the models of its calls") }
    let names = stream.recorded.modelNames
    // The dearest model of the bill, and what of it looks simple.
    var bills = [Double](repeating: 0, count: names.count)
    for request in 0..<stream.count {
      if let model = stream.recorded.model[request] { bills[Int(model)] += Double(facts.costs[request]) }
    }
    let order = names.indices.sorted { bills[$0] > bills[$1] }
    for dear in order {
      guard bills[dear] > 0, let list = facts.lists[dear],
        let (cheaper, other) = Sibling.cheaper(than: names[dear], list, facts)
      else { continue }
      let (userTokens, outputTokens) = (60, 200)
      var saved = [Double](repeating: 0, count: stream.count)
      var (calls, followUps) = (0, 0)
      for request in 0..<stream.count {
        guard stream.recorded.model[request].map(Int.init) == dear, facts.isBilled(request),
          Int(stream.outputTokens[request]) <= outputTokens, isShort(request, facts, most: userTokens)
        else { continue }
        calls += 1
        if isFollowUp(request, facts) { followUps += 1 }
        let usage = stream.recordedUsage(of: request)
        saved[request] = Double(
          list.cost(of: usage).total.picodollars - other.cost(of: usage).total.picodollars)
      }
      // A few short questions are in every log.
      let all = (0..<stream.count).count { stream.recorded.model[$0].map(Int.init) == dear }
      guard calls * 5 >= all else { continue }
      return .found(
        Finding(
          sight: .simpleCalls(
            model: names[dear], cheaper: cheaper, calls: calls, userTokens: userTokens,
            outputTokens: outputTokens, followUps: followUps),
          saving: facts.perMonth(saved), share: facts.shareOfBill(saved), byCall: saved, isUnmeasured: true))
    }
    return .nothing
  }

  /// Whether the last message of a call is short, or the whole prompt where messages are not known: four bytes a token.
  private static func isShort(_ request: Int, _ facts: LogFacts, most: Int) -> Bool {
    let stream = facts.stream
    if facts.stream.texts.isPresent {
      var text: [UInt8] = []
      stream.texts.append(Int(stream.prompt[request]), to: &text)
      return !text.isEmpty && text.count <= most * 4
    }
    if let blocks = stream.prefixBlocks, !blocks.lengths.isEmpty {
      return blocks.places(of: request).last.map { blocks.tokens(at: $0) <= most } ?? false
    }
    return stream.inputTokens(request) <= most * 4
  }

  /// Whether a call's last message stands behind others than the system's.
  private static func isFollowUp(_ request: Int, _ facts: LogFacts) -> Bool {
    let stream = facts.stream
    guard let blocks = stream.prefixBlocks, !blocks.lengths.isEmpty else {
      return stream.hasTurns && stream.predecessor(of: request) != nil
    }
    // By the middle of each, since the tokens of messages and those of the system are shared out by two counts.
    let system = Int(stream.systemTokens[request])
    var (before, messages) = (0, 0)
    for place in blocks.places(of: request) {
      let tokens = blocks.tokens(at: place)
      if before + tokens / 2 > system || system == 0 { messages += 1 }
      before += tokens
    }
    return messages > 1
  }

  /// Hands calls that nobody waits for to the batch API.
  static let batch = Measure(
    name: "batch", title: "hand calls that nobody waits for to the batch API"
  ) { facts in
    guard facts.hasTimes else { return .lacks("the times of its calls") }
    guard facts.hasUsers else { return .lacks("the users of its calls") }
    let stream = facts.stream
    var saved = [Double](repeating: 0, count: stream.count)
    var (users, calls, runs, halved) = (0, 0, 0, 0)
    for (_, requests) in Runs.callsByUser(of: stream) {
      let found = Runs(requests, of: stream)
      guard found.isMost(of: requests.count) else { continue }
      users += 1
      runs += found.count
      for request in requests where facts.isBilled(request) {
        guard let list = facts.list(request) else { continue }
        let usage = stream.recordedUsage(of: request)
        guard usage.service != .batch else { continue }
        var batched = usage
        batched.service = .batch
        // A batch halves no searches of the web, and the usual rates whatever the hour.
        saved[request] = Double(
          list.cost(of: usage).total.picodollars - list.cost(of: batched).total.picodollars)
        calls += 1
        if list.batch == nil { halved += 1 }
      }
    }
    guard calls > 0 else { return .nothing }
    return .found(
      Finding(
        sight: .machineRuns(users: users, calls: calls, runs: runs, halved: halved),
        saving: facts.perMonth(saved, of: .time), share: facts.shareOfBill(saved, of: .time), byCall: saved,
        isUncertain: halved * 2 > calls))
  }

  /// Caps what a user may spend a day.
  static let capUsers = Measure(
    name: "cap_users", title: "cap what single users spend a day"
  ) { facts in
    guard facts.hasUsers else { return .lacks("the users of its calls") }
    guard facts.hasTimes else { return .lacks("the times of its calls") }
    let all = facts.users()
    // What a job spends is known and wanted: a cap would refuse half of it night after night.
    let jobs = Runs.jobs(of: facts.stream)
    let users = all.filter { !jobs.contains($0.user) }
    let whole = users.reduce(0) { $0 + $1.cost }
    guard users.count >= 20, whole > 0 else { return .nothing }
    // The fewest users with half of what people spend.
    var (heavy, sum) = (0, 0.0)
    while heavy < users.count, sum < whole / 2 {
      sum += users[heavy].cost
      heavy += 1
    }
    guard heavy * 20 <= users.count else { return .nothing }
    // Ten times what the dearest of all others but 5 % spends a day.
    let others = users[heavy...].map(\.cost)
    let cap = max(10 * others[others.count / 20] / max(1, facts.days), 1)
    var spent: [UInt64: Double] = [:]
    var saved = [Double](repeating: 0, count: facts.count)
    var refused = 0
    var capped: Set<UInt32> = []
    // A cap is for everybody, also for whom the half of the bill is reached without.
    let uncapped = jobs.union([facts.stream.reading?.namelessUser].compactMap(\.self))
    for request in 0..<facts.count where !uncapped.contains(facts.stream.user[request]) {
      let day = UInt64(max(0, facts.stream.arrival[request].hours / 24))
      let key = UInt64(facts.stream.user[request]) << 32 | day
      if spent[key, default: 0] >= cap {
        saved[request] = Double(facts.costs[request])
        refused += 1
        capped.insert(facts.stream.user[request])
      }
      spent[key, default: 0] += Double(facts.costs[request])
    }
    guard saved.contains(where: { $0 > 0 }) else { return .nothing }
    return .found(
      Finding(
        sight: .heavyUsers(
          users: heavy, of: users.count, share: sum / (facts.bill * 1e12), cap: cap / 1e12, refused: refused,
          capped: capped.count, jobs: jobs.count),
        saving: facts.perMonth(saved, of: .time), share: facts.shareOfBill(saved, of: .time), byCall: saved,
        isRefusing: true))
  }
}

/// The calls of one user that come in dense runs: at least 20 with less than 30 s between them.
private struct Runs {
  private(set) var calls = 0
  private(set) var count = 0
  /// The calls of each run with the day of its first one, counted from the beginning of the log.
  private var days: [(day: Int, calls: Int)] = []

  private static let gap: Int64 = 30_000_000_000
  private static let least = 20

  init(_ requests: [Int], of stream: QueryStream) {
    var length = 0
    var day = 0
    var last: Int64?
    func isNear(_ now: Int64) -> Bool { last.map { now - $0 <= Self.gap } ?? false }
    for request in requests {
      let now = stream.arrival[request].nanoseconds
      if !isNear(now) {
        end(length, on: day)
        length = 0
        day = Int(stream.arrival[request].hours / 24)
      }
      length += 1
      last = now
    }
    end(length, on: day)
  }

  private mutating func end(_ length: Int, on day: Int) {
    guard length >= Self.least else { return }
    calls += length
    count += 1
    if days.last?.day == day { days[days.count - 1].calls += length } else { days.append((day, length)) }
  }

  /// Whether so many calls of a user are the runs, all but a tenth.
  func isMost(of requests: Int) -> Bool { calls * 10 >= requests * 9 && calls >= 50 }

  /// Whether the runs come again on other days, as those of a job do; those of an agent that runs away come once.
  private var comeAgain: Bool {
    days.count > 1 && (days.map(\.calls).max() ?? 0) * 3 <= calls * 2
  }

  /// The calls of each user in the order of time, users in the order of their numbers; without the calls that name none,
  /// which may be anybody's.
  static func callsByUser(of stream: QueryStream) -> [(user: UInt32, requests: [Int])] {
    var byUser: [UInt32: [Int]] = [:]
    for request in 0..<stream.count where stream.user[request] != stream.reading?.namelessUser {
      byUser[stream.user[request], default: []].append(request)
    }
    return byUser.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The users whose calls are those of a job.
  static func jobs(of stream: QueryStream) -> Set<UInt32> {
    Set(
      callsByUser(of: stream).filter { _, requests in
        let found = Runs(requests, of: stream)
        return found.isMost(of: requests.count) && found.comeAgain
      }.map(\.user))
  }
}

/// The cheaper model that stands beside a dear one: of the log's own models first, else of the same maker's family.
private enum Sibling {
  private static let families: [(beginning: String, sibling: String)] = [
    ("gpt-4o-mini", ""), ("gpt-4o", "gpt-4o-mini"), ("gpt-4.1-nano", ""), ("gpt-4.1-mini", "gpt-4.1-nano"),
    ("gpt-4.1", "gpt-4.1-mini"), ("gpt-5-mini", "gpt-5-nano"), ("gpt-5-nano", ""), ("gpt-5", "gpt-5-mini"),
    ("gpt-4-turbo", "gpt-4o-mini"), ("gpt-4", "gpt-4o-mini"), ("o1", "gpt-4o-mini"), ("o3", "gpt-4.1-mini"),
    ("claude-opus", "claude-sonnet-4-5"), ("claude-opus", "claude-haiku-4-5"),
    ("claude-sonnet", "claude-haiku-4-5"),
    ("claude-3-7-sonnet", "claude-haiku-4-5"), ("claude-3-5-sonnet", "claude-haiku-4-5"),
    ("gemini-2.5-pro", "gemini-2.5-flash"), ("gemini-2.5-flash", "gemini-2.5-flash-lite"),
    ("gemini-1.5-pro", "gemini-2.5-flash"), ("deepseek-reasoner", "deepseek-chat"),
  ]

  /// The nearest sibling of a model that costs half of its price at most.
  static func cheaper(
    than model: String, _ list: ModelPrices, _ facts: LogFacts
  ) -> (name: String, prices: ModelPrices)? {
    let own = ModelName.withoutPrefix(model).lowercased()
    let matches = families.filter { own.hasPrefix($0.beginning) }
    let longest = matches.map(\.beginning.count).max()
    for match in matches where match.beginning.count == longest && !match.sibling.isEmpty {
      // The name under which the log has it, if it does.
      let names = facts.stream.recorded.modelNames
      let name =
        names.first { ModelName.withoutPrefix($0).lowercased() == match.sibling } ?? match.sibling
      guard let other = facts.prices.resolve(name)?.entry.prices,
        other.input.picodollars * 2 <= list.input.picodollars
      else { continue }
      return (name, other)
    }
    return nil
  }
}
