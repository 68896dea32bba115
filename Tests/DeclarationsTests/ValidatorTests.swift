import Testing

@testable import Declarations

@Suite("Validator")
struct ValidatorTests {
  static let cache = ObjectSchema(
    "cache", "a cache",
    [
      .required("capacity", .integer(minimum: 1, maximum: 1000), "most entries"),
      Field("ttl_s", .positive, default: 60, "lifetime"),
      Field("eviction", .choice(["lru", "fifo", "sieve"]), default: "lru", "what goes"),
      Field("share", .share, "a share"),
    ])

  static let router = ObjectSchema(
    "router", "a router", [Field("routes", .map(.text), default: [:], "models")])

  static let layer = Shape.tagged(key: "use", cases: [cache, router])

  @Test(
    "an unknown key is refused with the nearest known one",
    arguments: [("capacty", "capacity"), ("ttl", "ttl_s"), ("Eviction", "eviction"), ("tls_s", "ttl_s")])
  func unknownKey(_ key: String, _ nearest: String) throws {
    let fault = try #require(diagnose("{\"capacity\": 5,\n \"\(key)\": 1}", as: .object(Self.cache)))
    #expect(fault.message.contains("unknown key '\(key)'"))
    #expect(fault.message.contains("did you mean '\(nearest)'?"))
    #expect(fault.message.contains("capacity, ttl_s, eviction, share"))
    #expect(fault.position == SourcePosition(line: 2, column: 2))
  }

  @Test("a message that holds megabytes of a file is shown by its two ends")
  func longMessage() {
    let names = String(repeating: "\u{0}é, ", count: 1_000_000)
    let text = Diagnostic("it has \(names)one was expected", file: "a.csv").description
    #expect(text.utf8.count < 30_000)
    #expect(text.hasPrefix("a.csv: error: it has \\u{0}é, "))
    #expect(text.contains(" … ") && text.hasSuffix("one was expected"))
    let short = String(repeating: "é", count: 4000)
    #expect(Diagnostic(short).description == "error: " + short)
  }

  @Test("a key unlike any other gets no guess")
  func strangeKey() throws {
    let fault = try #require(diagnose("{\"capacity\": 5, \"zzzzzzzzz\": 1}", as: .object(Self.cache)))
    #expect(!fault.message.contains("did you mean"))
  }

  @Test("unknown keys are noted and dropped where they are allowed")
  func allowedUnknownKeys() throws {
    var validator = Validator(allowsUnknownKeys: true)
    let node = try validator.validate(try parse("{\"capacity\": 5, \"x\": 1}"), as: .object(Self.cache))
    #expect(node["x"] == nil)
    #expect(validator.warnings.count == 1)
    #expect(validator.warnings[0].message.contains("unknown key 'x'"))
  }

  @Test("all that is wrong is told at once, in the order of its places, and each slip once")
  func severalFaults() throws {
    let text = """
      {"capacty": 5, "ttl_s": -1,
       "eviction": "LUR", "share": 2, "extra": 1}
      """
    let fault = try #require(diagnose(text, as: .object(Self.cache)))
    #expect(
      fault.all.map { $0.position?.line } == [1, 1, 2, 2, 2], "\(fault.lines)")
    let parts = ["capacty", "'ttl_s' is -1", "'LUR'", "'share' is 2", "'extra'"]
    for (one, part) in zip(fault.all, parts) { #expect(one.message.contains(part), "\(one)") }
    #expect(fault.placed(in: "x.json").lines.split(separator: "\n").allSatisfy { $0.hasPrefix("x.json:") })
    #expect(fault.others.allSatisfy { $0.others.isEmpty })
  }

  @Test("of a file that is wrong throughout the first hundred faults are told")
  func manyFaults() throws {
    let keys = (0..<500).map { "\"zzzzzz\($0)\": 1" }.joined(separator: ", ")
    let fault = try #require(diagnose("{\(keys)}", as: .object(Self.cache)))
    #expect(fault.all.count == FaultList.most + 1)
    #expect(fault.others.last?.message.contains("there may be more") == true)
  }

  @Test("a name outside a choice is refused with all names")
  func choice() throws {
    let fault = try #require(diagnose("{\"capacity\": 5, \"eviction\": \"LUR\"}", as: .object(Self.cache)))
    #expect(fault.message.contains("'LUR' is unknown (did you mean 'lru'?)"))
    #expect(fault.message.contains("one of lru, fifo, sieve was expected"))
    #expect(fault.message.contains("'eviction'"))
  }

  @Test(
    "a number outside its bounds is refused with the bounds",
    arguments: [
      ("-1", .nonNegative, "is -1; a number of at least 0 was expected"),
      ("0", .positive, "is 0; a number above 0 was expected"),
      ("5e-324", .positive, "is 5e-324; a number of at least 1e-12 was expected"),
      ("-1", .positive, "is -1; a number above 0 was expected"),
      ("1e7", .tokenPrice, "is 10000000; a number from 0 to 1000000 was expected"),
      ("1.5", .share, "is 1.5; a number from 0 to 1 was expected"),
      ("3", .number(Bounds(maximum: 2)), "is 3; a number of at most 2 was expected"),
      (
        "3", .number(Bounds(minimum: 0, excludesMinimum: true, maximum: 2)),
        "is 3; a number above 0 up to 2 was expected"
      ),
      ("0", .count, "is 0; an integer of at least 1 was expected"),
      ("1.5", .count, "is 1.5; an integer of at least 1 was expected"),
      ("11", .integer(minimum: 2, maximum: 10), "is 11; an integer from 2 to 10 was expected"),
      ("9007199254740993", .count, "an integer from 1 to 9007199254740992 was expected"),
      ("9223372036854775808", .count, "an integer from 1 to 9007199254740992 was expected"),
      ("1e300", .count, "an integer from 1 to 9007199254740992 was expected"),
    ] as [(String, Shape, String)])
  func bounds(_ literal: String, _ shape: Shape, _ message: String) throws {
    let fault = try #require(
      diagnose("{\"x\": \(literal)}", as: .object(ObjectSchema("o", "", [Field("x", shape, "")]))))
    #expect(fault.message.contains(message), "\(fault)")
    #expect(fault.message.hasPrefix("'x' "))
    #expect(fault.position == SourcePosition(line: 1, column: 7))
  }

  @Test(
    "the ends of bounds are allowed",
    arguments: [
      ("0", Shape.nonNegative), ("1", .share), ("0", .share), ("1", .count), ("9007199254740992", .count),
    ])
  func ends(_ literal: String, _ shape: Shape) throws { _ = try validate(literal, as: shape) }

  @Test("1.0 is accepted for an integer")
  func wholeDouble() throws {
    let node = try validate("{\"capacity\": 1.0}", as: .object(Self.cache))
    #expect(node["capacity"]?.value == JSONValue(1))
  }

  @Test(
    "a value of another type is refused with both types",
    arguments: [
      ("\"5\"", Shape.positive, "is a string; a number above 0 was expected"),
      ("true", .count, "is a boolean; an integer"),
      ("null", .text, "is null; a string was expected"),
      ("1", .boolean, "is a number; true or false was expected"),
      ("{}", .list(.text, minimum: 0), "is an object; a list was expected"),
      ("[]", .map(.any), "is a list; an object was expected"),
      ("5", .choice(["a", "b"]), "is a number; one of a, b was expected"),
      ("5", ValidatorTests.layer, "is a number; an object with 'use' was expected"),
      ("\"\"", .text, "is empty; some text was expected"),
    ] as [(String, Shape, String)])
  func types(_ literal: String, _ shape: Shape, _ message: String) throws {
    #expect(try #require(diagnose(literal, as: shape)).message.contains(message))
  }

  @Test("a required key that is absent is refused with its help")
  func required() throws {
    let fault = try #require(
      diagnose(
        "{\"a\": {\"ttl_s\": 5}}", as: .object(ObjectSchema("o", "", [Field("a", .object(Self.cache), "")]))))
    #expect(fault.message == "'a' lacks the key 'capacity' (most entries)")
    #expect(fault.position == SourcePosition(line: 1, column: 7))
  }

  @Test("defaults are filled in, in the order of the declaration, and notes are kept")
  func defaults() throws {
    let node = try validate("{\"notes\": [1], \"share\": 0.5, \"capacity\": 7}", as: .object(Self.cache))
    #expect(node.members?.map(\.key) == ["capacity", "ttl_s", "eviction", "share", "notes"])
    #expect(node["ttl_s"]?.number == 60)
    #expect(node["eviction"]?.string == "lru")
    #expect(try validate("{\"capacity\": 7}", as: .object(Self.cache))["share"] == nil)
  }

  @Test("validation changes nothing the second time")
  func idempotence() throws {
    let once = try validate("{\"use\": \"cache\", \"capacity\": 7}", as: Self.layer)
    var validator = Validator()
    let twice = try validator.validate(once, as: Self.layer)
    #expect(once.text() == twice.text())
  }

  @Test("a tag chooses the fields")
  func tagged() throws {
    #expect(try validate("{\"use\": \"router\"}", as: Self.layer)["routes"]?.members?.isEmpty == true)
    #expect(
      try #require(diagnose("{\"capacity\": 1}", as: Self.layer)).message.contains(
        "lacks the key 'use'; one of cache, router"))
    let typo = try #require(diagnose("[{\"use\": \"ruter\"}]", as: .list(Self.layer, minimum: 0)))
    #expect(typo.message.contains("'[0].use' 'ruter' is unknown (did you mean 'router'?)"))
    #expect(
      try #require(diagnose("{\"use\": \"router\", \"capacity\": 1}", as: Self.layer)).message.contains(
        "unknown key 'capacity'"))
    #expect(try #require(diagnose("{\"use\": 5}", as: Self.layer)).message.contains("'use' is a number"))
  }

  @Test("one of several shapes is told by its type")
  func either() throws {
    let shape = Shape.either([.share, .choice(["a"]), .object(Self.router)])
    for text in ["0.5", "\"a\"", "{\"routes\": {\"x\": \"y\"}}"] { _ = try validate(text, as: shape) }
    #expect(try #require(diagnose("2", as: shape)).message.contains("a number from 0 to 1"))
    #expect(
      try #require(diagnose("true", as: shape)).message.contains(
        "a number from 0 to 1 or one of a or an object was expected"))
  }

  @Test("an open object checks its own fields and the others")
  func open() throws {
    let shape = Shape.open(
      ObjectSchema("o", "", [Field("own", .boolean, default: true, "")]), others: .object(Self.cache))
    let node = try validate("{\"x\": {\"capacity\": 3}, \"own\": false, \"notes\": \"n\"}", as: shape)
    #expect(node["x"]?["ttl_s"]?.number == 60)
    #expect(node["own"]?.boolean == false)
    #expect(try validate("{}", as: shape)["own"]?.boolean == true)
    #expect(try #require(diagnose("{\"x\": {}}", as: shape)).message.contains("'x' lacks the key 'capacity'"))
    #expect(try #require(diagnose("{\"own\": 1}", as: shape)).message.contains("'own' is a number"))
  }

  @Test("a list has a least count, and faults name their place in it")
  func lists() throws {
    let shape = Shape.object(ObjectSchema("o", "", [Field("xs", .list(.positive, minimum: 2), "")]))
    #expect(
      try #require(diagnose("{\"xs\": [1]}", as: shape)).message.contains("'xs' has 1 elements; at least 2"))
    #expect(try #require(diagnose("{\"xs\": [1, -2]}", as: shape)).message.contains("'xs[1]' is -2"))
  }

  @Test("settings read what was validated")
  func settings() throws {
    let settings = Settings(try validate("{\"capacity\": 7, \"notes\": 1}", as: .object(Self.cache)))
    #expect(settings.integer("capacity") == 7)
    #expect(settings.number("ttl_s") == 60)
    #expect(settings.string("eviction") == "lru")
    #expect(settings.optionalNumber("share") == nil)
    #expect(!settings.has("share"))
    #expect(settings.list("nothing").isEmpty)
    #expect(Settings(try parse("{\"m\": {\"a\": 1, \"notes\": 2}}")).members("m").map(\.key) == ["a"])
  }

  @Test(
    "the nearest name is found through slips of the keyboard and not beyond",
    arguments: [("lur", "lru"), ("LRU", "lru"), ("sieev", "sieve"), ("ff", "fifo"), ("transformer", nil)]
      as [(String, String?)])
  func nearest(_ text: String, _ expected: String?) {
    #expect(text.nearest(in: ["lru", "fifo", "sieve"]) == expected)
  }

  @Test("a name of a megabyte is compared with no other, and a slip of the keyboard still is")
  func longNames() {
    let long = String(repeating: "capacity", count: 1 << 17)
    #expect(long.nearest(in: [long + "x", "capacity"]) == nil)
    #expect("capcity".nearest(in: ["threshold", "capacity", long]) == "capacity")
  }
}
