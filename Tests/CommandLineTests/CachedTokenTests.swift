import Foundation
import Testing

@Suite("Cached tokens of a log")
struct CachedTokenTests {
  @Test("a log that a run with a prompt cache wrote gives back its cached tokens exactly, and its dollars")
  func ownLog() throws {
    let log = try AgentLog()
    defer { log.remove() }
    try log.write("own", AgentLog.agents)
    try log.run("own", to: "log.jsonl")
    let found = try log.calibrate("log.jsonl")
    #expect(found.cache["turns"] as? Int ?? 0 > 300)
    #expect(found.cache["exact"] as? Int == found.cache["turns"] as? Int)
    #expect((found.cache["rule"] as? [String: Any])?["ttl_s"] as? Int == 1800)
    #expect((found.cache["not_reproduced"] as? [Any])?.isEmpty == true)
    #expect((found.cache["broken"] as? [Any])?.isEmpty == true)
    let total = try #require(found.all["total"] as? [String: Any])
    let recorded = (total["recorded"] as? [String: Any])?["picodollars"] as? String
    #expect(recorded != nil && recorded == (total["reproduced"] as? [String: Any])?["picodollars"] as? String)
    let text = try log.simbench.run(["calibrate", "log.jsonl"]).output
    #expect(text.contains("Provider's prompt cache: the cached tokens of 100 % of"), "\(text)")
  }

  /// Anthropic's models behind its cache.
  private static let anthropic = #"""
    "anthropic": {"models": {"claude-sonnet-4-5": {"output_tokens_per_s": 80}, "claude-haiku-4-5": {"output_tokens_per_s": 200}},
      "prompt_cache": {"preset": "anthropic"}}
    """#
  private static let router = #"""
    {"use": "router", "classifier": {"kind": "random", "simple": 0.3, "medium": 0.3, "complex": 0.4},
      "routes": {"simple": "claude-haiku-4-5", "medium": "claude-sonnet-4-5", "complex": "claude-sonnet-4-5"}},
    """#

  @Test(
    "a log of another strategy gives back its cached tokens to the token and its bill to the picodollar",
    arguments: [
      (anthropic, #"{"use": "prompt_cache"}"#, "claude-sonnet-4-5"),
      (anthropic, #"{"use": "prompt_cache", "lifetime": "1h"}"#, "claude-sonnet-4-5"),
      (anthropic, #"{"use": "prompt_cache", "lifetime": "mixed"}"#, "claude-sonnet-4-5"),
      (anthropic, #"{"use": "prompt_cache", "breakpoints": "system"}"#, "claude-sonnet-4-5"),
      (anthropic, #"{"use": "prompt_cache", "breakpoints": "last_message"}"#, "claude-sonnet-4-5"),
      (anthropic, router + #"{"use": "prompt_cache"}"#, "claude-sonnet-4-5"),
      (
        #""deepseek": {"models": {"deepseek-chat": {"output_tokens_per_s": 80}}, "prompt_cache": {"preset": "deepseek"}}"#,
        #"{"use": "prompt_cache"}"#, "deepseek-chat"
      ),
      (
        #""openai": {"models": {"gpt-5-mini": {"output_tokens_per_s": 80}}, "prompt_cache": {"preset": "openai_24h"}}"#,
        #"{"use": "prompt_cache"}"#, "gpt-5-mini"
      ),
    ])
  func others(_ provider: String, _ layers: String, _ model: String) throws {
    let log = try AgentLog()
    defer { log.remove() }
    try log.write("own", AgentLog.agents, provider: provider, layers: layers, model: model)
    try log.run("own", to: "log.jsonl")
    let found = try log.calibrate("log.jsonl")
    #expect(found.cache["turns"] as? Int ?? 0 > 300)
    #expect(found.cache["recorded_cached_tokens"] as? Int ?? 0 > 1_000_000)
    #expect(found.cache["exact"] as? Int == found.cache["turns"] as? Int, "\(found.cache["rule"] ?? "")")
    let total = try #require(found.all["total"] as? [String: Any])
    let recorded = (total["recorded"] as? [String: Any])?["picodollars"] as? String
    #expect(recorded != nil && recorded == (total["reproduced"] as? [String: Any])?["picodollars"] as? String)
  }

  @Test("check holds a recording to its cached share and to what is left of each prompt")
  func gate() throws {
    let log = try AgentLog()
    defer { log.remove() }
    try log.write("own", AgentLog.agents)
    try log.run("own", to: "log.jsonl")
    func check(_ least: Double) throws -> Simbench.Outcome {
      let rules = ["cached_token_share", "surviving_prefix_share"].map {
        #"{"strategy": "as logged", "metric": "\#($0)", "min": \#(least)}"#
      }
      try log.write(
        "held", #""kind": "recorded", "path": "log.jsonl""#,
        more: #", "expect": [\#(rules.joined(separator: ", "))]"#)
      return try log.simbench.run(["check", "held.json", "--no-baseline"])
    }
    let held = try check(0.7)
    #expect(held.code == 0, "\(held.output) \(held.errors)")
    let broken = try check(0.999)
    #expect(broken.code == 3, "\(broken.output) \(broken.errors)")
    #expect(broken.output.contains("surviving_prefix_share"))
  }
}
