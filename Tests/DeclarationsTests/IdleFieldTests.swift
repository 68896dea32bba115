import Declarations
import Testing

@Suite("Fields without effect")
struct IdleFieldTests {
  static let store = ObjectSchema(
    "store", "a store",
    [
      Field("capacity", .count, default: 10, "most entries").unless("bytes"),
      Field("bytes", .count, "most bytes"),
      Field("overhead", .count, default: 5, "bytes an entry").only(with: "bytes"),
      Field("process", .choice(["poisson", "gamma"]), default: "poisson", "law of the gaps"),
      Field("cv", .positive, default: 2, "variation").only("process", "gamma"),
      Field("median", .positive, "median"),
      Field("p95", .positive, "95th percentile").derived {
        $0.optionalNumber("median").map { JSONValue(3 * $0) }
      },
    ])

  @Test(
    "a stated value that does nothing is refused at its key",
    arguments: [
      (
        #"{"bytes": 9, "capacity": 10}"#, 14,
        "'capacity' does nothing: 'bytes' is stated instead; one of them was expected"
      ),
      (#"{"overhead": 1}"#, 2, "'overhead' does nothing: 'bytes' is not stated"),
      (
        #"{"cv": 2}"#, 2, "'cv' does nothing: 'process' is 'poisson'; it counts only for gamma"
      ),
    ])
  func refused(_ text: String, _ column: Int, _ message: String) throws {
    let fault = try #require(diagnose(text, as: .object(Self.store)))
    #expect(fault.message == message)
    #expect(fault.position == SourcePosition(line: 1, column: column))
  }

  @Test("a default without effect is left out of what is explained, others stay")
  func explained() throws {
    let node = try validate(#"{"bytes": 9}"#, as: .object(Self.store))
    #expect(node.withoutIdle.text(indent: nil) == #"{"bytes":9, "overhead":5, "process":"poisson"}"#)
    let settings = Settings(node)
    #expect(settings.states("bytes"))
    #expect(!settings.states("overhead"))
    #expect(!settings.states("median"))
  }

  @Test("what was explained is a valid object with the same settings")
  func explainedAgain() throws {
    for text in ["{}", #"{"bytes": 9}"#, #"{"process": "gamma"}"#, #"{"median": 2}"#] {
      let once = try validate(text, as: .object(Self.store)).withoutIdle.text()
      #expect(try validate(once, as: .object(Self.store)).withoutIdle.text() == once)
    }
  }

  @Test("validating twice keeps stated and assumed apart")
  func twice() throws {
    var validator = Validator()
    let once = try validator.validate(try parse(#"{"bytes": 9}"#), as: .object(Self.store))
    let twice = try validator.validate(once, as: .object(Self.store))
    #expect(once == twice)
  }

  @Test("a default that follows from another member stands in its place")
  func derived() throws {
    let node = try validate(#"{"median": 2}"#, as: .object(Self.store))
    #expect(node["p95"]?.number == 6)
    #expect(try validate(#"{"median": 2, "p95": 5}"#, as: .object(Self.store))["p95"]?.number == 5)
  }
}
