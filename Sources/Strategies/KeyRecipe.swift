import Declarations
import Simulation
import Traffic

/// What makes two requests the same to an exact cache.
public struct KeyRecipe: Sendable, Hashable {
  /// A part of a request that enters the key.
  public enum Part: String, CaseIterable, Sendable, Hashable {
    case prompt, system, context, model, request, temperature, user, tier, team
    case apiKey = "api_key"
  }

  /// How the prompt's text is normalised first.
  public enum Normalisation: String, CaseIterable, Sendable, Hashable {
    /// Byte for byte.
    case none
    /// Lower case, spaces at the ends dropped (article 003).
    case lowercaseTrim = "lowercase_trim"
    /// Lower case, letters and digits alone, with single spaces between words.
    case words
    /// The same without digits: an order's number is none of the question's.
    case wordsWithoutDigits = "words_without_digits"
  }

  /// The parts that enter; the prompt always does.
  public var parts: Set<Part>
  /// How the prompt is normalised.
  public var normalisation: Normalisation
  /// Whether each request asks for the model that its log names, and not all for that of the strategy.
  public var splitsModels = false

  /// Makes a recipe.
  public init(
    parts: Set<Part> = [.prompt, .system, .context, .model, .request], normalisation: Normalisation = .none
  ) {
    self.parts = parts.union([.prompt])
    self.normalisation = normalisation
  }

  /// Why keys cannot be numbered in windows of a stream, as the end of a sentence; nil where they are its prompts, or
  /// were numbered before.
  func windowFault(in windows: WindowedStream) -> String? {
    if normalisation != .none { return "'normalize' compares the texts of the whole stream" }
    if windows.hasKeys { return nil }
    let others = parts.subtracting([.prompt, .system, .context, .model, .request])
    return others.isEmpty ? nil : "keys of more than the prompt are numbered over the whole stream"
  }

  /// The parts that are stated and tell no request of a stream from another, and those that are left out and make no two
  /// equal, as sentences of a layer.
  ///
  /// - Parameter comparesTexts: whether requests are compared by their questions' texts alone.
  /// - Complexity: O(requests).
  func idleness(of layer: String, in stream: QueryStream, comparesTexts: Bool = false) -> [String] {
    func isAlone<Value: Equatable>(_ part: Part, _ value: (Int) -> Value) -> Bool {
      parts.contains(part) && stream.count > 1 && (1..<stream.count).allSatisfy { value($0) == value(0) }
    }
    var idle: [Part] = []
    if isAlone(.user, { stream.user[$0] }) { idle.append(.user) }
    if isAlone(.tier, { stream.marks[$0].tier }) { idle.append(.tier) }
    if isAlone(.team, { stream.recorded.team[$0] }) { idle.append(.team) }
    if isAlone(.apiKey, { stream.recorded.apiKey[$0] }) { idle.append(.apiKey) }
    let stated = idle.map { part in
      "'\(layer)' keeps no requests apart by \(part.rawValue), which its 'key' names: all have the same, or none is known"
    }
    guard !parts.contains(.system), !comparesTexts, hasOwnSystems(stream) else { return stated }
    return stated + [
      "'\(layer)' leaves system out of its 'key', which makes no two requests equal: each prompt of the log has one "
        + "system prompt, as messages hold theirs"
    ]
  }

  /// Whether a recording has several system prompts, and no prompt with two of them.
  private func hasOwnSystems(_ stream: QueryStream) -> Bool {
    guard stream.reading != nil, stream.systemPromptCount > 1 else { return false }
    var systems = [UInt32?](repeating: nil, count: stream.promptCount)
    return (0..<stream.count).allSatisfy { request in
      let (prompt, system) = (Int(stream.prompt[request]), stream.systemPrompt[request])
      guard systems.indices.contains(prompt) else { return false }
      if let former = systems[prompt] { return former == system }
      systems[prompt] = system
      return true
    }
  }

  /// Parameters of a layer that keys requests.
  static let fields = [
    Field(
      "key", .list(.choice(Part.allCases.map(\.rawValue)), minimum: 1),
      default: ["prompt", "system", "context", "model", "request"],
      "parts of the request that make the key, the prompt always among them; model is the one that was asked for, "
        + "whatever a router or budget before has chosen; request is all that a log tells of it beside its messages: "
        + "format of the answer, tools, model, limits, sampling; user, tier, team and api_key keep tenants apart"
    ),
    Field(
      "normalize", .choice(Normalisation.allCases.map(\.rawValue)), default: "none",
      "how the prompt is normalised before it is hashed: the more is dropped, the more questions become one, and their "
        + "hits are false"),
  ]

  /// The recipe that validated settings state.
  init(_ settings: Settings) {
    self.init(
      parts: Set(settings.strings("key").compactMap(Part.init)),
      normalisation: Normalisation(rawValue: settings.string("normalize")) ?? .none)
  }
}

extension KeyRecipe.Normalisation {
  /// A text in UTF-8 as it enters the key; letters beyond ASCII stay as they are.
  func normalised(_ text: [UInt8]) -> [UInt8] {
    func lower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
    switch self {
    case .none: return text
    case .lowercaseTrim:
      let isSpace: (UInt8) -> Bool = { $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) }
      return text.drop(while: isSpace).reversed().drop(while: isSpace).reversed().map(lower)
    case .words, .wordsWithoutDigits:
      var words: [UInt8] = []
      var isGap = false
      for byte in text.map(lower) {
        let isDigit = byte >= 0x30 && byte <= 0x39
        guard byte >= 0x61 && byte <= 0x7A || byte >= 0x80 || isDigit && self == .words else {
          // An apostrophe stands within a word.
          if byte != 0x27 { isGap = true }
          continue
        }
        if isGap, !words.isEmpty { words.append(0x20) }
        isGap = false
        words.append(byte)
      }
      return words
    }
  }
}

/// The dense key of each request under a recipe.
public struct KeyColumn: Sendable {
  /// One key a request.
  public private(set) var keys: [UInt32]
  /// One more than the greatest key.
  public private(set) var count: Int
  /// The next request with the same key, `.max` for none; empty until asked for.
  public private(set) var next: [UInt32] = []

  /// Assigns dense keys in the order of first appearance.
  public init(_ recipe: KeyRecipe, of stream: QueryStream) {
    guard var numbers = KeyNumbers(recipe, of: stream) else {
      keys = stream.prompt
      count = stream.promptCount
      return
    }
    let prompts = recipe.normalisation == .none ? nil : KeyColumn.normalised(stream, recipe.normalisation)
    keys = []
    keys.reserveCapacity(stream.count)
    for index in 0..<stream.count {
      let prompt = prompts?[Int(stream.prompt[index])] ?? UInt64(stream.prompt[index])
      keys.append(numbers.number(of: index, in: stream, prompt: prompt))
    }
    count = numbers.count
  }

  /// Keys that were numbered before.
  ///
  /// - Parameter count: one more than the greatest of the whole stream.
  package init(numbered keys: [UInt32], count: Int) {
    self.keys = keys
    self.count = count
  }

  /// Finds for each request the next with the same key.
  mutating func findNext() {
    var upcoming = [UInt32](repeating: .max, count: count)
    next = [UInt32](repeating: .max, count: keys.count)
    for index in stride(from: keys.count - 1, through: 0, by: -1) {
      next[index] = upcoming[Int(keys[index])]
      upcoming[Int(keys[index])] = UInt32(index)
    }
  }

  /// For each prompt the first prompt whose normalised text is the same.
  private static func normalised(_ stream: QueryStream, _ rule: KeyRecipe.Normalisation) -> [UInt64] {
    var first: [[UInt8]: UInt64] = [:]
    var known = [UInt64](repeating: .max, count: stream.promptCount)
    var buffer: [UInt8] = []
    for prompt in stream.prompt where known[Int(prompt)] == .max {
      buffer.removeAll(keepingCapacity: true)
      stream.texts.append(Int(prompt), to: &buffer)
      let text = rule.normalised(buffer)
      if stream.texts.isPresent, let earlier = first[text] {
        known[Int(prompt)] = earlier
      } else {
        first[text] = UInt64(prompt)
        known[Int(prompt)] = UInt64(prompt)
      }
    }
    return known
  }
}
