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
  /// The vectors of all prompts under an embedder.
  case vectors(EmbedderChoice)
  /// Prompt text.
  case text(String)
  /// Whether a cached answer is right: labels, or what stands in for them.
  case truth(String)
}

/// A stream with what its strategies need.
public final class PreparedStream: Sendable {
  /// The stream.
  public let stream: QueryStream
  /// Neighbours by embedder.
  public let neighbours: [EmbedderChoice: PromptNeighbours]
  /// Vectors by embedder, for those who search on their own.
  public let vectors: [EmbedderChoice: PromptVectors]
  /// What stands in for labels where there are none.
  public let proxy: TruthProxy?
  private let keys: [KeyRecipe: KeyColumn]
  private let partitions: [KeyRecipe: KeyPartitions]

  /// Computes the keys that are needed; neighbours, vectors and proxy are shared by all replications and come ready.
  ///
  /// - Complexity: O(requests) for each recipe.
  public init(
    _ stream: QueryStream, needs: Set<StreamNeed>, neighbours: [EmbedderChoice: PromptNeighbours] = [:],
    vectors: [EmbedderChoice: PromptVectors] = [:], proxy: TruthProxy? = nil
  ) {
    self.stream = stream
    self.neighbours = neighbours
    self.vectors = vectors
    self.proxy = stream.hasIntentLabels ? nil : proxy
    var keys: [KeyRecipe: KeyColumn] = [:]
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
