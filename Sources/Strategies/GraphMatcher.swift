import Similarity
import Traffic

/// Matches by a graph of the entries, which misses some: one graph a partition.
///
/// A prompt finds its own entry without a search, as gateways look for an equal key first.
final class GraphMatcher: SimilarityMatcher {
  private let vectors: PromptVectors
  private let threshold: Float
  private let parameters: HNSWIndex.Parameters
  private var graphs: [Graph] = []
  /// The graph and the number of each key's vector.
  private var places: [UInt32: (graph: UInt32, number: Int)] = [:]

  /// Candidates that are looked at: the nearest may have expired.
  private static let candidates = 8

  /// The entries of one partition.
  private final class Graph {
    var index: HNSWIndex?
    var prompts: [UInt32] = []
  }

  init(vectors: PromptVectors, threshold: Double, parameters: HNSWIndex.Parameters) {
    self.vectors = vectors
    self.threshold = Float(threshold - 1e-6)
    self.parameters = parameters
  }

  func reserve(keys: Int, partitions: Int) { graphs = (0..<partitions).map { _ in Graph() } }

  func match(
    _ luck: Int, prompt own: UInt32, intent: UInt32, partition: UInt32,
    entry: (_ prompt: UInt32) -> UInt32?
  ) -> SimilarEntry? {
    if let key = entry(own) { return SimilarEntry(key: key, similarity: 1) }
    let graph = graphs[Int(partition)]
    let found = vectors.withVector(of: own) { vector in
      // A vector of the table suits its index; without memory nothing is found.
      try? graph.index?.nearest(GraphMatcher.candidates, to: vector)
    }
    for neighbour in found ?? [] where neighbour.similarity >= threshold {
      if let key = entry(graph.prompts[neighbour.index]) {
        return SimilarEntry(key: key, similarity: neighbour.similarity)
      }
    }
    return nil
  }

  func inserted(_ key: UInt32, prompt: UInt32, intent: UInt32, partition: UInt32) {
    let graph = graphs[Int(partition)]
    if graph.index == nil {
      graph.index = try? HNSWIndex(dimensions: vectors.dimensions, parameters: parameters)
    }
    let number = vectors.withVector(of: prompt) { try? graph.index?.add($0) }
    guard let number else { return }
    graph.prompts.append(prompt)
    places[key] = (partition, number)
  }

  func removed(_ key: UInt32) {
    guard let place = places.removeValue(forKey: key) else { return }
    try? graphs[Int(place.graph)].index?.remove(place.number)
  }
}
