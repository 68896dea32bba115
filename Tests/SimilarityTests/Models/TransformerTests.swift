import Declarations
import Foundation
import Testing

@testable import Similarity

/// A small encoder with random weights, and a plain twin of it in double precision.
struct SmallEncoder {
  static let width = 32
  static let heads = 2
  static let inner = 80
  static let positions = 40
  static let vocabulary = WordPieceTests.words

  let tensors: [(name: String, shape: [Int], values: [Float])]
  let layers: Int

  init(layers: Int = 2, seed: UInt64 = 1) {
    var numbers = SeededNumbers(seed: seed)
    var tensors: [(name: String, shape: [Int], values: [Float])] = []
    func add(_ name: String, _ shape: [Int], scale: Float, around: Float = 0) {
      tensors.append((name, shape, (0..<shape.reduce(1, *)).map { _ in around + scale * numbers.signed() }))
    }
    let width = Self.width
    add("embeddings.word_embeddings.weight", [Self.vocabulary.count, width], scale: 1)
    add("embeddings.position_embeddings.weight", [Self.positions, width], scale: 0.5)
    add("embeddings.token_type_embeddings.weight", [2, width], scale: 0.2)
    func normalisation(_ name: String) {
      add(name + ".weight", [width], scale: 0.3, around: 1)
      add(name + ".bias", [width], scale: 0.3)
    }
    func dense(_ name: String, _ rows: Int, _ columns: Int) {
      add(name + ".weight", [rows, columns], scale: 0.4)
      add(name + ".bias", [rows], scale: 0.2)
    }
    normalisation("embeddings.LayerNorm")
    for layer in 0..<layers {
      let prefix = "encoder.layer.\(layer)."
      for name in ["query", "key", "value"] { dense(prefix + "attention.self." + name, width, width) }
      dense(prefix + "attention.output.dense", width, width)
      normalisation(prefix + "attention.output.LayerNorm")
      dense(prefix + "intermediate.dense", Self.inner, width)
      dense(prefix + "output.dense", width, Self.inner)
      normalisation(prefix + "output.LayerNorm")
    }
    self.tensors = tensors
    self.layers = layers
  }

  func model(_ kernels: EncoderKernelChoice = .best, batchTokens: Int = 64) throws -> MiniLM {
    try MiniLM(
      weights: ModelFiles.safeTensors(tensors),
      vocabulary: Array(Self.vocabulary.joined(separator: "\n").utf8),
      folder: "m", heads: Self.heads, batchTokens: batchTokens, kernels: kernels)
  }

  /// The vector of a text, loop by loop in double precision.
  func plain(_ tokens: [UInt32]) -> [Double] {
    let values = Dictionary(uniqueKeysWithValues: tensors.map { ($0.name, $0.values.map(Double.init)) })
    let width = Self.width
    func normalise(_ row: [Double], _ name: String) -> [Double] {
      let mean = row.reduce(0, +) / Double(width)
      let variance = row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(width)
      return (0..<width).map {
        (row[$0] - mean) / (variance + 1e-12).squareRoot() * values[name + ".weight"]![$0]
          + values[name + ".bias"]![$0]
      }
    }
    func dense(_ row: [Double], _ name: String) -> [Double] {
      let bias = values[name + ".bias"]!
      return bias.indices.map { column in
        bias[column]
          + row.indices.reduce(0) { $0 + row[$1] * values[name + ".weight"]![column * row.count + $1] }
      }
    }
    var rows = tokens.enumerated().map { position, token in
      normalise(
        (0..<width).map {
          values["embeddings.word_embeddings.weight"]![Int(token) * width + $0]
            + values["embeddings.position_embeddings.weight"]![position * width + $0]
            + values["embeddings.token_type_embeddings.weight"]![$0]
        }, "embeddings.LayerNorm")
    }
    let size = width / Self.heads
    for layer in 0..<layers {
      let prefix = "encoder.layer.\(layer)."
      let parts = ["query", "key", "value"].map { name in
        rows.map { dense($0, prefix + "attention.self." + name) }
      }
      rows = rows.indices.map { token in
        var mixed = [Double](repeating: 0, count: width)
        for head in 0..<Self.heads {
          let columns = head * size..<(head + 1) * size
          let scores = rows.indices.map { other in
            exp(
              columns.reduce(0) { $0 + parts[0][token][$1] * parts[1][other][$1] } / Double(size).squareRoot()
            )
          }
          let total = scores.reduce(0, +)
          for column in columns {
            mixed[column] = rows.indices.reduce(0) { $0 + scores[$1] / total * parts[2][$1][column] }
          }
        }
        let output = dense(mixed, prefix + "attention.output.dense")
        let first = normalise(
          (0..<width).map { output[$0] + rows[token][$0] }, prefix + "attention.output.LayerNorm")
        let inner = dense(first, prefix + "intermediate.dense").map {
          0.5 * $0 * (1 + erf($0 / 2.0.squareRoot()))
        }
        let last = dense(inner, prefix + "output.dense")
        return normalise((0..<width).map { last[$0] + first[$0] }, prefix + "output.LayerNorm")
      }
    }
    let sums = (0..<width).map { column in rows.reduce(0) { $0 + $1[column] } }
    let length = sums.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return sums.map { $0 / length }
  }

  /// Texts of 0 to more words than there are positions.
  static func texts(_ count: Int, seed: UInt64) -> [String] {
    var numbers = SeededNumbers(seed: seed)
    let words = ["a", "b", "hello", "unaffable", "!", "xyz", "café", "東京"]
    return (0..<count).map { index in
      (0..<numbers.below(index % 7 == 0 ? 60 : 9)).map { _ in words[numbers.below(words.count)] }.joined(
        separator: " ")
    }
  }
}

@Suite struct TransformerTests {
  static let kernels = EncoderKernelChoice.allCases.filter(\.isSupported)

  @Test("vectors are those of a plain encoder in double precision", arguments: kernels)
  func againstPlain(kernels: EncoderKernelChoice) throws {
    let encoder = SmallEncoder()
    let model = try encoder.model(kernels)
    let texts = SmallEncoder.texts(30, seed: 3)
    let vectors = model.embed(TextTable(texts))
    for (row, text) in texts.enumerated() {
      let plain = encoder.plain(model.tokenizer.encode(text))
      let difference = zip(vectors[row], plain).map { abs(Double($0) - $1) }.max() ?? 1
      #expect(difference < 3e-6, "\(text)")
    }
  }

  @Test("the kernels of all processors give the same bits")
  func sameBits() throws {
    let texts = TextTable(SmallEncoder.texts(40, seed: 4))
    let encoder = SmallEncoder(layers: 3, seed: 9)
    let expected = try encoder.model(.portable).embed(texts).values.map(\.bitPattern)
    for kernels in Self.kernels where kernels != .openBLAS && kernels != .portable {
      #expect(try encoder.model(kernels).embed(texts).values.map(\.bitPattern) == expected, "\(kernels)")
    }
  }

  @Test("a vector is the same alone, in any batch, in any order and on any number of threads")
  func batches() throws {
    let encoder = SmallEncoder()
    let texts = SmallEncoder.texts(80, seed: 5)
    let expected = try encoder.model(batchTokens: 1).embed(TextTable(texts))
    for batch in [7, 64, 100_000] {
      let model = try encoder.model(batchTokens: batch)
      #expect(model.embed(TextTable(texts), threads: 3).values == expected.values)
      let backwards = model.embed(TextTable(texts.reversed()), threads: 2)
      for row in texts.indices { #expect(backwards[texts.count - 1 - row] == expected[row]) }
    }
    #expect(try encoder.model().embed(TextTable()).count == 0)
  }

  @Test("weights of another shape, of no layer or with a hole are refused")
  func malformed() throws {
    let whole = SmallEncoder(layers: 1).tensors
    for index in whole.indices {
      var tensors = whole
      tensors.remove(at: index)
      let bytes = ModelFiles.safeTensors(tensors)
      #expect(throws: Diagnostic.self, "\(whole[index].name)") { try load(bytes) }
      tensors = whole
      tensors[index].shape += [1]
      #expect(throws: Diagnostic.self, "\(whole[index].name)") { try load(ModelFiles.safeTensors(tensors)) }
    }
    #expect(throws: Diagnostic.self) { try load(ModelFiles.safeTensors(whole), heads: 3) }
  }

  private func load(_ weights: [UInt8], heads: Int = 2) throws -> MiniLM {
    try MiniLM(
      weights: weights, vocabulary: Array(SmallEncoder.vocabulary.joined(separator: "\n").utf8), folder: "m",
      heads: heads)
  }
}
