package import Declarations

/// A static table of token vectors, distilled from large language models: the mean of a text's tokens.
///
/// The table `l2_supercat` of WordLlama (Miller, 2024): 32,000 tokens of Llama 2 with 256 values each. Far cheaper
/// than an encoder, and blind to the order of words. An empty text has no tokens and becomes a zero vector, which
/// matches nothing; unknown characters are tokens of their bytes. A text is never cut off.
package struct WordLlama: Embedder {
  package let name = "wordllama"
  package let dimensions: Int
  /// What its vectors depend on besides the text.
  package let identity: String?

  /// Its tokenizer.
  package let tokenizer: BytePairTokenizer
  /// A row a token.
  private let table: [Float]

  /// To be raised when a change of the code changes a bit of a vector.
  private static let revision = 1

  /// Reads a model from the bytes of its files.
  ///
  /// - Throws: a `Diagnostic` of kind `badInput` when the files are malformed or do not belong together.
  package init(weights: [UInt8], tokenizer bytes: [UInt8], folder: String) throws(Diagnostic) {
    let path = folder + "/weights.safetensors"
    let file = try SafeTensors(weights, path: path)
    tokenizer = try BytePairTokenizer(bytes, path: folder + "/tokenizer.json")
    guard let shape = file.tensors["embedding.weight"]?.shape, shape.count == 2, shape[1] > 0 else {
      throw Diagnostic("has no table 'embedding.weight' of a row a token", file: path)
    }
    guard shape[0] == tokenizer.vocabularySize else {
      throw Diagnostic(
        "has \(shape[0]) tokens, and tokenizer.json \(tokenizer.vocabularySize); the same number was expected",
        file: path)
    }
    dimensions = shape[1]
    table = try file.floats("embedding.weight", shape: shape)
    identity =
      "wordllama revision \(Self.revision), weights \(SHA256.hash(weights)), tokenizer \(SHA256.hash(bytes))"
  }

  package func embed(_ texts: TextTable, into vectors: inout VectorTable, threads: Int) {
    precondition(
      vectors.count == texts.count && vectors.dimensions == dimensions,
      "the table of vectors has a row a text and the embedder's dimensions")
    let blockSize = 256
    vectors.withMutableValues { buffer in
      nonisolated(unsafe) let buffer = buffer
      forEachBlock((texts.count + blockSize - 1) / blockSize, threads: threads) { _, block in
        guard let base = buffer.baseAddress else { return }
        var scratch = BytePairTokenizer.Scratch()
        var tokens: [UInt32] = []
        for text in block * blockSize..<min(texts.count, (block + 1) * blockSize) {
          tokens.removeAll(keepingCapacity: true)
          texts.withBytes(of: text) { tokenizer.encode($0, into: &tokens, scratch: &scratch) }
          pool(tokens, into: base + text * dimensions)
        }
      }
    }
  }

  /// Writes the mean of the tokens' rows, scaled to length 1.
  private func pool(_ tokens: [UInt32], into vector: UnsafeMutablePointer<Float>) {
    for column in 0..<dimensions { vector[column] = 0 }
    table.withUnsafeBufferPointer { table in
      for token in tokens {
        let row = Int(token) * dimensions
        for column in 0..<dimensions { vector[column] += table[row &+ column] }
      }
    }
    scaleToLengthOne(vector, count: dimensions)
  }
}
