import Declarations
import TestSupport
import Testing

@testable import Scenarios

@Suite("Overrides")
struct OverrideTests {
  @Test(
    "a value is JSON where it can be and text otherwise",
    arguments: [
      ("a=1", "1"), ("a=true", "true"), ("a=lru", "\"lru\""), ("a=", "\"\""), ("a=[1, 2]", "[1, 2]"),
      ("a=x=y", "\"x=y\""),
      ("a=\"1\"", "\"1\""), ("a=1e999", "\"1e999\""),
    ])
  func values(_ text: String, _ value: String) throws {
    let override = try Override(text)
    #expect(override.path == "a")
    #expect(override.value.text(indent: nil) == value)
  }

  @Test("what has no path or no equals sign is a fault of usage", arguments: ["", "a", "=1"])
  func malformed(_ text: String) throws {
    let fault = try #require(throws: Diagnostic.self) { try Override(text) }
    #expect(fault.kind == .usage)
  }

  @Test(
    "a path leads into sections, strategies and their layers",
    arguments: [
      ("run.seed=9", ["run", "seed"]),
      ("strategies.exact.layers.exact_cache.capacity=9", ["strategies", "1", "layers", "0", "capacity"]),
      ("strategies.1.layers.0.capacity=9", ["strategies", "1", "layers", "0", "capacity"]),
      ("exact.exact_cache.capacity=9", ["strategies", "1", "layers", "0", "capacity"]),
      ("full.semantic_cache.threshold=9", ["strategies", "2", "add", "0", "threshold"]),
      ("full.exact_cache.ttl_s=9", ["strategies", "2", "set", "exact_cache.ttl_s"]),
      ("providers.openai.models.gpt-4o.quality=9", ["providers", "openai", "models", "gpt-4o", "quality"]),
      ("analysis.curve_points=9", ["analysis", "curve_points"]),
    ])
  func paths(_ text: String, _ place: [String]) throws {
    let root = try JSONParser.parse(Array(SmallScenario.text().utf8))
    var node = try Override(text).applied(to: root)
    for key in place {
      let next = Int(key).flatMap { node.elements?[$0] } ?? node[key]
      node = try #require(next, "\(key) of \(place)")
    }
    #expect(node.integer == 9)
  }

  @Test(
    "a path that leads nowhere is refused",
    arguments: [
      ("exact.exact_cahce.capacity=9", "(did you mean 'exact_cache'?); one of exact_cache was expected"),
      ("exat.exact_cache.capacity=9", "(did you mean 'exact'?); a section or one of naive, exact, full was"),
      ("rnu.seed=9", "(did you mean 'run'?)"),
      ("strategies.nobody.model=x", "one of naive, exact, full was expected"),
      ("name.x=1", "goes on behind 'x'"),
      ("a..b=1", "empty segment"), ("strategies.7.model=x", "names no element '7'"),
    ])
  func nowhere(_ text: String, _ message: String) throws {
    let root = try JSONParser.parse(Array(SmallScenario.text().utf8))
    let fault = try #require(throws: Diagnostic.self) { try Override(text).applied(to: root) }
    #expect(fault.kind == .usage)
    #expect(fault.message.contains(message), "\(fault)")
  }

  @Test("an override reaches the run and changes the scenario's hash")
  func effect() throws {
    let plain = try SmallScenario.make(SmallScenario.text())
    let changed = try SmallScenario.make(SmallScenario.text(), ["run.seed=9", "full.exact_cache.capacity=7"])
    #expect(changed.seed == 9)
    #expect(changed.hash != plain.hash)
    #expect(changed.strategies[2].layers[0]["capacity"]?.integer == 7)
    #expect(changed.strategies[1].layers[0]["capacity"]?.integer == 50)
    #expect(try SmallScenario.make(SmallScenario.text()).hash == plain.hash)
  }

  @Test("an override that makes the scenario invalid is refused")
  func invalid() throws {
    #expect(throws: Diagnostic.self) {
      try SmallScenario.make(SmallScenario.text(), ["exact.exact_cache.capacity=0"])
    }
    #expect(throws: Diagnostic.self) { try SmallScenario.make(SmallScenario.text(), ["run.sead=1"]) }
  }

  @Test("a key that holds dots is found by its whole name")
  func dottedKeys() throws {
    let text = "{\"models\":{\"gpt-4.1\":{\"quality\":1},\"gpt-4\":{\"quality\":2}}}"
    let root = try JSONParser.parse(Array(text.utf8))
    let changed = try Override("models.gpt-4.1.quality=9").applied(to: root)
    #expect(changed["models"]?["gpt-4.1"]?["quality"]?.integer == 9)
    #expect(changed["models"]?["gpt-4"]?["quality"]?.integer == 2)
  }
}
