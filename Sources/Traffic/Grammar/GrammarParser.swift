/// Reads the grammar's line format into flat arrays.
///
/// One declaration a line, the first word says which:
///
///     domain NAME                 starts a domain; groups, entities and lists are known in it alone
///     prompt TEXT                 its system prompt
///     objects GROUP               starts a group of objects
///     * FORM | FORM ...           an object and its synonyms
///     entity CLASS "JOINER"       starts a class of entities
///     : HEAD | HEAD ...           first halves of the names
///     / TAIL | TAIL ...           second halves
///     frame NAME DIFFICULTY GROUP[,GROUP] CLASS CLAUSE @ | CLAUSE @ ...
///     - PHRASING                  one phrasing of the frame
///     list NAME: ENTRY | ENTRY    entries for a place in a detail; further lines of that name add to it
///     reference TEXT              a sentence with a unique {ref}
///     detail TEXT                 a sentence of free detail
///     personal TEXT               one with an e-mail address or a telephone number
///
/// Places in a phrasing are `{o}` (object), `{a}` (the same with "a" or "an") and `{e}` (the entity's clause).
/// Without `{e}` the clause follows the object; in telegram style it goes before the first comma or to the end.
struct GrammarParser {
  private(set) var bytes: [UInt8] = []
  private(set) var pieces: [GrammarPiece] = []
  private(set) var templates: [GrammarTemplate] = []
  private(set) var forms: [GrammarForm] = []
  private(set) var objects: [GrammarRun] = []
  private(set) var spans: [GrammarSpan] = []
  private(set) var entities: [GrammarEntities] = []
  private(set) var lists: [GrammarRun] = []
  private(set) var frames: [GrammarFrame] = []
  private(set) var domains: [GrammarDetails] = []
  private(set) var pairs: [GrammarPair] = []
  private(set) var prompt = ""

  /// Reads one domain.
  mutating func read(_ source: String) {
    let lines = source.split(separator: "\n").map(String.init)
    let declared = Self.wordsAndTexts(lines)
    readEntities(declared)
    readLists(declared)
    let groups = readObjects(declared)
    readFrames(declared, groups: groups)
    domains.append(
      GrammarDetails(
        references: addTemplates(declared.compactMap { $0.word == "reference" ? $0.text : nil }),
        details: addTemplates(declared.compactMap { $0.word == "detail" ? $0.text : nil }),
        personal: addTemplates(declared.compactMap { $0.word == "personal" ? $0.text : nil })))
    prompt = declared.first { $0.word == "prompt" }?.text ?? ""
  }

  /// Indices by name within the domain that is being read.
  private var entityIndex: [String: Int32] = [:]
  private var listIndex: [String: Int32] = [:]

  private typealias Line = (word: String, text: String)

  private static func wordsAndTexts(_ lines: [String]) -> [Line] {
    lines.map { line in
      guard let space = line.firstIndex(of: " ") else { return (line, "") }
      return (String(line[..<space]), String(line[line.index(after: space)...]))
    }
  }

  private static func entries(_ text: some StringProtocol) -> [String] {
    text.split(separator: "|").map { entry in
      let words = entry.split(separator: " ")
      return words.joined(separator: " ")
    }
  }

  private mutating func readEntities(_ lines: [Line]) {
    entityIndex = [:]
    var heads: [String] = []
    var tails: [String] = []
    var current: (name: String, joiner: String)?
    func finished() -> Bool { current != nil && !heads.isEmpty && !tails.isEmpty }
    for line in lines + [("domain", "")] {
      switch line.word {
      case ":": heads += Self.entries(line.text)
      case "/": tails += Self.entries(line.text)
      default:
        if let (name, joiner) = current, finished() {
          entityIndex[name] = Int32(entities.count)
          entities.append(
            GrammarEntities(heads: addSpans(heads), tails: addSpans(tails), joiner: addBytes(joiner)))
        }
        (heads, tails, current) = ([], [], nil)
        if line.word == "entity" {
          let parts = line.text.split(separator: "\"", omittingEmptySubsequences: false)
          precondition(parts.count == 3, "An entity line gives a name and a joiner in quotes: \(line.text)")
          current = (Self.entries(parts[0])[0], String(parts[1]))
        }
      }
    }
  }

  private mutating func readLists(_ lines: [Line]) {
    listIndex = [:]
    var names: [String] = []
    var texts: [String: [String]] = [:]
    for line in lines where line.word == "list" {
      guard let colon = line.text.firstIndex(of: ":") else {
        preconditionFailure("A list line has a colon after the name: \(line.text)")
      }
      let name = String(line.text[..<colon])
      if texts[name] == nil { names.append(name) }
      texts[name, default: []] += Self.entries(line.text[line.text.index(after: colon)...])
    }
    for (offset, name) in names.enumerated() { listIndex[name] = Int32(lists.count + offset) }
    for name in names { lists.append(addTemplates(texts[name] ?? [])) }
  }

  private mutating func readObjects(_ lines: [Line]) -> [String: [Int32]] {
    var groups: [String: [Int32]] = [:]
    var group = ""
    for line in lines {
      if line.word == "objects" { group = line.text }
      guard line.word == "*" else { continue }
      let first = Int32(forms.count)
      for text in Self.entries(line.text) {
        forms.append(GrammarForm(span: addBytes(text), takesAn: Self.takesAn(Array(text.utf8))))
      }
      groups[group, default: []].append(Int32(objects.count))
      objects.append(GrammarRun(first: first, count: Int32(forms.count) - first))
    }
    return groups
  }

  private mutating func readFrames(_ lines: [Line], groups: [String: [Int32]]) {
    var header: [Substring]?
    var phrasings: [String] = []
    for line in lines + [("domain", "")] {
      if line.word == "-" {
        phrasings.append(Self.placingEntity(line.text))
        continue
      }
      if let header { addFrame(header, phrasings, groups) }
      phrasings = []
      header = line.word == "frame" ? line.text.split(separator: " ", maxSplits: 4) : nil
    }
  }

  private mutating func addFrame(_ header: [Substring], _ phrasings: [String], _ groups: [String: [Int32]]) {
    let difficulties: [Substring: Difficulty] = [
      "simple": .simple, "medium": .medium, "complex": .complex,
    ]
    guard header.count == 5, let difficulty = difficulties[header[1]],
      let entity = entityIndex[String(header[3])]
    else { preconditionFailure("A frame line names difficulty, groups, entity and clauses: \(header)") }
    let frame = Int32(frames.count)
    let clauses = Self.entries(header[4]).map { " " + $0.replacing("@", with: "") }
    frames.append(
      GrammarFrame(
        name: addBytes(String(header[0].replacing("-", with: " "))), difficulty: difficulty,
        phrasings: addTemplates(phrasings), entities: entity, clauses: addSpans(clauses),
        domain: Int32(domains.count)))
    for group in header[2].split(separator: ",") {
      guard let members = groups[String(group)] else { preconditionFailure("No objects named \(group).") }
      pairs += members.map { GrammarPair(frame: frame, object: $0) }
    }
  }

  /// Puts the entity's clause where it reads best, unless the phrasing says so itself.
  private static func placingEntity(_ text: String) -> String {
    guard !text.contains("{e}") else { return text }
    let first = text.utf8.first ?? 0
    let telegram = !endsSentence(text) && !(65...90).contains(first)
    if telegram {
      guard let object = text.firstRange(of: "{o}") else { return text + "{e}" }
      guard let comma = text[object.upperBound...].firstIndex(of: ",") else { return text + "{e}" }
      return String(text[..<comma]) + "{e}" + String(text[comma...])
    }
    guard let object = text.firstRange(of: "{o}") ?? text.firstRange(of: "{a}") else {
      preconditionFailure("A phrasing names its object: \(text)")
    }
    return String(text[..<object.upperBound]) + "{e}" + String(text[object.upperBound...])
  }

  private static func endsSentence(_ text: String) -> Bool {
    text.hasSuffix(".") || text.hasSuffix("?") || text.hasSuffix("!")
  }

  /// Tells whether "an" goes before the word; capitals are spelled out, and "u" sounds like "you" here.
  private static func takesAn(_ text: [UInt8]) -> Bool {
    guard let first = text.first else { return false }
    let isAcronym = text.count > 1 && (65...90).contains(text[1]) && (65...90).contains(first)
    return isAcronym ? "AEFHILMNORSX".utf8.contains(first) : "aeioAEIO".utf8.contains(first)
  }

  private mutating func addBytes(_ text: String) -> GrammarSpan {
    defer { bytes += Array(text.utf8) }
    return GrammarSpan(start: Int32(bytes.count), count: Int32(text.utf8.count))
  }

  private mutating func addSpans(_ texts: [String]) -> GrammarRun {
    let first = Int32(spans.count)
    for text in texts { spans.append(addBytes(text)) }
    return GrammarRun(first: first, count: Int32(texts.count))
  }

  private mutating func addTemplates(_ texts: [String]) -> GrammarRun {
    let added = texts.map { template($0) }
    defer { templates += added }
    return GrammarRun(first: Int32(templates.count), count: Int32(added.count))
  }

  private mutating func template(_ text: String) -> GrammarTemplate {
    let first = Int32(pieces.count)
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      if open > rest.startIndex {
        pieces.append(GrammarPiece(kind: .literal, span: addBytes(String(rest[..<open]))))
      }
      pieces.append(place(String(rest[rest.index(after: open)..<close])))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(GrammarPiece(kind: .literal, span: addBytes(String(rest)))) }
    let word = Array(text.prefix { $0 != " " && $0 != "," }.utf8)
    let isName = word.first == UInt8(ascii: "I") && (word.count == 1 || word[1] == UInt8(ascii: "'"))
    let isCapitalized =
      word.count == 1 ? word[0] == UInt8(ascii: "A") : word.count > 1 && (97...122).contains(word[1])
    return GrammarTemplate(
      pieces: GrammarRun(first: first, count: Int32(pieces.count) - first),
      startsLowerable: !isName && isCapitalized && (65...90).contains(word[0]),
      endsSentence: Self.endsSentence(text))
  }

  private func place(_ name: String) -> GrammarPiece {
    let places: [String: GrammarPiece.Kind] = [
      "o": .object, "a": .articleAndObject, "e": .entity, "ref": .reference, "date": .date,
      "amount": .amount, "millions": .millions, "number": .number, "twodigits": .twoDigits,
    ]
    if let kind = places[name] { return GrammarPiece(kind: kind, span: GrammarSpan(start: 0, count: 0)) }
    guard let list = listIndex[name] else { preconditionFailure("No place or list named {\(name)}.") }
    return GrammarPiece(kind: .list, span: GrammarSpan(start: list, count: 0))
  }
}

extension Grammar {
  /// Parses the sources of one or more domains.
  init(name: String, sources: [String], systemPrompt: String? = nil) {
    var parser = GrammarParser()
    for source in sources { parser.read(source) }
    self.name = name
    self.systemPrompt = systemPrompt ?? parser.prompt
    bytes = parser.bytes
    pieces = parser.pieces
    templates = parser.templates
    forms = parser.forms
    objects = parser.objects
    spans = parser.spans
    entities = parser.entities
    lists = parser.lists
    frames = parser.frames
    domains = parser.domains
    let frames = parser.frames
    func shuffled(_ difficulty: Difficulty) -> [GrammarPair] {
      var pairs = parser.pairs.filter { frames[Int($0.frame)].difficulty == difficulty }
      var draws = GrammarDraws(seed: UInt64(difficulty.rawValue))
      for last in stride(from: pairs.count - 1, to: 0, by: -1) { pairs.swapAt(last, draws.next(last + 1)) }
      return pairs
    }
    simplePairs = shuffled(.simple)
    mediumPairs = shuffled(.medium)
    complexPairs = shuffled(.complex)
  }
}
