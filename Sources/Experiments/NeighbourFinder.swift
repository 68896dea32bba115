import Similarity
import Strategies
import Traffic

/// Finds, once for all replications and strategies, which prompts are similar.
struct NeighbourFinder {
  private let choice: EmbedderChoice
  private let threshold: Double
  private let threads: Int

  init(_ choice: EmbedderChoice, threshold: Double, threads: Int) {
    self.choice = choice
    self.threshold = threshold
    self.threads = threads
  }

  /// The neighbours among all prompts that occur in any of the streams; prompts are numbered alike in all.
  func find(in streams: [QueryStream]) -> PromptNeighbours {
    let count = streams.map(\.promptCount).max() ?? 0
    var row = [UInt32](repeating: .max, count: count)
    for stream in streams { for prompt in stream.prompt { row[Int(prompt)] = 0 } }
    var prompts: [UInt32] = []
    var texts = TextTable()
    var buffer: [UInt8] = []
    var firstOfText: [[UInt8]: UInt32] = [:]
    var twins: [(prompt: Int, row: UInt32)] = []
    for prompt in 0..<count where row[prompt] == 0 {
      buffer.removeAll(keepingCapacity: true)
      streams[0].texts.append(prompt, to: &buffer)
      if let first = firstOfText[buffer] {
        twins.append((prompt, first))
        continue
      }
      firstOfText[buffer] = UInt32(prompts.count)
      row[prompt] = UInt32(prompts.count)
      prompts.append(UInt32(prompt))
      texts.append(buffer)
    }
    let graph = self.graph(of: texts)
    for twin in twins { row[twin.prompt] = twin.row }
    return PromptNeighbours(
      threshold: threshold, rowOfPrompt: row, promptsOfRow: prompts,
      twins: twins.map { (UInt32($0.prompt), $0.row) },
      graph: graph)
  }

  private func graph(of texts: TextTable) -> NeighbourGraph {
    switch choice {
    case .hashedNGrams:
      let embedder = HashedNGrams(frequencies: HashedNGrams.frequencies(in: texts, threads: threads))
      return NeighbourGraph(
        of: embedder.embed(texts, threads: threads), threshold: Float(max(threshold - 1e-6, 1e-6)),
        threads: threads)
    case .bagOfWords:
      return NeighbourGraph(bagsOfWords: texts, threshold: max(threshold - 1e-6, 1e-6), threads: threads)
    }
  }
}
