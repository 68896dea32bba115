import Similarity
import Traffic

/// What is computed once a stream and then shared, read-only, by every cell.
public enum StreamNeed: Sendable, Hashable {
  /// The dense key of each request under a recipe.
  case keys(KeyRecipe)
  /// The next request with the same key, for policies that read the future.
  case future(KeyRecipe)
  /// All pairs of prompts at least this similar under an embedder.
  case neighbours(EmbedderChoice, threshold: Double)
  /// Prompt text.
  case text(String)
}

/// A stream with what its strategies need.
public final class PreparedStream: Sendable {
  /// The stream.
  public let stream: QueryStream
  /// Neighbours by embedder.
  public let neighbours: [EmbedderChoice: PromptNeighbours]
  private let keys: [KeyRecipe: KeyColumn]

  /// Computes the keys that are needed; neighbours are shared by all replications and come ready.
  ///
  /// - Complexity: O(requests) for each recipe.
  public init(
    _ stream: QueryStream, needs: Set<StreamNeed>, neighbours: [EmbedderChoice: PromptNeighbours] = [:]
  ) {
    self.stream = stream
    self.neighbours = neighbours
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
    self.keys = keys
  }

  /// The keys of a recipe.
  public func column(_ recipe: KeyRecipe) -> KeyColumn { keys[recipe] ?? KeyColumn(recipe, of: stream) }
}
