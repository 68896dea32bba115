import Declarations

/// The forms in which others publish prices, read as entries of LiteLLM's schema.
///
/// Of OpenRouter and Vercel's gateway (`/v1/models`), models.dev (`api.json`), LiteLLM's proxy (`/model/info` and its
/// configuration), Langfuse (`/api/public/models`), Helicone (`/api/llm-costs`) and Portkey (`pricing/*.json`). An entry
/// whose price is not fixed, or whose name is a pattern, says why it has none under `_reason`.
enum PriceBookForm {
  /// The entries of a book in any form; its members where it has LiteLLM's.
  static func entries(_ root: JSONNode) -> [JSONMember] {
    let list =
      root.elements ?? root["data"]?.elements ?? root["model_list"]?.elements ?? root["models"]?.elements
    if let list {
      let found = list.compactMap { entry($0) }
      if !found.isEmpty { return found.withoutRepeats }
    }
    let members = (root.members ?? []).filter { !$0.key.hasPrefix("_") && $0.key != "sample_spec" }
    if members.contains(where: { $0.node["models"]?.members != nil }) {
      return members.flatMap { provider($0) }.withoutRepeats
    }
    return members.map { member in
      if let portkey = portkey(member.node) { return member.with(portkey) }
      return units(member.node).map { member.with($0) } ?? member
    }
  }

  /// An element of a list.
  private static func entry(_ node: JSONNode) -> JSONMember? {
    if let name = node["id"]?.string, let pricing = node["pricing"] {
      return JSONMember(key: name, keyPosition: node.position, node: catalogue(pricing, at: node))
    }
    if let name = node["model_name"]?.string, node["model_info"] ?? node["litellm_params"] != nil {
      return JSONMember(key: name, keyPosition: node.position, node: proxy(node))
    }
    if let name = node["modelName"]?.string {
      return JSONMember(key: name, keyPosition: node.position, node: langfuse(node))
    }
    if let name = node["model"]?.string {
      if node["input_cost_per_1m"] != nil {
        return JSONMember(key: name, keyPosition: node.position, node: helicone(node))
      }
      if node["input_cost_per_token"] != nil {
        return JSONMember(key: name, keyPosition: node.position, node: node)
      }
    }
    return nil
  }

  /// OpenRouter's and Vercel's prices: texts of dollars a token, -1 where they depend on the model that is chosen.
  private static func catalogue(_ pricing: JSONNode, at node: JSONNode) -> JSONNode {
    let names = [
      ("prompt", "input_cost_per_token"), ("input", "input_cost_per_token"),
      ("completion", "output_cost_per_token"), ("output", "output_cost_per_token"),
      ("input_cache_read", "cache_read_input_token_cost"),
      ("input_cache_write", "cache_creation_input_token_cost"),
      ("internal_reasoning", "output_cost_per_reasoning_token"), ("request", "input_cost_per_request"),
    ]
    if ["input_tiers", "output_tiers"].contains(where: { pricing[$0]?.elements?.count ?? 0 > 1 }) {
      return node.unpriced("prices by length in a form that is not read")
    }
    var members: [JSONMember] = []
    for (name, key) in names {
      guard let price = pricing[name], let dollars = number(price) else { continue }
      if dollars < 0 { return node.unpriced("no fixed price (\(name) is \(dollars.short))") }
      // A price of reasoning at 0 is that of output.
      if dollars == 0, key != "input_cost_per_token", key != "output_cost_per_token" { continue }
      members.append(JSONMember(key: key, node: JSONNode(.number(dollars, integer: nil), at: price.position)))
    }
    return JSONNode(.object(members), at: node.position)
  }

  /// LiteLLM's proxy: what a deployment states itself, before what the map says of its model.
  private static func proxy(_ node: JSONNode) -> JSONNode {
    var members: [JSONMember] = []
    for part in [node["litellm_params"], node["model_info"]] {
      for member in part?.members ?? []
      where !members.contains(where: { $0.key == member.key }) && member.node.value != .null {
        members.append(member)
      }
    }
    return JSONNode(.object(members), at: node.position)
  }

  private static func langfuse(_ node: JSONNode) -> JSONNode {
    if let unit = node["unit"]?.string, unit != "TOKENS" {
      return node.unpriced("priced per \(unit.lowercased()); not tokens")
    }
    func price(_ name: String) -> JSONNode? { node["prices"]?[name]?["price"] ?? node["prices"]?[name] }
    return node.priced(
      [
        ("input_cost_per_token", price("input") ?? node["inputPrice"]),
        ("output_cost_per_token", price("output") ?? node["outputPrice"]),
        (
          "cache_read_input_token_cost",
          price("input_cached_tokens") ?? price("cache_read_input_tokens") ?? price("input_cache_read")
        ),
        (
          "cache_creation_input_token_cost",
          price("cache_creation_input_tokens") ?? price("input_cache_creation")
        ),
      ], dividedBy: 1)
  }

  private static func helicone(_ node: JSONNode) -> JSONNode {
    if let way = node["operator"]?.string, way != "equals" {
      return node.unpriced("a pattern of names (\(way)); a name was expected")
    }
    return node.priced(
      [
        ("input_cost_per_token", node["input_cost_per_1m"]),
        ("output_cost_per_token", node["output_cost_per_1m"]),
        ("cache_read_input_token_cost", node["prompt_cache_read_per_1m"]),
        ("cache_creation_input_token_cost", node["prompt_cache_write_per_1m"]),
      ], dividedBy: 1e6)
  }

  /// A provider of models.dev; its prices are dollars a million tokens.
  private static func provider(_ member: JSONMember) -> [JSONMember] {
    // The makers' names as LiteLLM has them.
    let name = member.key == "google" ? "gemini" : member.key
    return (member.node["models"]?.members ?? []).map { model in
      let cost = model.node["cost"]
      let above = cost?["context_over_200k"]
      let pairs = [
        ("input_cost_per_token", "input"), ("output_cost_per_token", "output"),
        ("cache_read_input_token_cost", "cache_read"), ("cache_creation_input_token_cost", "cache_write"),
        ("output_cost_per_reasoning_token", "reasoning"), ("input_cost_per_audio_token", "input_audio"),
        ("output_cost_per_audio_token", "output_audio"),
      ]
      let prices =
        pairs.map { ($0, cost?[$1]) } + pairs.prefix(4).map { ($0 + "_above_200k_tokens", above?[$1]) }
      return JSONMember(
        key: name + "/" + model.key, keyPosition: model.keyPosition,
        node: model.node.priced(prices, dividedBy: 1e6))
    }
  }

  /// Portkey's prices are cents a token.
  private static func portkey(_ node: JSONNode) -> JSONNode? {
    guard let prices = node["pricing_config"]?["pay_as_you_go"] else { return nil }
    func price(_ name: String) -> JSONNode? { prices[name]?["price"] }
    return node.priced(
      [
        ("input_cost_per_token", price("request_token")), ("output_cost_per_token", price("response_token")),
        ("cache_read_input_token_cost", price("cache_read_input_token")),
        ("cache_creation_input_token_cost", price("cache_write_input_token")),
      ], dividedBy: 100)
  }

  /// An entry whose keys tell another unit, such as `input_cost_per_1k_tokens` or `output_usd_per_1m`.
  private static func units(_ node: JSONNode) -> JSONNode? {
    guard let members = node.members, !members.contains(where: { PriceFields.isTokenPrice($0.key) }) else {
      return nil
    }
    var prices: [(String, JSONNode?)] = []
    var divisor = 0.0
    for member in members {
      let key = member.key.lowercased()
      let size = [
        ("per_1k", 1e3), ("per_thousand", 1e3), ("per_1m", 1e6), ("per_million", 1e6), ("per_mtok", 1e6),
      ]
      .first { key.contains($0.0) }?.1
      guard let size, divisor == 0 || divisor == size else { continue }
      divisor = size
      let isCached = key.contains("cache")
      let isWrite = isCached && (key.contains("write") || key.contains("creation"))
      if isCached {
        prices.append(
          (isWrite ? "cache_creation_input_token_cost" : "cache_read_input_token_cost", member.node))
      } else if key.hasPrefix("input") || key.hasPrefix("prompt") {
        prices.append(("input_cost_per_token", member.node))
      } else if key.hasPrefix("output") || key.hasPrefix("completion") {
        prices.append(("output_cost_per_token", member.node))
      }
    }
    return prices.isEmpty ? nil : node.priced(prices, dividedBy: divisor)
  }

  /// A number, in quotes or not.
  fileprivate static func number(_ node: JSONNode) -> Double? {
    node.number ?? node.string.flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil }
  }
}

extension JSONNode {
  /// An entry that says why it has no price.
  fileprivate func unpriced(_ reason: String) -> JSONNode {
    JSONNode(.object([JSONMember(key: "_reason", node: JSONNode(.string(reason)))]), at: position)
  }

  /// An entry of the prices that are there, in dollars a token.
  fileprivate func priced(_ prices: [(String, JSONNode?)], dividedBy unit: Double) -> JSONNode {
    JSONNode(
      .object(
        prices.compactMap { key, node in
          guard let node, let dollars = PriceBookForm.number(node) else { return nil }
          return JSONMember(
            key: key, node: JSONNode(.number(dollars / unit, integer: nil), at: node.position))
        }), at: position)
  }
}

extension JSONMember {
  /// The member with another value.
  fileprivate func with(_ node: JSONNode) -> JSONMember {
    JSONMember(key: key, keyPosition: keyPosition, node: node)
  }
}

extension [JSONMember] {
  /// The first member of each name.
  fileprivate var withoutRepeats: [JSONMember] {
    var seen: Set<String> = []
    return filter { seen.insert($0.key).inserted }
  }
}
