import Declarations
import Providers
import Simulation
import Traffic

/// What a layer decides about a request.
public enum Admission: Sendable {
  /// On to the next layer.
  case pass
  /// Ended here; the layer has recorded the outcome.
  case ended
  /// Waits for somebody else's call or for a window; the layer resumes it.
  case waits
}

/// What a layer decides about a complete answer.
public enum Review: Sendable {
  /// The layer has nothing to say of it: the answer may reach the user token by token.
  case pass
  /// The whole answer goes to the user after a time, with what is known of its quality now.
  case keep(quality: Double, after: VirtualTime)
  /// Another model is asked.
  case escalate(to: Int, after: VirtualTime)
}

/// One layer of a gateway in one cell, with its state.
///
/// A subclass a file: `admit` sees every request in order; `store` sees every complete answer; `wake` comes
/// at the time that the layer asked for.
open class Layer {
  /// Position in the strategy.
  public final var position: UInt8 = 0
  /// Counts over the measured requests.
  public final var statistics = LayerStatistics()

  /// A layer without state.
  public init() {}

  /// Decides about a request.
  open func admit(_ passage: Passage) -> Admission { .pass }

  /// Judges a complete answer before it goes to the user; asked once a call of a request that passed this layer.
  open func review(_ answer: Answer, of passage: Passage) -> Review {
    .pass
  }

  /// Takes note of a complete answer to a request that passed this layer.
  open func store(_ answer: Answer, of passage: Passage) {}

  /// Takes note that a request that passed this layer was not answered by a call.
  open func abandon(_ passage: Passage) {}

  /// Whether the layer wants to be told of every try of a call.
  open var notesCalls: Bool { false }

  /// Takes note of what became of one try of a call.
  open func note(_ call: CallNote, of passage: Passage) {}

  /// The model that the next try goes to, or nil to leave it.
  open func retarget(_ passage: Passage) -> Int? { nil }

  /// Takes note that the next try of a request's call goes to another model, whoever shares its prompt.
  open func move(_ passage: Passage, to model: Int) {}

  /// Which model is asked in place of one that has failed after all its retries, and from which place the layer is asked
  /// next; nil where none is.
  open func rescue(_ passage: Passage, from place: Int) -> (model: Int, next: Int)? { nil }

  /// Called at a time that the layer asked for.
  open func wake(_ token: UInt32, at desk: Desk) {}

  /// Goes over to the next window of its stream, in which requests have numbers that are less by some.
  open func move(to window: PreparedStream, by requests: Int) {}

  /// Number of entries that the layer holds.
  open var entryCount: Int { 0 }
}

/// A layer as a scenario states it: immutable, shared by all cells.
public protocol LayerPlan: Sendable {
  /// What the layer wants to be computed once a stream, before the cells run.
  var needs: [StreamNeed] { get }
  /// Whether the plan knows what nobody can know, and so only bounds what is possible.
  var isBound: Bool { get }
  /// The threshold of similarity as it is stated, for a layer that answers by similarity.
  var threshold: StatedThreshold? { get }
  /// What the layer stores by key and for how long, for a layer that answers by key.
  var keyedStore: KeyedStore? { get }
  /// The most that the layer adds to what a request or a call costs, before anything runs.
  var greatestCharge: LayerCharge { get }
  /// Whether the layer is billed once for labels, when their prompts first come: a month has those of the measured time.
  var isBilledForLabels: Bool { get }
  /// Why the layer cannot take a stream in windows, as the end of a sentence; nil where it can.
  func windowFault(in windows: WindowedStream) -> String?
  /// Why the layer cannot be sampled as the providers are, and what was expected; nil where its declaration says all.
  func sampleFault(of sample: StreamSample) -> (why: String, instead: String)?
  /// By whose accounts the layer goes.
  var accounts: Accounts { get }
  /// What the layer assumes of a stream that nobody stated, each as the end of a sentence.
  func assumptions(for stream: QueryStream) -> [String]
  /// What the layer cannot do where it stands, each as a sentence that begins with its name.
  func idleness(at place: LayerPlace) -> [String]
  /// What it was set to do and did for no request, by what it counted, each as a sentence that begins with its name.
  func idleness(after count: (LayerCounter) -> Int) -> [String]
  /// The same for a strategy whose requests ask for the models that their log names.
  func asRecorded() -> any LayerPlan
  /// The layer at the start of a cell.
  func makeLayer(in setting: LayerSetting) -> Layer
}

extension LayerPlan {
  /// Nothing.
  public var needs: [StreamNeed] { [] }
  /// No.
  public var isBound: Bool { false }
  /// None.
  public var threshold: StatedThreshold? { nil }
  /// None.
  public var keyedStore: KeyedStore? { nil }
  /// Nothing.
  public var greatestCharge: LayerCharge { LayerCharge() }
  /// No.
  public var isBilledForLabels: Bool { false }
  /// By nobody's.
  public var accounts: Accounts { Accounts() }
  /// It keeps notes of single requests, unless a plan knows better.
  public func windowFault(in windows: WindowedStream) -> String? { "it keeps notes of single requests" }
  /// Nil.
  public func sampleFault(of sample: StreamSample) -> (why: String, instead: String)? { nil }
  /// Nothing.
  public func assumptions(for stream: QueryStream) -> [String] { [] }
  /// Nothing.
  public func idleness(at place: LayerPlace) -> [String] { [] }
  /// Nothing.
  public func idleness(after count: (LayerCounter) -> Int) -> [String] { [] }
  /// The same.
  public func asRecorded() -> any LayerPlan { self }
}

/// What is known of a stream before its first window.
public struct WindowedStream: Sendable {
  /// Whether the keys of all requests were numbered.
  public var hasKeys: Bool
  /// Whether prompts have texts, which similarity goes by unless it is stated.
  public var hasTexts: Bool
  /// Whether the requests are those of a log, of which neither conversations nor prefixes are kept.
  public var isRecorded: Bool

  /// What is known of requests that are drawn, or were read from a log.
  public init(hasKeys: Bool, hasTexts: Bool, isRecorded: Bool) {
    self.hasKeys = hasKeys
    self.hasTexts = hasTexts
    self.isRecorded = isRecorded
  }
}

/// What a layer that answers by key stores, whatever the size of its store.
public struct KeyedStore: Sendable {
  /// What makes the key.
  public var recipe: KeyRecipe
  /// How long an entry lives, but for keywords of its text.
  public var lifetime: VirtualTime
  /// Whether a hit renews that.
  public var isSliding: Bool
  /// Whether texts with keywords have lifetimes of their own.
  public var hasRules: Bool
  /// Whether a request is looked up and its answer stored.
  public var admits: @Sendable (RequestMarks) -> Bool
}

/// The most that a layer can add to what a request or a call costs.
public struct LayerCharge: Sendable {
  /// Requests that share a call.
  public var members = 1
  /// Tokens that a call has beyond those of its requests.
  public var callTokens = 0
  /// Calls to models that a request makes.
  public var calls = 1
  /// What the layer itself charges for a request's tokens.
  public var price = TokenPrice(picodollars: 0)
  /// What it charges a request besides.
  public var amount = Money.zero

  /// Nothing, with changes.
  public init(
    members: Int = 1, callTokens: Int = 0, calls: Int = 1, price: TokenPrice = TokenPrice(picodollars: 0),
    amount: Money = .zero
  ) {
    self.members = members
    self.callTokens = callTokens
    self.calls = calls
    self.price = price
    self.amount = amount
  }
}

/// A threshold of similarity as a scenario states it, under the key `threshold`.
public struct StatedThreshold: Sendable, Hashable {
  /// The value on its own scale.
  public let value: Double
  /// Whether a greater value lets more hits through, as a distance does.
  public let isDistance: Bool
}

/// What a layer may know when it is made.
public struct LayerSetting: Sendable {
  /// The prepared stream.
  public let stream: PreparedStream
  /// The models and their prices.
  public let catalog: ProviderCatalog
  /// The seed of the run.
  public let seed: UInt64
  /// The replication.
  public let replication: Int
  /// The span of the whole run, warm-up included.
  public let span: VirtualTime
  /// The part at its beginning that is simulated and not measured.
  public let warmUp: VirtualTime

  /// Makes a setting.
  public init(
    stream: PreparedStream, catalog: ProviderCatalog, seed: UInt64, replication: Int, span: VirtualTime,
    warmUp: VirtualTime = .zero
  ) {
    self.stream = stream
    self.catalog = catalog
    self.seed = seed
    self.replication = replication
    self.span = span
    self.warmUp = warmUp
  }

  /// Random values of a layer: the same under every strategy that holds such a layer.
  public func random(_ purpose: RandomPurpose) -> RandomStream {
    RandomStream(seed: seed, replication: replication, purpose: purpose)
  }
}

/// How a layer is stated in a scenario; validation, `simbench list`, defaults and help come from it.
public struct LayerDeclaration: Sendable {
  /// The name after `use`.
  public let name: String
  /// A line of explanation.
  public let summary: String
  /// The parameters with defaults and help.
  public let fields: [Field]
  /// Whether the layer knows what nobody can know, and so only bounds what is possible.
  public let isBound: Bool
  /// Whether the layer saves only by refusing or degrading what is asked for, so that its saving is no gain.
  public let isLimit: Bool
  /// Whether the layer works only through the provider's prompt cache.
  public let usesPromptCache: Bool
  /// Under which unit a sample of the traffic runs through it as the whole does.
  public let sampling: SampleRule
  /// What the layer counts, beside arrivals.
  public let counters: [LayerCounter]
  /// Why it may have treated no request, as a clause; nil where nothing in particular keeps it from it.
  public let idleness: String?
  /// Makes the plan from validated settings; throws at a value that only the catalogue can judge.
  public let plan: @Sendable (Settings, ProviderCatalog) throws(Diagnostic) -> any LayerPlan

  /// Declares a layer.
  public init(
    _ name: String, _ summary: String, isBound: Bool = false, isLimit: Bool = false,
    usesPromptCache: Bool = false, sampling: SampleRule, fields: [Field],
    counters: [LayerCounter] = [], idleness: String? = nil,
    plan: @escaping @Sendable (Settings, ProviderCatalog) throws(Diagnostic) -> any LayerPlan
  ) {
    self.name = name
    self.summary = summary
    self.isBound = isBound
    self.isLimit = isLimit
    self.usesPromptCache = usesPromptCache
    self.sampling = sampling
    self.counters = [.arrivals] + counters
    self.idleness = idleness
    self.fields = fields
    self.plan = plan
  }

  /// The schema of the layer in a scenario.
  public var schema: ObjectSchema { ObjectSchema(name, summary, fields) }
}

extension ProviderCatalog {
  /// The index of a model that a setting names.
  ///
  /// - Throws: a `Diagnostic` that lists the models.
  package func require(_ name: String, at position: SourcePosition) throws(Diagnostic) -> Int {
    if let index = model(named: name) { return index }
    let names = models.map(\.name)
    let hint = name.nearest(in: names).map { " (did you mean '\($0)'?)" } ?? ""
    throw Diagnostic(
      "the model '\(name)' is unknown\(hint); one of \(names.joined(separator: ", ")) was expected",
      position: position)
  }
}
