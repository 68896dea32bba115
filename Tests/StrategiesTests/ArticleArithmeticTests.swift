import TestSupport
import Testing

@testable import Similarity
@testable import Strategies

/// Arithmetic and keys of the articles' printed code, from reference/article_code_golden.json.
@Suite("The articles' keys and arithmetic")
struct ArticleArithmeticTests {
  private func digest(_ text: String) -> String { SHA256.hash(Array(text.utf8)).description }

  @Test("keys are those that the printed code computes")
  func keys() {
    // article000.cache_key_example: prompt, system, model and temperature between bars.
    #expect(
      digest("Hi|You are a helpful assistant.|gpt-3.5-turbo|0.7")
        == "e64ad2d2358aa6c1a5d750c1c3235696988073f1d24d372a85b030fb97daefbb")
    // The bar is not escaped: two requests share a key.
    #expect(digest("a|b" + "|" + "c" + "|m|0") == digest("a" + "|" + "b|c" + "|m|0"))
    // exact_cache.sha256_key: JSON with sorted keys.
    #expect(
      digest(
        #"{"messages": [{"content": "What is the return policy?", "role": "user"}], "model": "gpt-4o-mini", "temperature": 0.0}"#
      ).hasPrefix("81dbd1f352e5cf2841916a106f94654e0cfc58793708a2d4400ad7e1be527556"))
    // article003.cache_key: lower-cased and trimmed, 16 digits of it.
    let normalised = "  Hello World ".lowercased().split(separator: " ").joined(separator: " ")
    #expect(digest(#"[{"content": "\#(normalised)", "role": "user"}]"#).prefix(16) == "7514eb28f33df726")
  }

  /// exact_cache_key_bug_replay_twice: the printed code looks up under one model and stores under another, and hits nothing.
  @Test("ten queries asked twice hit ten times behind a router's cache", .enabled(if: Reference.isAvailable))
  func keyOfRoutedModel() throws {
    let queries = try #require(Reference.golden["pipeline_queries"]?["rows"]?.elements).compactMap {
      $0.elements?[0].string
    }
    var rig = Rig()
    for (place, query) in (queries + queries).enumerated() { rig.ask(query, at: Double(place) * 10) }
    let gateway = try rig.run(
      "{\"use\": \"exact_cache\", \"key\": [\"prompt\", \"model\"]}",
      """
      {"use": "router", "classifier": {"kind": "keywords"},
       "routes": {"simple": "gpt-4o-mini", "medium": "claude-sonnet-4", "complex": "gpt-4o"}}
      """)
    let expected = Reference.golden["exact_cache_key_bug_replay_twice"]?["lookup_with_routed_model"]
    #expect(gateway.layers[0].statistics[.hits] == expected?["hits"]?.integer)
    #expect(gateway.layers[0].statistics[.lookups] == expected?["of"]?.integer)
    #expect(Set(gateway.modelNames).count > 1)
  }

  @Test("a follower that looks once after half a second of two saves a quarter of the duplicates")
  func polling() {
    // article000.dedup_saved_share_uniform_arrival_api_2s: those who come in the last half second of the call.
    let arrivals = (0..<10_000).map { Double($0) / 10_000 * 2 }
    #expect(arrivals.count { $0 + 0.5 >= 2 } == 2500)
  }
}
