import Declarations
import Foundation
import Scenarios
import Similarity
import Strategies
import Traffic

/// Finds, once for all replications and strategies, which prompts are similar.
struct NeighbourFinder {
  private let choice: EmbedderChoice
  private let threshold: Double
  private let threads: Int
  private let scenario: String

  /// - Parameter scenario: the path of the scenario, against which those of vectors are resolved.
  init(_ choice: EmbedderChoice, threshold: Double, threads: Int, scenario: String) {
    self.choice = choice
    self.threshold = threshold
    self.threads = threads
    self.scenario = scenario
  }

  /// What is found.
  struct Found {
    var neighbours: PromptNeighbours
    /// The vectors; nil for an embedder without.
    var vectors: PromptVectors?
  }

  /// The neighbours among all prompts that occur in any of the streams; prompts are numbered alike in all.
  ///
  /// - Parameters:
  ///   - note: told when vectors could not be kept on disk.
  ///   - progress: told how many of how many blocks of prompts are compared, from any thread.
  /// - Throws: a `Diagnostic`: a model is not installed, or given vectors do not fit.
  func find(
    in streams: [QueryStream], note: (String) -> Void, progress: (@Sendable (Int, Int) -> Void)? = nil
  ) throws(Diagnostic) -> Found {
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
    let vectors =
      choice == .bagOfWords ? nil : try self.vectors(of: texts, prompts, streams[0], note: note)
    let graph =
      vectors.map { NeighbourGraph(of: $0, threshold: Float(least), threads: threads, progress: progress) }
      ?? NeighbourGraph(bagsOfWords: texts, threshold: least, threads: threads, progress: progress)
    for twin in twins { row[twin.prompt] = twin.row }
    let neighbours = PromptNeighbours(
      threshold: threshold, dimensions: vectors?.dimensions ?? 0, rowOfPrompt: row, promptsOfRow: prompts,
      twins: twins.map { (UInt32($0.prompt), $0.row) }, graph: graph)
    return Found(neighbours: neighbours, vectors: vectors.map { PromptVectors($0, rowOfPrompt: row) })
  }

  private var least: Double { max(threshold - 1e-6, 1e-6) }

  private func vectors(
    of texts: TextTable, _ prompts: [UInt32], _ stream: QueryStream, note: (String) -> Void
  ) throws(Diagnostic) -> VectorTable {
    if case .vectors(let path) = choice { return try given(path, prompts, stream) }
    let result = try EmbedderDeclaration.named(choice.name)?.vectors(
      of: texts, environment: ProcessInfo.processInfo.environment, threads: threads)
    guard let result else { preconditionFailure("An embedder without vectors is searched by its words.") }
    if let failure = result.failure { note("the vectors were not kept: \(failure)") }
    return result.vectors
  }

  /// Vectors that were computed elsewhere: a row a distinct prompt in the order of first appearance, or a row a
  /// request.
  private func given(_ path: String, _ prompts: [UInt32], _ stream: QueryStream) throws(Diagnostic)
    -> VectorTable
  {
    guard stream.sourceHash != nil else {
      throw Diagnostic(
        "the vectors of '\(path)' belong to recorded prompts, and the workload is synthetic; another embedder was "
          + "expected")
    }
    let file = try NumPyFile.read(
      ScenarioLocator.resolve(path, from: scenario), rows: stream.promptCount,
      or: stream.isReordered ? nil : stream.count)
    var rows = prompts.map(Int.init)
    if file.count != stream.promptCount {
      var first = [Int](repeating: 0, count: stream.promptCount)
      for request in stride(from: stream.count - 1, through: 0, by: -1) {
        first[Int(stream.prompt[request])] = request
      }
      rows = prompts.map { first[Int($0)] }
    }
    let dimensions = file.dimensions
    var table = VectorTable(count: rows.count, dimensions: dimensions)
    table.withMutableValues { target in
      for (place, row) in rows.enumerated() {
        for column in 0..<dimensions {
          target[place * dimensions + column] = file.values[row * dimensions + column]
        }
      }
    }
    return table
  }
}
