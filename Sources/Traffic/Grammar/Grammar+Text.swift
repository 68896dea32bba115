extension Grammar {
  /// What an intent's address stands for.
  struct Meaning {
    let pair: GrammarPair
    /// The number of the entity, or -1 for a base intent.
    let entity: Int
    /// A hash of the whole address.
    let seed: UInt64
  }

  /// Returns one phrasing of an intent.
  ///
  /// - Parameters:
  ///   - intent: any index from zero; those past `baseIntents(of:)` carry an entity.
  ///   - difficulty: picks among the frames of that difficulty.
  ///   - variant: from zero; past the phrasing list come synonyms, greetings, thanks and typing errors.
  package func text(intent: Int, difficulty: Difficulty, variant: Int) -> String {
    var buffer: [UInt8] = []
    append(intent: intent, difficulty: difficulty, variant: variant, to: &buffer)
    return String(decoding: buffer, as: UTF8.self)
  }

  /// Appends the bytes of `text(intent:difficulty:variant:)`.
  ///
  /// - Complexity: O(length of the text).
  package func append(intent: Int, difficulty: Difficulty, variant: Int, to buffer: inout [UInt8]) {
    precondition(intent >= 0 && variant >= 0, "Intents and variants count from zero.")
    let meaning = meaning(intent: intent, difficulty: difficulty)
    let (phrasing, lap) = use(of: meaning, variant: variant)
    let seed = GrammarHash.mix(meaning.seed, UInt64(phrasing))
    let decoration = Decoration(lap: lap, seed: seed, formCount: Int(objects[Int(meaning.pair.object)].count))
    append(meaning, phrasing: phrasing, seed: seed, decoration: decoration, to: &buffer)
  }

  /// Returns the number, within its frame, of the hand-written phrasing that a variant uses.
  ///
  /// Two variants with the same phrasing are near duplicates; others share little more than the object.
  package func phrasing(intent: Int, difficulty: Difficulty, variant: Int) -> Int {
    let meaning = meaning(intent: intent, difficulty: difficulty)
    return use(of: meaning, variant: variant).phrasing - Int(frames[Int(meaning.pair.frame)].phrasings.first)
  }

  /// Returns a short name of the intent for reports, such as "cancel family plan (Silver Line)".
  package func intentName(intent: Int, difficulty: Difficulty) -> String {
    let meaning = meaning(intent: intent, difficulty: difficulty)
    let frame = frames[Int(meaning.pair.frame)]
    var buffer = Array(bytes[frame.name.range])
    buffer.append(UInt8(ascii: " "))
    append(forms[Int(objects[Int(meaning.pair.object)].first)].span, to: &buffer)
    if meaning.entity >= 0 {
      buffer += " (".utf8
      appendEntity(meaning.entity, of: frame, to: &buffer)
      buffer += ")".utf8
    }
    return String(decoding: buffer, as: UTF8.self)
  }

  /// Returns the phrasing's index and how often earlier variants used it.
  ///
  /// The first variants use every phrasing once. Later ones keep to a third of them, for what many people ask is
  /// asked in a few ways with small differences.
  @inline(__always)
  private func use(of meaning: Meaning, variant: Int) -> (phrasing: Int, lap: Int) {
    let phrasings = frames[Int(meaning.pair.frame)].phrasings
    let count = Int(phrasings.count)
    let rotation = Int(truncatingIfNeeded: (meaning.seed >> 40) % UInt64(count))
    guard variant >= count else { return (phrasings.index(variant + rotation), 0) }
    let (lap, offset) = (variant - count).quotientAndRemainder(dividingBy: count / 3)
    return (phrasings.index(offset + rotation), lap + 1)
  }

  @inline(__always)
  func meaning(intent: Int, difficulty: Difficulty) -> Meaning {
    let pairs = pairs(of: difficulty)
    let (round, index) = intent.quotientAndRemainder(dividingBy: pairs.count)
    let base = GrammarHash.mix(UInt64(index), UInt64(difficulty.rawValue))
    let seed = GrammarHash.mix(base, UInt64(round))
    guard round > 0 else { return Meaning(pair: pairs[index], entity: -1, seed: seed) }
    // The first entity differs from pair to pair; from there each round takes the next one.
    let count = entities[Int(frames[Int(pairs[index].frame)].entities)].count
    let (generation, offset) = (round - 1).quotientAndRemainder(dividingBy: count)
    let first = Int(truncatingIfNeeded: (base >> 1) % UInt64(count))
    return Meaning(pair: pairs[index], entity: generation * count + (offset + first) % count, seed: seed)
  }

  /// Appends a phrasing with its greeting, typing error and thanks.
  func append(
    _ meaning: Meaning, phrasing: Int, seed: UInt64, decoration: Decoration, to buffer: inout [UInt8]
  ) {
    let template = templates[phrasing]
    let frame = frames[Int(meaning.pair.frame)]
    let form = forms[objects[Int(meaning.pair.object)].index(decoration.form)]
    decoration.appendPrefix(to: &buffer)
    let start = buffer.count
    var protected = start..<start
    for index in template.pieces.range {
      let piece = pieces[index]
      switch piece.kind {
      case .literal:
        append(piece.span, to: &buffer)
      case .object:
        append(form.span, to: &buffer)
      case .articleAndObject:
        buffer.append(UInt8(ascii: "a"))
        if form.takesAn { buffer.append(UInt8(ascii: "n")) }
        buffer.append(UInt8(ascii: " "))
        append(form.span, to: &buffer)
      case .entity:
        guard meaning.entity >= 0 else { break }
        let first = buffer.count
        append(spans[frame.clauses.index(Int(truncatingIfNeeded: seed >> 8 & 0xff))], to: &buffer)
        appendEntity(meaning.entity, of: frame, to: &buffer)
        protected = first..<buffer.count
      default:
        break
      }
    }
    if decoration.hasPrefix && template.startsLowerable { buffer[start] |= 0x20 }
    if decoration.hasTypo {
      Decoration.misspell(&buffer, from: start, protecting: protected, seed: seed)
    }
    decoration.appendSuffix(afterSentence: template.endsSentence, to: &buffer)
  }

  @inline(__always)
  func append(_ span: GrammarSpan, to buffer: inout [UInt8]) {
    buffer.append(contentsOf: bytes[span.range])
  }

  /// Appends the name of an entity; once the names are used up, a number makes further ones.
  func appendEntity(_ number: Int, of frame: GrammarFrame, to buffer: inout [UInt8]) {
    let kind = entities[Int(frame.entities)]
    let (generation, offset) = number.quotientAndRemainder(dividingBy: kind.count)
    // A step without a common factor visits every name once and puts unlike names side by side.
    let step = kind.count.isMultiple(of: 7) ? 11 : 7
    let (tail, head) = (offset * step % kind.count).quotientAndRemainder(dividingBy: Int(kind.heads.count))
    append(spans[kind.heads.index(head)], to: &buffer)
    append(kind.joiner, to: &buffer)
    append(spans[kind.tails.index(tail)], to: &buffer)
    guard generation > 0 else { return }
    if kind.joiner.count > 0 {
      append(kind.joiner, to: &buffer)
    } else {
      buffer.append(UInt8(ascii: " "))
    }
    Self.appendDecimal(generation + 1, to: &buffer)
  }

  static func appendDecimal(_ number: Int, width: Int = 1, to buffer: inout [UInt8]) {
    let first = buffer.count
    var rest = number
    repeat {
      buffer.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0 || buffer.count - first < width
    buffer[first...].reverse()
  }
}
