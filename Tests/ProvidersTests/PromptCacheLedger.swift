import Simulation
import Traffic

@testable import Providers

/// Calls with stated prompts against one prompt cache, and what each was billed for.
///
/// A prompt is written as its segments: a letter is a text, and the whole before it decides what it is worth. Input
/// costs 1,000 picodollars a token, a cached read 100, output nothing; the first token comes after a second.
struct PromptCacheLedger {
  /// What a call was billed for: tokens read, tokens written at a price of their own, and picodollars in all.
  struct Line: Equatable, CustomStringConvertible {
    var cached: Int
    var written: Int
    var cost: Int64

    static func of(_ cached: Int, _ written: Int, _ cost: Int64) -> Line {
      Line(cached: cached, written: written, cost: cost)
    }

    var description: String { "(\(cached), \(written), \(cost))" }
  }

  var provider: Provider
  let prompts: [(text: String, system: Int)]
  var strategy = PromptCacheStrategy()

  /// A ledger of prompts that will be called in this order.
  ///
  /// - Parameter lengths: tokens of the text of each letter.
  init(
    _ rule: PromptCacheRule, lengths: [Character: Int], prompts: [String], system: Int = 0,
    least: Int? = nil, strategy: PromptCacheStrategy = PromptCacheStrategy()
  ) {
    var blocks = PrefixBlocks(blockTokens: 1)
    var numbers: [String: UInt32] = [:]
    for prompt in prompts {
      for end in prompt.indices {
        let prefix = String(prompt[...end])
        let number = numbers[prefix] ?? UInt32(numbers.count)
        numbers[prefix] = number
        blocks.ids.append(number)
        blocks.lengths.append(UInt32(lengths[prompt[end]] ?? 0))
      }
      blocks.offsets.append(blocks.ids.count)
    }
    blocks.blockCount = numbers.count
    var catalog = TestCatalog.make(promptCache: rule)
    catalog.models[0].prices = ModelPrices(
      input: TokenPrice(picodollars: 1000), output: TokenPrice(picodollars: 0),
      cachedInput: TokenPrice(picodollars: 100))
    catalog.models[0].minimumPrefixTokens = least
    provider = Provider(catalog, seed: 1, replication: 0, blocks: blocks)
    self.prompts = prompts.map { ($0, system) }
    self.strategy = strategy
    self.lengths = lengths
  }

  private let lengths: [Character: Int]

  /// Tokens of each answer.
  var outputTokens = 10

  /// Calls with a prompt at a second.
  ///
  /// - Parameter before: the call whose answer the prompt goes on from.
  mutating func call(
    _ request: Int, at seconds: Double, key: UInt64 = 0, after before: Int? = nil
  ) throws -> Line {
    let (text, system) = prompts[request]
    let tokens = text.reduce(0) { $0 + (lengths[$1] ?? 0) }
    var call = ProviderCall(
      request: request, model: 0, systemTokens: system, contextTokens: 0, userTokens: tokens - system,
      outputTokens: outputTokens, usesPromptCache: true)
    call.conversationTurn = request
    call.followedTurn = before
    call.cacheStrategy = strategy
    call.cacheKey = key
    guard
      case .answered(_, _, let cost, let cached, let written) = provider.answer(call, at: .seconds(seconds))
    else { throw Unanswered() }
    return Line(cached: cached, written: written.total, cost: cost.total.picodollars)
  }

  /// Calls with all prompts in order at their seconds.
  mutating func calls(at seconds: [Double]) throws -> [Line] {
    var lines: [Line] = []
    for (request, second) in seconds.enumerated() { lines.append(try call(request, at: second)) }
    return lines
  }
}
