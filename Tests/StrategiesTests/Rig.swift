import Declarations
import Providers
import Simulation
import Traffic

@testable import Strategies

/// A hand-made stream in front of models with constant latency: 1 s, whatever the tokens.
struct Rig {
  var stream = QueryStream(name: "test")
  var catalog = Rig.catalog()
  var texts = RecordedTexts()
  var neighbours: [EmbedderChoice: PromptNeighbours] = [:]
  var vectors: [EmbedderChoice: PromptVectors] = [:]
  var proxy: TruthProxy?
  var span: VirtualTime?
  var warmUp = VirtualTime.zero
  /// The model that a log names for each request, by index; nil where all ask that of the strategy.
  var recordedModels: [UInt8]?
  var seed: UInt64 = 1

  /// Adds a request at a second; by default its intent is its prompt.
  mutating func ask(
    _ prompt: Int, at seconds: Double, intent: Int? = nil, user: UInt32 = 0, systemPrompt: UInt32 = 0,
    system: UInt32 = 0,
    context: UInt32 = 0,
    tokens: UInt32 = 100, output: UInt32 = 50, latent: Float = 0, marks: RequestMarks = .temperatureZero
  ) {
    stream.append(
      Request(
        arrival: .seconds(seconds), prompt: UInt32(prompt), intent: UInt32(intent ?? prompt), user: user,
        systemPrompt: systemPrompt, systemTokens: system, contextTokens: context, userTokens: tokens,
        outputTokens: output,
        latentDifficulty: latent, marks: marks))
  }

  /// Adds a request for a text, which becomes a prompt of its own unless it was asked before.
  mutating func ask(_ text: String, at seconds: Double, tier: Int = 0, tokens: UInt32 = 100) {
    var known: Int?
    for prompt in 0..<(texts.offsets.count - 1) where PromptTexts.recorded(texts).text(prompt) == text {
      known = prompt
    }
    let prompt = known ?? texts.append(text.utf8)
    var marks: RequestMarks = .temperatureZero
    marks.tier = tier
    ask(prompt, at: seconds, tokens: tokens, marks: marks)
  }

  /// Runs the stream through layers given as JSON objects.
  func run(_ layers: String..., model: Int = 0) throws -> Gateway { try run(layers, model: model) }

  /// Runs the stream through layers given as JSON objects.
  func run(_ layers: [String], model: Int = 0) throws -> Gateway {
    let plans = try layers.map { try Rig.plan($0, catalog) }
    var stream = self.stream
    if texts.offsets.count > 1 { stream.texts = .recorded(texts) }
    stream.end = span ?? (stream.arrival.last ?? .zero) + .seconds(1)
    let needs = plans.reduce(into: Set<StreamNeed>()) { $0.formUnion($1.needs) }
    let setting = LayerSetting(
      stream: PreparedStream(stream, needs: needs, neighbours: neighbours, searched: vectors, proxy: proxy),
      catalog: catalog,
      seed: seed,
      replication: 0, span: stream.end, warmUp: warmUp)
    let gateway = Gateway(
      setting: setting, plans: plans, model: model, recordedModels: recordedModels, keepsDetails: true)
    try gateway.run()
    return gateway
  }

  /// The plan of one layer.
  static func plan(_ text: String, _ catalog: ProviderCatalog) throws -> any LayerPlan {
    var validator = Validator()
    let node = try validator.validate(try JSONParser.parse(Array(text.utf8)), as: LayerRegistry.shape)
    let settings = Settings(node)
    guard let declaration = LayerRegistry.declaration(settings.string("use")) else {
      throw Diagnostic("no such layer")
    }
    return try declaration.plan(settings, catalog)
  }

  static func latency(_ seconds: Double = 1) -> LatencyModel {
    LatencyModel(base: seconds, firstTokenSigma: 0, perOutputToken: 0, outputSigma: 0)
  }

  /// The models of the articles behind one provider.
  static func catalog(
    promptCache: PromptCacheRule? = nil, batch: BatchProfile? = nil, quotas: QuotaProfile = QuotaProfile(),
    faults: FaultProfile = FaultProfile(), retry: RetryPolicy = RetryPolicy(jitter: 0)
  ) -> ProviderCatalog {
    let qualities: [String: [Double]] = ["gpt-4o": [0.97, 0.92, 0.85], "gpt-4o-mini": [0.96, 0.84, 0.62]]
    return ProviderCatalog(
      providers: [
        ProviderProfile(
          name: "openai", promptCache: promptCache, batch: batch, quotas: quotas, faults: faults, retry: retry
        )
      ],
      models: ["gpt-4o", "gpt-4o-mini", "gpt-4.1-nano", "claude-sonnet-4", "claude-opus-4"].map { name in
        ModelProfile(
          name: name, prices: PriceBook.embedded[name]!.prices, latency: latency(),
          quality: .byClass(qualities[name] ?? [0.9, 0.8, 0.7]))
      })
  }
}

extension Gateway {
  /// How the requests ended, by name.
  var kinds: [String] { outcomes.kind.map(\.name) }

  /// Seconds from arrival to answer.
  var seconds: [Double] { outcomes.latency.map { VirtualTime(nanoseconds: $0).seconds } }

  /// Names of the models of the requests.
  var modelNames: [String] { outcomes.model.map { provider.catalog.models[Int($0)].name } }
}
