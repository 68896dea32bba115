/// The tokenizer of a family of models, as far as it is published how its counts compare with another's.
///
/// A ratio is taken only from two counts of the same text:
/// - OpenAI's o200k_base over cl100k_base: 4.38 and 4.34 characters a token over a million English words (AI Hírfolyam,
///   "GPT-4o: magyarul még mindig drágább mint angolul", 2024).
/// - Claude Opus from 4.7 on over those before: 3.60 and 4.33 characters a token of English prose by Anthropic's own
///   counter (Claude Code Camp, "I measured Claude 4.7's new tokenizer", 2026); Anthropic states 1 to 1.35 as many.
/// - Llama 3 over Llama 2: 3.94 and 3.17 characters a token (Llama Team, "The Llama 3 Herd of Models", 2024, 3.2).
/// - Gemini beside OpenAI: about 4 characters a token by either maker's own rule (ai.google.dev, "Understand and count
///   tokens"; OpenAI, "What are tokens and how to count them?").
///
/// Other languages and code differ by more than that; a scenario can state what it has measured.
public enum Tokenizer: Sendable, Hashable {
  case cl100k, o200k, claude, claudeSince47, llama2, llama3, gemini

  /// The tokenizer of a model, or nil where its family is none of these.
  public init?(model: String) {
    let name = model.lowercased()
    func has(_ words: String...) -> Bool { words.contains { name.contains($0) } }
    if has("claude") {
      guard let version = Tokenizer.claudeVersion(name) else {
        self = .claude
        return
      }
      // Of other families than Opus nothing is published beyond version 4.
      if version >= (4, 7), !has("opus") { return nil }
      self = version >= (4, 7) ? .claudeSince47 : .claude
    } else if has("gemini") {
      self = .gemini
    } else if has("llama-3", "llama3") {
      self = .llama3
    } else if has("llama-2", "llama2") {
      self = .llama2
    } else if has("gpt-4o", "gpt-4.1", "gpt-4.5", "gpt-5", "gpt-oss") || Tokenizer.isReasoning(name) {
      self = .o200k
    } else if has("gpt-4", "gpt-3.5", "gpt-35") {
      self = .cl100k
    } else {
      return nil
    }
  }

  /// Tokens that another tokenizer makes of a text over those that this one makes; nil where nothing is published.
  public func factor(to other: Tokenizer) -> Double? {
    if self == other { return 1 }
    let openAI: Set<Tokenizer> = [.cl100k, .o200k]
    if self == .gemini && openAI.contains(other) || other == .gemini && openAI.contains(self) { return 1 }
    for (first, second, ratio) in Tokenizer.ratios {
      if self == first, other == second { return ratio }
      if self == second, other == first { return 1 / ratio }
    }
    return nil
  }

  private static let ratios: [(Tokenizer, Tokenizer, Double)] = [
    (.cl100k, .o200k, 4.34 / 4.38), (.claude, .claudeSince47, 4.33 / 3.60), (.llama2, .llama3, 3.17 / 3.94),
  ]

  /// Major and minor version of a Claude model: the first two short numbers of `claude-opus-4-7-20260416`.
  private static func claudeVersion(_ name: String) -> (Int, Int)? {
    guard let start = name.firstRange(of: "claude") else { return nil }
    let tail = name[start.upperBound...]
    let parts: [Substring] = tail.split(whereSeparator: { !$0.isNumber && !$0.isLetter })
    let numbers = parts.filter { $0.count <= 2 }.compactMap { Int($0) }
    return numbers.first.map { ($0, numbers.count > 1 ? numbers[1] : 0) }
  }

  /// Whether a name is that of o1, o3 or o4.
  private static func isReasoning(_ name: String) -> Bool {
    let last = name.split(separator: "/").last.map(String.init) ?? name
    return ["o1", "o3", "o4"].contains { last == $0 || last.hasPrefix($0 + "-") }
  }
}
