internal import VectorKernels

/// Runs a BERT encoder over batches of texts of any lengths.
///
/// The tokens of a batch are the rows of one matrix, without padding, so that each projection is one product for
/// the whole batch; attention alone goes text by text. A text's vector is the same whatever else is in its batch.
struct TransformerEncoder<Kernels: EncoderKernels>: Sendable {
  let weights: TransformerWeights

  /// What one thread works in.
  final class Workspace {
    let capacity: Int
    let longestText: Int
    let hidden: FloatBuffer
    let projections: FloatBuffer
    let attention: FloatBuffer
    let inner: FloatBuffer
    let scratch: FloatBuffer

    /// Room for batches of up to `capacity` tokens in texts of up to `longestText`.
    init(_ weights: TransformerWeights, capacity: Int, longestText: Int) {
      let padded = TransformerWeights.padded(weights.width)
      let innerWidth = weights.layers.map(\.intermediate.columns).max() ?? 0
      let headSize = weights.width / weights.shape.heads
      self.capacity = capacity
      self.longestText = longestText
      hidden = FloatBuffer(capacity * padded)
      projections = FloatBuffer(capacity * TransformerWeights.padded(3 * weights.width))
      attention = FloatBuffer(capacity * padded)
      inner = FloatBuffer(capacity * innerWidth)
      let scores = longestText * ((longestText + 15) / 16 * 16)
      scratch = FloatBuffer(max(scores, attentionScratch(tokens: longestText, headSize: headSize)))
    }
  }

  /// Writes the mean of each text's token vectors, scaled to length 1.
  ///
  /// - Parameters:
  ///   - tokens: the tokens of all texts, one text after another, each below the vocabulary's size.
  ///   - starts: where each text begins, and the end; every text has a token and at most as many as there are
  ///     positions.
  ///   - place: where the vector of a text goes.
  func encode(
    _ tokens: ArraySlice<UInt32>, starts: ArraySlice<Int>, _ space: Workspace,
    into place: (_ text: Int) -> UnsafeMutablePointer<Float>
  ) {
    let count = tokens.count
    let width = weights.width
    let rowStride = TransformerWeights.padded(width)
    precondition(
      count <= space.capacity && zip(starts, starts.dropFirst()).allSatisfy { $1 - $0 <= space.longestText },
      "a batch fits into the workspace")
    embed(tokens, starts: starts, space)
    for layer in weights.layers {
      let projected = layer.projections.columns
      multiply(space.hidden.base, count, rowStride, layer.projections, into: space.projections.base, .plain)
      for text in starts.indices.dropLast() {
        let first = starts[text] - tokens.startIndex
        Kernels.attend(
          space.projections.base + first * projected, tokens: starts[text + 1] - starts[text],
          stride: projected, heads: weights.shape.heads, headSize: width / weights.shape.heads,
          scratch: space.scratch.base, into: space.attention.base + first * rowStride,
          resultStride: rowStride)
      }
      multiply(space.attention.base, count, rowStride, layer.output, into: space.hidden.base, .addition)
      normalise(space.hidden.base, count, layer.attentionNormalisation)
      let inner = layer.intermediate.columns
      multiply(
        space.hidden.base, count, rowStride, layer.intermediate, into: space.inner.base,
        .gaussianErrorLinearUnit)
      multiply(space.inner.base, count, inner, layer.final, into: space.hidden.base, .addition)
      normalise(space.hidden.base, count, layer.finalNormalisation)
    }
    for text in starts.indices.dropLast() {
      let first = starts[text] - tokens.startIndex
      pool(
        space.hidden.base + first * rowStride, count: starts[text + 1] - starts[text], stride: rowStride,
        into: place(text))
    }
  }

  private func multiply(
    _ rows: UnsafePointer<Float>, _ count: Int, _ rowStride: Int, _ matrix: TransformerWeights.Matrix,
    into result: UnsafeMutablePointer<Float>, _ finish: Finish
  ) {
    Kernels.multiply(
      rows, count: count, rowStride: rowStride, depth: matrix.depth, panels: matrix.panels.base,
      bias: matrix.bias.base, columns: matrix.columns, into: result, resultStride: matrix.columns,
      finish: finish)
  }

  private func normalise(
    _ rows: UnsafeMutablePointer<Float>, _ count: Int, _ normalisation: TransformerWeights.Normalisation
  ) {
    Kernels.normalise(
      rows, count: count, stride: TransformerWeights.padded(weights.width), width: weights.width,
      gain: normalisation.gain.base, bias: normalisation.bias.base, epsilon: weights.shape.epsilon)
  }

  /// Adds up the embeddings of words and positions.
  private func embed(_ tokens: ArraySlice<UInt32>, starts: ArraySlice<Int>, _ space: Workspace) {
    let width = weights.width
    let rowStride = TransformerWeights.padded(width)
    weights.words.withUnsafeBufferPointer { words in
      weights.positions.withUnsafeBufferPointer { positions in
        for text in starts.indices.dropLast() {
          for (position, index) in (starts[text]..<starts[text + 1]).enumerated() {
            let row = space.hidden.base + (index - tokens.startIndex) * rowStride
            let word = Int(tokens[index]) * width
            for column in 0..<width {
              row[column] = words[word &+ column] + positions[position &* width &+ column]
            }
          }
        }
      }
    }
    normalise(space.hidden.base, tokens.count, weights.embeddingNormalisation)
  }

  /// Writes the mean of rows, scaled to length 1.
  private func pool(
    _ rows: UnsafePointer<Float>, count: Int, stride rowStride: Int, into vector: UnsafeMutablePointer<Float>
  ) {
    let width = weights.width
    let share = 1 / Float(count)
    for column in 0..<width { vector[column] = rows[column] }
    for row in 1..<max(1, count) {
      for column in 0..<width { vector[column] += rows[row &* rowStride &+ column] }
    }
    for column in 0..<width { vector[column] *= share }
    scaleToLengthOne(vector, count: width)
  }
}

/// Scales a vector to length 1; one without length becomes all zero.
func scaleToLengthOne(_ vector: UnsafeMutablePointer<Float>, count: Int) {
  var squares = 0.0
  for index in 0..<count { squares += Double(vector[index]) * Double(vector[index]) }
  let scale = squares > 0 && squares.isFinite ? 1 / squares.squareRoot() : 0
  for index in 0..<count { vector[index] = Float(Double(vector[index]) * scale) }
}
