import Simulation
import Testing
import Traffic

@testable import Strategies

@Suite("What a request asks beside its messages")
struct RequestPartTests {
  /// Prompt 0 asked plainly, with another format, plainly again, and a second prompt in that format.
  private var stream: QueryStream {
    var stream = QueryStream(name: "variants")
    for (index, (prompt, intent)) in [(0, 0), (0, 1), (0, 0), (1, 2)].enumerated() {
      stream.append(
        Request(arrival: .seconds(Double(index) * 60), prompt: UInt32(prompt), intent: UInt32(intent)))
    }
    stream.end = .seconds(300)
    stream.hasIntentLabels = false
    stream.variants.ofRequest = [0, 1, 0, 1]
    stream.variants.count = 2
    stream.variants.shapeOfIntent = [0, 1, 1]
    return stream
  }

  @Test("by default an exact cache keeps requests of another format or model apart")
  func exactKey() {
    #expect(KeyColumn(KeyRecipe(), of: stream).keys == [0, 1, 0, 2])
    #expect(KeyColumn(KeyRecipe(parts: [.prompt]), of: stream).keys == [0, 0, 0, 1])
  }

  @Test("a semantic cache that keys by the request has a part for each of its variants")
  func partitions() {
    let recipe = KeyRecipe(parts: [.prompt, .request])
    let partitions = KeyPartitions(recipe, column: KeyColumn(recipe, of: stream), of: stream)
    #expect(partitions.count == 2)
    #expect((0..<4).map { partitions.partition(of: $0) } == [0, 1, 0, 1])
  }

  @Test("teams and API keys have caches of their own where the key names them")
  func accounts() {
    var stream = stream
    for (index, (team, apiKey)) in [(UInt32(0), UInt32?.none), (1, 4), (0, 4), (1, 4)].enumerated() {
      stream.recorded.team.append(team, at: index)
      stream.recorded.apiKey.append(apiKey, at: index)
    }
    let teams = KeyRecipe(parts: [.prompt, .team])
    #expect(KeyColumn(teams, of: stream).keys == [0, 1, 0, 2])
    let partitions = KeyPartitions(teams, column: KeyColumn(teams, of: stream), of: stream)
    #expect((0..<4).map { partitions.partition(of: $0) } == [0, 1, 0, 1])
    #expect(KeyColumn(KeyRecipe(parts: [.prompt, .apiKey]), of: stream).keys == [0, 1, 1, 2])
    #expect(teams.idleness(of: "exact_cache", in: stream).isEmpty)
    stream.recorded.team = SparseColumn()
    #expect(KeyColumn(teams, of: stream).keys == [0, 0, 0, 1])
    #expect(
      teams.idleness(of: "exact_cache", in: stream) == [
        "'exact_cache' keeps no requests apart by team, which its 'key' names: all have the same, or none is known"
      ])
  }

  @Test("a key without the system prompt that makes no two requests of a log equal is told")
  func systems() {
    func log(_ systems: [UInt32]) -> QueryStream {
      var stream = QueryStream(name: "log")
      for (index, (prompt, system)) in zip([UInt32(0), 1, 0], systems).enumerated() {
        stream.append(
          Request(
            arrival: .seconds(Double(index)), prompt: prompt, intent: prompt, systemPrompt: system))
      }
      stream.reading = RecordedReading()
      return stream
    }
    let without = KeyRecipe(parts: [.prompt, .model])
    let text =
      "'exact_cache' leaves system out of its 'key', which makes no two requests equal: each prompt of the log has one "
      + "system prompt, as messages hold theirs"
    #expect(without.idleness(of: "exact_cache", in: log([0, 1, 0])) == [text])
    #expect(KeyRecipe().idleness(of: "exact_cache", in: log([0, 1, 0])).isEmpty)
    #expect(without.idleness(of: "semantic_cache", in: log([0, 1, 0]), comparesTexts: true).isEmpty)
    // One question with two system prompts is one key, and one system prompt tells nothing.
    for systems: [UInt32] in [[0, 1, 1], [0, 0, 0]] {
      #expect(without.idleness(of: "exact_cache", in: log(systems)).isEmpty)
    }
    var synthetic = log([0, 1, 0])
    synthetic.reading = nil
    #expect(without.idleness(of: "exact_cache", in: synthetic).isEmpty)
  }
}
