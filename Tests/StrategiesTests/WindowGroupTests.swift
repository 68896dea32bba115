import Declarations
import Providers
import Similarity
import Simulation
import TestSupport
import Testing
import Traffic

@testable import Strategies

@Suite("Windows of prompts that are alike")
struct WindowGroupTests {
  private func layer(_ more: String) -> String { "{\"use\": \"window_batch\", \"window_ms\": 500, \(more)}" }

  /// Prompts 0, 1 and 2 point almost the same way, 10, 11 and 12 at a right angle to them.
  private static let vectors = PromptVectors(
    VectorTable(
      normalising: [[1, 0.01], [1, 0.02], [1, 0.03], [0.01, 1], [0.02, 1], [0.03, 1]], dimensions: 2),
    rowOfPrompt: (0..<13).map { $0 < 3 ? $0 : $0 < 10 ? .max : $0 - 7 })

  private func rig(_ prompts: [Int], every seconds: Double = 0.1) -> Rig {
    var rig = Rig()
    for (place, prompt) in prompts.enumerated() { rig.ask(prompt, at: Double(place) * seconds) }
    rig.vectors[.hashedNGrams] = WindowGroupTests.vectors
    return rig
  }

  @Test("prompts that are alike share a call, and every answer goes back to its own request")
  func groups() throws {
    var rig = rig([0, 10, 1, 11])
    for place in 0..<4 { rig.ask([0, 10, 1, 11][place], at: 100 + Double(place)) }
    let cache = "{\"use\": \"exact_cache\", \"lookup_ms\": 0}"
    let gateway = try rig.run(cache, layer("\"group\": \"similarity\""))
    #expect(gateway.measured.count == 2)
    let expected = [1.5, 1.5, 1.3, 1.3]
    #expect(zip(gateway.seconds, expected).allSatisfy { abs($0 - $1) < 1e-8 })
    #expect(gateway.kinds.suffix(4).allSatisfy { $0 == "exact_hit" })
    #expect(gateway.outcomes.truth.suffix(4).allSatisfy { $0 == .correct })
    let together = try rig.run(cache, layer("\"group\": \"arrival\""))
    #expect(together.measured.count == 1)
  }

  @Test("windows open, fill and close as in a plain model", arguments: 0..<30)
  func property(_ seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    let angles = (0..<24).map { _ in Double.random(in: 0...3.1, using: &random) }
    let table = VectorTable(
      normalising: angles.map {
        [Float(Transcendental.sine($0)), Float(Transcendental.cosine($0))]
      }, dimensions: 2)
    var rig = Rig()
    var time = 0.0
    for _ in 0..<200 {
      time += Double.random(in: 0...0.12, using: &random)
      rig.ask(Int.random(in: 0..<24, using: &random), at: time)
    }
    rig.vectors[.hashedNGrams] = PromptVectors(table, rowOfPrompt: (0..<24).map { UInt32($0) })
    let most = Int.random(in: 1...6, using: &random)
    let gateway = try rig.run(
      layer("\"group\": \"similarity\", \"group_threshold\": 0.8, \"max_size\": \(most)"))
    var open: [(first: Int, close: VirtualTime, members: [Int])] = []
    var close = [VirtualTime](repeating: .zero, count: 200)
    var calls = 0
    for request in 0..<200 {
      let now = rig.stream.arrival[request]
      open.removeAll { $0.close <= now }
      let prompt = Int(rig.stream.prompt[request])
      let place = open.firstIndex { window in
        window.first == prompt || table.cosine(prompt, window.first) >= 0.8 - 1e-6
      }
      if place == nil {
        calls += 1
        open.append((prompt, now + .milliseconds(500), []))
      }
      let own = place ?? open.count - 1
      open[own].members.append(request)
      if open[own].members.count == most { open[own].close = now }
      for member in open[own].members { close[member] = open[own].close }
      if open[own].members.count == most { open.remove(at: own) }
    }
    #expect(gateway.measured.count == calls)
    let late = (0..<200).filter { request in
      gateway.outcomes.latency[request]
        != (close[request] - rig.stream.arrival[request] + .seconds(1)).nanoseconds
    }
    #expect(late == [])
  }

  @Test("a shared prompt loses what is stated of its size and of how little its parts are alike")
  func losses() throws {
    let size = try rig([0, 0, 0, 10, 10], every: 0.05).run(
      layer("\"group\": \"similarity\", \"quality_factor\": 0.9, \"size_loss\": 0.1"))
    let expected = [
      0.97 * 0.9 * 0.81, 0.97 * 0.9 * 0.81, 0.97 * 0.9 * 0.81, 0.97 * 0.9 * 0.9, 0.97 * 0.9 * 0.9,
    ]
    #expect(zip(size.outcomes.quality, expected).allSatisfy { abs($0 - $1) < 1e-12 })
    let alone = try rig([0]).run(layer("\"quality_factor\": 0.9, \"size_loss\": 0.1, \"diversity_loss\": 1"))
    #expect(alone.outcomes.quality == [0.97])
    // Two of a kind and one at a right angle: a third of the pairs is alike.
    let mixed = try rig([0, 0, 10]).run(layer("\"diversity_loss\": 0.6"))
    let likeness = (1 + 2 * Double(WindowGroupTests.vectors.cosine(0, 10))) / 3
    #expect(mixed.outcomes.quality.allSatisfy { abs($0 - 0.97 * (1 - 0.6 * (1 - likeness))) < 1e-9 })
    #expect(abs(likeness - 0.3466) < 1e-3)
  }

  @Test("without a stated loss a grouped window says what it assumes")
  func assumption() throws {
    func assumptions(_ text: String) throws -> [String] {
      try Rig.plan(layer(text), Rig.catalog()).assumptions(for: QueryStream(name: "x"))
    }
    #expect(
      try assumptions("\"group\": \"similarity\"") == [
        "no loss of quality in a shared prompt (quality_factor, size_loss, diversity_loss)"
      ])
    #expect(try assumptions("\"group\": \"similarity\", \"size_loss\": 0.01") == [])
    #expect(try assumptions("\"max_size\": 2") == [])
  }

  @Test(
    "settings that decide nothing are refused",
    arguments: [
      (
        "\"group_threshold\": 0.5",
        "'group_threshold' does nothing: 'group' is 'arrival'; it counts only for similarity"
      ),
      (
        "\"embedder\": \"wordllama\"",
        "'embedder' does nothing: 'group' is not 'similarity' and 'diversity_loss' is 0"
      ),
      (
        "\"group\": \"similarity\", \"flush\": \"as_printed\"",
        "'group' does nothing: 'flush' is 'as_printed', which knows no groups"
      ),
      (
        "\"group\": \"similarity\", \"embedder\": \"bag_of_words\"",
        "'embedder' is bag_of_words, which has no vectors to compare prompts of a window by; an embedder with vectors "
          + "was expected"
      ),
    ])
  func faults(_ text: String, _ message: String) throws {
    let fault = try #require(throws: Diagnostic.self) { try Rig.plan(layer(text), Rig.catalog()) }
    #expect(fault.message == message)
  }
}
