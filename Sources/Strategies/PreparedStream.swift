import Declarations
import Routing
import Similarity
import Traffic

/// What is computed once a stream and then shared, read-only, by every cell.
public enum StreamNeed: Sendable, Hashable {
  /// The dense key of each request under a recipe.
  case keys(KeyRecipe)
  /// The next request with the same key, for policies that read the future.
  case future(KeyRecipe)
  /// Which requests may share answers, under a recipe.
  case partitions(KeyRecipe)
  /// All pairs of prompts at least this similar under an embedder.
  case neighbours(EmbedderChoice, threshold: Double)
  /// The vectors of all prompts under an embedder, for a cache that searches on its own.
  case searched(EmbedderChoice)
  /// What the workload's distributions say is asked most; the setting that wants it.
  case popularity(String)
  /// Prompt text.
  case text(String)
  /// Whether a cached answer is right: labels, or what stands in for them.
  case truth(String)
  /// Difficulty classes, which a stream of recorded outcomes does not have; the classifier that wants them.
  case classes(String)
  /// What a router decides about recorded outcomes.
  case routing(RoutingNeed)
  /// The vectors of all prompts by an embedder, as `TextVectors` names it.
  case vectors(String)
  /// Routes that name tiers of users: the names, and whether other tiers have a route.
  case tiers(TierRoutes)
}

/// A router that is to decide about recorded outcomes.
public struct RoutingNeed: Sendable, Hashable {
  /// The router with its parameters, as `RouterSpecification` reads it.
  package let router: String
  /// The cheap and the good model, as indices into the catalogue.
  package let weak: Int
  package let strong: Int
  /// How a router that only ranks gets its threshold.
  package let rule: OperatingRule
  /// The embedder, or nil to do without.
  package let embedder: String?
}

/// The tiers that the routes of one class name.
public struct TierRoutes: Sendable, Hashable {
  /// The class.
  package let difficulty: Difficulty
  /// The tiers and where they stand.
  package let names: [String]
  package let positions: [SourcePosition]
  /// Where the routes of the class stand.
  package let position: SourcePosition
  /// Whether `default` is among them.
  package let hasDefault: Bool
}

/// What a router decided about the prompts of a stream.
public struct PromptRoutes: Sendable {
  /// The model of each prompt, as an index into the catalogue.
  package let models: [UInt8]
  /// How many prompts were labelled for the router, and dollars of the answers that label them.
  package let labels: Int
  package let labelCost: Double

  /// Decisions.
  package init(models: [UInt8], labels: Int, labelCost: Double) {
    self.models = models
    self.labels = labels
    self.labelCost = labelCost
  }
}

/// A stream with what its strategies need.
public final class PreparedStream: Sendable {
  /// The stream.
  public let stream: QueryStream
  /// Neighbours by embedder.
  public let neighbours: [EmbedderChoice: PromptNeighbours]
  /// Vectors by embedder, for caches that search on their own.
  public let searched: [EmbedderChoice: PromptVectors]
  /// Decisions of routers.
  public let routes: [RoutingNeed: PromptRoutes]
  /// Vectors of all prompts by embedder.
  package let vectors: [String: TextVectors]
  /// What stands in for labels where there are none.
  public let proxy: TruthProxy?
  /// The model of each request that a log names, as an index into the catalogue; empty where nobody asks.
  package let recordedModels: [UInt8]
  /// Who waits for whose answer, in a closed loop.
  public let turnOrder: TurnOrder?
  private let keys: [KeyRecipe: KeyColumn]
  private let partitions: [KeyRecipe: KeyPartitions]

  /// Computes the keys that are needed; neighbours, vectors and proxy are shared by all replications and come ready.
  ///
  /// - Parameter numbered: keys that are known, of the window of a stream.
  /// - Complexity: O(requests) for each recipe.
  package init(
    _ stream: QueryStream, needs: Set<StreamNeed>, neighbours: [EmbedderChoice: PromptNeighbours] = [:],
    searched: [EmbedderChoice: PromptVectors] = [:], proxy: TruthProxy? = nil,
    routes: [RoutingNeed: PromptRoutes] = [:], vectors: [String: TextVectors] = [:],
    recordedModels: [UInt8] = [], numbered: [KeyRecipe: KeyColumn] = [:]
  ) {
    self.recordedModels = recordedModels
    self.stream = stream
    turnOrder = stream.isClosedLoop ? TurnOrder(stream) : nil
    self.neighbours = neighbours
    self.searched = searched
    self.proxy = stream.hasIntentLabels ? nil : proxy
    self.routes = routes
    self.vectors = vectors
    var keys = numbered
    for need in needs {
      if case .keys(let recipe) = need, keys[recipe] == nil { keys[recipe] = KeyColumn(recipe, of: stream) }
    }
    for need in needs {
      if case .future(let recipe) = need {
        var column = keys[recipe] ?? KeyColumn(recipe, of: stream)
        column.findNext()
        keys[recipe] = column
      }
    }
    var partitions: [KeyRecipe: KeyPartitions] = [:]
    for need in needs {
      guard case .partitions(let recipe) = need else { continue }
      let column = keys[recipe] ?? KeyColumn(recipe, of: stream)
      partitions[recipe] = KeyPartitions(recipe, column: column, of: stream)
    }
    self.keys = keys
    self.partitions = partitions
  }

  /// Which requests may share answers under a recipe.
  public func partitions(_ recipe: KeyRecipe) -> KeyPartitions {
    partitions[recipe] ?? KeyPartitions(recipe, column: column(recipe), of: stream)
  }

  /// The keys of a recipe.
  public func column(_ recipe: KeyRecipe) -> KeyColumn { keys[recipe] ?? KeyColumn(recipe, of: stream) }
}
