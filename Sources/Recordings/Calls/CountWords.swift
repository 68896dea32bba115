import Declarations
import Files
internal import Synchronization

/// What the words of a name say that it counts, where no list has the name.
///
/// Every gateway has its own for what a cache gave or took and for reasoning; a name that is passed over bills cached
/// tokens as others.
enum CountWords {
  /// A part of the input or the output.
  enum Part {
    case cached, written, writtenHour, reasoning
  }

  private static let tokens: Set<String> = ["token", "tokens", "tok", "toks"]
  private static let reads: Set<String> = ["read", "reads", "hit", "hits"]
  private static let writes: Set<String> = [
    "write", "writes", "written", "create", "created", "creation", "store", "stored",
  ]
  private static let hours: Set<String> = ["1h", "1hr", "hour", "1hour"]
  private static let thoughts: Set<String> = ["reasoning", "thinking", "thought", "thoughts"]
  /// Words of the output, of which nothing is cached.
  private static let outputs: Set<String> = ["output", "completion", "response", "answer", "generated"]
  /// Words of what is no count of a call's tokens, or one of something else.
  private static let others: Set<String> = [
    "cost", "costs", "price", "prices", "pricing", "usd", "dollars", "cents", "credits", "rate", "rates",
    "ratio", "percent", "percentage", "pct", "share", "fraction", "limit", "limits", "max", "maximum", "min",
    "minimum", "budget", "quota", "quotas", "allowance", "allowed", "capacity", "size", "avg", "average",
    "mean", "median", "threshold", "remaining", "saved", "saving", "savings", "uncached", "non", "no", "not",
    "miss", "misses", "missed", "without", "with", "including", "excluding", "audio", "image", "images",
    "video", "ttl", "per", "session", "cumulative", "accumulated", "daily", "monthly", "semantic",
    // What might have been, and what other calls had.
    "estimated", "estimate", "est", "expected", "potential", "predicted", "projected", "forecast", "possible",
    "eligible", "expired", "evicted", "previous", "prev", "last", "prior", "history", "historical",
    // A part of what was written; lists know its common names.
    "5m", "5min",
  ]

  /// The part that a name counts; nil where its words tell none.
  ///
  /// - Complexity: O(n).
  static func part(_ name: String) -> Part? {
    guard mayTell(name.utf8) else { return nil }
    let words = Set(ColumnName.words(name).split(separator: "_").map { String($0) })
    guard !words.isDisjoint(with: tokens), words.isDisjoint(with: others) else { return nil }
    let isWritten = !words.isDisjoint(with: writes)
    let isRead = words.contains("cached") || !words.isDisjoint(with: reads)
    if words.contains("cached") || words.contains("cache"), isRead || isWritten {
      guard words.isDisjoint(with: outputs) else { return nil }
      guard isWritten else { return .cached }
      return words.isDisjoint(with: hours) ? .written : .writtenHour
    }
    return words.isDisjoint(with: thoughts) ? nil : .reasoning
  }

  /// Whether what lies under a name counts no tokens of the call: prices, limits, or other calls.
  static func isOther(_ name: String) -> Bool {
    let words = ColumnName.words(name).split(separator: "_").map { String($0) }
    return words.contains(where: others.contains) || RecordWrapper.isSum(name)
  }

  /// Whether a name has the middle of one of the words, which few have.
  private static func mayTell(_ name: some Sequence<UInt8>) -> Bool {
    var last: (UInt8, UInt8) = (0, 0)
    for byte in name {
      switch (last.0, last.1, byte | 0x20) {
      case (0x61, 0x63, 0x68), (0x65, 0x61, 0x73), (0x68, 0x69, 0x6E), (0x68, 0x6F, 0x75): return true
      default: last = (last.1, byte | 0x20)
      }
    }
    return false
  }
}

extension CountWords {
  /// The counts of a usage, by the words of their names: of a part the nearest to the top, and none where two differ
  /// there.
  struct Counts: Equatable {
    /// What is known of a part: its count, how deep it stands, and whether nothing there says another.
    private struct Found: Equatable {
      var count: UInt32
      var level: Int
      var isClear = true
    }

    private var cached, written, writtenHour, reasoning: Found?

    /// The count of a part.
    subscript(_ part: Part) -> UInt32? {
      guard let found = self[of: part], found.isClear else { return nil }
      return found.count
    }

    private subscript(of part: Part) -> Found? {
      get {
        switch part {
        case .cached: cached
        case .written: written
        case .writtenHour: writtenHour
        case .reasoning: reasoning
        }
      }
      set {
        switch part {
        case .cached: cached = newValue
        case .written: written = newValue
        case .writtenHour: writtenHour = newValue
        case .reasoning: reasoning = newValue
        }
      }
    }

    /// Looks through a usage.
    ///
    /// - Parameters:
    ///   - usage: the counts of a call.
    ///   - depth: how deep objects within it are looked into, such as the provider's own usage.
    init(_ usage: JSONNode, depth: Int) { look(into: usage, depth: depth, level: 0) }

    private mutating func look(into node: JSONNode, depth: Int, level: Int) {
      for member in node.members ?? [] {
        if member.node.members != nil {
          guard depth > 0 else { continue }
          // What is none of the call is seldom told by its name, which is looked at where there is something.
          var whole = self
          whole.look(into: member.node, depth: depth - 1, level: level + 1)
          if whole != self, !CountWords.meaning(of: member).isOther { self = whole }
        } else if mayTell(member.key.utf8), let part = CountWords.meaning(of: member).part {
          take(part, member, level)
        }
      }
    }

    private mutating func take(_ part: Part, _ member: JSONMember, _ level: Int) {
      guard let cell = Cell(member.node), !cell.isNothing,
        let count = try? TokenCount.read(cell, member.key)
      else { return }
      if let other = self[of: part], other.level <= level {
        if other.level == level, other.count != count { self[of: part]?.isClear = false }
      } else {
        self[of: part] = Found(count: count, level: level)
      }
    }
  }

  /// What the words of a name say.
  private struct Meaning {
    var name: String
    var part: Part?
    /// Whether what lies under the name counts no tokens of the call.
    var isOther: Bool
  }

  /// The meanings of names by their hash: rows are alike, and to take a name apart takes longer than to read a row.
  private static let meanings = Mutex<[UInt64: Meaning]>([:])

  /// How many are kept: names of a log may be without end.
  private static let mostMeanings = 4096

  private static func meaning(of member: JSONMember) -> Meaning {
    meanings.withLock { known in
      let kept = known[member.hash]
      // Names that are unlike can have one hash.
      if let kept, kept.name == member.key { return kept }
      let meaning = Meaning(name: member.key, part: part(member.key), isOther: isOther(member.key))
      if kept == nil, known.count < mostMeanings { known[member.hash] = meaning }
      return meaning
    }
  }

  /// The only one of some columns that counts a part by its words.
  ///
  /// - Parameters:
  ///   - part: what is counted.
  ///   - names: those of the columns.
  ///   - taken: names that mean something else.
  static func column(_ part: Part, of names: [String], taken: Set<String>) -> String? {
    let found = names.filter { !taken.contains($0) && self.part($0) == part }
    return found.count == 1 ? found.first : nil
  }
}
