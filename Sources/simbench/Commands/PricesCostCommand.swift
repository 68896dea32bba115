import Declarations
import Files
import Providers
import Traffic

/// `simbench prices cost`: what one call costs, exactly.
enum PricesCostCommand {
  private static let counts:
    [(option: String, help: String, count: any WritableKeyPath<TokenUsage, Int> & Sendable)] = [
      ("input", "text input that no prompt cache holds", \.uncached),
      ("cached", "input read from the prompt cache", \.cached),
      ("written", "input written to the prompt cache", \.written),
      ("written-1h", "input written for an hour", \.writtenForAnHour),
      ("output", "text output without reasoning", \.output),
      ("reasoning", "output that the model reasoned with", \.reasoning),
      ("audio-input", "audio input", \.audioInput),
      ("cached-audio", "audio read from the prompt cache", \.cachedAudio),
      ("image-input", "image input", \.imageInput), ("audio-output", "audio output", \.audioOutput),
      ("image-output", "image output", \.imageOutput),
    ]

  private static let flags: [(option: String, help: String)] = [
    ("fast", "in the faster mode, Anthropic's speed: fast"),
    ("us", "kept in the United States, Anthropic's inference_geo: us"),
    ("off-peak", "in the hours of off-peak prices, where the model has some"),
  ]

  static let declaration = CommandDeclaration(
    name: "prices cost", summary: "print what one call costs, exactly; each token is counted once",
    arguments: [ArgumentDeclaration("[MODEL]", values: .pricedModels)],
    options: counts.map { .value("--" + $0.option, "N", "tokens: " + $0.help) } + [
      .value(
        "--service", "NAME", "standard, batch, flex or priority",
        values: .choices(["standard", "batch", "flex", "priority"])),
      .value(
        "--calls", "FILE",
        "calls as JSON lines with model, service, counts and flags by these names; prints a cost a line"),
      .value("--web-searches", "N", "searches of the web that the provider makes"),
    ] + flags.map { .flag("--" + $0.option, $0.help) } + [
      UserPrices.option,
      .flag("--json", "as JSON, in dollars"),
    ], example: "simbench prices cost gpt-4o --input 86 --cached 1920 --output 300"
  ) { invocation throws(Diagnostic) in
    let book = try UserPrices.book(invocation)
    if let path = invocation.value("--calls") {
      let own = counts.map { "--" + $0.option } + flags.map { "--" + $0.option }
      let idle = (own + ["--web-searches", "--service", "--json"]).first(where: invocation.has)
      if let idle = idle ?? invocation.arguments.first.map({ "'\($0)'" }) {
        throw Diagnostic("\(idle) says nothing beside --calls, whose lines say it each", kind: .usage)
      }
      try list(path, book)
      return 0
    }
    guard let model = invocation.arguments.first else {
      throw Diagnostic("`simbench prices cost` lacks MODEL; see `simbench prices cost --help`", kind: .usage)
    }
    var usage = TokenUsage()
    for (option, _, count) in counts {
      usage[keyPath: count] = try invocation.integer("--" + option, 0...1_000_000_000) ?? 0
    }
    if let name = invocation.value("--service") {
      guard let service = TokenUsage.Service(rawValue: name) else {
        throw Diagnostic(
          "--service is '\(name)'; one of standard, batch, flex, priority was expected", kind: .usage)
      }
      usage.service = service
    }
    usage.webSearches = UInt32(try invocation.integer("--web-searches", 0...1_000_000) ?? 0)
    let entry = try PricesCommand.find(model, in: book).entry
    for (option, _) in flags where invocation.has("--" + option) { set(option, of: &usage, entry) }
    for note in assumptions(usage, of: entry) { Console.note(note) }
    let cost = entry.prices.cost(of: usage)
    Console.print(
      invocation.has("--json")
        ? json(entry, cost).text() + "\n"
        : "\(dollars(cost.total)) USD for \(entry.model), \(entry.book)\n  input \(dollars(cost.input)), cached "
          + "\(dollars(cost.cachedInput)), written \(dollars(cost.cacheWrite)), output \(dollars(cost.output))\n"
    )
    return 0
  }

  /// Sets what a flag says of a call.
  private static func set(_ flag: String, of usage: inout TokenUsage, _ entry: PriceBook.Entry) {
    switch flag {
    case "fast": usage.terms.insert(.fast)
    case "us": usage.terms.insert(.keptInUS)
    default: usage.minute = entry.prices.extras.offPeak?.firstMinute
    }
  }

  /// What is taken for the prices that a call asks for and the book has none of.
  private static func assumptions(_ usage: TokenUsage, of entry: PriceBook.Entry) -> [String] {
    let extras = entry.prices.extras
    var notes = [assumption(usage.service, of: entry)].compactMap(\.self)
    if usage.webSearches > 0, extras.webSearch == nil {
      notes.append("simbench: the book has no price of a web search of \(entry.model): nothing is taken")
    }
    let factors = [
      (CallTerms.fast, "in the faster mode", extras.fastFactor),
      (.keptInUS, "kept in the US", extras.keptInUSFactor),
    ]
    for (term, name, factor) in factors where usage.terms.contains(term) && factor == 1 {
      notes.append("simbench: the book has no prices of \(entry.model) \(name): its usual prices are taken")
    }
    return notes
  }

  /// What is taken for the price of a service where the book has none; nil where it has one.
  private static func assumption(_ service: TokenUsage.Service, of entry: PriceBook.Entry) -> String? {
    let taken: String
    switch service {
    case .standard: return nil
    case .batch where entry.prices.batch == nil: taken = "half its standard prices are"
    case .flex where entry.prices.flex == nil: taken = "its standard prices are"
    case .priority where entry.prices.priority == nil: taken = "its standard prices are"
    case .batch, .flex, .priority: return nil
    }
    return "simbench: the book has no \(service.rawValue) prices of \(entry.model): \(taken) taken"
  }

  private static func list(_ path: String, _ book: PriceBook) throws(Diagnostic) {
    let bytes = try RegularFile.read(path)
    var number = 0
    var noted: Set<String> = []
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      if line.isEmpty { continue }
      do throws(Diagnostic) {
        let (entry, usage) = try call(try JSONParser.parse(Array(line), what: "call"), book)
        for note in assumptions(usage, of: entry) where noted.insert(note).inserted { Console.note(note) }
        Console.print(dollars(entry.prices.cost(of: usage).total) + "\n")
      } catch {
        var fault = error
        fault.position = SourcePosition(line: number, column: error.position?.column ?? 1)
        throw fault.placed(in: path)
      }
    }
  }

  private static func call(_ node: JSONNode, _ book: PriceBook) throws(Diagnostic) -> (
    PriceBook.Entry, TokenUsage
  ) {
    guard let members = node.members else {
      throw Diagnostic("a call is \(node.value.typeName); an object was expected")
    }
    guard let model = node["model"]?.string else {
      throw Diagnostic("a call lacks 'model'; a name was expected")
    }
    guard let match = book.resolve(model) else {
      throw Diagnostic(book.missing(model), position: node["model"]?.position)
    }
    var usage = TokenUsage()
    for member in members where member.key != "model" {
      if flags.contains(where: { $0.option == member.key }) {
        guard case .boolean(let isSet) = member.node.value else {
          throw Diagnostic(
            "'\(member.key)' is \(member.node.value.typeName); true or false was expected",
            position: member.node.position)
        }
        if isSet { set(member.key, of: &usage, match.entry) }
        continue
      }
      if member.key == "web-searches" {
        guard let count = member.node.integer, (0...1_000_000).contains(count) else {
          throw Diagnostic(
            "'web-searches' is no count; an integer from 0 to 1,000,000 was expected",
            position: member.node.position)
        }
        usage.webSearches = UInt32(count)
        continue
      }
      if member.key == "service" {
        guard let service = member.node.string.flatMap(TokenUsage.Service.init) else {
          throw Diagnostic(
            "'service' is none; one of standard, batch, flex, priority was expected",
            position: member.node.position)
        }
        usage.service = service
        continue
      }
      guard let count = counts.first(where: { $0.option == member.key })?.count else {
        throw Diagnostic(
          "unknown key '\(member.key)'; one of model, service, \(keys.joined(separator: ", ")) was expected",
          position: member.keyPosition)
      }
      guard let tokens = member.node.integer, (0...1_000_000_000).contains(tokens) else {
        throw Diagnostic(
          "'\(member.key)' is no count; an integer from 0 to 1,000,000,000 was expected",
          position: member.node.position)
      }
      usage[keyPath: count] = tokens
    }
    return (match.entry, usage)
  }

  /// The keys of a call in a file beside its model and its service.
  private static var keys: [String] { counts.map(\.option) + ["web-searches"] + flags.map(\.option) }

  private static func json(_ entry: PriceBook.Entry, _ cost: CallCost) -> JSONValue {
    JSONValue(members: [
      ("model", .string(entry.model)), ("book", .string(entry.book)),
      ("total_usd", JSONValue(cost.total.dollars)),
      ("input_usd", JSONValue(cost.input.dollars)), ("cached_usd", JSONValue(cost.cachedInput.dollars)),
      ("written_usd", JSONValue(cost.cacheWrite.dollars)), ("output_usd", JSONValue(cost.output.dollars)),
      ("total_picodollars", JSONValue(Int(cost.total.picodollars))),
    ])
  }

  /// Dollars with as many decimals as there are picodollars, up to twelve.
  private static func dollars(_ amount: Money) -> String {
    let (whole, part) = amount.picodollars.quotientAndRemainder(dividingBy: 1_000_000_000_000)
    var digits = String(part)
    digits = String(repeating: "0", count: 12 - digits.count) + digits
    while digits.count > 2, digits.hasSuffix("0") { digits.removeLast() }
    return "\(whole).\(digits)"
  }
}
