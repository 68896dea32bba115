import Declarations
import Files

/// The messages of a request, in whatever form a provider or a log writes them.
///
/// A system prompt beside the messages (`system`, `instructions`, `systemInstruction`) counts as the first of them.
struct ChatMessages {
  /// The fingerprint of the full text of all messages with their roles; equal keys are equal prompts.
  var key: Fingerprint { whole.fingerprint }
  /// The text of the last message of the user, or of the last message when there is none.
  private(set) var question = ""
  /// What tells the text of the system's messages from others.
  var systemKey: Fingerprint {
    var system = system
    // Without its text, a system prompt is told by its length: eight bytes, which no text is mistaken for.
    system.append([0])
    return system.fingerprint
  }
  /// The bytes that the key is of, where they are kept.
  private(set) var bytes: [UInt8]?
  /// For each message what stands for it and all before it, and the characters so far: what a provider's prompt
  /// cache can reuse of a conversation is whole messages at its beginning.
  private(set) var prefixes: [(id: Int64, characters: Int)] = []
  /// Characters of the system's messages and of the tools.
  private(set) var systemCharacters = 0
  /// Characters of all other messages.
  private(set) var userCharacters = 0
  /// Characters of all.
  var characters: Int { systemCharacters + userCharacters }
  /// Whether some message has an image.
  private(set) var hasImages = false
  /// Whether a log has cut a text, or put a word in its place, or kept none at all.
  var isCut: Bool { hasCutText || !hasContent }

  /// The first message, and what stands for the tools before it.
  private(set) var head: (role: String, content: MessageContent, chain: Int64)?
  /// Whether tools stand before the first message.
  private(set) var hasTools = false

  private var hasCutText = false
  private var hasContent = false
  private var whole = FingerprintStream()
  private var system = FingerprintStream()
  private var hasUser = false

  /// Takes the messages of a list, with system prompts that stand beside it.
  ///
  /// - Parameters:
  ///   - list: the messages, or the text of one.
  ///   - name: how messages name the list.
  ///   - system: system prompts that stand beside it, as texts or lists of parts.
  ///   - tools: definitions of tools, which the model reads first.
  ///   - keepsBytes: whether the bytes of the key are kept.
  init(
    _ list: JSONNode, _ name: String = "messages", system: [JSONNode] = [], tools: JSONNode? = nil,
    keepsBytes: Bool = false
  ) throws(RowFault) {
    bytes = keepsBytes ? [] : nil
    var start: Int64 = 0
    if let tools, !tools.isVoid {
      let text = Array(tools.comparableText.utf8)
      systemCharacters = TokenCount.weight(text)
      start = Int64(bitPattern: Fingerprint(text).high)
      hasTools = true
    }
    for node in system where !node.isVoid {
      try append("system", MessageContent(parts: node["parts"] ?? node), chain: start)
    }
    if list.string != nil {
      try append("user", MessageContent(parts: list), chain: start)
      return
    }
    guard let messages = list.elements else {
      throw RowFault(.badValue, "\(name) is \(list.value.typeName); a list was expected", at: list.position)
    }
    if messages.isEmpty { throw RowFault(.missingValue, "\(name) is empty", at: list.position) }
    for message in messages { try append(message, chain: start) }
  }

  /// Takes the messages that follow those so far, of which there is one at least.
  mutating func goOn(_ messages: ArraySlice<JSONNode>) throws(RowFault) {
    for message in messages { try append(message, chain: 0) }
  }

  /// Takes a message.
  ///
  /// - Parameter chain: what stands for all before the first one.
  private mutating func append(_ message: JSONNode, chain: Int64) throws(RowFault) {
    if message.string != nil {
      try append("user", MessageContent(parts: message), chain: chain)
      return
    }
    // Gemini's contents are the user's where nothing else is said.
    let usual = message["parts"] == nil ? nil : "user"
    guard let role = message["role"]?.string ?? message["from"]?.string ?? message["type"]?.string ?? usual
    else {
      throw RowFault(.missingValue, "the message lacks a role", at: message.position)
    }
    try append(ChatMessages.role(role), MessageContent(message), chain: chain)
  }

  private mutating func append(_ role: String, _ content: MessageContent, chain: Int64) throws(RowFault) {
    let isSystem = role == "system" || role == "developer"
    if isSystem { systemCharacters += content.characters } else { userCharacters += content.characters }
    if role == "user" || !hasUser { question = content.text }
    hasUser = hasUser || role == "user"
    if isSystem { system.append(content.text) }
    hasImages = hasImages || content.hasImages
    hasCutText = hasCutText || content.isCut
    hasContent = hasContent || !content.others.isEmpty || !MessageContent.isBlank(content.text.utf8)
    // Lengths, so that no text can be mistaken for the border between two messages.
    var link = FingerprintStream()
    take(role, content, &link)
    let isFirst = prefixes.isEmpty
    if isFirst {
      whole = link
      head = (role, content, chain)
    } else {
      take(role, content, &whole)
    }
    if bytes != nil { take(role, content) }
    link.append(UInt64(bitPattern: prefixes.last?.id ?? chain))
    prefixes.append((Int64(bitPattern: link.fingerprint.high), systemCharacters + userCharacters))
  }

  private func take(_ role: String, _ content: MessageContent, _ stream: inout FingerprintStream) {
    stream.append(role)
    stream.append([0])
    stream.append(UInt64(content.text.utf8.count))
    stream.append(content.text)
    stream.append(UInt64(content.others.count))
    stream.append(content.others)
  }

  private mutating func take(_ role: String, _ content: MessageContent) {
    bytes?.append(contentsOf: role.utf8)
    bytes?.append(0)
    bytes?.appendLittleEndian(UInt64(content.text.utf8.count))
    bytes?.append(contentsOf: content.text.utf8)
    bytes?.appendLittleEndian(UInt64(content.others.count))
    bytes?.append(contentsOf: content.others)
  }

  /// The tokens of each message: the input's, shared out by characters.
  func lengths(inputTokens: Int) -> [UInt32] {
    let characters = prefixes.last?.characters ?? 0
    var before = 0
    return prefixes.map { prefix in
      let after = characters > 0 ? (inputTokens * prefix.characters + characters / 2) / characters : 0
      defer { before = after }
      return UInt32(after - before)
    }
  }

  /// One name for the roles that logs call differently.
  private static func role(_ name: String) -> String {
    switch name {
    case "human": "user"
    case "gpt", "ai", "bot", "model", "chatgpt": "assistant"
    default: name
    }
  }
}

/// The text of a message, and what else tells it from others: images, calls of tools and their results.
struct MessageContent {
  /// The text of all parts.
  private(set) var text = ""
  /// What is no text, as JSON.
  private(set) var others: [UInt8] = []
  /// Characters for the estimate of tokens: of the text, of what is no text, and of images by their rule.
  private(set) var characters = 0
  /// Whether there are images.
  private(set) var hasImages = false

  /// Tokens of an image: 1024 by 1024 at high detail (OpenAI, "Images and vision"), and at low detail.
  static let imageTokens = (high: 765, low: 85)

  /// What the text of a LiteLLM log says where its middle was cut out, and its end in older versions.
  private static let cutMark = Array("litellm_truncated".utf8)
  private static let endMark = Array("... (truncated ".utf8)
  /// What stands for a text that is not to be logged: in LiteLLM's logs, in OpenInference's spans ("Data Masking"), and
  /// where a collector's rule puts a fixed word.
  private static let redactions = [
    "redacted-by-litellm", "REDACTED_BY_LITELM", "__REDACTED__", "[REDACTED]", "REDACTED",
  ]

  /// Whether a text is none: blank, or a word that a log has put in its place.
  static func isNone(_ text: some Collection<UInt8>) -> Bool { isBlank(text) || isRedaction(text) }

  /// Whether a text is nothing but blanks.
  ///
  /// - Complexity: O(blanks at its beginning).
  static func isBlank(_ text: some Collection<UInt8>) -> Bool { text.allSatisfy { $0 <= 32 } }

  private static func isRedaction(_ text: some Collection<UInt8>) -> Bool {
    text.count <= 20 && redactions.contains { $0.utf8.elementsEqual(text) }
  }

  /// Whether a log has cut the text, or put a word in its place.
  private(set) var isCut = false

  /// Takes a message.
  init(_ message: JSONNode) throws(RowFault) {
    if let content = message["content"] ?? message["value"] ?? message["parts"], content.value != .null {
      try take(content)
    }
    // A record that has a usage is a whole call: what else it tells is nothing that was said.
    let isItem =
      message["role"] == nil && message["from"] == nil && message["type"]?.string != nil
      && message["usage"] == nil
    let others = (message.members ?? []).filter { member in
      !member.node.isVoid
        && (isItem ? !MessageContent.marks.contains(member.key) : MessageContent.others.contains(member.key))
    }
    for member in others.sorted(by: { $0.key < $1.key }) { takeOther(member.node, of: member.key) }
    if message["type"]?.string == "item_reference", let id = message["id"] { takeOther(id) }
    finish()
  }

  /// What of a message is part of it beside its content.
  private static let others: Set<String> = [
    "tool_calls", "function_call", "tool_call_id", "name", "call_id", "arguments", "output", "refusal",
    "reasoning_content", "reasoning", "reasoning_details", "thinking", "prefix", "partial", "images", "audio",
  ]
  /// What of an item without a role, such as a call of a tool, is none of it.
  private static let marks: Set<String> = [
    "id", "type", "status", "content", "value", "parts", "timestamp", "created_at", "created_by",
  ]

  /// Takes a text or a list of parts.
  init(parts: JSONNode) throws(RowFault) {
    try take(parts)
    finish()
  }

  private mutating func take(_ content: JSONNode) throws(RowFault) {
    switch content.value {
    case .null: break
    case .string(let text): append(text)
    case .array(let parts):
      for part in parts {
        if let text = part["text"]?.string ?? part.string {
          append(text)
          takeMarks(of: part)
        } else if part["type"]?.string == "text", let text = part["content"]?.string {
          append(text)
        } else if !part.isCacheMark {
          // Where it stands among the texts.
          if !self.text.isEmpty { others.append(contentsOf: "@\(self.text.utf8.count)".utf8) }
          takeOther(part)
        }
      }
    default:
      throw RowFault(
        .badValue, "content is \(content.value.typeName); a string or a list of parts was expected",
        at: content.position)
    }
  }

  /// Takes a text, which is mostly the only one and then not copied.
  private mutating func append(_ text: String) {
    if self.text.isEmpty { self.text = text } else { self.text += text }
  }

  /// Takes what tells a text from the same one: that the model thought it, and what it cites, which costs no tokens.
  private mutating func takeMarks(of part: JSONNode) {
    guard part.members.map({ $0.count > 1 }) ?? false else { return }
    if part["thought"]?.boolean == true { others.append(contentsOf: "thought".utf8) }
    if let citations = part["citations"], !citations.isVoid {
      others.append(contentsOf: citations.comparableText.utf8)
    }
  }

  private mutating func takeOther(_ node: JSONNode, of key: String = "") {
    let node = key == "tool_calls" ? node.withoutPlaces : key == "arguments" ? node.unfolded : node
    let text = Array(node.comparableText.utf8)
    others.append(contentsOf: text)
    let isImage =
      ["image_url", "image", "input_image"].contains(node["type"]?.string) || node["inlineData"] != nil
      || node["inline_data"] != nil
    if isImage {
      hasImages = true
      let detail = (node["image_url"]?["detail"] ?? node["detail"])?.string
      characters += 4 * (detail == "low" ? MessageContent.imageTokens.low : MessageContent.imageTokens.high)
    } else {
      characters += TokenCount.weight(text)
    }
  }

  private mutating func finish() {
    let own = text.utf8
    characters += TokenCount.weight(own)
    if MessageContent.isRedaction(own) { isCut = true }
    guard own.count > 64, !isCut else { return }
    isCut =
      own.holds(MessageContent.cutMark, by: UInt8(ascii: "_"))
      || (own.suffix(7).elementsEqual(" chars)".utf8)
        && own.suffix(64).holds(MessageContent.endMark, by: UInt8(ascii: "(")))
  }
}

extension JSONNode {
  /// Calls of tools without the places that streams give them.
  fileprivate var withoutPlaces: JSONNode {
    guard let elements else { return self }
    return JSONNode(
      .array(
        elements.map { call in
          call.members == nil
            ? call : JSONNode(.object((call.members ?? []).filter { $0.key != "index" }), at: call.position)
        }), at: position)
  }
}

extension Sequence<UInt8> {
  /// Whether some bytes stand here one after the other.
  ///
  /// - Parameter rare: one of the bytes, which is rare in texts.
  /// - Complexity: O(n) unless the rare one is frequent.
  fileprivate func holds(_ mark: [UInt8], by rare: UInt8) -> Bool {
    guard let before = mark.firstIndex(of: rare) else { return false }
    return withContiguousStorageIfAvailable { bytes in
      var next = 0
      while let place = bytes.firstIndex(of: rare, from: next) {
        next = place + 1
        if place >= before, bytes[(place - before)...].starts(with: mark) { return true }
      }
      return false
    } ?? false
  }
}
