/// Article 001's compressor as it was meant: what it drops it drops as far as the target wants, and no more.
///
/// Filler words go first, then words in "-ly" that are adverbs, then what stands beyond the first items of a list. Words
/// that are to be kept stay in all three, with the list that holds them.
package struct PromptCompressor: Sendable {
  /// Words that are never dropped, in lower case.
  private let kept: Set<String>
  /// The share of the words at which it stops.
  private let target: Double
  /// Items of a list that stay.
  private let items: Int

  /// Words in "-ly" that are no adverbs, or without which a sentence says something else.
  private static let plain: Set<String> = [
    "ally", "anomaly", "apply", "assembly", "barely", "belly", "bully", "butterfly", "comply", "costly",
    "daily", "deadly", "early", "elderly", "exactly", "family", "fly", "friendly", "fully", "hardly",
    "hourly", "imply", "italy", "jelly", "july", "likely", "lonely", "lovely", "monthly", "multiply",
    "nearly", "only", "orderly", "partially", "quarterly", "rally", "rarely", "rely", "reply", "silly",
    "supply", "tally", "ugly", "unlikely", "weekly", "yearly",
  ]

  /// A compressor.
  package init(keeping words: [String] = [], target: Double = 0, items: Int = 3) {
    kept = Set(words.map { $0.lowercased() })
    self.target = target
    self.items = items
  }

  /// The compressed text, with single spaces.
  package func compress(_ text: String) -> String {
    var words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    let least = Int((Double(words.count) * target).rounded(.up))
    func drop(_ isDropped: (String) -> Bool) {
      var left = words.count - least
      words.removeAll { word in
        guard left > 0, isDropped(word) else { return false }
        left -= 1
        return true
      }
    }
    drop { !isKept($0) && FillerWordCompressor.fillers.contains(bare($0)) }
    drop { word in
      let bare = bare(word)
      return !isKept(word) && bare.hasSuffix("ly") && !PromptCompressor.plain.contains(bare)
    }
    return cutLists(words, least: least).joined(separator: " ")
  }

  /// The word without the signs around it, in lower case.
  private func bare(_ word: String) -> String {
    var letters = word.lowercased()[...]
    while let first = letters.first, !first.isLetter && !first.isNumber { letters.removeFirst() }
    while let last = letters.last, !last.isLetter && !last.isNumber { letters.removeLast() }
    return String(letters)
  }

  private func isKept(_ word: String) -> Bool { kept.contains(bare(word)) }

  /// The words without the later items of lists: runs of items of at most three words between commas.
  private func cutLists(_ words: [String], least: Int) -> [String] {
    var result: [String] = []
    var left = words.count - least
    var start = 0
    while start < words.count {
      let ends = itemEnds(words, from: start)
      guard ends.count > items, items > 0 else {
        result.append(words[start])
        start += 1
        continue
      }
      let (first, last) = (ends[items - 1], ends[ends.count - 1])
      let isDropped = left > 0 && !words[first..<last].contains(where: isKept)
      result += words[start..<first]
      if isDropped {
        result.append("...")
        left -= last - first
      } else {
        result += words[first..<last]
      }
      start = last
    }
    return result
  }

  /// Where each item of the list ends that begins at a word; empty where none does.
  private func itemEnds(_ words: [String], from start: Int) -> [Int] {
    var ends: [Int] = []
    var item = start
    for place in start..<words.count {
      guard place - item < 3 else { break }
      guard words[place].hasSuffix(",") else { continue }
      ends.append(place + 1)
      item = place + 1
    }
    return ends
  }
}
