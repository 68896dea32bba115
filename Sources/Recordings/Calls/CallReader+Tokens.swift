import Declarations
import Files
import Traffic

extension CallReader {
  /// Tokens: what the usage says, shared between system and user by the length of their texts; without usage an
  /// estimate from all that was sent and answered, and for an answer that is not there the default.
  func readTokens(
    _ node: JSONNode, _ response: JSONNode?, _ messages: ChatMessages?, _ row: inout RecordedRow
  ) throws(RowFault) {
    var usage = UsageReading()
    for path in layout.usage {
      guard let found = node.at(path)?.unfolded, let members = found.members, !members.isEmpty else {
        continue
      }
      usage = try path.text == "." ? UsageReading(row: found) : UsageReading(found)
      noteTier(found, &row)
      if usage.input != nil || usage.output != nil { break }
    }
    if usage.input == nil, usage.output == nil, let response {
      usage = try UsageReading(answer: response) ?? usage
      if let own = UsageReading.ofPieces(response) ?? response.first(of: CallReader.answeredUsages) {
        noteTier(own, &row)
      }
    }
    if usage.input == nil, usage.output == nil {
      usage = try UsageReading(anywhereIn: node, { noteTier($0, &row) }) ?? usage
    }
    if let own = node.first(of: CallReader.makersUsages)?.unfolded, own.members?.isEmpty == false {
      // The AI SDK leaves out of its usage what Anthropic read from a cache, and wrote to it for how long.
      let makers = try UsageReading(own)
      if makers.input != nil, makers.output == usage.output { usage = makers }
    }
    noteOutside(node, response, &row)
    let kind = ModelKind(row.model)
    if kind.isGemini { usage.takeThoughts() }
    if kind.isWordless { usage.takeTotalAsInput() }
    // A count of the answer needs no text beside it.
    let answer =
      usage.output ?? 0 > 0 ? nil : try response.map { (node) throws(RowFault) in try AnswerText(node) }
    let hasContent = answer?.characters ?? 0 > 0
    if usage.output == 0, kind.isWordless {
      // The vectors of an answer are no text.
    } else if usage.drop(input: messages?.characters ?? 0 > 0, output: hasContent) {
      row.remarks.append(.zeroUsage)
    }
    if usage.isZero, usage.input != nil, usage.output != nil, messages?.characters ?? 0 > 0,
      row.isFailed != true
    {
      row.remarks.append(.zeroKept)
    }
    shareTotal(messages, answer, &usage, &row)
    if usage.hasOtherTotal { row.remarks.append(.unequalTotal) }
    if usage.hasCachedBeside { row.remarks.append(.cachedBeside) }
    if row.isFailed != true { (row.cachePlace, row.thoughtPlace) = (usage.cachePlace, usage.thoughtPlace) }
    if usage.takeCacheBeside(row.model, of: besideModels) { row.remarks.append(.cachedAsOthers) }
    if usage.takeThoughtsBeside(row.model, of: thoughtModels) { row.remarks.append(.thoughtsAsOthers) }
    let system = TokenCount.estimate(characters: messages?.systemCharacters ?? 0)
    let user = TokenCount.estimate(characters: messages?.userCharacters ?? 0)
    if let total = usage.input {
      let share = system + user > 0 ? (total * system + (system + user) / 2) / (system + user) : 0
      row.systemTokens = UInt32(clamping: share)
      row.userTokens = UInt32(clamping: total - share)
    } else {
      row.inputRule = .estimated
      row.systemTokens = UInt32(clamping: system)
      row.userTokens = UInt32(clamping: user)
      if messages?.hasImages == true { row.remarks.append(.hasImages) }
      if messages == nil, row.isFailed != true { row.remarks.append(.noInput) }
    }
    if let total = usage.output {
      row.outputTokens = UInt32(clamping: total)
    } else if kind.isWordless {
      row.outputRule = .assumed
      row.outputTokens = 0
      row.remarks.append(.wordless)
    } else if let answer, hasContent {
      row.outputRule = .estimated
      row.outputTokens = UInt32(clamping: TokenCount.estimate(characters: answer.characters))
    } else {
      row.outputRule = .assumed
      row.outputTokens = defaultOutput
    }
    row.cachedTokens = usage.cached
    row.writtenTokens = usage.written
    row.writtenHourTokens = usage.writtenHour
    row.reasoningTokens = usage.reasoning
    if row.isFailed == true { row.settleFailure(mayBeBilled: !layout.worksOutCosts) }
  }
}

extension CallReader {
  /// Keeps a total of tokens that stands alone: of its two parts the one whose text is there is estimated, else the output
  /// is the default, and the other has the rest.
  private func shareTotal(
    _ messages: ChatMessages?, _ answer: AnswerText?, _ usage: inout UsageReading, _ row: inout RecordedRow
  ) {
    guard usage.hasTotalAlone, row.isFailed != true else { return }
    let sent = TokenCount.estimate(characters: messages?.characters ?? 0)
    let rule: RecordedReading.TokenRule
    if let answer, answer.characters > 0 {
      usage.split(output: TokenCount.estimate(characters: answer.characters))
      rule = .estimated
    } else if sent > 0 {
      usage.split(output: max(0, usage.total - sent))
      rule = .estimated
    } else {
      usage.split(output: Int(defaultOutput))
      rule = .assumed
    }
    (row.inputRule, row.outputRule) = (rule, rule)
  }

  /// Notes what is billed otherwise than by the standard prices of tokens.
  private func noteTier(_ usage: JSONNode, _ row: inout RecordedRow) {
    noteService(usage.first(of: CallReader.usageTiers)?.string, &row)
    let bits = usage.keyBits
    let tiers = CallReader.namedTiers
    for index in tiers.indices where tiers[index].0.bits & bits != 0 {
      if tiers[index].0.value(in: usage, bits) != nil { row.note(tiers[index].1) }
    }
    row.note(
      CallReader.terms(speed: usage["speed"]?.string, place: usage.first(of: CallReader.places)?.string))
    let searches = CallReader.searches
    for index in searches.indices where searches[index].bits & bits != 0 {
      if let count = searches[index].value(in: usage, bits)?.integer {
        row.note(webSearches: UInt32(clamping: count))
      }
    }
    readOtherTokens(usage, bits, &row)
  }

  /// Notes the same of what stands beside the usage: the tier that an answer names, and its calls of a search.
  private func noteOutside(_ node: JSONNode, _ response: JSONNode?, _ row: inout RecordedRow) {
    noteService(node.first(of: layout.service)?.string, &row)
    let answer = response?["body"] ?? response
    // The last piece of a streamed answer tells of the whole.
    let last = answer?.elements?.last
    noteService(last?.first(of: CallReader.pieceTiers)?.string, &row)
    let tools = answer?["tool_usage"] ?? node["tool_usage"]
    if let told = tools?["web_search"]?["num_requests"]?.integer {
      row.note(webSearches: UInt32(clamping: told))
      return
    }
    let items = last?.at("response.output")?.elements ?? answer?.elements ?? answer?["output"]?.elements ?? []
    row.note(webSearches: UInt32(clamping: items.count { CallReader.isSearch($0) }))
  }

  /// Where the last piece of a streamed answer names its tier.
  private static let pieceTiers: [FieldPath] = ["response.service_tier", "service_tier"]

  /// Whether an item of an answer is a search of the web: opening a page that was found, and looking in it, are not billed.
  private static func isSearch(_ item: JSONNode) -> Bool {
    guard item["type"]?.string == "web_search_call" else { return false }
    return ["search", nil].contains(item["action"]?["type"]?.string)
  }

  /// What multiplies the prices of a call: Anthropic's faster mode, and its surcharge on calls kept in the United States.
  static func terms(speed: String?, place: String?) -> CallTerms {
    var terms: CallTerms = []
    if speed?.lowercased() == "fast" { terms.insert(.fast) }
    if place?.lowercased() == "us" { terms.insert(.keptInUS) }
    return terms
  }

  /// Where usages count searches of the web: Anthropic's, LiteLLM's for Gemini, xAI's and Perplexity's.
  private static let searches: [FieldPath] = [
    "server_tool_use.web_search_requests", "prompt_tokens_details.web_search_requests",
    "server_side_tool_usage_details.web_search_calls", "num_search_queries",
    "completion_tokens_details.num_search_queries",
  ]

  /// Notes the service tier of a name; one that is not billed by tokens is only told.
  private func noteService(_ name: String?, _ row: inout RecordedRow) {
    guard let name else { return }
    if name.uppercased() == "PROVISIONED_THROUGHPUT" {
      if !row.remarks.contains(.otherTier) { row.remarks.append(.otherTier) }
    } else {
      row.note(CallReader.service(name))
    }
  }

  /// The service tier of a name; OpenAI, Anthropic, Bedrock and Google have names of their own, and LiteLLM writes what a
  /// batch cost when it is fetched.
  static func service(_ name: String) -> ServiceTier {
    switch name.lowercased() {
    case "batch", "batches", "aretrieve_batch": .batch
    case "flex", "on_demand_flex": .flex
    case "priority", "on_demand_priority": .priority
    default: .standard
    }
  }

  /// Where Anthropic tells that it kept a call in one country, which costs a tenth more.
  private static let places: [FieldPath] = ["inference_geo", "inferenceGeo"]

  /// LangChain's details of a usage, which name the tier themselves, also as Langfuse keeps them.
  private static let namedTiers: [(path: FieldPath, service: ServiceTier)] = [
    ("input_token_details.flex", .flex), ("input_token_details.priority", .priority), ("input_flex", .flex),
    ("input_priority", .priority),
  ]

  /// Where usages name it: Anthropic's name and Google's.
  private static let usageTiers: [FieldPath] = ["service_tier", "trafficType", "traffic_type"]

  /// Where the AI SDK keeps Anthropic's own usage.
  private static let makersUsages: [FieldPath] = [
    "providerMetadata.anthropic.usage", "provider_metadata.anthropic.usage",
    "response.providerMetadata.anthropic.usage",
  ]

  /// Where answers keep what tells their tier or their audio.
  private static let answeredUsages: [FieldPath] = ["usage", "body.usage", "usageMetadata", "usage_metadata"]

  /// Reads the tokens of audio and images among the others, under OpenAI's names or in Google's lists.
  private func readOtherTokens(_ usage: JSONNode, _ bits: UInt64, _ row: inout RecordedRow) {
    func count(_ paths: [FieldPath]) -> UInt32? {
      for index in paths.indices where paths[index].bits & bits != 0 {
        if let count = paths[index].value(in: usage, bits)?.integer, count > 0 {
          return UInt32(clamping: count)
        }
      }
      return nil
    }
    row.audioInputTokens = count(CallReader.audioInput) ?? row.audioInputTokens
    row.imageInputTokens = count(CallReader.imageInput) ?? row.imageInputTokens
    row.audioOutputTokens = count(CallReader.audioOutput) ?? row.audioOutputTokens
    row.imageOutputTokens = count(CallReader.imageOutput) ?? row.imageOutputTokens
    for (list, isInput) in CallReader.modalities where list.bits & bits != 0 {
      for part in usage.at(list, bits: bits)?.elements ?? [] {
        guard let count = part.first(of: CallReader.ofModality)?.integer, count > 0 else { continue }
        let tokens = UInt32(clamping: count)
        switch part["modality"]?.string?.uppercased() {
        case "AUDIO": if isInput { row.audioInputTokens = tokens } else { row.audioOutputTokens = tokens }
        case "IMAGE": if isInput { row.imageInputTokens = tokens } else { row.imageOutputTokens = tokens }
        default: break
        }
      }
    }
    // Several usages of a call may tell of them.
    if row.hasOtherTokens, !row.remarks.contains(.audio) { row.remarks.append(.audio) }
  }

  /// Tokens of audio and images among those of the input, and of the output.
  private static let audioInput: [FieldPath] = [
    "prompt_tokens_details.audio_tokens", "input_tokens_details.audio_tokens",
    "input_token_details.audio_tokens", "input_token_details.audio", "input_audio_tokens",
    "prompt_details.audio",
  ]
  private static let imageInput: [FieldPath] = [
    "prompt_tokens_details.image_tokens", "input_tokens_details.image_tokens",
    "input_token_details.image_tokens",
  ]
  private static let audioOutput: [FieldPath] = [
    "completion_tokens_details.audio_tokens", "output_tokens_details.audio_tokens",
    "output_token_details.audio_tokens", "output_token_details.audio", "output_audio_tokens",
    "completion_details.audio",
  ]
  private static let imageOutput: [FieldPath] = [
    "completion_tokens_details.image_tokens", "output_tokens_details.image_tokens",
    "output_token_details.image_tokens",
  ]
  private static let modalities: [(list: FieldPath, isInput: Bool)] = [
    ("promptTokensDetails", true), ("prompt_tokens_details", true), ("candidatesTokensDetails", false),
    ("candidates_tokens_details", false), ("responseTokensDetails", false),
    ("input_tokens_by_modality", true), ("inputTokensByModality", true),
    ("output_tokens_by_modality", false), ("outputTokensByModality", false),
  ]
  private static let ofModality: [FieldPath] = ["tokenCount", "token_count", "tokens"]
}

/// The length of an answer, in whatever form a provider or a log writes it.
struct AnswerText {
  /// Characters as they weigh in an estimate: of text, calls of tools and refusals.
  private(set) var characters = 0

  /// Takes a response, a message, a list of either, or a text.
  init(_ node: JSONNode) throws(RowFault) {
    try take(node.at("body") ?? node)
  }

  private mutating func take(_ node: JSONNode) throws(RowFault) {
    if let text = node.string {
      characters += TokenCount.weight(text.utf8)
      return
    }
    if let elements = node.elements {
      for element in elements { try take(element) }
      return
    }
    for list in ["choices", "candidates", "output", "generations"] {
      if let found = node[list], found.elements != nil {
        try take(found)
        return
      }
    }
    if let text = node["text"]?.string {
      characters += TokenCount.weight(text.utf8)
      return
    }
    for name in ["generation", "outputText", "generated_text"] {
      guard let text = node[name]?.string else { continue }
      characters += TokenCount.weight(text.utf8)
      return
    }
    if let inner = node["output"]?["message"] {
      try take(inner)
      return
    }
    let message = node["message"] ?? node["delta"] ?? node
    if message.position != node.position, let text = message["text"]?.string {
      characters += TokenCount.weight(text.utf8)
      return
    }
    let content = message["content"].flatMap { $0.members == nil ? nil : $0 }
    if let content {
      try take(content["parts"] ?? content)
    } else if message.members != nil {
      characters += try MessageContent(message).characters
    }
  }
}

/// Amounts of dollars in a log.
enum Dollars {
  /// Reads an amount in picodollars.
  ///
  /// An object tells it as its total.
  static func read(_ node: JSONNode) throws(RowFault) -> Int64 {
    if node.members != nil,
      let total = node.first(of: ["total_cost", "total", "totalCost", "total_usd", "usd", "amount", "value"])
    {
      return try read(total)
    }
    if let members = node.members, !members.isEmpty, members.allSatisfy({ parts.contains($0.key) }) {
      return try read(parts: node)
    }
    let cell = Cell(node) ?? Cell(text: [], position: node.position)
    return try read(cell)
  }

  /// Adds a part of an amount, in picodollars.
  static func add(_ part: Int64, to sum: Int64, at position: SourcePosition) throws(RowFault) -> Int64 {
    let (total, overflow) = sum.addingReportingOverflow(part)
    if overflow { throw RowFault(.badValue, "the costs of the call are too large", at: position) }
    return total
  }

  /// Adds up the parts of an amount in picodollars, or takes the total among them.
  static func read(parts node: JSONNode) throws(RowFault) -> Int64 {
    if let total = node["total"], !total.isVoid { return try read(total) }
    var sum: Int64 = 0
    for member in node.members ?? [] where !member.node.isVoid {
      sum = try add(try read(member.node), to: sum, at: node.position)
    }
    return sum
  }

  /// Parts of a cost that add up to it.
  private static let parts: Set<String> = [
    "input", "output", "prompt", "completion", "input_cost", "output_cost", "prompt_cost", "completion_cost",
    "inputCost", "outputCost", "cached", "cache_read", "cache_write", "cache_creation", "cacheRead",
    "cacheWrite",
    "cached_input", "reasoning", "request", "web_search", "image", "audio",
  ]

  /// Whether the name of a currency is that of the dollar, or none.
  static func isCurrency(_ name: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: name, as: UTF8.self).trimmingSpaces.lowercased()
    return ["", "usd", "$", "us$", "us dollar", "us dollars", "dollar", "dollars", "null", "none"].contains(
      text)
  }

  /// An amount without the sign or the name of the currency.
  private static func number(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = text
    while text.first == 0x20 { text.removeFirst() }
    while text.last == 0x20 { text.removeLast() }
    for mark in ["US$", "$", "USD "] where text.starts(with: mark.utf8) {
      return text.dropFirst(mark.utf8.count)
    }
    for mark in [" USD", "$"] where text.reversed().starts(with: mark.utf8.reversed()) {
      return text.dropLast(mark.utf8.count)
    }
    return text
  }

  /// An amount without what stands between its thousands, its decimals behind a point.
  private static func plain(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    if let comma = text.lastIndex(of: UInt8(ascii: ",")),
      text[(comma + 1)...].count != 3 || text.contains(0x2E)
    {
      // Points or blanks between thousands, and a decimal comma: 1.234,50.
      let whole = text[..<comma]
      let plain = whole.contains(0x2E) ? whole.withoutDots : whole.withoutThousands
      if plain.count < whole.count { return plain + [UInt8(ascii: ".")] + text[(comma + 1)...] }
    }
    guard let point = text.lastIndex(of: UInt8(ascii: ".")) else { return text.withDecimalPoint }
    guard text[..<point].contains(where: { $0 &- UInt8(ascii: "0") >= 10 }) else { return text }
    return text[..<point].withoutThousands + text[point...]
  }

  /// Reads an amount in picodollars, with or without the sign of the dollar.
  ///
  /// - Parameter places: decimal places between the unit and a picodollar.
  static func read(_ cell: Cell, places: Int = 12) throws(RowFault) -> Int64 {
    guard case .value(let amount) = DecimalText.read(plain(number(cell.text)), scale: places),
      amount >= 0,
      amount < Int128(1) << 62
    else {
      throw RowFault(
        .badValue, "the cost is '\(cell.shown)'; an amount of dollars from 0 to 4 million was expected",
        at: cell.position)
    }
    return Int64(amount)
  }
}
