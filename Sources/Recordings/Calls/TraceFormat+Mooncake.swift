import Declarations
import Files

extension TraceFormat {
  /// The traces of Mooncake (Qin et al.: "Mooncake", FAST 2025; Apache-2.0) and formats that follow it.
  ///
  /// A prompt is its list of block hashes with its length: requests that agree in both have equal prompts. The size
  /// of a block is found from the rows, 512 tokens where that fits.
  static let mooncake = TraceFormat(
    name: "mooncake",
    summary: "Mooncake traces: JSONL with timestamp (ms), input_length, output_length, hash_ids",
    recognition: "a JSON object with input_length, output_length and hash_ids",
    parameters: ["block_tokens"],
    matches: { sample in
      guard case .json(let keys, _) = sample else { return false }
      return ["input_length", "output_length", "hash_ids"].allSatisfy(keys.contains)
    },
    rows: { (sample, _) throws(Diagnostic) in
      try sample.requireJSON(for: "mooncake")
      return .json { (node, row) throws(RowFault) in
        row.time = try Timestamp.read(try node.requiredCell("timestamp"), .milliseconds)
        row.timeUnit = .milliseconds
        row.userTokens = try TokenCount.read(try node.requiredCell("input_length"), "input_length")
        row.outputTokens = try TokenCount.read(try node.requiredCell("output_length"), "output_length")
        let blocks = try PrefixBlockIDs(node, "hash_ids", tokens: row.userTokens)
        row.blocks = blocks.ids
        row.promptKey = Fingerprint(blocks.key)
        row.promptBytes = blocks.key
        if let session = node.cell("session_id"), !session.text.isEmpty {
          row.userKey = Array(session.text)
          row.session = row.userKey
          row.remarks.append(.sessionAsUser)
        }
      }
    })
}

extension JSONNode {
  /// A member that must stand and not be null.
  func required(_ key: String) throws(RowFault) -> JSONNode {
    guard let node = self[key], node.value != .null else {
      throw RowFault(.missingValue, "the row lacks '\(key)'", at: position)
    }
    return node
  }

  /// The bytes of a member that must stand and not be null.
  func requiredCell(_ key: String) throws(RowFault) -> Cell {
    let node = try required(key)
    return Cell(node) ?? Cell(text: [], position: node.position)
  }

  /// The bytes of a member, or nil when it is absent or null.
  func cell(_ key: String) -> Cell? { self[key].flatMap { Cell($0) } }
}

extension [UInt8] {
  /// Appends an integer, lowest byte first.
  mutating func appendLittleEndian(_ value: some FixedWidthInteger & UnsignedInteger) {
    for shift in stride(from: 0, to: type(of: value).bitWidth, by: 8) {
      append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }
}
