import Declarations
import Foundation
import Simulation
import TestSupport
import Testing

@testable import Experiments

@Suite("Labels of a person")
struct LabelSampleTests {
  /// Layers of 100 hits each, with verdicts in order.
  private func sample(_ layers: [[Bool?]]) -> LabelSample {
    var rows: [LabelSample.Row] = []
    for (layer, verdicts) in layers.enumerated() {
      for (place, verdict) in verdicts.enumerated() {
        rows.append(
          LabelSample.Row(
            request: rows.count, similarity: 0.8 + 0.1 * Double(layer) + 0.001 * Double(place), layer: layer,
            layerHits: 100, asked: "a", answered: "b", isRight: verdict))
      }
    }
    return LabelSample(strategy: "s", requests: 1000, rows: rows)
  }

  @Test("the share of wrong answers is the layers', weighted by their hits")
  func weighted() {
    // Half of the first layer is wrong, none of the second, of which only one is labelled.
    let estimate = sample([[true, false, true, false], [true, nil, nil]]).estimate(0.8, confidence: 0.95)
    #expect(estimate.labelled == 5 && estimate.wrong == 2)
    #expect(estimate.hits == 200)
    #expect(abs(estimate.share - 0.25) < 1e-12)
    #expect(estimate.lower < 0.25 && estimate.upper > 0.25)
    let strict = sample([[true, false, true, false], [true, nil, nil]]).estimate(0.9, confidence: 0.95)
    #expect(strict.labelled == 1 && strict.share == 0 && strict.lower == 0 && strict.upper > 0.5)
    let equal = sample([[true, false], [true, true]]).estimate(0, confidence: 0.95)
    let plain = Proportion(1, of: 4, confidence: 0.95)
    #expect(
      equal.share == plain.share && abs(equal.lower - plain.lower) < 1e-12
        && abs(equal.upper - plain.upper) < 1e-12)
    #expect(sample([[nil]]).estimate(0, confidence: 0.95).share.isNaN)
  }

  @Test(
    "a full sample of a labelled stream has the stream's own false share",
    .enabled(if: SemanticReferenceTests.hasTexts))
  func full() throws {
    let scenario = try SmallScenario.make(
      """
      {"simbench": 1, "name": "recorded", "run": {"seed": 1, "replications": 1},
       "workload": {"kind": "recorded", "path": "shared:data/text/streams/banking77.jsonl", "format": "table",
        "columns": {"prompt": "text", "intent": "label"}, "rate_per_s": 0.01, "limit": 3000},
       "providers": {"openai": {"models": {"gpt-4o": {"quality": 1}}}}, "output": {"plots": []},
       "strategies": [{"name": "c", "model": "gpt-4o", "layers": [
        {"use": "semantic_cache", "embedder": "bag_of_words", "threshold": 0.8, "ttl_s": 1e9}]}]}
      """)
    let cell = try #require(try Runner(scenario).run().strategies[0].cells.first)
    let hits = Int((cell.metrics[.hitShare] * 3000).rounded())
    let sample = try Runner(scenario).labelSample(of: nil, count: 100_000)
    // Prompts that occur twice hit themselves and need no label.
    #expect(sample.rows.count == sample.hits && sample.hits <= hits && sample.hits > hits / 2)
    #expect(sample.rows.map(\.request) == sample.rows.map(\.request).sorted())
    let part = try Runner(scenario).labelSample(of: "c", count: 50)
    #expect(part.rows.count == 50 && part.hits == sample.hits)
    #expect(
      Set(part.rows).isSubset(
        of: Set(
          sample.rows.map { row in
            var row = row
            row.layer = part.rows.first { $0.request == row.request }?.layer ?? row.layer
            row.layerHits = part.rows.first { $0.request == row.request }?.layerHits ?? row.layerHits
            return row
          })))
    #expect(try Runner(scenario).labelSample(of: nil, count: 50).rows == part.rows)
    #expect(Set(part.rows.map(\.layer)).count == 10)
  }

  @Test("hits of layers beyond an integer are the greatest one")
  func manyHits() {
    let rows = (0..<3).map {
      LabelSample.Row(
        request: $0, similarity: 0.9, layer: $0, layerHits: .max, asked: "a", answered: "b", isRight: true)
    }
    #expect(LabelSample(strategy: "s", requests: 3, rows: rows).hits == .max)
  }

  @Test(
    "a file that cannot be judged by is refused with its place",
    arguments: [
      ("", "the file is empty"), ("strategy,requests\n", "'request'"),
      (
        "HEADER\ns,10,1,0.9,0,5,a,b,maybe\n", "2:20: error: right is 'maybe'; yes, no or nothing was expected"
      ),
      ("HEADER\ns,10,1,high,0,5,a,b,yes\n", "2:8: error: similarity is 'high'; a number was expected"),
      ("HEADER\ns,10,-1,0.9,0,5,a,b,yes\n", "2:6: error: request is '-1'; a whole number was expected"),
      (
        "HEADER\ns,10,1,0.9,0,9223372036854775807,a,b,yes\n",
        "2:14: error: layer_hits is '9223372036854775807'; at most 1099511627776 was expected"
      ),
      ("HEADER\ns,10,1,0.9,0,5,a,b,\n", "no row has a verdict"),
      ("HEADER\ns,10,1\n", "2:"),
    ])
  func faults(_ text: String, _ message: String) throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "labels-\(UUID().uuidString).csv"
    ).path
    let header = LabelSample.columns.joined(separator: ",")
    try text.replacing("HEADER", with: header).write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    do {
      _ = try LabelSample.read(path)
      Issue.record("nothing was refused")
    } catch {
      #expect("\(error)".contains(message))
      #expect("\(error)".contains(path))
    }
  }
}
