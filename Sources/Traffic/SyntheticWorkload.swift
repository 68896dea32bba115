import Simulation

/// A synthetic query stream, stated by distributions.
///
/// Everything about request i of a replication is addressed by (seed, replication, purpose, i), everything about an
/// intent, a paraphrase or a user by (seed, replication, purpose, its number): each replication draws the stated world
/// anew, so that an interval over replications covers it. What an intent's text says is no draw: intents, phrasings and
/// one-off questions are one population, of which each replication makes others popular.
public struct SyntheticWorkload: Sendable {
  /// What to call the stream.
  public var name = "synthetic"
  /// When requests arrive.
  public var arrivals = ArrivalProcess(rate: 1)
  /// Number of users.
  public var users = 1
  /// Skew of the users' activity.
  public var userExponent = 0.0
  /// Tiers and the share of users in each.
  public var tiers: [(name: String, share: Double)] = []
  /// Number of recurring intents.
  public var intents = 1000
  /// Skew of the intents' popularity.
  public var intentExponent = 0.9
  /// Share of requests whose question never comes again.
  public var oneOffShare = 0.0
  /// Share of ranks that pass to another intent a day.
  public var driftShareADay = 0.0
  /// Distinct phrasings of an intent.
  public var paraphrases = 20
  /// Skew among the phrasings.
  public var paraphraseExponent = 0.6
  /// The grammar that writes the text, or nil when only statistics are stated.
  package var grammar: Grammar?
  /// Similarity by statistics, for a stream without text.
  public var similarity: StatedSimilarity?
  /// Tokens of the system prompt.
  public var systemTokens: UInt32 = 0
  /// Tokens of the context that is retrieved for an intent; nil means none.
  public var contextTokens: Lognormal?
  /// Tokens of the user's message; nil counts those of its text.
  public var userTokens: Lognormal?
  /// Counts the tokens of a text in UTF-8; nil takes a token for every four bytes.
  public var textTokens: (@Sendable ([UInt8]) -> Int)?
  /// By what they are counted, as the end of a sentence.
  public var textTokenSource: String?
  /// Tokens of the answer.
  public var outputTokens = Lognormal(median: 200, p95: 600)
  /// Share of requests at temperature 0.
  public var temperatureZeroShare = 1.0
  /// Share of prompts that hold personal data.
  public var personalDataShare = 0.0
  /// Share of requests whose answer may come hours later.
  public var batchEligibleShare = 0.0
  /// Share of requests of low and of high priority.
  public var lowPriorityShare = 0.0
  public var highPriorityShare = 0.0
  /// Shares of the difficulty classes over intents, easiest first.
  public var difficultyShares = [1.0 / 3, 1.0 / 3, 1.0 / 3]
  /// How long answers stay right.
  public var staticAnswerLifetime = VirtualTime.never
  public var volatileAnswerLifetime = VirtualTime.never
  public var volatileShare = 0.0

  /// How the length of an answer goes with the difficulty of its question: the correlation of their scores.
  public var outputDifficultyCorrelation = 0.0
  /// Words by which intents are volatile, and the share of those that hold one.
  public var volatileKeywords: [String] = []
  public var volatileKeywordShare = 1.0
  /// Share of intents whose context and answer are those of the user who asks.
  public var perUserShare = 0.0
  /// Share of the ranks that drift moves which go to a question that was never asked before.
  public var newDriftShare = 0.0
  /// Share of requests in which users ask one of a few questions of their own again.
  public var ownQuestionShare = 0.0
  /// How many such questions a user has.
  public var ownQuestions = 5
  /// How often a rank may be moved to a new question; known once it is known when the stream ends.
  var newGenerations = 0

  /// How conversations go, which then begin by the arrivals; nil for single requests.
  public var sessions: SessionModel?
  /// Whether turns are to wait for the answers before them.
  public var isClosedLoop = false
  /// The part of the stream that is drawn; nil draws all of it.
  public var sample: StreamSample?

  /// A workload with the defaults above.
  public init() {}

  /// Makes the stream of one replication.
  ///
  /// - Complexity: O(requests).
  public func stream(until end: VirtualTime, seed: UInt64, replication: Int) -> QueryStream {
    let workload = settled(until: end)
    return workload.drawn(until: end, seed: seed, replication: replication)
  }

  private func drawn(until end: VirtualTime, seed: UInt64, replication: Int) -> QueryStream {
    if let sessions {
      return sessionStream(sessions, until: end, seed: seed, replication: replication)
    }
    var stream = emptyStream(until: end, seed: seed, replication: replication)
    stream.reserve(Int(min(arrivals.rate * end.seconds * 1.1 * (sample?.rate ?? 1), 2e8)) + 16)
    var requests = RequestDraws(self, until: end, seed: seed, replication: replication)
    _ = requests.fill(&stream, most: .max)
    requests.finish(&stream)
    return stream
  }

  /// The stream of a replication before its requests are drawn.
  func emptyStream(until end: VirtualTime, seed: UInt64, replication: Int) -> QueryStream {
    var stream = QueryStream(name: name)
    stream.end = end
    stream.tierNames = tiers.map(\.name)
    stream.similarity = similarity
    stream.answers = AnswerClock(
      staticLifetime: staticAnswerLifetime, volatileLifetime: volatileAnswerLifetime,
      volatileShare: volatileShare, seed: seed, replication: replication)
    stream.sampled = sample.map(SampledPart.init)
    stream.expectedTokens = ExpectedTokens(self)
    if let grammar { stream.texts = .generated(GrammarWriter(grammar: grammar, workload: self)) }
    return stream
  }

  func priority(_ uniform: Double) -> Int {
    if uniform < lowPriorityShare { return 0 }
    return uniform >= 1 - highPriorityShare ? 2 : 1
  }
}

/// A token count from a lognormal: at least 1, at most what a price can be paid for.
func tokenCount(_ distribution: Lognormal, z: Double) -> UInt32 {
  UInt32(min(max(distribution.value(z: z).rounded(), 1), 10_000_000))
}

/// What is true of intents, prompts and users in one replication.
struct World: Sendable {
  private let workload: SyntheticWorkload
  private let tiers: DiscreteMixture?
  private let difficulties: DifficultyClasses
  private let popularity: RandomPermutation
  private let phrasingDraws: RandomStream
  private let tierDraws: RandomStream
  private let driftDraws: RandomStream
  private let tokenDraws: RandomStream
  private let markDraws: RandomStream
  private let ownDraws: RandomStream
  private let driftPeriod: Int

  init(_ workload: SyntheticWorkload, seed: UInt64, replication: Int) {
    self.workload = workload
    tiers = workload.tiers.isEmpty ? nil : DiscreteMixture(weights: workload.tiers.map(\.share))
    difficulties = DifficultyClasses(shares: workload.difficultyShares)
    func draws(_ purpose: RandomPurpose) -> RandomStream {
      RandomStream(seed: seed, replication: replication, purpose: purpose)
    }
    popularity = RandomPermutation(count: max(1, workload.intents), random: draws(.popularity))
    phrasingDraws = draws(.phrasings)
    tierDraws = draws(.tiers)
    driftDraws = draws(.drift)
    tokenDraws = draws(.worldTokens)
    markDraws = draws(.worldMarks)
    ownDraws = draws(.ownQuestions)
    driftPeriod = workload.driftPeriod
  }

  /// The intent that holds a popularity rank at a time; it moves on once a drift period, at a phase of its own.
  func intent(rank: Int, at time: VirtualTime) -> Int {
    if driftPeriod == 0 { return popularity[rank] }
    let phase = driftDraws.integer(below: driftPeriod, rank, 0)
    let generation = (Int(time.nanoseconds) + phase) / driftPeriod
    if generation == 0 { return popularity[rank] }
    if workload.newGenerations > 0, driftDraws.uniform(rank, -generation) < workload.newDriftShare {
      return workload.intents * min(generation, workload.newGenerations) + rank
    }
    return driftDraws.integer(below: workload.intents, rank, generation)
  }

  /// The popularity rank of a question that a user asks again and again: drawn as those of single requests are, so that
  /// what all users ask together stays the same.
  func ownRank(_ number: Int, of user: Int, _ ranks: Zipf) -> Int {
    ranks.rank(ownDraws.uniform(user, number))
  }

  /// Which phrasing holds a rank: the order of popularity differs from intent to intent.
  func phrasing(_ rank: Int, of intent: Int, count: Int) -> Int {
    (rank + phrasingDraws.integer(below: count, intent)) % count
  }

  func difficulty(of intent: Int) -> (latent: Double, difficulty: Difficulty) {
    difficulties.difficulty(of: intent)
  }

  func tier(of user: Int) -> Int { tiers?.index(tierDraws.uniform(user)) ?? 0 }

  func personalData(_ prompt: Int) -> Double { markDraws.uniform(prompt) }

  func contextTokens(of intent: Int) -> UInt32 {
    guard let distribution = workload.contextTokens else { return 0 }
    return tokenCount(distribution, z: tokenDraws.normal(intent, 1))
  }

  /// Whether an intent is another question for every user.
  func isOwn(_ intent: Int) -> Bool { markDraws.uniform(intent, 1) < workload.perUserShare }

  /// Tokens of the context that a user has of their own for an intent.
  func contextTokens(of intent: Int, user: UInt32) -> UInt32 {
    guard let distribution = workload.contextTokens else { return 0 }
    return tokenCount(distribution, z: tokenDraws.normal(intent, 16 + Int(user)))
  }

  func userTokens(of prompt: Int) -> UInt32 {
    guard let distribution = workload.userTokens else { return 0 }
    return tokenCount(distribution, z: tokenDraws.normal(prompt, 2))
  }
}

/// How hard the intents of the population are.
///
/// A property of an intent's text, and so no draw: intents take their quantiles in the golden-ratio sequence, which
/// gives every run of intents the stated shares (Knuth: The Art of Computer Programming 3, 6.4).
struct DifficultyClasses: Sendable {
  private let edges: [Double]

  init(shares: [Double]) {
    let total = shares.reduce(0, +)
    edges = [shares[0] / total, (shares[0] + shares[1]) / total]
  }

  func difficulty(of intent: Int) -> (latent: Double, difficulty: Difficulty) {
    let bits = UInt64(truncatingIfNeeded: intent + 1) &* 0x9E37_79B9_7F4A_7C15
    let uniform = (Double(bits >> 11) + 0.5) * 0x1p-53
    let difficulty: Difficulty = uniform < edges[0] ? .simple : uniform < edges[1] ? .medium : .complex
    return (Transcendental.normalQuantile(uniform), difficulty)
  }
}

/// What differs from one request to the next.
struct TrafficDraws {
  let intents: RandomStream
  let paraphrases: RandomStream
  let users: RandomStream
  let marks: RandomStream
  let tokens: RandomStream
  let intentRanks: Zipf
  let phrasingRanks: Zipf
  let userRanks: Zipf

  init(_ workload: SyntheticWorkload, seed: UInt64, replication: Int) {
    func draws(_ purpose: RandomPurpose) -> RandomStream {
      RandomStream(seed: seed, replication: replication, purpose: purpose)
    }
    intents = draws(.intents)
    paraphrases = draws(.paraphrases)
    users = draws(.users)
    marks = draws(.marks)
    tokens = draws(.tokens)
    intentRanks = Zipf(count: workload.intents, exponent: workload.intentExponent)
    phrasingRanks = Zipf(count: workload.paraphrases, exponent: workload.paraphraseExponent)
    userRanks = Zipf(count: workload.users, exponent: workload.userExponent)
  }
}

/// Writes the text of a synthetic prompt: the phrasing of its intent, or a one-off question.
struct GrammarWriter: PromptWriter {
  private let grammar: Grammar
  private let difficulties: DifficultyClasses
  private let intents: Int
  private let paraphrases: Int
  /// The number in the whole of each prompt that is asked once; empty where the stream is the whole.
  private let singles: [UInt32]

  init(grammar: Grammar, workload: SyntheticWorkload, singles: [UInt32] = []) {
    self.singles = singles
    self.grammar = grammar
    difficulties = DifficultyClasses(shares: workload.difficultyShares)
    intents = workload.recurring
    paraphrases = workload.paraphrases
  }

  func append(_ prompt: Int, to buffer: inout [UInt8]) {
    let recurring = intents * paraphrases
    if prompt < recurring {
      let intent = prompt / paraphrases
      grammar.append(
        intent: intent, difficulty: difficulties.difficulty(of: intent).difficulty,
        variant: prompt % paraphrases,
        to: &buffer)
    } else {
      let place = prompt - recurring
      let index = singles.indices.contains(place) ? max(0, Int(singles[place]) - recurring) : place
      grammar.appendOneOff(
        index: index, difficulty: difficulties.difficulty(of: intents + index).difficulty, to: &buffer)
    }
  }
}
