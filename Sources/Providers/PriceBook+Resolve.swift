import Declarations

extension PriceBook {
  /// An entry, and how a name led to it.
  public struct Match: Sendable, Hashable {
    /// How a name led to an entry.
    public enum Way: Sendable, Hashable {
      /// The book has the name.
      case exact
      /// The book spells the name in another way.
      case alias
      /// The name without who serves it.
      case withoutPrefix
      /// The name without its date or version.
      case withoutDate
      /// The name without either.
      case withoutPrefixAndDate
    }

    /// The entry.
    public var entry: Entry
    /// How it was found.
    public var way: Way

    /// What a report says of a name that was not found as it stands; nil when it was.
    public func note(_ name: String) -> String? {
      let how: String
      switch way {
      case .exact: return nil
      case .alias: how = "another spelling"
      case .withoutPrefix: how = "without its prefix"
      case .withoutDate: how = "without its date"
      case .withoutPrefixAndDate: how = "without its prefix and date"
      }
      return "the model '\(name)' is priced as '\(entry.model)' (\(how)) in \(entry.book)"
    }
  }

  /// The entry of a name as providers, gateways and logs spell it: with a prefix, a date or a version.
  ///
  /// The name as it stands comes first, and one that the book names without a usable price has none. A prefix is
  /// only taken away where it names who made the model or who serves it at the maker's prices; a date only where
  /// neither this book nor the one behind it has the dated model, whose prices may be its own.
  public func resolve(_ name: String) -> Match? {
    if let entry = self[name], entry.book == label { return Match(entry: entry, way: .exact) }
    if reasonUnread(name) != nil { return nil }
    let short = ModelName.withoutPrefix(name)
    let dateless = ModelName.withoutDate(name)
    let dated: [(String, Match.Way)] = [(name, .exact), (short, .withoutPrefix)]
    let undated: [(String, Match.Way)] = [
      (dateless, .withoutDate), (ModelName.withoutDate(short), .withoutPrefixAndDate),
    ]
    return nearest(of: dated, name) ?? nearest(of: undated.filter { $0.0 != name && $0.0 != short }, name)
  }

  /// The first name that the book has, those of the book itself before those of the book behind it.
  private func nearest(of tries: [(String, Match.Way)], _ name: String) -> Match? {
    var behind: Match?
    for (text, way) in tries where way == .exact || text != name {
      let spellings = [(text, way)] + ModelName.spellings(text).map { ($0, way == .exact ? .alias : way) }
      for (spelling, way) in spellings {
        guard let entry = self[spelling] else { continue }
        if entry.book == label { return Match(entry: entry, way: way) }
        behind = behind ?? Match(entry: entry, way: way)
      }
    }
    return behind
  }

  /// What is wrong with a name that `resolve` does not find, with the nearest name that it would.
  public func missing(_ name: String) -> String {
    if let reason = reasonUnread(name) {
      return "the model '\(name)' has no price of tokens in \(label): \(reason)"
    }
    let hint = hint(name).map { " (did you mean '\($0)'?)" } ?? ""
    return "the model '\(name)' is not in the price book of \(date)\(hint)"
  }

  /// The model that a name most likely means: the bare name under any prefix, else the nearest.
  public func hint(_ name: String) -> String? {
    let last = name.split(separator: "/").last.map(String.init) ?? name
    if last != name, let match = resolve(last) { return match.entry.model }
    let bare = ModelName.withoutDate(ModelName.withoutPrefix(name))
    // What gateways and previews add behind a name, which may have another price: a hint and no match.
    let plain = ModelName.withoutVariant(bare)
    if plain != bare, let match = resolve(plain) { return match.entry.model }
    return bare.nearest(in: models) ?? name.nearest(in: models)
  }
}

/// The parts of a model's name.
package enum ModelName {
  /// The names that a name of a log may have in a catalogue: itself, then without its prefix, its date, or both.
  package static func candidates(_ name: String) -> [String] {
    let short = withoutPrefix(name)
    return [name, short, withoutDate(name), withoutDate(short)]
  }

  private static let makers = [
    "deepseek", "gemini", "mistral", "xai", "anthropic", "openai", "vertex_ai", "cohere", "cohere_chat",
    "moonshot", "zai", "dashscope", "perplexity",
  ]
  /// Who made a model, or serves it at the maker's prices.
  private static let prefixes: Set<String> = [
    "openai", "azure", "azure_ai", "anthropic", "bedrock", "bedrock_converse", "converse", "invoke",
    "vertex_ai",
    "gemini", "google", "deepseek", "mistral", "mistralai", "xai", "x-ai", "cohere", "cohere_chat",
    "openrouter",
    "litellm_proxy", "models", "publishers", "us", "eu", "apac", "global", "text-completion-openai",
    "moonshot",
    "zai", "perplexity", "dashscope",
  ]
  private static let regions: Set<String> = [
    "us", "eu", "apac", "global", "jp", "au", "anthropic", "deepseek", "mistral", "cohere",
  ]

  /// Other spellings that mean the same model at the same prices.
  static func spellings(_ name: String) -> [String] {
    var names: [String] = []
    let lower = name.lowercased()
    if lower != name { names.append(lower) }
    if lower.contains("claude") {
      // The makers write 4-5, many gateways 4.5.
      names.append(lower.replacing(".", with: "-"))
    }
    if !name.contains("/") { names += makers.map { $0 + "/" + lower } }
    return names.filter { $0 != name }
  }

  /// The name without who serves it.
  package static func withoutPrefix(_ name: String) -> String {
    var parts = name.split(separator: "/", omittingEmptySubsequences: false)[...]
    while parts.count > 1, let first = parts.first,
      prefixes.contains(first.lowercased()) || isRegion(first)
    {
      parts = parts.dropFirst()
    }
    var last = parts.joined(separator: "/")[...]
    while let dot = last.firstIndex(of: "."), regions.contains(last[..<dot].lowercased()) {
      last = last[last.index(after: dot)...]
    }
    return last.isEmpty ? name : String(last)
  }

  /// `us-east-1` and its like.
  private static func isRegion(_ text: Substring) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.count >= 3 && parts[0].count == 2 && parts.last?.allSatisfy(\.isNumber) == true
  }

  /// The name without a date (`-2024-08-06`, `-20240806`, `@20240806`), a version (`-v1:0`) or `-latest`.
  static func withoutDate(_ name: String) -> String {
    var text = name[...]
    if let at = text.lastIndex(of: "@"), at > text.startIndex { text = text[..<at] }
    if text.hasSuffix("-latest") { text = text.dropLast("-latest".count) }
    if let colon = text.lastIndex(of: ":"), isNumber(text[text.index(after: colon)...]) {
      text = text[..<colon]
      if let dash = text.lastIndex(of: "-"), text[dash...].dropFirst().first == "v",
        isNumber(text[dash...].dropFirst(2))
      {
        text = text[..<dash]
      }
    }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    if let last = parts.last, parts.count > 1, last.count == 8, isNumber(last), last.hasPrefix("20") {
      text = text.dropLast(9)
    } else if parts.count > 3, parts.suffix(3).map(\.count) == [4, 2, 2],
      parts.suffix(3).allSatisfy(isNumber),
      parts[parts.count - 3].hasPrefix("20")
    {
      text = text.dropLast(11)
    }
    return text.isEmpty ? name : String(text)
  }

  /// The name without a variant (`:free`), a preview (`-preview-05-06`, `-exp-0827`) or a month and day (`-0709`).
  static func withoutVariant(_ name: String) -> String {
    var text = name[...]
    if let colon = text.firstIndex(of: ":"), colon > text.startIndex { text = text[..<colon] }
    var parts = text.split(separator: "-", omittingEmptySubsequences: false)
    while parts.count > 1, let last = parts.last,
      ["preview", "exp", "experimental", "beta"].contains(last.lowercased())
        || (isNumber(last) && (last.count == 2 || last.count == 4))
    {
      parts.removeLast()
    }
    return parts.joined(separator: "-")
  }

  private static func isNumber(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
  }
}
