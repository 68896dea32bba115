import Declarations
import Files
import Metrics
import Recordings
import Scenarios
import Simulation
import Strategies
import Traffic

/// A log that lies in a temporary file, and what must be known of all its requests before the first window: read through
/// once, in memory that grows with different prompts, keys and users.
struct RecordedSurvey {
  /// The requests, without those behind the end of the scenario.
  let log: SpooledLog
  /// The models of the log.
  let models: RecordedModels
  /// The parts that are left out in turn; nil where the log gives no interval.
  private(set) var groups: SamplingGroups?
  /// What is to be said of its users, where intervals are over them.
  let userWarning: String?
  /// What the report says of the log.
  let summary: RecordingSummary
  /// How many requests there are.
  let requests: Int
  /// How many of them arrive in the warm-up.
  let unmeasured: Int
  /// A stream without requests of use, which has whatever columns the log has.
  let told: QueryStream
  private let mostTokens: Int
  private let mostSearches: Int
  /// The recipes whose keys are not the prompts, with the file of their numbers and how many there are.
  private var recipes: [KeyRecipe] = []
  private var files: [ScratchFile] = []
  private var keys: [Int] = []

  private static let windowRequests = 1 << 16

  /// Reads a log through.
  ///
  /// - Parameter end: where the scenario ends; nil for the log's own end.
  /// - Throws: a `Diagnostic` of kind `outputFailed` where a temporary file fails.
  init(_ spooled: SpooledLog, until end: VirtualTime?, _ scenario: Scenario) throws(Diagnostic) {
    var log = spooled
    if let end, end < log.header.end { log.header.end = end }
    log = try log.inOrder()
    var numbers: [KeyNumbers] = []
    for need in scenario.strategies.flatMap(\.plans).flatMap(\.needs) {
      guard case .keys(let recipe) = need, !recipes.contains(recipe),
        let own = KeyNumbers(recipe, of: log.header)
      else { continue }
      recipes.append(recipe)
      numbers.append(own)
      files.append(try ScratchFile())
    }
    var models = RecordedModels(log.header, in: scenario.catalog)
    var sums = ReadingSums(log.header)
    var told = log.header
    var isUser = [Bool](repeating: false, count: log.header.userCount)
    var isMeasured = isUser
    var (mostTokens, mostSearches, unmeasured, last) = (0, 0, 0, VirtualTime.zero)
    var start: VirtualTime?
    var tail = UserTail(users: log.header.userCount)
    var nameless = SamplingGroups.Nameless(of: log.header)
    var sizes = [Int](repeating: 0, count: StreamSample.groups)
    var source = log.windows()
    var isOpen = true
    while isOpen {
      var window = source.header
      isOpen = try source.fill(&window, most: RecordedSurvey.windowRequests)
      models.note(window)
      sums.add(window)
      mostTokens = max(mostTokens, AmountGuard.mostTokens(of: window))
      mostSearches = max(mostSearches, AmountGuard.mostSearches(of: window))
      last = window.arrival.last ?? last
      let first = Gateway.firstMeasured(of: window, warmUp: scenario.warmUp)
      unmeasured += first
      tail.add(window, from: first)
      nameless.add(window, from: first)
      if start == nil, first < window.count { start = window.arrival[first] }
      for user in window.user { isUser[Int(user)] = true }
      for user in window.user[first...] { isMeasured[Int(user)] = true }
      for group in window.sampled?.groups ?? [] { sizes[Int(group)] += 1 }
      if !window.recorded.team.isEmpty { told.recorded.team = window.recorded.team }
      if !window.recorded.apiKey.isEmpty { told.recorded.apiKey = window.recorded.apiKey }
      if window.recorded.hasUntimedHits {
        told.recorded.gatewayHit = window.recorded.gatewayHit
        told.recorded.latency = window.recorded.latency
      }
      for place in numbers.indices {
        let column = (0..<window.count).map {
          numbers[place].number(of: $0, in: window, prompt: UInt64(window.prompt[$0]))
        }
        try files[place].append(column)
      }
    }
    if log.header.sampled != nil { log.header.sampled?.groupSizes = sizes }
    keys = numbers.map(\.count)
    userWarning = tail.warning
    requests = sums.requests
    self.log = log
    self.models = models
    self.told = told
    (self.mostTokens, self.mostSearches, self.unmeasured) = (mostTokens, mostSearches, unmeasured)
    summary = RecordingSummary(
      log.header, sums, distinctUsers: isUser.count { $0 }, last: last.seconds)
    if let part = log.header.sampled {
      groups = requests > 0 ? SamplingGroups(of: part) : nil
    } else {
      let users = Set(isMeasured.indices.lazy.filter { isMeasured[$0] }.map { UInt32($0) })
      let rule = SamplingGroups.Rule(
        users: users, nameless: nameless, requests: requests, from: unmeasured, at: start ?? .zero, to: last)
      if let rule, try RecordedSurvey.fills(rule, log) { groups = SamplingGroups(rule) }
    }
  }

  /// Whether enough groups have requests; where they are stretches of time, the log is read once more.
  private static func fills(_ rule: SamplingGroups.Rule, _ log: SpooledLog) throws(Diagnostic) -> Bool {
    guard case .time = rule.unit else { return true }
    var isFilled = [Bool](repeating: false, count: 256)
    var first = 0
    var source = log.windows()
    var isOpen = true
    while isOpen {
      var window = source.header
      isOpen = try source.fill(&window, most: windowRequests)
      for place in 0..<window.count {
        let group = rule.group(of: first + place, user: window.user[place], at: window.arrival[place])
        isFilled[Int(group)] = true
      }
      first += window.count
    }
    return rule.suffices(isFilled)
  }

  /// Refuses strategies that want what the log does not have.
  ///
  /// - Throws: a `Diagnostic`.
  func check(_ scenario: Scenario) throws(Diagnostic) {
    if requests > 0 {
      let header = log.header
      do throws(Diagnostic) {
        try scenario.checkTiers(of: scenario.strategies, header.tierNames)
        try scenario.checkTruth(of: scenario.strategies, hasLabels: header.hasIntentLabels)
        try scenario.checkPopularity(of: scenario.strategies, isStated: false)
      } catch {
        throw error.placed(in: scenario.path)
      }
    }
    try AmountGuard(scenario.catalog).check(
      tokens: mostTokens, searches: mostSearches, scenario.strategies)
    if let strategy = scenario.strategies.first(where: \.isAsRecorded) { try models.check(for: strategy) }
  }

  /// The requests from the first on, with the numbers of their keys.
  var windows: RecordedWindows { log.windows(keys: files) }

  /// A window with what a strategy needs.
  func prepared(_ window: QueryStream, for strategy: Scenario.Strategy) -> PreparedStream {
    var numbered: [KeyRecipe: KeyColumn] = [:]
    for (place, recipe) in recipes.enumerated() {
      numbered[recipe] = KeyColumn(numbered: window.keyNumbers[place], count: keys[place])
    }
    return PreparedStream(
      window, needs: Set(strategy.plans.flatMap(\.needs)),
      recordedModels: strategy.isAsRecorded ? models.models(of: window) : [], numbered: numbered)
  }
}
