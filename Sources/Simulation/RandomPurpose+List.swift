/// Every purpose of random values, in one list: no two may share a number.
extension RandomPurpose {
  // MARK: Traffic

  /// How a conversation goes on: turns, gaps, messages, tools.
  package static let sessions = RandomPurpose(115)
  /// Which documents are retrieved, and how long they are.
  package static let documents = RandomPurpose(116)
  /// Which system prompt a conversation has.
  package static let sessionPrompts = RandomPurpose(117)

  /// Gaps between arrivals.
  package static let arrivals = RandomPurpose(100)
  /// Sojourns of the bursty arrival process.
  package static let bursts = RandomPurpose(101)
  /// Which user asks.
  package static let users = RandomPurpose(102)
  /// The tier of a user.
  package static let tiers = RandomPurpose(103)
  /// Which intent a request has, and whether it is one-off.
  package static let intents = RandomPurpose(104)
  /// Which paraphrase of its intent a request uses.
  package static let paraphrases = RandomPurpose(105)
  /// Popularity drift of a rank.
  package static let drift = RandomPurpose(106)
  /// Token counts.
  package static let tokens = RandomPurpose(107)
  /// Marks of a request.
  package static let marks = RandomPurpose(108)
  /// Lifetimes of answers.
  package static let answers = RandomPurpose(110)
  /// Which intents are popular.
  package static let popularity = RandomPurpose(111)
  /// Which phrasings of an intent are.
  package static let phrasings = RandomPurpose(112)
  /// Token counts of contexts and messages.
  package static let worldTokens = RandomPurpose(113)
  /// Marks of a prompt.
  package static let worldMarks = RandomPurpose(114)
  /// The questions that a user asks again and again.
  package static let ownQuestions = RandomPurpose(119)

  /// Which units of a stream a sample keeps.
  package static let streamSample = RandomPurpose(118)

  // MARK: Providers

  /// Latency of a call.
  package static let latency = RandomPurpose(200)
  /// Whether a call fails, and is billed all the same.
  package static let errors = RandomPurpose(201)
  /// Jitter of a retry.
  package static let backoff = RandomPurpose(202)
  /// Time of an embedding.
  package static let embedding = RandomPurpose(203)
  /// When a batch is complete.
  package static let batchCompletion = RandomPurpose(204)
  /// Whether a provider serves a warm prefix.
  package static let promptCache = RandomPurpose(205)
  /// Which deployment gets a call.
  package static let balance = RandomPurpose(206)
  /// What breaks a prompt's prefix.
  package static let cacheBreakers = RandomPurpose(207)

  /// Which calls a storm of 429 refuses.
  package static let storms = RandomPurpose(208)
  /// How long storms and the times between them last.
  package static let stormSpells = RandomPurpose(209)

  // MARK: Layers

  /// Similarity of two prompts of one intent.
  package static let similarity = RandomPurpose(300)
  /// Verdicts of a classifier that errs by chance.
  package static let classifier = RandomPurpose(301)
  /// Verdicts of a cascade's judge.
  package static let cascade = RandomPurpose(302)
  /// Whether a verified hit is tried.
  package static let verification = RandomPurpose(303)
  /// What a classifier makes of a prompt.
  package static let classifierWorld = RandomPurpose(304)
  /// How similar two prompts are.
  package static let similarityWorld = RandomPurpose(305)
  /// Verdicts of a judge of hits.
  package static let hitJudge = RandomPurpose(306)

  // MARK: Eviction

  /// The coin of a missed request under admission by probability.
  package static let admission = RandomPurpose(400)
  /// The victims and samples that policies draw.
  package static let eviction = RandomPurpose(401)
  /// The coins of counters that count by chance.
  package static let counting = RandomPurpose(401, instance: 1)
  /// Which keys spatial sampling keeps.
  package static let spatialSampling = RandomPurpose(402)

  // MARK: Routing and recorded outcomes

  /// Which queries train a router; the replication is the split.
  package static let routingSplit = RandomPurpose(500)
  /// Which of the training queries calibrate a threshold.
  package static let routingFold = RandomPurpose(501)
  /// Which queries a bootstrap resample draws; the index is the resample.
  package static let routingBootstrap = RandomPurpose(502)
  /// The coin of a classifier or judge of stated accuracy.
  package static let routingCoin = RandomPurpose(503)
  /// The first weights of a factorisation.
  package static let routingWeights = RandomPurpose(504)
  /// The latent difficulty of a modelled query.
  package static let routingDifficulty = RandomPurpose(505)
  /// The noise of an observer.
  package static let routingObserver = RandomPurpose(506)
  /// Where a query goes that stands on the line of a router.
  package static let routingChoice = RandomPurpose(507)
  /// The order in which recorded queries arrive.
  package static let outcomeOrder = RandomPurpose(510)

  // MARK: Experiments

  /// Resampling for the interval of an optimum.
  package static let optimum = RandomPurpose(600)
  /// Which hits a person is asked to label.
  package static let labelling = RandomPurpose(601)

  // MARK: Search

  /// The levels of vectors in a graph.
  package static let graphLevels = RandomPurpose(700)

  // MARK: All

  /// The list; a test holds their numbers apart.
  static let all: [RandomPurpose] = [
    .arrivals, .bursts, .users, .tiers, .intents, .paraphrases, .drift, .tokens, .marks, .answers,
    .popularity, .phrasings, .worldTokens, .worldMarks, .ownQuestions,
    .latency, .errors, .backoff, .embedding,
    .batchCompletion, .promptCache, .balance, .cacheBreakers, .storms, .stormSpells, .similarity, .classifier,
    .cascade,
    .verification, .classifierWorld, .similarityWorld, .hitJudge,
    .admission, .eviction, .counting, .spatialSampling, .routingSplit, .routingFold, .routingBootstrap,
    .routingCoin, .routingWeights, .routingDifficulty, .routingObserver, .routingChoice, .outcomeOrder,
    .optimum, .labelling, .graphLevels, .sessions, .documents, .sessionPrompts,
    .streamSample,
  ]
}
