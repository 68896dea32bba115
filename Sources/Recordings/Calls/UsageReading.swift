import Declarations
import Files

/// Tokens of a call, in each provider's own words.
///
/// OpenAI, DeepSeek and Gemini count cached tokens inside the input, Anthropic beside it, what was written to the
/// cache too, and so does Bedrock's Converse (`cacheReadInputTokens`); Cohere bills `billed_units`, of which it may count
/// fewer than `tokens`, and counts cached ones among the latter; Gemini counts thoughts beside the answer, the others inside
/// it; Langfuse's details exclude one another. Here the input holds all that was sent, and the output all that was written.
struct UsageReading {
  /// All input tokens.
  private(set) var input: Int?
  /// All output tokens.
  private(set) var output: Int?
  /// Input read from a cache; nil where the usage does not tell.
  private(set) var cached: UInt32?
  /// Input written to a cache for five minutes.
  private(set) var written: UInt32?
  /// Input written to a cache for an hour.
  private(set) var writtenHour: UInt32?
  /// Output spent on reasoning.
  private(set) var reasoning: UInt32?
  /// Whether a total stands beside input and output and is not their sum.
  private(set) var hasOtherTotal = false
  /// The total that stands beside both; 0 where none does.
  private(set) var total = 0
  /// Whether an object of a usage tells a total and no part of it.
  private(set) var hasTotalAlone = false
  /// Whether more was cached than the input has, so that it must stand beside it.
  private(set) var hasCachedBeside = false
  /// What tells whether the input holds the cached tokens.
  private(set) var cachePlace = CountPlace.known
  /// What tells whether the output holds the tokens of reasoning.
  private(set) var thoughtPlace = CountPlace.known

  /// Whether the names of the counts tell where the cached tokens stand.
  private var isCachePlaced = false
  /// Whether the output surely holds the tokens of reasoning.
  private var isThoughtPlaced = false

  /// No usage.
  init() {}

  /// Completes counts by a total that stands beside them.
  init(
    input: Int?, output: Int?, cached: UInt32?, written: UInt32?, writtenHour: UInt32?, reasoning: UInt32?,
    total: Int?, isCachePlaced: Bool = false
  ) {
    self.isCachePlaced = isCachePlaced
    (self.input, self.output) = (input, output)
    (self.cached, self.written, self.writtenHour) = (cached, written, writtenHour)
    self.reasoning = reasoning
    settle(total: total ?? 0)
  }

  /// Reads the tokens that stand among the columns of a row.
  init(row: JSONNode) throws(RowFault) {
    try readOpenAI(row, depth: 0)
    try settle(row)
  }

  /// Reads a usage.
  init(_ node: JSONNode) throws(RowFault) {
    try UsageReading.refuseSums(node)
    if UsageReading.geminiMarks.contains(where: { node[$0] != nil }) {
      try readGemini(node)
    } else if node.members?.contains(where: { $0.key == "input" || $0.key == "output" }) == true {
      try readDetails(node)
    } else {
      try readOpenAI(node)
      if input == nil, output == nil, let other = node.withPlainNames { try readOpenAI(other) }
    }
    try settle(node)
    hasTotalAlone = input == nil && output == nil && total > 0
  }

  /// Refuses a usage of several calls.
  private static func refuseSums(_ node: JSONNode) throws(RowFault) {
    let bits = node.keyBits
    for path in UsageNames.calls where path.bits & bits != 0 {
      guard let count = node[path.text]?.number, count != 1, count != 0 else { continue }
      throw RowFault(
        .badValue,
        "the usage sums up \(count.short) calls ('\(path.text)'); a log with a row for each call was expected",
        at: node.position)
    }
  }

  private static let geminiMarks = [
    "promptTokenCount", "candidatesTokenCount", "prompt_token_count", "candidates_token_count",
    "generation_token_count",
    // The Interactions API.
    "total_thought_tokens", "totalThoughtTokens", "total_tool_use_tokens", "totalToolUseTokens",
  ]

  /// Completes the counts by their total, and by what cannot be otherwise.
  private mutating func settle(_ node: JSONNode) throws(RowFault) {
    settle(total: try UsageReading.count(node, UsageNames.total).map { Int($0) } ?? 0)
  }

  private mutating func settle(total: Int) {
    self.total = total
    // A total beside one part of it is the other part too, as in the usage of an embedding.
    if let input, output == nil, total >= input, total > 0 { output = total - input }
    if let output, input == nil, total >= output, total > 0 { input = total - output }
    guard let sent = input, let written = output else { return }
    // Some count reasoning beside the completion (xAI, Gemini behind OpenAI's API), which the total tells.
    let thoughts = Int(reasoning ?? 0)
    if thoughts > written || (thoughts > 0 && total == sent + written + thoughts) {
      output = written + thoughts
      if written > 0 { thoughtPlace = .beside }
    } else if thoughts > 0, total == 0, !isThoughtPlaced {
      thoughtPlace = .doubtful
    }
    let isTotalOfAll = total == sent + cache + (output ?? 0)
    if cache > sent || (cache > 0 && isTotalOfAll) {
      input = sent + cache
      hasCachedBeside = cache > sent
      if sent > 0, !isTotalOfAll { cachePlace = .beside }
    } else if cache > 0, !isCachePlaced {
      cachePlace = .doubtful
    }
    if let input, let output, total > 0, total != input + output { hasOtherTotal = true }
  }

  /// All that was read from a cache or written to it.
  private var cache: Int { Int(cached ?? 0) + Int(written ?? 0) + Int(writtenHour ?? 0) }

  /// Takes what was cached beside the input, where it may stand there and other rows of a model tell that it does.
  ///
  /// - Returns: whether it was taken.
  mutating func takeCacheBeside(_ model: [UInt8]?, of models: Set<[UInt8]>) -> Bool {
    guard cachePlace == .doubtful, let sent = input, models.contains(model ?? []) else { return false }
    input = sent + cache
    return true
  }

  /// Takes the tokens of reasoning beside the output, where they may stand there and other rows of a model tell that they
  /// do.
  ///
  /// - Returns: whether they were taken.
  mutating func takeThoughtsBeside(_ model: [UInt8]?, of models: Set<[UInt8]>) -> Bool {
    guard thoughtPlace == .doubtful, let written = output, models.contains(model ?? []) else { return false }
    output = written + Int(reasoning ?? 0)
    return true
  }

  /// Takes what a total has beside input and output as thoughts, which Gemini counts in it alone behind OpenAI's API.
  mutating func takeThoughts() {
    guard hasOtherTotal, let input, let output, total > input + output else { return }
    (self.output, hasOtherTotal) = (total - input, false)
  }

  /// Takes a total that stands alone as the input of a model that writes nothing.
  mutating func takeTotalAsInput() {
    if input == nil, output == nil, total > 0 { (input, output, hasTotalAlone) = (total, 0, false) }
  }

  /// Shares a total that stands alone between the output, as far as it reaches, and the input.
  mutating func split(output: Int) {
    self.output = min(total, output)
    input = total - min(total, output)
    hasTotalAlone = false
  }

  /// Whether the usage says that nothing was used.
  var isZero: Bool { input ?? 0 == 0 && output ?? 0 == 0 }

  /// Takes an input or an output of zero out that stands beside its text.
  mutating func dropZeros(input hasMessages: Bool, output hasAnswer: Bool) -> Bool {
    let (isInput, isOutput) = (hasMessages && input == 0, hasAnswer && output == 0)
    if isInput { input = nil }
    if isOutput { output = nil }
    return isInput || isOutput
  }

  private mutating func readGemini(_ node: JSONNode) throws(RowFault) {
    (isCachePlaced, isThoughtPlaced) = (true, true)
    let prompt = Int(try UsageReading.count(node, UsageNames.geminiPrompt) ?? 0)
    input = prompt + Int(try UsageReading.count(node, UsageNames.geminiTools) ?? 0)
    cached = try UsageReading.count(node, UsageNames.geminiCached)
    reasoning = try UsageReading.count(node, UsageNames.geminiThoughts)
    let candidates = Int(try UsageReading.count(node, UsageNames.geminiCandidates) ?? 0)
    let thoughts = Int(reasoning ?? 0)
    // Qwen Code tells completions of OpenAI's in these names, which hold their thoughts; the total says so.
    let total = Int(try UsageReading.count(node, UsageNames.total) ?? 0)
    let isWithin = thoughts <= candidates && total > 0 && total == (input ?? 0) + candidates
    output = isWithin ? candidates : candidates + thoughts
  }

  /// Langfuse: every key that holds "input" is part of the input, and likewise the output. Some that write to it
  /// count cached tokens in the plain input too; the total then is that of the plain ones.
  private mutating func readDetails(_ node: JSONNode) throws(RowFault) {
    var beside = 0
    (isCachePlaced, isThoughtPlaced) = (true, true)
    for member in node.members ?? [] where member.node.value != .null {
      let isInput = member.key.contains("input")
      let letters = ColumnName.letters(member.key)
      if ["cacheread", "cachereads", "cachereadtokens", "promptdetailscacheread"].contains(letters) {
        let count = try TokenCount.read(UsageReading.cell(member.node), member.key)
        (cached, beside) = (count, beside + Int(count))
        continue
      }
      let writes = [
        "cachewrite", "cachewrites", "cachewritetokens", "cachecreation", "promptdetailscachewrite",
      ]
      if writes.contains(letters), member.node.members == nil {
        let count = try TokenCount.read(UsageReading.cell(member.node), member.key)
        (written, beside) = (count, beside + Int(count))
        continue
      }
      if ["cached", "cachedtokens"].contains(letters), member.node.members == nil {
        cached = try TokenCount.read(UsageReading.cell(member.node), member.key)
        continue
      }
      // OpenInference's, which Langfuse takes as they are.
      if letters == "completiondetailsreasoning" {
        reasoning = try TokenCount.read(UsageReading.cell(member.node), member.key)
        continue
      }
      guard isInput || member.key.contains("output"), !member.key.lowercased().contains("cost") else {
        continue
      }
      let count = try TokenCount.read(UsageReading.cell(member.node), member.key)
      if isInput {
        input = (input ?? 0) + Int(count)
        if ["creation", "write", "ephemeral"].contains(where: { letters.contains($0) }) {
          let isHour = letters.contains("1h")
          let before = (isHour ? writtenHour : written) ?? 0
          let sum = UInt32(clamping: UInt64(before) + UInt64(count))
          if isHour { writtenHour = sum } else { written = sum }
        } else if member.key.contains("cache") {
          cached = UInt32(clamping: UInt64(cached ?? 0) + UInt64(count))
        }
      } else {
        output = (output ?? 0) + Int(count)
        if member.key.contains("reasoning") { reasoning = count }
      }
    }
    let total = try UsageReading.count(node, UsageNames.total).map { Int($0) }
    // What was read and written stands beside the input, unless the total says otherwise.
    if beside > 0, let plain = input, total != plain + (output ?? 0) { input = plain + beside }
    if let total, let plain = try UsageReading.count(node, UsageNames.plainInput).map({ Int($0) }), let input,
      let output,
      plain < input, total != input + output
    {
      let answer = try UsageReading.count(node, UsageNames.plainOutput).map { Int($0) } ?? output
      let creation = Int(written ?? 0) + Int(writtenHour ?? 0)
      if total == plain + answer {
        (self.input, self.output) = (plain, answer)
      } else if creation > 0, total == input - creation + output {
        // LiteLLM takes what was read out of the plain input, and leaves what was written in it.
        self.input = input - creation
      }
    }
  }

  /// What was written for five minutes: as it is told, or what is left of all that was written; some take what they tell
  /// by its lifetime out of that (LangChain), and others tell zeros by lifetime beside it.
  static func minutes(of all: UInt32?, told minutes: UInt32?, hour: UInt32?) -> UInt32? {
    let hour = hour ?? 0
    let rest = all.map { $0 < hour ? $0 : $0 - hour }
    guard let minutes, let rest else { return minutes ?? rest }
    return max(minutes, rest)
  }

  /// Reads a usage that is not Gemini's or Langfuse's.
  ///
  /// - Parameters:
  ///   - node: the usage.
  ///   - depth: how deep objects within it may tell parts under names that no list has.
  private mutating func readOpenAI(_ node: JSONNode, depth: Int = 2) throws(RowFault) {
    let prompt = try UsageReading.count(node, UsageNames.prompt)
    var sent = prompt
    if sent == nil { sent = try UsageReading.count(node, UsageNames.input) }
    // OpenInference's names; elsewhere they are texts.
    if sent == nil, node["prompt"]?.number != nil {
      sent = try UsageReading.count(node, UsageNames.promptNumber)
    }
    cached = try UsageReading.count(node, UsageNames.cached)
    var creation = try UsageReading.count(node, UsageNames.written)
    writtenHour = try UsageReading.count(node, UsageNames.writtenHour)
    reasoning = try UsageReading.count(node, UsageNames.reasoning)
    if cached == nil || creation == nil || reasoning == nil {
      let told = CountWords.Counts(node, depth: depth)
      cached = cached ?? told[.cached]
      creation = creation ?? told[.written]
      writtenHour = writtenHour ?? told[.writtenHour]
      reasoning = reasoning ?? told[.reasoning]
    }
    // llama.cpp counts the whole of its cache behind the answer.
    if node["tokens_evaluated"] != nil { cached = nil }
    // Cohere's cache holds its own words around a prompt, which it does not bill.
    if node["billed_units"]?["input_tokens"] != nil { cached = nil }
    if writtenHour == nil, let details = node["cacheDetails"]?.elements {
      // Bedrock tells the lifetimes of what was written one by one.
      for detail in details where detail["ttl"]?.string == "1h" {
        let count = try UsageReading.count(detail, ["inputTokens"]) ?? 0
        writtenHour = UInt32(clamping: UInt64(writtenHour ?? 0) + UInt64(count))
      }
    }
    let minutes = try UsageReading.count(node, UsageNames.writtenMinutes)
    written = UsageReading.minutes(of: creation, told: minutes, hour: writtenHour)
    input = sent.map { Int($0) }
    if sent == nil, let evaluated = try UsageReading.count(node, UsageNames.evaluated) {
      cached = try UsageReading.count(node, UsageNames.notEvaluated)
      input = Int(evaluated) + Int(cached ?? 0)
      isCachePlaced = true
    }
    if prompt == nil, let sent {
      // Anthropic's own form: what was read from the cache or written to it stands beside the input.
      let isBeside = [
        "cache_read_input_tokens", "cache_creation_input_tokens", "cacheReadInputTokens",
        "cacheWriteInputTokens", "cacheReadInputTokenCount", "cacheWriteInputTokenCount",
      ].contains { node[$0] != nil }
      if isBeside { (input, isCachePlaced) = (Int(sent) + cache, true) }
    } else if input == nil, let hit = cached,
      let miss = try UsageReading.count(node, UsageNames.cacheMiss)
    {
      input = Int(hit) + Int(miss)
      isCachePlaced = true
      // What was written is no part of what no cache held, unless the total says so.
      let told = try UsageReading.count(node, UsageNames.total).map { Int($0) }
      let answer = try UsageReading.count(node, UsageNames.output).map { Int($0) } ?? 0
      if UsageNames.uncached.contains(where: { node[$0] != nil }), told != Int(hit) + Int(miss) + answer {
        input = Int(miss) + cache
      }
    }
    output = try UsageReading.count(node, UsageNames.output).map { Int($0) }
    if output == nil, node["completion"]?.number != nil {
      output = try UsageReading.count(node, UsageNames.completionNumber).map { Int($0) }
    }
    for iteration in node["iterations"]?.elements ?? [] where iteration["type"]?.string == "compaction" {
      add(try UsageReading(iteration))
    }
  }

  /// Takes what Anthropic bills beside the last message: the counts of a call leave its compactions out.
  private mutating func add(_ other: UsageReading) {
    func sum(_ left: UInt32?, _ right: UInt32?) -> UInt32? {
      left == nil && right == nil ? nil : UInt32(clamping: UInt64(left ?? 0) + UInt64(right ?? 0))
    }
    input = (input ?? 0) + (other.input ?? 0)
    output = (output ?? 0) + (other.output ?? 0)
    cached = sum(cached, other.cached)
    written = sum(written, other.written)
    writtenHour = sum(writtenHour, other.writtenHour)
  }

  private static func count(_ node: JSONNode, _ paths: [FieldPath]) throws(RowFault) -> UInt32? {
    let bits = node.keyBits
    // In place, as `first` of paths.
    for index in paths.indices where paths[index].bits & bits != 0 {
      guard let found = paths[index].value(in: node, bits) else { continue }
      if let text = found.string, Cell(text: ArraySlice(text.utf8), position: found.position).isNothing {
        continue
      }
      if case .number(_, let integer?) = found.value, integer >= 0, integer <= TokenCount.limit {
        return UInt32(integer)
      }
      return try TokenCount.read(
        cell(found), paths[index].text.split(separator: ".").last.map { String($0) } ?? paths[index].text)
    }
    return nil
  }

  private static func cell(_ node: JSONNode) -> Cell { Cell(node) ?? Cell(text: [], position: node.position) }
}
