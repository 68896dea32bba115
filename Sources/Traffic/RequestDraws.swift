import Simulation

/// Draws the requests of one replication of a synthetic stream in the order of their arrival, of a sample those that it
/// keeps.
///
/// What is left out is walked over and not held: its arrival, and the draws that say whose it is.
struct RequestDraws {
  private let workload: SyntheticWorkload
  private let world: World
  private let traffic: TrafficDraws
  private let draw: SampleDraw?
  /// The recurring intents that are kept, a bit each; empty where the hash of a unit decides.
  private let chosen: [UInt64]
  private let writer: GrammarWriter?
  private var times: ArrivalTimes
  /// Arrivals so far, those among them that ask what nobody asks again, and those of them that were kept.
  private(set) var index = 0
  private var oneOffs = 0
  private var keptOneOffs = 0
  /// The requests of each unit that was kept, but for questions that nobody asks again.
  private var units: [UInt64: Int] = [:]
  private var singleUnits = 0
  /// The groups and numbers of the requests that were kept since the stream was filled last.
  private var groups: [UInt8] = []
  private var origins: [UInt32] = []
  /// The number in the whole of each prompt that was kept and is asked once.
  private var singles: [UInt32] = []
  private var kept = 0
  private var lengths: [UInt32: UInt32] = [:]
  /// The prompts that came before, a bit each; empty where there may be too many of them.
  private var seen: [UInt64] = []
  private var buffer: [UInt8] = []

  init(_ workload: SyntheticWorkload, until end: VirtualTime, seed: UInt64, replication: Int) {
    self.workload = workload
    times = ArrivalTimes(workload.arrivals, until: end, seed: seed, replication: replication)
    world = World(workload, seed: seed, replication: replication)
    traffic = TrafficDraws(workload, seed: seed, replication: replication)
    let draw = workload.sample.map { SampleDraw($0, seed: seed, replication: replication) }
    let strata = IntentStrata(workload, world, traffic.intentRanks)
    self.draw = draw
    chosen = draw.flatMap { strata?.chosen($0) } ?? []
    writer =
      workload.userTokens == nil
      ? workload.grammar.map { GrammarWriter(grammar: $0, workload: workload) } : nil
    let prompts = workload.recurring * workload.paraphrases
    if prompts <= 1 << 28 { seen = Array(repeating: 0, count: (prompts + 63) / 64) }
  }

  /// Appends requests to a stream until it holds so many, or none are left.
  ///
  /// - Returns: whether any may be left.
  mutating func fill(_ stream: inout QueryStream, most: Int) -> Bool {
    let workload = workload
    defer { note(&stream) }
    let unit = workload.sample?.unit ?? .key
    let isPart = workload.sample?.part != nil
    while stream.count < most {
      guard let time = times.next() else { return false }
      let index = index
      self.index += 1
      let isOneOff = workload.oneOffShare > 0 && traffic.intents.uniform(index, 0) < workload.oneOffShare
      if isOneOff { oneOffs += 1 }
      let user = traffic.userRanks.rank(traffic.users.uniform(index))
      var isKept = true
      if unit == .user, let draw { isKept = keep(UInt64(user), index, draw) }
      // Parts are added up: what came before in one of them came before in the whole.
      guard isKept || isPart else { continue }
      let intent: Int
      var prompt: Int
      if isOneOff {
        intent = workload.recurring + oneOffs - 1
        prompt = workload.recurring * workload.paraphrases + oneOffs - 1
      } else {
        intent = world.intent(rank: rank(index, user), at: time)
        let phrasing = traffic.phrasingRanks.rank(traffic.paraphrases.uniform(index))
        prompt =
          intent * workload.paraphrases + world.phrasing(phrasing, of: intent, count: workload.paraphrases)
      }
      if unit != .user, let draw,
        !keep(UInt64(unit == .intent ? intent : prompt), index, draw, isSingle: isOneOff)
      {
        continue
      }
      let isRepeat = !isOneOff && isRepeated(prompt)
      guard isKept else { continue }
      var request = request(time, index: index, prompt: prompt, intent: intent, user: user)
      if writer != nil { request.userTokens = length(of: request.prompt) }
      if isOneOff, draw != nil {
        // Tables of prompts have a place for each number: those of questions that were left out are not held.
        singles.append(request.prompt)
        request.intent = UInt32(workload.recurring + keptOneOffs)
        prompt = workload.recurring * workload.paraphrases + keptOneOffs
        request.prompt = UInt32(prompt)
      }
      if isOneOff { keptOneOffs += 1 }
      if isRepeat { request.marks.insert(.repeated) }
      stream.append(request)
    }
    return true
  }

  /// States how many of everything the stream has.
  mutating func finish(_ stream: inout QueryStream) {
    stream.intentCount = workload.recurring + keptOneOffs
    stream.promptCount = workload.recurring * workload.paraphrases + keptOneOffs
    stream.userCount = workload.users
    stream.popularity = StatedPopularity(
      world, intents: traffic.intentRanks, phrasings: traffic.phrasingRanks)
    workload.giveUsersTheirOwn(&stream, world)
    if let grammar = workload.grammar {
      let writer = GrammarWriter(grammar: grammar, workload: workload, singles: singles)
      if !singles.isEmpty { stream.texts = .generated(writer) }
      workload.markVolatile(&stream, writer)
    }
    guard var part = stream.sampled else { return }
    part.wholeRequests = index
    part.keptRequests = kept
    part.note(units: units.values, single: singleUnits)
    switch part.sample.unit {
    case .user: part.note(squares: traffic.userRanks.squares, draws: index)
    // Where popularity stays, and is that of all. Strata see to it that a sample of intents has the popular ones.
    case .key where workload.driftPeriod == 0 && workload.ownQuestionShare == 0:
      let recurring = 1 - workload.oneOffShare
      let squares = traffic.intentRanks.squares * traffic.phrasingRanks.squares
      part.note(squares: recurring * recurring * squares, draws: index)
    default: break
    }
    let hottest = (1 - workload.oneOffShare) * traffic.intentRanks.probability(0)
    part.largestShare =
      switch part.sample.unit {
      case .key: hottest * traffic.phrasingRanks.probability(0)
      case .intent: hottest
      case .user, .session: traffic.userRanks.probability(0)
      }
    stream.sampled = part
  }

  /// The popularity rank of what a request asks: one of the user's own questions, or any.
  private func rank(_ index: Int, _ user: Int) -> Int {
    if workload.ownQuestionShare > 0, traffic.intents.uniform(index, 2) < workload.ownQuestionShare {
      let number = traffic.intents.integer(below: workload.ownQuestions, index, 3)
      return world.ownRank(number, of: user, traffic.intentRanks)
    }
    return traffic.intentRanks.rank(traffic.intents.uniform(index, 1))
  }

  /// Moves what was kept to the stream.
  private mutating func note(_ stream: inout QueryStream) {
    guard var part = stream.sampled else { return }
    stream.sampled = nil
    if part.groups.isEmpty {
      (part.groups, part.origins) = (groups, origins)
    } else {
      part.groups += groups
      part.origins += origins
    }
    (part.singles, part.firstSingle) = (singles, workload.recurring * workload.paraphrases)
    groups.removeAll(keepingCapacity: true)
    origins.removeAll(keepingCapacity: true)
    stream.sampled = part
  }

  /// Notes a request of a sample; false where it is left out.
  private mutating func keep(_ unit: UInt64, _ index: Int, _ draw: SampleDraw, isSingle: Bool = false) -> Bool
  {
    let group: UInt8
    if isSingle || chosen.isEmpty {
      guard let own = draw.group(of: unit) else { return false }
      group = own
    } else {
      guard chosen[Int(unit >> 6)] >> (unit & 63) & 1 == 1 else { return false }
      group = draw.dealt(unit)
    }
    if isSingle { singleUnits += 1 } else { units[unit, default: 0] += 1 }
    groups.append(group)
    origins.append(UInt32(truncatingIfNeeded: index))
    kept += 1
    return true
  }

  /// Notes a prompt; whether it came before.
  private mutating func isRepeated(_ prompt: Int) -> Bool {
    guard prompt >> 6 < seen.count else { return false }
    let bit: UInt64 = 1 << UInt64(prompt & 63)
    defer { seen[prompt >> 6] |= bit }
    return seen[prompt >> 6] & bit != 0
  }

  private func request(_ time: VirtualTime, index: Int, prompt: Int, intent: Int, user: Int) -> Request {
    let (latent, difficulty) = world.difficulty(of: intent)
    var marks = RequestMarks()
    if traffic.marks.uniform(index, 0) < workload.temperatureZeroShare { marks.insert(.temperatureZero) }
    if workload.personalDataShare > 0, world.personalData(prompt) < workload.personalDataShare {
      marks.insert(.personalData)
    }
    if workload.batchEligibleShare > 0, traffic.marks.uniform(index, 1) < workload.batchEligibleShare {
      marks.insert(.batchEligible)
    }
    marks.difficulty = difficulty
    marks.tier = world.tier(of: user)
    marks.priority = workload.priority(traffic.marks.uniform(index, 2))
    return Request(
      arrival: time, prompt: UInt32(truncatingIfNeeded: prompt), intent: UInt32(truncatingIfNeeded: intent),
      user: UInt32(user), systemTokens: workload.systemTokens,
      contextTokens: world.contextTokens(of: intent), userTokens: world.userTokens(of: prompt),
      outputTokens: tokenCount(
        workload.outputTokens, z: workload.outputScore(traffic.tokens.normal(index), latent)),
      latentDifficulty: Float(latent), marks: marks)
  }

  /// Tokens of a prompt by its text; by prompt, not a table of all prompts that there could be.
  private mutating func length(of prompt: UInt32) -> UInt32 {
    if let known = lengths[prompt] { return known }
    buffer.removeAll(keepingCapacity: true)
    writer?.append(Int(prompt), to: &buffer)
    let tokens = UInt32(clamping: max(1, workload.textTokens?(buffer) ?? (buffer.count + 3) / 4))
    lengths[prompt] = tokens
    return tokens
  }
}
