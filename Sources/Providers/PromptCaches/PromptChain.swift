import Traffic

/// A prompt as a chain of segments, each of which is valid only behind the ones before it.
///
/// A segment's number stands for its text and all before it: equal numbers are equal prefixes.
struct PromptChain {
  /// The segments' numbers.
  private(set) var segments: [Int] = []
  /// Tokens up to the end of each segment.
  private(set) var ends: [Int] = []
  /// How many segments the system prompt takes, as far as that is known.
  private(set) var systemCount = 0
  /// How many segments a longer prompt would repeat: all but a block that is cut short.
  private(set) var wholeCount = 0
  /// Whether each segment is a message or a part of one as its client sent it, not a block of fixed size.
  private(set) var isMadeOfMessages = true
  /// Tokens of a block of fixed size.
  private(set) var blockTokens = 0
  /// Numbers of texts that no recording numbers.
  private var others: [Other: Int] = [:]
  private var nextOther: Int

  private struct Other: Hashable {
    var text: UInt64
    var segment: Int
  }

  /// An empty chain.
  ///
  /// - Parameter segmentCount: numbers below it are those of the stream.
  init(segmentCount: Int) { nextOther = segmentCount }

  /// Tokens of the whole chain.
  var tokens: Int { ends.last ?? 0 }

  /// Fills the chain with the segments of a call: recorded blocks, or the system prompt, the context and, where it is
  /// asked for, the message.
  mutating func fill(_ call: ProviderCall, _ blocks: PrefixBlocks?, withMessage: Bool) {
    segments.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    systemCount = 0
    isMadeOfMessages = true
    if let blocks {
      fill(call, blocks)
    } else {
      if call.systemTokens > 0 {
        add(call.systemSegment, call.systemTokens, call.change)
        systemCount = 1
      }
      if call.contextTokens > 0 { add(call.contextSegment, call.contextTokens, call.change) }
      if withMessage, call.userTokens > 0, let text = call.userText {
        let behind =
          call.contextTokens > 0 ? call.contextSegment : call.systemTokens > 0 ? call.systemSegment : -1
        let own = other(UInt64(truncatingIfNeeded: text) << 1 | 1, behind)
        add(own, call.userTokens, call.change)
      }
      wholeCount = segments.count
    }
  }

  private mutating func fill(_ call: ProviderCall, _ blocks: PrefixBlocks) {
    isMadeOfMessages = !blocks.lengths.isEmpty
    blockTokens = blocks.blockTokens
    var left = call.inputTokens
    var isCut = false
    var skipped = 0
    var hasSummary = false
    var position = 0
    let systemTokens = call.cacheStrategy.systemTokens ?? call.systemTokens
    let places = blocks.places(of: call.request)
    if call.change == nil {
      fill(places, of: blocks, tokens: left, system: systemTokens)
      return
    }
    for place in places where left > 0 {
      var tokens = blocks.tokens(at: place)
      if let change = call.change, position >= change.cutFrom, skipped < change.removed {
        // What a summary stands for is left out.
        let gone = min(tokens, change.removed - skipped)
        skipped += gone
        position += gone
        tokens -= gone
        if !hasSummary, change.inserted > 0 {
          hasSummary = true
          let summary = min(left, change.inserted)
          append(other(change.text(endingAt: position), -2), summary)
          left -= summary
        }
        if tokens == 0 || left == 0 { continue }
      }
      isCut = tokens > left
      tokens = min(left, tokens)
      append(number(Int(blocks.ids[place]), endingAt: position + tokens, call.change), tokens)
      position += tokens
      left -= tokens
      if position <= systemTokens { systemCount = segments.count }
    }
    wholeCount = segments.count - (isCut && !isMadeOfMessages ? 1 : 0)
  }

  /// Fills the chain with blocks as they are recorded, up to a number of tokens.
  private mutating func fill(_ places: Range<Int>, of blocks: PrefixBlocks, tokens: Int, system: Int) {
    var end = 0
    var isCut = false
    for place in places {
      if end >= tokens { break }
      let whole = end + blocks.tokens(at: place)
      isCut = whole > tokens
      end = min(whole, tokens)
      segments.append(Int(blocks.ids[place]))
      ends.append(end)
      if end <= system { systemCount = segments.count }
    }
    wholeCount = segments.count - (isCut && !isMadeOfMessages ? 1 : 0)
  }

  private mutating func add(_ segment: Int, _ tokens: Int, _ change: PrefixChange?) {
    append(number(segment, endingAt: self.tokens + tokens, change), tokens)
  }

  /// The number of a segment of the stream, or of the other text that stands there.
  private mutating func number(_ segment: Int, endingAt end: Int, _ change: PrefixChange?) -> Int {
    guard let text = change?.text(endingAt: end), text != 0 else { return segment }
    return other(text, segment)
  }

  private mutating func append(_ segment: Int, _ tokens: Int) {
    ends.append(self.tokens + tokens)
    segments.append(segment)
  }

  private mutating func other(_ text: UInt64, _ segment: Int) -> Int {
    let key = Other(text: text, segment: segment)
    if let known = others[key] { return known }
    others[key] = nextOther
    nextOther += 1
    return nextOther - 1
  }

  /// The first segment that reaches a number of tokens, or the last.
  func segment(reaching tokens: Int) -> Int? {
    if segments.isEmpty { return nil }
    return segments[min(firstIndex(reaching: tokens), segments.count - 1)]
  }

  /// How many segments end before a number of tokens.
  ///
  /// - Complexity: O(log n).
  func firstIndex(reaching tokens: Int) -> Int {
    var low = 0
    var high = ends.count
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] < tokens { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
