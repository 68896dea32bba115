import Declarations
import Providers
import Traffic

/// A provider's prompt cache that is tried on a log: one for all models, or those of their makers.
package struct CacheRule: Sendable {
  /// What the client of the makers' caches did.
  package struct Client: Sendable, Hashable {
    /// Where prompts have breakpoints and how long what is written lives; nil where no cache of the log asks.
    package var breakpoints: String?
    package var lifetime: String?
    /// Whether OpenAI's earlier models keep prefixes for a day.
    package var keepsForADay = false
  }

  /// What holds for a model.
  struct Limits: Sendable {
    /// Nanoseconds that a prefix lives without a read.
    var lifetime: Int64
    /// Shorter prompts are not cached.
    var least: Int
  }

  /// Seconds without a read, of the makers' caches that of the first model.
  package var lifetime: Int
  /// The least prefix, and the steps beyond it.
  package var least, step: Int
  /// The client, where the caches are the makers' own; nil where one cache stands for all.
  package var client: Client?

  /// The caches that are tried on a log: such as serve any prefix first, then those of the makers of its models.
  static func tried(on stream: QueryStream) -> [CacheRule] {
    let plain = [300, 600, 1800, 3600, 86_400].flatMap { lifetime in
      [(1024, 128), (1024, 1), (0, 1)].map { CacheRule(lifetime: lifetime, least: $0.0, step: $0.1) }
    }
    let presets = stream.recorded.modelNames.compactMap(PromptCachePreset.of)
    guard let first = presets.first else { return plain }
    var clients = [Client()]
    if presets.contains(where: { $0.rule.longLifetime != nil }) {
      clients = ["sliding_4", "last_message", "system"].flatMap { breakpoints in
        ["5m", "1h"].map { Client(breakpoints: breakpoints, lifetime: $0) }
      }
      if stream.systemTokens.contains(where: { $0 > 0 }) {
        clients.append(Client(breakpoints: "sliding_4", lifetime: "mixed"))
      }
    }
    if presets.contains(where: { $0.name == "openai" }) {
      clients += clients.map { client in
        var client = client
        client.keepsForADay = true
        return client
      }
    }
    return plain
      + clients.map { client in
        let rule = client.rule(of: first)
        return CacheRule(
          lifetime: Int(rule.lifetime.seconds), least: rule.minimumPrefixTokens, step: rule.stepTokens,
          client: client)
      }
  }

  /// The settings of a model's cache, as a scenario has them.
  func settings(of model: String) -> JSONValue {
    guard let client, let preset = PromptCachePreset.of(model: model) else {
      return [
        "min_prefix_tokens": JSONValue(least), "step_tokens": JSONValue(step), "ttl_s": JSONValue(lifetime),
      ]
    }
    return [
      "preset": .string(client.preset(for: preset).name),
      "min_prefix_tokens": JSONValue(preset.minimumPrefixTokens(of: model)),
    ]
  }

  /// The settings of the layer that uses it.
  var layer: JSONValue {
    var members: [(String, JSONValue)] = [("use", "prompt_cache")]
    if let breakpoints = client?.breakpoints { members.append(("breakpoints", .string(breakpoints))) }
    if let lifetime = client?.lifetime { members.append(("lifetime", .string(lifetime))) }
    return JSONValue(members: members)
  }

  /// What holds for each model of a log; for all calls where it names none.
  func limits(of names: [String]) -> [Limits] {
    (names.isEmpty ? [""] : names).map { name in
      guard let client, let preset = PromptCachePreset.of(model: name) else {
        return Limits(lifetime: Int64(lifetime) * 1_000_000_000, least: least)
      }
      return Limits(
        lifetime: client.rule(of: preset).lifetime.nanoseconds, least: preset.minimumPrefixTokens(of: name))
    }
  }
}

extension CacheRule.Client {
  /// The preset that a maker's models have under this client.
  fileprivate func preset(for preset: PromptCachePreset) -> PromptCachePreset {
    keepsForADay && preset.name == "openai" ? PromptCachePreset.named("openai_24h") ?? preset : preset
  }

  /// The rule of a preset with the lifetime that the client asks for.
  fileprivate func rule(of preset: PromptCachePreset) -> PromptCacheRule {
    var rule = self.preset(for: preset).rule
    if lifetime == "1h", let long = rule.longLifetime { rule.lifetime = long }
    return rule
  }
}
