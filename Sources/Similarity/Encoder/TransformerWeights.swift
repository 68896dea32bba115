internal import Declarations

/// The weights of a BERT encoder, laid out for one kind of kernels.
///
/// Devlin et al., "BERT: Pre-training of Deep Bidirectional Transformers", 2019; the names of the tensors are
/// those of its published checkpoints.
struct TransformerWeights: Sendable {
  /// The sizes of an encoder that its tensors do not tell.
  struct Shape: Sendable, Hashable {
    /// The attention heads of a layer.
    var heads: Int
    /// What layer normalisation adds to the variance.
    var epsilon: Float = 1e-12
  }

  /// A weight matrix in panels with its bias; columns are filled up with zeros to a multiple of 64.
  struct Matrix: Sendable {
    let panels: FloatBuffer
    let bias: FloatBuffer
    let depth: Int
    let columns: Int
  }

  /// The gain and bias of a layer normalisation.
  struct Normalisation: Sendable {
    let gain: FloatBuffer
    let bias: FloatBuffer
  }

  /// One layer of the encoder.
  struct Layer: Sendable {
    /// Queries, keys and values of all heads, side by side.
    let projections: Matrix
    let output: Matrix
    let attentionNormalisation: Normalisation
    let intermediate: Matrix
    let final: Matrix
    let finalNormalisation: Normalisation
  }

  let shape: Shape
  /// The floats of a token between layers.
  let width: Int
  /// The tokens of the vocabulary.
  let vocabularySize: Int
  /// The most tokens of a text.
  let positionCount: Int
  /// A row a token.
  let words: [Float]
  /// A row a position; the embedding of the one type of text is part of it.
  let positions: [Float]
  let embeddingNormalisation: Normalisation
  let layers: [Layer]

  /// Reads the weights of as many layers as the file has.
  ///
  /// - Throws: a `Diagnostic` of kind `badInput` when tensors are missing or of another shape.
  init(
    _ file: SafeTensors, shape: Shape, path: String, panelWidth: @escaping (_ columns: Int) -> Int
  ) throws(Diagnostic) {
    guard let words = file.tensors["embeddings.word_embeddings.weight"], words.shape.count == 2,
      let positions = file.tensors["embeddings.position_embeddings.weight"], positions.shape.count == 2
    else { throw Diagnostic("has no embeddings of words and positions as BERT has them", file: path) }
    vocabularySize = words.shape[0]
    positionCount = positions.shape[0]
    width = words.shape[1]
    guard width > 0, vocabularySize > 0, positionCount > 0, width % (16 * shape.heads) == 0 else {
      throw Diagnostic(
        "has \(width) values a token; a multiple of 16 for each of \(shape.heads) heads was expected",
        file: path)
    }
    self.shape = shape
    self.words = try file.floats(
      "embeddings.word_embeddings.weight", shape: [vocabularySize, width])
    var sums = try file.floats(
      "embeddings.position_embeddings.weight", shape: [positionCount, width])
    let types = try file.floats("embeddings.token_type_embeddings.weight", shape: [2, width])
    for index in sums.indices { sums[index] += types[index % width] }
    self.positions = sums
    let reader = Reader(file: file, width: width, panelWidth: panelWidth)
    embeddingNormalisation = try reader.normalisation("embeddings.LayerNorm")
    var layers: [Layer] = []
    while file.tensors["encoder.layer.\(layers.count).output.dense.weight"] != nil {
      layers.append(try reader.layer("encoder.layer.\(layers.count)."))
    }
    guard !layers.isEmpty else { throw Diagnostic("has no layer of an encoder", file: path) }
    self.layers = layers
  }
}

extension TransformerWeights {
  /// A number of columns filled up to what every kernel's panels divide.
  static func padded(_ columns: Int) -> Int { (columns + 63) / 64 * 64 }

  private struct Reader {
    let file: SafeTensors
    let width: Int
    let panelWidth: (_ columns: Int) -> Int

    func layer(_ prefix: String) throws(Diagnostic) -> Layer {
      guard let inner = file.tensors[prefix + "intermediate.dense.weight"]?.shape.first else {
        throw Diagnostic("the encoder lacks '\(prefix)intermediate.dense.weight'")
      }
      return Layer(
        projections: try matrix(
          ["query", "key", "value"].map { prefix + "attention.self." + $0 }, depth: width, columns: width),
        output: try matrix([prefix + "attention.output.dense"], depth: width, columns: width),
        attentionNormalisation: try normalisation(prefix + "attention.output.LayerNorm"),
        intermediate: try matrix([prefix + "intermediate.dense"], depth: width, columns: inner),
        final: try matrix([prefix + "output.dense"], depth: inner, columns: width),
        finalNormalisation: try normalisation(prefix + "output.LayerNorm"))
    }

    func normalisation(_ name: String) throws(Diagnostic) -> Normalisation {
      Normalisation(
        gain: FloatBuffer(try file.floats(name + ".weight", shape: [width])),
        bias: FloatBuffer(try file.floats(name + ".bias", shape: [width])))
    }

    /// Puts matrices of equal shape, a row a column of the product, side by side.
    func matrix(_ names: [String], depth: Int, columns: Int) throws(Diagnostic) -> Matrix {
      let all = TransformerWeights.padded(columns * names.count)
      let panel = panelWidth(all)
      let panels = FloatBuffer(depth * all)
      let bias = FloatBuffer(all)
      for (index, name) in names.enumerated() {
        let values = try file.floats(name + ".weight", shape: [columns, depth])
        let offsets = try file.floats(name + ".bias", shape: [columns])
        values.withUnsafeBufferPointer { values in
          for column in 0..<columns {
            let place = index * columns + column
            bias.base[place] = offsets[column]
            let target = panels.base + place / panel * panel * depth + place % panel
            for row in 0..<depth { target[row &* panel] = values[column &* depth &+ row] }
          }
        }
      }
      return Matrix(panels: panels, bias: bias, depth: depth, columns: all)
    }
  }
}

extension FloatBuffer {
  /// A copy of some values.
  convenience init(_ values: [Float]) {
    self.init(values.count)
    base.update(from: values, count: values.count)
  }
}
