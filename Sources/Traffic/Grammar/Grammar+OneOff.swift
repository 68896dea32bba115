extension Grammar {
  /// Returns a question that no other index repeats: a phrasing, a unique reference and free details.
  package func oneOffText(index: Int, difficulty: Difficulty) -> String {
    var buffer: [UInt8] = []
    appendOneOff(index: index, difficulty: difficulty, to: &buffer)
    return String(decoding: buffer, as: UTF8.self)
  }

  /// Appends the bytes of `oneOffText(index:difficulty:)`.
  ///
  /// - Complexity: O(length of the text).
  package func appendOneOff(index: Int, difficulty: Difficulty, to buffer: inout [UInt8]) {
    precondition(index >= 0, "One-off questions count from zero.")
    let address = index * Difficulty.allCases.count + Int(difficulty.rawValue)
    let seed = GrammarHash.mix(0x6f6e_652d_6f66_6673, UInt64(address))
    var draws = GrammarDraws(seed: seed)
    let pairs = pairs(of: difficulty)
    let pair = pairs[draws.next(pairs.count)]
    let frame = frames[Int(pair.frame)]
    let entity = draws.happens(percent: 35) ? draws.next(entities[Int(frame.entities)].count) : -1
    let phrasing = frame.phrasings.index(draws.next(Int(frame.phrasings.count)))
    var decoration = Decoration(form: draws.next(Int(objects[Int(pair.object)].count)))
    if draws.happens(percent: 12) { decoration.prefix = draws.next(Decoration.prefixes.count) }

    let sentences = domains[Int(frame.domain)]
    let asksAfter = draws.happens(percent: 20)
    let referenceAt = draws.next(2)
    let detailCount = 2 + draws.next(2)
    let hasPersonal = draws.happens(percent: 6)
    let available = Int(sentences.details.count)
    // At most four sentences, less than a quarter of the list apart: no detail is told twice.
    let firstDetail = draws.next(available)
    let distance = 1 + draws.next(available / 4)

    let question = Meaning(pair: pair, entity: entity, seed: seed)
    if !asksAfter {
      append(question, phrasing: phrasing, seed: seed, decoration: decoration, to: &buffer)
      if !templates[phrasing].endsSentence { buffer.append(UInt8(ascii: ".")) }
    }
    for slot in 0...detailCount {
      if !(asksAfter && slot == 0) { buffer.append(UInt8(ascii: " ")) }
      if slot == referenceAt {
        let reference = sentences.references.index(draws.next(Int(sentences.references.count)))
        appendFilled(templates[reference], address: address, draws: &draws, to: &buffer)
      } else if hasPersonal && slot == detailCount {
        let personal = sentences.personal.index(draws.next(Int(sentences.personal.count)))
        appendFilled(templates[personal], address: address, draws: &draws, to: &buffer)
      } else {
        let detail = sentences.details.index(firstDetail + slot * distance)
        appendFilled(templates[detail], address: address, draws: &draws, to: &buffer)
      }
    }
    if asksAfter {
      buffer.append(UInt8(ascii: " "))
      decoration.prefix = -1
      append(question, phrasing: phrasing, seed: seed, decoration: decoration, to: &buffer)
    }
  }

  /// Appends a detail with its places filled from `draws`.
  private func appendFilled(
    _ template: GrammarTemplate, address: Int, draws: inout GrammarDraws, to buffer: inout [UInt8]
  ) {
    for index in template.pieces.range {
      let piece = pieces[index]
      switch piece.kind {
      case .literal:
        append(piece.span, to: &buffer)
      case .list:
        let list = lists[Int(piece.span.start)]
        let entry = templates[list.index(draws.next(Int(list.count)))]
        appendFilled(entry, address: address, draws: &draws, to: &buffer)
      case .date:
        buffer.append(contentsOf: Self.months[draws.next(Self.months.count)])
        Self.appendDecimal(1 + draws.next(28), to: &buffer)
      case .amount:
        buffer.append(UInt8(ascii: "$"))
        Self.appendDecimal(5 + draws.next(900), to: &buffer)
        buffer.append(UInt8(ascii: "."))
        Self.appendDecimal(draws.next(100), width: 2, to: &buffer)
      case .millions:
        buffer.append(UInt8(ascii: "$"))
        Self.appendDecimal(1 + draws.next(400), to: &buffer)
        buffer.append(UInt8(ascii: "."))
        Self.appendDecimal(draws.next(10), to: &buffer)
        buffer.append(contentsOf: " million".utf8)
      case .number:
        Self.appendDecimal(3 + draws.next(297), to: &buffer)
      case .twoDigits:
        Self.appendDecimal(draws.next(100), width: 2, to: &buffer)
      case .reference:
        Self.appendReference(address, to: &buffer)
      case .object, .articleAndObject, .entity:
        break
      }
    }
  }

  /// Appends a reference that belongs to one address alone: eight digits, then letters past 100 million.
  private static func appendReference(_ address: Int, to buffer: inout [UInt8]) {
    let (block, low) = address.quotientAndRemainder(dividingBy: 100_000_000)
    // The factor has no divisor in common with a power of ten, so this permutes the eight digits.
    appendDecimal((low * 48_271_301 + 12_345_677) % 100_000_000, width: 8, to: &buffer)
    var rest = block
    while rest > 0 {
      buffer.append(UInt8(ascii: "A") + UInt8(rest % 26))
      rest /= 26
    }
  }

  private static let months: [[UInt8]] = [
    "January ", "February ", "March ", "April ", "May ", "June ", "July ", "August ", "September ",
    "October ",
    "November ", "December ",
  ].map { Array($0.utf8) }
}
