import Decisions
import Simulation
import Tables

/// How far the cached tokens of a log were reproduced, in sentences.
struct PromptCacheLines {
  private let cache: CacheReplay

  init(_ cache: CacheReplay) { self.cache = cache }

  private func count(_ number: Int) -> String { number.grouped }

  /// Turns that are listed by number.
  private static let listed = 10

  /// The share, the turns that are not reproduced, and what broke the cache.
  var sentences: [String] {
    guard cache.isUsed else {
      return [
        "Provider's prompt cache: nothing was read from it in \(NumberText.count(cache.compared, "turn")), and nothing is in the replay: "
          + "no rule is told from another."
      ]
    }
    let prefixes =
      cache.hasPrefixes
      ? "" : "; the log tells no prefixes, and prompts are taken to begin with the longest turn before them"
    var sentences = [
      "Provider's prompt cache: the cached tokens of \(NumberText.percent(cache.share, decimals: cache.reproduced == cache.compared ? 0 : 2)) of "
        + "\(NumberText.count(cache.compared, "turn is", "turns are")) reproduced within one step, of \(count(cache.exact)) to the token "
        + "(\(rule): the likeliest of those tried\(prefixes)).",
      "Cached tokens: \(count(cache.recordedTokens)) recorded, \(count(cache.replayedTokens)) replayed.",
    ]
    if cache.survivingShare.isFinite {
      sentences.append(
        "Of each prompt, the next turn of its session begins with \(NumberText.percent(cache.survivingShare))."
      )
    }
    let less = "read less than the turn before had written"
    sentences += reasons(cache.broken, less, less)
    sentences += reasons(
      cache.missed.filter { $0.breaker == nil }, "is not reproduced although nothing broke its prompt",
      "are not reproduced although nothing broke their prompt")
    return sentences
  }

  private var rule: String {
    guard let client = cache.rule.client else {
      return "lifetime \(count(cache.rule.lifetime)) s, least prefix \(count(cache.rule.least)), steps of "
        + count(cache.rule.step)
    }
    var words = ["the caches of the models' makers"]
    if let breakpoints = client.breakpoints { words.append("breakpoints \(breakpoints)") }
    if let lifetime = client.lifetime { words.append("lifetime \(lifetime)") }
    if client.keepsForADay { words.append("OpenAI's retention of 24 h") }
    return words.joined(separator: ", ")
  }

  private func reasons(_ turns: [CacheReplay.Turn], _ one: String, _ several: String) -> [String] {
    if turns.isEmpty { return [] }
    var sentences: [String] = []
    for breaker in CacheBreaker.allCases.map(Optional.some) + [nil] {
      let own = turns.filter { $0.breaker == breaker }
      if own.isEmpty { continue }
      let names = own.prefix(PromptCacheLines.listed).map { count($0.request) }.joined(separator: ", ")
      let more =
        own.count > PromptCacheLines.listed ? " and \(count(own.count - PromptCacheLines.listed)) more" : ""
      let why = breaker.map { "; likely reason: \($0.text)" } ?? ""
      let turns = NumberText.count(own.count, "turn " + one, "turns " + several)
      sentences.append("\(turns)\(why) (\(own.count == 1 ? "request" : "requests") \(names)\(more)).")
    }
    return sentences
  }
}
