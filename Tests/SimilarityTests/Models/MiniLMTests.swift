import Foundation
import Testing

@testable import Similarity

/// Against reference/minilm: token ids and vectors of the published model for 200 texts.
@Suite(.enabled(if: SharedData.isPresent && ModelFiles.hasMiniLM)) struct MiniLMTests {
  struct Reference: Decodable {
    let text: String
    let ids: [UInt32]
  }

  static let texts: [Reference] = {
    guard let url = SharedData.root?.appendingPathComponent("reference/minilm/texts_200.jsonl"),
      let data = try? Data(contentsOf: url)
    else { return [] }
    return data.split(separator: 10).compactMap { try? JSONDecoder().decode(Reference.self, from: $0) }
  }()

  /// The reference vectors as they are: they have length 1.
  static func vectors() throws -> VectorTable {
    try NumPyFile.read(
      SharedData.root!.appendingPathComponent("reference/minilm/minilm_l6_v2_200.npy").path, rows: 200)
  }

  @Test("the reference texts have the reference tokens")
  func tokens() throws {
    let model = try ModelFiles.miniLM.get()
    #expect(Self.texts.count == 200)
    for reference in Self.texts {
      #expect(model.tokenizer.encode(reference.text) == reference.ids, "\(reference.text)")
    }
  }

  @Test("the reference texts have the reference vectors, in batch, alone and in any order, to the bit alike")
  func vectors() throws {
    let model = try ModelFiles.miniLM.get()
    let expected = try Self.vectors()
    let texts = Self.texts.map(\.text)
    let together = model.embed(TextTable(texts), threads: 2)
    let largest = zip(together.values, expected.values).map { abs($0 - $1) }.max()
    #expect(try #require(largest) < 2e-6)
    for row in 0..<200 { #expect(together.cosineTo(expected, row) > 1 - 1e-6) }
    for row in stride(from: 0, to: 200, by: 3) {
      #expect(model.embed(TextTable([texts[row]]))[0] == together[row])
    }
    let order = (0..<200).map { $0 * 77 % 200 }
    let mixed = model.embed(TextTable(order.map { texts[$0] }))
    for (place, row) in order.enumerated() { #expect(mixed[place] == together[row]) }
  }

  @Test(
    "other kernels agree: fused ones to the bit, OpenBLAS closely",
    arguments: TransformerTests.kernels.filter { $0 != .best && $0 != .portable })
  func kernels(kernels: EncoderKernelChoice) throws {
    let texts = TextTable(Self.texts.prefix(35).map(\.text))
    let other = try MiniLM(
      weights: try ModelFiles.bytes(.minilm, 0), vocabulary: try ModelFiles.bytes(.minilm, 1), folder: "m",
      kernels: kernels)
    let expected = try ModelFiles.miniLM.get().embed(texts)
    let vectors = other.embed(texts)
    if kernels == .openBLAS {
      let largest = zip(vectors.values, expected.values).map { abs($0 - $1) }.max()
      #expect(try #require(largest) < 2e-6)
    } else {
      #expect(vectors.values == expected.values)
    }
  }

  @Test("an empty text has the vector of its frame, and unknown words are all alike")
  func rules() throws {
    let vectors = try ModelFiles.miniLM.get().embed(
      TextTable(["", " \n", "😀", "🚀", String(repeating: "y", count: 1 << 20)]))
    #expect(vectors[0] == vectors[1] && abs(vectors.cosine(0, 0) - 1) < 1e-6)
    #expect(vectors[2] == vectors[3] && vectors[2] == vectors[4])
  }
}

extension VectorTable {
  fileprivate func cosineTo(_ other: VectorTable, _ row: Int) -> Double {
    zip(self[row], other[row]).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }
}
