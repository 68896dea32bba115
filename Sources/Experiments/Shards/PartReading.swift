import Declarations
import Recordings
import Traffic

/// What was read of the parts of a recording, and what was assumed of it.
package struct PartReading: Sendable {
  /// Rows, models and what they tell.
  package private(set) var profile: ReadingProfile
  /// Different users, where each is in one part alone.
  package private(set) var users: Int?
  /// Different prompts, where each is in one part alone.
  package private(set) var prompts: Int?

  /// What was read of one part; nil for a stream that was not read.
  init?(_ stream: QueryStream, by unit: SampleUnit) {
    let summary = RecordingSummary(stream)
    guard let profile = summary.reading else { return nil }
    self.profile = profile
    users = unit == .user ? summary.distinctUsers : nil
    prompts = unit == .key ? summary.distinctPrompts : nil
  }

  /// Adds another part.
  mutating func add(_ other: PartReading) {
    profile.add(other.profile, isByPrompt: prompts != nil && other.prompts != nil)
    users = users.flatMap { own in other.users.map { own + $0 } }
    prompts = prompts.flatMap { own in other.prompts.map { own + $0 } }
  }
}

/// What was read as a member of a partial.
extension PartReading {
  var value: JSONValue {
    let own = profile.reading
    func list(_ numbers: [Int]) -> JSONValue { JSONValue(numbers.map { JSONValue($0) }) }
    let sums = ReadingProfile.sumPaths.map { path in
      profile[keyPath: path].map { list([$0.sum, $0.rows]) } ?? list([])
    }
    let times = [own.firstTime, own.lastTime].compactMap(\.self).map { JSONValue.string("\($0)") }
    let money = (profile.spend.map { ["\($0.sum)", "\($0.rows)"] } ?? []).map { JSONValue.string($0) }
    return JSONValue(members: [
      ("format", .string(own.format)), ("time_unit", .string(own.timeUnit ?? "")),
      ("times", JSONValue(times)),
      ("input_rules", list(own.inputRules)), ("output_rules", list(own.outputRules)),
      ("remarks", list(own.remarks)),
      ("rows", list([own.temperatures, own.users, own.texts, profile.latencies, profile.firstTokens])),
      ("requests", JSONValue(profile.requests)),
      ("models", JSONValue(profile.models.map { .string($0.name) })),
      ("calls", list(profile.models.map(\.calls))),
      ("commonest", .string(ExactText.text([profile.commonestShare].compactMap(\.self)))),
      ("sums", JSONValue(sums)), ("spend", JSONValue(money)), ("users", list([users].compactMap(\.self))),
      ("prompts", list([prompts].compactMap(\.self))),
    ])
  }

  /// Reads what `value` wrote.
  ///
  /// - Parameter parts: how many are added up: no number may be so great that their sum is none.
  /// - Throws: a `Diagnostic` at the value that is not as this version writes it.
  init(_ fields: PartialFields, parts: Int) throws(Diagnostic) {
    func counts(_ key: String, _ count: Int? = nil) throws(Diagnostic) -> [Int] {
      let numbers = try fields.integers(key)
      guard count.map({ $0 == numbers.count }) ?? true, numbers.allSatisfy({ 0...(.max / parts) ~= $0 })
      else {
        throw fields.fault(key)
      }
      return numbers
    }
    var reading = RecordedReading()
    reading.format = try fields.text("format")
    let unit = try fields.text("time_unit")
    reading.timeUnit = unit.isEmpty ? nil : unit
    let times = try fields.list("times").map(PartialFields.money)
    if times.count == 2 { (reading.firstTime, reading.lastTime) = (times[0], times[1]) }
    reading.inputRules = try counts("input_rules", reading.inputRules.count)
    reading.outputRules = try counts("output_rules", reading.outputRules.count)
    reading.remarks = try counts("remarks", reading.remarks.count)
    let rows = try counts("rows", 5)
    (reading.temperatures, reading.users, reading.texts) = (rows[0], rows[1], rows[2])
    profile = ReadingProfile(reading)
    (profile.latencies, profile.firstTokens) = (rows[3], rows[4])
    profile.requests = try fields.integer("requests")
    guard 0...(.max / parts) ~= profile.requests else { throw fields.fault("requests") }
    let names = try fields.texts("models")
    profile.models = zip(names, try counts("calls", names.count)).map { (name: $0, calls: $1) }
    profile.commonestShare = try fields.doubles("commonest", count: nil).first
    let sums = try fields.list("sums")
    guard sums.count == ReadingProfile.sumPaths.count else { throw fields.fault("sums") }
    for (path, node) in zip(ReadingProfile.sumPaths, sums) where node.elements?.isEmpty == false {
      let pair = try PartialFields.integers(node, from: 0, count: 2)
      guard pair.allSatisfy({ 0...(.max / parts) ~= $0 }) else { throw fields.fault("sums") }
      profile[keyPath: path] = (sum: pair[0], rows: pair[1])
    }
    let spend = try fields.list("spend").map(PartialFields.money)
    if spend.count == 2 {
      guard spend.allSatisfy({ $0.magnitude <= .max / UInt128(parts) / 4 }),
        let rows = Int(exactly: spend[1]),
        0...(.max / parts) ~= rows
      else { throw fields.fault("spend") }
      profile.spend = (sum: spend[0], rows: rows)
    }
    users = try counts("users").first
    prompts = try counts("prompts").first
  }
}
