extension Grammar {
  /// What sets apart two texts with the same phrasing: synonym, greeting, thanks, typing error.
  struct Decoration {
    var form: Int
    /// Index into `prefixes`, or -1.
    var prefix = -1
    /// Index into `suffixes`, or -1.
    var suffix = -1
    var hasTypo = false
    /// Counts up once every greeting has met every thanks.
    var attempt = 0

    var hasPrefix: Bool { prefix >= 0 }
  }
}

extension Grammar.Decoration {
  /// Chooses the decoration of a phrasing's `lap`-th use; no two laps of one phrasing share a text.
  init(lap: Int, seed: UInt64, formCount: Int) {
    // The first form is the common name, so most phrasings use it.
    let start = seed & 7 < 7 ? 0 : Int(truncatingIfNeeded: (seed >> 3) % UInt64(formCount))
    form = start
    guard lap > 0 else { return }
    let coins = GrammarHash.mix(seed, UInt64(lap))
    hasTypo = coins % 6 == 0
    let singles = Self.prefixes.count + Self.suffixes.count
    if lap < formCount && (coins >> 8) & 1 == 0 {
      form = (start + lap) % formCount
      return
    }
    if lap <= singles {
      let rotation = Int(truncatingIfNeeded: (seed >> 16) % UInt64(singles))
      let choice = (lap - 1 + rotation) % singles
      if choice < Self.prefixes.count {
        prefix = choice
      } else {
        suffix = choice - Self.prefixes.count
      }
      return
    }
    let combination = lap - singles - 1
    prefix = combination % Self.prefixes.count
    suffix = combination / Self.prefixes.count % Self.suffixes.count
    attempt = combination / (Self.prefixes.count * Self.suffixes.count)
  }

  static let prefixes: [[UInt8]] = [
    "Hi, ", "Good morning, ", "Hello, ", "One more thing: ", "Hey, ", "Sorry to bother you, ", "Hi there, ",
    "Next: ", "Hello again, ", "Good evening, ", "Quick one: ", "Hi team, ", "Another thing: ",
    "Good afternoon, ", "Excuse me, ", "Hello everyone, ",
  ].map { Array($0.utf8) }

  static let suffixes: [[UInt8]] = [
    "Thanks!", "Thanks in advance.", "Many thanks.", "Please help.", "Thank you.", "Cheers.", "It is urgent.",
    "No rush.", "Kind regards.", "A short answer is fine.", "Sorry if this was asked before.",
    "Much appreciated.",
  ].map { Array($0.utf8) }

  @inline(__always)
  func appendPrefix(to buffer: inout [UInt8]) {
    if prefix >= 0 { buffer.append(contentsOf: Self.prefixes[prefix]) }
  }

  /// Appends the thanks: a sentence after a sentence, a few words after a telegram.
  @inline(__always)
  func appendSuffix(afterSentence: Bool, to buffer: inout [UInt8]) {
    if suffix >= 0 {
      if !afterSentence { buffer.append(UInt8(ascii: ",")) }
      buffer.append(UInt8(ascii: " "))
      let start = buffer.count
      buffer.append(contentsOf: Self.suffixes[suffix])
      if !afterSentence {
        buffer[start] |= 0x20
        buffer.removeLast()
      }
    }
    guard attempt > 0 else { return }
    buffer.append(contentsOf: " (question number ".utf8)
    Grammar.appendDecimal(attempt + 1, to: &buffer)
    buffer.append(UInt8(ascii: ")"))
  }

  /// Puts one typing error into a longer word in lower case, outside `protected`.
  ///
  /// The first two letters and the last one stay, so that the word can still be read.
  static func misspell(
    _ buffer: inout [UInt8], from start: Int, protecting protected: Range<Int>, seed: UInt64
  ) {
    let count = words(in: buffer, from: start, protecting: protected, upTo: .max).count
    guard count > 0 else { return }
    let pick = Int(truncatingIfNeeded: (seed >> 24) % UInt64(count))
    let word = words(in: buffer, from: start, protecting: protected, upTo: pick).last
    let letter = word.lowerBound + 2 + Int(truncatingIfNeeded: (seed >> 32) % UInt64(word.count - 4))
    switch (seed >> 48) % 3 {
    case 0 where buffer[letter] != buffer[letter + 1]: buffer.swapAt(letter, letter + 1)
    case 1: buffer.insert(buffer[letter], at: letter)
    default: buffer.remove(at: letter)
    }
  }

  /// Counts the words fit for a typing error and returns the one numbered `index`, or the last.
  private static func words(
    in buffer: [UInt8], from start: Int, protecting protected: Range<Int>, upTo index: Int
  ) -> (count: Int, last: Range<Int>) {
    var count = 0
    var last = start..<start
    var position = start
    while position < buffer.count {
      if protected.contains(position) {
        position = protected.upperBound
        continue
      }
      let first = position
      while position < buffer.count, (97...122).contains(buffer[position]) { position += 1 }
      let standsAlone = first == start || buffer[first - 1] == UInt8(ascii: " ")
      if position - first >= 5 && standsAlone {
        last = first..<position
        count += 1
        if count > index { break }
      }
      position = max(position, first + 1)
    }
    return (count, last)
  }
}
