package import Declarations

#if arch(x86_64)
  internal import VectorKernelsAVX2
  internal import VectorKernelsAVX512
#endif

/// The sentence encoder all-MiniLM-L6-v2: a vector of 384 values for a text.
///
/// Wang et al., "MiniLM: Deep Self-Attention Distillation", 2020, trained on pairs of sentences as Reimers and
/// Gurevych, "Sentence-BERT", 2019, describe. The mean of all token vectors is scaled to length 1; a text is
/// cut off after 256 tokens.
///
/// As the published model has it, an empty text has a vector: that of its two framing tokens. All empty
/// texts are therefore alike, and so are texts that each are one unknown word.
package struct MiniLM: Embedder {
  package let name = "minilm"
  package let dimensions: Int
  /// The kernels that it runs on.
  package let kernels: EncoderKernelChoice
  /// What its vectors depend on besides the text: its weights, and how it adds up.
  package let identity: String?

  /// Its tokenizer.
  package let tokenizer: WordPieceTokenizer
  private let weights: TransformerWeights
  /// The tokens of a batch: so few that the values of a layer stay in the second-level cache.
  private let batchTokens: Int

  /// To be raised when a change of the code changes a bit of a vector.
  private static let revision = 1

  /// Reads a model from the bytes of its files.
  ///
  /// - Parameters:
  ///   - weights: the checkpoint in the safetensors format.
  ///   - vocabulary: a word a line.
  ///   - folder: names the files in messages.
  ///   - heads: the attention heads of a layer.
  ///   - kernels: what it runs on; the vectors of all but OpenBLAS are the same to the bit.
  ///   - hashes: the SHA-256 of both files where the caller knows them; worked out when nil.
  /// - Throws: a `Diagnostic` of kind `badInput` when the files are malformed or do not belong together.
  package init(
    weights: [UInt8], vocabulary: [UInt8], folder: String, heads: Int = 12, longestText: Int = 256,
    batchTokens: Int = 256, kernels: EncoderKernelChoice = .best,
    hashes: (weights: String, vocabulary: String)? = nil
  ) throws(Diagnostic) {
    precondition(kernels.isSupported, "the kernels suit the processor")
    let path = folder + "/model.safetensors"
    let file = try SafeTensors(weights, path: path)
    let shape = TransformerWeights.Shape(heads: heads)
    self.weights = try TransformerWeights(file, shape: shape, path: path) { columns in
      switch kernels {
      #if arch(x86_64)
        case .avx512: AVX512.panelWidth(columns: columns)
        case .avx2: AVX2.panelWidth(columns: columns)
      #else
        case .avx512, .avx2: PortableKernels.panelWidth(columns: columns)
      #endif
      case .portable: PortableKernels.panelWidth(columns: columns)
      case .openBLAS: OpenBLASKernels.panelWidth(columns: columns)
      }
    }
    tokenizer = try WordPieceTokenizer(
      vocabulary: vocabulary, path: folder + "/vocab.txt",
      limit: min(longestText, self.weights.positionCount))
    guard tokenizer.vocabularySize == self.weights.vocabularySize else {
      throw Diagnostic(
        "has \(self.weights.vocabularySize) words, and vocab.txt \(tokenizer.vocabularySize); the same number was expected",
        file: path)
    }
    dimensions = self.weights.width
    self.kernels = kernels
    self.batchTokens = batchTokens
    let hashes = hashes ?? (SHA256.hash(weights).description, SHA256.hash(vocabulary).description)
    identity =
      "minilm revision \(Self.revision), \(kernels.arithmetic), \(longestText) tokens, "
      + "weights \(hashes.weights), vocabulary \(hashes.vocabulary)"
  }

  package func embed(_ texts: TextTable, into vectors: inout VectorTable, threads: Int) {
    precondition(
      vectors.count == texts.count && vectors.dimensions == dimensions,
      "the table of vectors has a row a text and the embedder's dimensions")
    switch kernels {
    #if arch(x86_64)
      case .avx512: run(AVX512.self, texts, &vectors, threads)
      case .avx2: run(AVX2.self, texts, &vectors, threads)
    #else
      case .avx512, .avx2: run(PortableKernels.self, texts, &vectors, threads)
    #endif
    case .portable: run(PortableKernels.self, texts, &vectors, threads)
    case .openBLAS:
      _ = OpenBLAS.isReady
      run(OpenBLASKernels.self, texts, &vectors, threads)
    }
  }

  /// Encodes the texts by length, the shortest first, in batches that the threads share out.
  private func run<Kernels: EncoderKernels>(
    _ type: Kernels.Type, _ texts: TextTable, _ vectors: inout VectorTable, _ threads: Int
  ) {
    let encoder = TransformerEncoder<Kernels>(weights: weights)
    let windowSize = 8192
    for window in stride(from: 0, to: texts.count, by: windowSize) {
      let range = window..<min(texts.count, window + windowSize)
      let batches = TokenBatches(texts, range, tokenizer, batchTokens: batchTokens, threads: threads)
      let spaces = PerWorker<TransformerEncoder<Kernels>.Workspace>(threads)
      vectors.withMutableValues { buffer in
        nonisolated(unsafe) let buffer = buffer
        forEachBlock(batches.count, threads: threads) { worker, batch in
          let space = spaces.value(of: worker) {
            TransformerEncoder<Kernels>.Workspace(
              weights, capacity: batches.largest, longestText: batches.longestText)
          }
          let starts = batches.starts(of: batch)
          let tokens = batches.tokens[starts[starts.startIndex]..<starts[starts.endIndex - 1]]
          encoder.encode(tokens, starts: starts, space) { text in
            guard let base = buffer.baseAddress else { preconditionFailure("a table of texts has room") }
            return base + batches.order[text] * dimensions
          }
        }
      }
    }
  }
}

/// A value for each worker, made when it is first asked for.
final class PerWorker<Value>: @unchecked Sendable {
  /// Written by the worker of the same number alone.
  private let values: UnsafeMutableBufferPointer<Value?>

  init(_ workers: Int) {
    values = .allocate(capacity: workers)
    values.initialize(repeating: nil)
  }

  deinit {
    values.deinitialize()
    values.deallocate()
  }

  func value(of worker: Int, _ make: () -> Value) -> Value {
    if let value = values[worker] { return value }
    let value = make()
    values[worker] = value
    return value
  }
}
