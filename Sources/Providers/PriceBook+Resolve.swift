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
      /// The name without how hard or long the model may think, which changes its tokens and not their price.
      case withoutEffort
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
      case .withoutEffort: how = "without its effort, which changes the tokens and not their price"
      }
      // Data zones of Azure and regional endpoints of Bedrock cost a tenth more for newer models.
      let region =
        ModelName.namesRegion(name) && !ModelName.namesRegion(entry.model)
        ? "; a region may cost a tenth more, which `--prices` states" : ""
      return "the model '\(name)' is priced as '\(entry.model)' (\(how)) in \(entry.book)\(region)"
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
    // A file may have the name of a region or a host with its own prices.
    let dated: [(String, Match.Way)] =
      [(name, .exact)] + ModelName.shorter(name).map { ($0, .withoutPrefix) }
    let undated: [(String, Match.Way)] = [
      (dateless, .withoutDate), (ModelName.withoutDate(short), .withoutPrefixAndDate),
    ]
    return nearest(of: dated, name) ?? nearest(of: undated.filter { $0.0 != name && $0.0 != short }, name)
      ?? withoutEffort(name)
  }

  private func withoutEffort(_ name: String) -> Match? {
    ModelName.withoutEffort(name).flatMap { resolve($0) }.map { Match(entry: $0.entry, way: .withoutEffort) }
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
    let short = ModelName.withoutPrefix(name)
    if short.hasPrefix("ft:") {
      return
        "the model '\(name)' is not in the price book of \(date): a fine-tuned model has prices of its own, which "
        + "`--prices` states under '\(short)'"
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
    // Behind a prefix two or three letters are near to any other: r1 is no slip of o1.
    let near = bare == name || bare.count > 3 ? bare.nearest(in: models) : nil
    return near ?? name.nearest(in: models)
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
    "zai", "perplexity", "dashscope", "global-standard", "googleai", "vertexai",
  ]
  /// Who serves a model, before a colon.
  private static let hosts: Set<String> = [
    "openai", "azure", "azure_openai", "anthropic", "bedrock", "bedrock_converse", "google", "google-gla",
    "google-vertex", "google_genai", "google_vertexai", "gemini", "vertexai", "openrouter", "deepseek",
    "mistral",
    "mistralai", "xai", "cohere",
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
      // The makers write 4-5, many gateways 4.5, and OpenRouter the number before the family.
      let own = familyFirst(lower) ?? lower
      names += own == lower ? [] : [own]
      names.append(own.replacing(".", with: "-"))
      // Models before Claude 4 have the number first.
      if own != lower { names.append(lower.replacing(".", with: "-")) }
      // Anthropic's own alias.
      if own.hasSuffix("-0") { names.append(String(own.dropLast(2))) }
    }
    // Azure allows no point in the name of a model.
    if lower.hasPrefix("gpt-35-") { names.append("gpt-3.5-" + lower.dropFirst("gpt-35-".count)) }
    if !name.contains("/") { names += makers.map { $0 + "/" + lower } }
    return names.filter { $0 != name }
  }

  /// `claude-sonnet-4.5` of `claude-4.5-sonnet`; nil for other names.
  private static func familyFirst(_ name: String) -> String? {
    var parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard let place = parts.firstIndex(of: "claude"), parts.count > place + 2,
      parts[place + 1].first?.isNumber == true, parts[place + 1].allSatisfy({ $0.isNumber || $0 == "." }),
      ["opus", "sonnet", "haiku"].contains(parts[place + 2])
    else { return nil }
    parts.swapAt(place + 1, place + 2)
    return parts.joined(separator: "-")
  }

  /// Whether a name says where the model is served, other than anywhere.
  static func namesRegion(_ name: String) -> Bool {
    let parts = name.lowercased().split(separator: "/")
    return parts.dropLast().contains { zones.contains(String($0)) || isRegion($0) }
      || parts.last.map { zones.contains(String($0.prefix { $0 != "." })) } == true
  }

  private static let zones: Set<String> = ["us", "eu", "apac", "jp", "au"]

  /// The name without the resource, or the host with its colon, that holds it; of a fine-tuned one without whose it is.
  private static func bare(_ name: String) -> Substring {
    var text = name[...]
    if text.hasPrefix("arn:"), let slash = text.lastIndex(of: "/") {
      text = text[text.index(after: slash)...]
    }
    if text.hasPrefix("projects/"), let place = text.firstRange(of: "/models/") {
      text = text[place.upperBound...]
    }
    if let colon = text.firstIndex(of: ":"), hosts.contains(text[..<colon].lowercased()),
      text[text.index(after: colon)...].first?.isLetter == true
    {
      text = text[text.index(after: colon)...]
    }
    return text
  }

  /// The name without one part after the other of who serves it, and without whose it is; the barest last.
  static func shorter(_ name: String) -> [String] {
    var names: [String] = []
    func note(_ text: String) {
      if !text.isEmpty, text != names.last ?? name { names.append(text) }
    }
    let own = bare(name)
    note(String(own))
    var parts = own.split(separator: "/", omittingEmptySubsequences: false)[...]
    while parts.count > 1, let first = parts.first,
      prefixes.contains(first.lowercased()) || isRegion(first)
    {
      parts = parts.dropFirst()
      note(parts.joined(separator: "/"))
    }
    var last = parts.joined(separator: "/")[...]
    while let dot = last.firstIndex(of: "."), regions.contains(last[..<dot].lowercased()) {
      last = last[last.index(after: dot)...]
      note(String(last))
    }
    // ft:gpt-4o-mini-2024-07-18:org:name:id.
    if last.hasPrefix("ft:") { note(last.split(separator: ":").prefix(2).joined(separator: ":")) }
    return names
  }

  /// The name without who serves it, and without whose it is.
  package static func withoutPrefix(_ name: String) -> String { shorter(name).last ?? name }

  /// `us-east-1` and its like.
  private static func isRegion(_ text: Substring) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.count >= 3 && parts[0].count == 2 && parts.last?.allSatisfy(\.isNumber) == true
  }

  /// The name without a date (`-2024-08-06`, `-20240806`, `@20240806`), a version (`-v1:0`) or `-latest`.
  static func withoutDate(_ name: String) -> String {
    var text = name[...]
    if let at = text.lastIndex(of: "@"), at > text.startIndex {
      text = text[..<at]
      // claude-3-5-sonnet-v2@20241022.
      if text.hasSuffix("-v2") { text = text.dropLast(3) }
    }
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

  private static let efforts: Set<String> = ["none", "minimal", "low", "medium", "high", "xhigh"]

  /// The name without the effort that clients such as Cursor write behind it (`gpt-5.5-high`), and of Claude without
  /// `-thinking` and the longer context (`[1m]`), whose prices go by the length of the input; nil where it has none.
  static func withoutEffort(_ name: String) -> String? {
    let isClaude = name.lowercased().contains("claude")
    var text = name[...]
    if isClaude, text.hasSuffix("[1m]") { text = text.dropLast(4) }
    while let place = text.lastIndex(of: "-"), place > text.startIndex {
      let last = text[text.index(after: place)...].lowercased()
      guard efforts.contains(last) || isClaude && last == "thinking" else { break }
      text = text[..<place]
    }
    return text.count == name.count ? nil : String(text)
  }

  /// What previews, efforts and deployments add to the name of a model.
  private static let endings: Set<String> = [
    "preview", "exp", "experimental", "beta", "high", "medium", "low", "minimal", "xhigh", "thinking", "prod",
    "dev",
    "staging", "test",
  ]

  /// The name without a variant (`:free`, `[1m]`), a preview (`-preview-05-06`, `-exp-0827`), an effort (`-high`), the
  /// word of a deployment (`-prod`) or a month and day (`-0709`).
  static func withoutVariant(_ name: String) -> String {
    var text = name[...]
    if let end = text.firstIndex(where: { $0 == ":" || $0 == "[" }), end > text.startIndex {
      text = text[..<end]
    }
    var parts = text.split(separator: "-", omittingEmptySubsequences: false)
    while parts.count > 1, let last = parts.last,
      endings.contains(last.lowercased()) || (isNumber(last) && (last.count == 2 || last.count == 4))
    {
      parts.removeLast()
    }
    return parts.joined(separator: "-")
  }

  private static func isNumber(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
  }
}
