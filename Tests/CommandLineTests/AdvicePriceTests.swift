import Testing

/// What a measure takes from the answers stands in the sentence that says what it saves.
@Suite("The price of advice")
struct AdvicePriceTests {
  /// Advice on calls of gpt-4o: when, whose, and tokens in and out. No question comes twice.
  private func advice(
    _ calls: [(second: Int, user: Int, input: Int, output: Int)], usage: String = ""
  ) throws -> (text: String, page: String, calibration: String) {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let rows = calls.sorted { $0.second < $1.second }.enumerated().map { place, call in
      "{\"timestamp\": \(1_700_006_400 + call.second), \"user\": \"u\(call.user)\", \"model\": \"gpt-4o\", "
        + "\"messages\": [{\"role\": \"user\", \"content\": \"question \(place)\"}], "
        + "\"usage\": {\"prompt_tokens\": \(call.input), \"completion_tokens\": \(call.output)\(usage)}}\n"
    }
    try simbench.write(rows.joined(), to: "log.jsonl")
    let outcome = try simbench.run(["advise", "log.jsonl", "--html", "advice.html"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    func line(_ text: String) -> String { text.replacing("\n  ", with: " ").replacing("\n", with: " ") }
    return (
      line(outcome.output), String(decoding: try simbench.bytes("advice.html"), as: UTF8.self),
      line(try simbench.run(["calibrate", "log.jsonl"]).output)
    )
  }

  /// One user spends $16.50 a day, one of 39 others 45 cents, each of the rest 5: the cap of ten times that lets ten of the
  /// 300 calls of a day pass.
  @Test("a cap says how many calls it refuses, and of whom")
  func cap() throws {
    let calls = (0..<3).flatMap { day in
      (0..<40).flatMap { user -> [(second: Int, user: Int, input: Int, output: Int)] in
        let count = user == 0 ? 300 : user == 1 ? 45 : 5
        return (0..<count).map { call in
          (day * 86_400 + call * (86_400 / count) + user, user, user == 0 ? 20_000 : 2000, 500)
        }
      }
    }
    let (text, page, _) = try advice(calls)
    #expect(text.hasPrefix("Cap what single users spend a day: $"), "\(text)")
    #expect(text.contains(", by refusing 54 % of the calls."), "\(text)")
    #expect(text.contains("ten times what all but a twentieth of the others spend at most"), "\(text)")
    #expect(text.contains("1 of 40 users makes 8"), "\(text)")
    #expect(text.contains("would refuse 870 calls of 1 user."), "\(text)")
    #expect(page.contains("a month, at the price below") && page.contains("(by refusing 54 % of the calls)"))
  }

  /// The job of the night spends $20 a day, one of 39 users $16.50, one 45 cents and each of the others 5.
  @Test("a job is left out of a cap on users, and an agent that runs away once is not")
  func cappedJobs() throws {
    let people = (0..<3).flatMap { day in
      (0..<39).flatMap { user -> [(second: Int, user: Int, input: Int, output: Int)] in
        let count = user == 0 ? 300 : user == 1 ? 45 : 5
        return (0..<count).map { call in
          (day * 86_400 + call * (86_400 / count) + user, user, user == 0 ? 20_000 : 2000, 500)
        }
      }
    }
    func runs(_ days: Range<Int>, _ count: Int) -> [(second: Int, user: Int, input: Int, output: Int)] {
      days.flatMap { day in
        (0..<count).map { (second: day * 86_400 + 7200 + $0 * 5, user: 99, input: 6000, output: 500) }
      }
    }
    let (job, _, _) = try advice(people + runs(0..<3, 1000))
    #expect(job.contains("1 of 39 users makes"), "\(job)")
    #expect(job.contains("would refuse 870 calls of 1 user. 1 user whose calls come as jobs do"), "\(job)")
    let (agent, _, _) = try advice(people + runs(1..<2, 3000))
    #expect(agent.contains("calls of 2 users.") && !agent.contains("as jobs do, day after day"), "\(agent)")
  }

  @Test("a cheaper model, whose answers nobody measured, is to be tried and not to be taken")
  func cheaperModel() throws {
    let (text, page, _) = try advice((0..<2000).map { ($0 * 60, $0 % 40, 1000, 100) })
    #expect(text.hasPrefix("Worth a trial: send simple questions to a cheaper model, $"), "\(text)")
    #expect(text.contains(/cheaper_model +try it/), "\(text)")
    // What is not sure to be as good is not in the proposed bill.
    #expect(!page.contains(/From \$[0-9.]+ to about/))
    #expect(text.contains(/a month less of \$[0-9]+, if the other model's answers are as good\./), "\(text)")
    #expect(!text.contains("savings do not add up"), "\(text)")
  }

  @Test("of a prompt cache that nothing was read from, nothing is said to be reproduced")
  func unusedCache() throws {
    let calls = (0..<400).map { (second: $0 * 60, user: $0 % 40, input: 500, output: 100) }
    let unused = try advice(calls, usage: ", \"prompt_tokens_details\": {\"cached_tokens\": 0}")
    #expect(!unused.text.contains("cached tokens of 100 %"), "\(unused.text)")
    #expect(
      unused.calibration.contains("prompt cache: nothing was read from it in 400 turns"),
      "\(unused.calibration)")
  }

  @Test("jobs are handed over for answers that come later, and one user is one")
  func nightlyJob() throws {
    let job = (0..<7).flatMap { day in
      (0..<200).map { (second: day * 86_400 + $0 * 5, user: 0, input: 2000, output: 500) }
    }
    let chats = (0..<700).map { (second: 40_000 + $0 * 700, user: 1 + $0 % 30, input: 2000, output: 500) }
    let (text, _, _) = try advice(job + chats)
    #expect(text.contains(", with answers up to a day later."), "\(text)")
    // Nobody caps a job.
    #expect(text.contains(/cap_users +rightly off/), "\(text)")
    #expect(text.contains("1,400 calls of 1 user come in 7 dense runs"), "\(text)")
  }

  /// 400 calls of Claude with one head of 6,000 tokens, so many seconds apart: the page of the advice on them.
  private func claude(gap: Int) throws -> String {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let head = String(repeating: "head ", count: 4800)
    let rows = (0..<400).map { place in
      "{\"timestamp\": \(1_700_006_400 + place * gap), \"user\": \"u\(place % 40)\", "
        + "\"model\": \"claude-sonnet-4-5\", \"messages\": [{\"role\": \"system\", \"content\": \"\(head)\"}, "
        + "{\"role\": \"user\", \"content\": \"question \(place)\"}], "
        + "\"usage\": {\"prompt_tokens\": 6010, \"completion_tokens\": 100}}\n"
    }
    try simbench.write(rows.joined(), to: "log.jsonl")
    #expect(try simbench.run(["advise", "log.jsonl", "--html", "advice.html"]).code == 0)
    return String(decoding: try simbench.bytes("advice.html"), as: UTF8.self)
  }

  @Test("a prompt cache that pays for an hour is asked for an hour")
  func lifetime() throws {
    let (minutes, hour) = (try claude(gap: 100), try claude(gap: 900))
    #expect(minutes.contains("cache_control") && !minutes.contains(/ttl.{1,20}1h/))
    #expect(hour.contains("cache_control") && hour.contains(/ttl.{1,20}1h/))
    #expect(hour.contains("what is written for an hour and not read again costs more"))
  }

  /// A number in letters.
  private static func letters(_ number: Int) -> String {
    let letters = Array("abcdefghij")
    return String(String(10_000 + number).map { letters[$0.wholeNumberValue ?? 0] })
  }

  /// Advice on calls a minute apart whose first messages are made of their places, and on the same log without its texts.
  private func heads(
    _ model: String = "gpt-4o", _ head: (Int) -> String
  ) throws -> (text: String, redacted: String) {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let rows = (0..<400).map { place in
      "{\"timestamp\": \(1_700_006_400 + place * 60), \"user\": \"u\(place % 40)\", \"model\": \"\(model)\", "
        + "\"messages\": [{\"role\": \"system\", \"content\": \"\(head(place))\"}, "
        + "{\"role\": \"user\", \"content\": \"question \(10_000 + place)\"}], "
        + "\"usage\": {\"prompt_tokens\": 6010, \"completion_tokens\": 100}}\n"
    }
    try simbench.write(rows.joined(), to: "log.jsonl")
    #expect(try simbench.run(["trace", "convert", "log.jsonl", "log.simtrace"]).code == 0)
    func text(_ file: String) throws -> String {
      try simbench.run(["advise", file]).output.replacing("\n  ", with: " ").replacing("\n", with: " ")
    }
    return (try text("log.jsonl"), try text("log.simtrace"))
  }

  @Test("what changes in first messages is moved where dates, numbers and ids are all, and is named")
  func stampedHeads() throws {
    let rest = String(repeating: "head ", count: 4800)
    let (text, redacted) = try heads { "\(10_000 + $0) \(rest)" }
    #expect(text.hasPrefix("Move what changes with every call to the end of the prompt: $"), "\(text)")
    #expect(text.contains(/399 calls, [0-9.]+ % of all, begin with a first message of up to/), "\(text)")
    #expect(text.contains("sent shortly before but for numbers: that keeps"), "\(text)")
    // Without the texts nothing tells what differs.
    #expect(redacted.contains(/stable_head +not enough data/), "\(redacted)")
    #expect(redacted.contains("what differs was not looked at."), "\(redacted)")
    let (both, _) = try heads {
      "It is 2026-03-0\($0 / 200 + 1)T0\($0 % 10):00. Session a1b2c\($0)d. \(rest)"
    }
    #expect(both.contains("but for dates or times, ids: that"), "\(both)")
    // Other words are no stamp.
    let (documents, _) = try heads { "Document \(AdvicePriceTests.letters($0)) \(rest)" }
    #expect(documents.contains(/stable_head +rightly off/), "\(documents)")
    // Behind the least prefix, the provider may have read what stands before.
    let (late, _) = try heads { "\(rest) \(10_000 + $0)" }
    #expect(late.contains(/stable_head +not enough data/), "\(late)")
    let (asked, _) = try heads("claude-sonnet-4-5") { "\(rest) \(10_000 + $0)" }
    #expect(asked.contains(/stable_head +do it/), "\(asked)")
  }

  /// 600 calls a minute apart; every other one repeats what another user asked two hours before.
  @Test("a cache of answers says what less time and one user's own calls leave of it, and who gets what")
  func sharedAnswers() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let rows = (0..<600).map { place in
      "{\"timestamp\": \(1_700_006_400 + place * 60), \"user\": \"u\(place % 40)\", \"model\": \"gpt-4o\", "
        + "\"temperature\": 0, \"messages\": [{\"role\": \"user\", \"content\": "
        + "\"question \(place % 2 == 1 ? place % 122 : place)\"}], "
        + "\"usage\": {\"prompt_tokens\": 1000, \"completion_tokens\": 500}}\n"
    }
    try simbench.write(rows.joined(), to: "log.jsonl")
    let text = try simbench.run(["advise", "log.jsonl"]).output.replacing("\n  ", with: " ").replacing(
      "\n", with: " ")
    #expect(text.contains("Answer equal calls from a response cache: $"), "\(text)")
    #expect(text.contains("Kept for an hour $0"), "\(text)")
    #expect(text.contains("No user's calls repeat one of the same user."), "\(text)")
    #expect(text.contains("Users get what others were answered, personal data too"), "\(text)")
  }

  /// 600 calls a minute apart, each of which asks what the one 50 minutes before asked; of every other one a gateway's cache
  /// has the answer. Users come again after 110 calls, and with the same question after 550.
  @Test("a cache of one user's answers that saves less than the log's own is not said to find no repeat")
  func ownAnswers() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let rows = (0..<600).map { place in
      "{\"timestamp\": \(1_700_006_400 + place * 60), \"user\": \"u\(place % 110)\", \"model\": \"gpt-4o\", "
        + "\"temperature\": 0, \"cache_hit\": \(place >= 50 && place % 2 == 1), "
        + "\"messages\": [{\"role\": \"user\", \"content\": \"question \(place % 50)\"}], "
        + "\"usage\": {\"prompt_tokens\": 1000, \"completion_tokens\": 500}}\n"
    }
    try simbench.write(rows.joined(), to: "log.jsonl")
    let text = try simbench.run(["advise", "log.jsonl"]).output.replacing("\n  ", with: " ").replacing(
      "\n", with: " ")
    #expect(text.contains("alone saves nothing beside what the log's own cache saves."), "\(text)")
    #expect(!text.contains("No user's calls repeat"), "\(text)")
  }

  /// Jobs of 0.35 cents a call, which a batch halves and gpt-4o-mini would answer for 6 %, beside chats of one cent.
  @Test("what a trial decides on is not in the proposed bill, beside what is to be done on the same calls")
  func overlap() throws {
    let jobs = (0..<350).flatMap { job in
      (0..<20).map { call -> (second: Int, user: Int, input: Int, output: Int) in
        (job / 50 * 86_400 + job % 50 * 600 + call * 5, 100 + job % 50, 1000, 100)
      }
    }
    let chats = (0..<700).map { (second: 40_000 + $0 * 700, user: 1 + $0 % 30, input: 2000, output: 500) }
    let (text, page, _) = try advice(jobs + chats)
    #expect(text.contains(/batch +do it/) && text.contains(/cheaper_model +try it/), "\(text)")
    #expect(text.contains("; 1 to try below."), "\(text)")
    let title = try #require(page.firstMatch(of: /From \$([0-9.]+) to about \$([0-9.]+) a month/))
    let (from, to) = (try #require(Double(title.1)), try #require(Double(title.2)))
    let (short, long) = (7000 * 0.0035, 700 * 0.01)
    #expect(abs(to / from - (long + short / 2) / (long + short)) < 0.01)
  }

  @Test("a question that is asked with other tools is not like the one before")
  func otherTools() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let rows = (0..<600).map { place in
      let words = (1...12).map { String(place / 2 * 7919 * $0 % 1_000_003, radix: 36) }
      let question = words.joined(separator: " ")
      return "{\"timestamp\": \(1_700_006_400 + place * 60), \"user\": \"u\(place % 40)\", "
        + "\"model\": \"gpt-4o\", \"temperature\": 0, "
        + "\"messages\": [{\"role\": \"user\", \"content\": \"\(question)\"}], "
        + "\"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"tool\(place % 2)\"}}], "
        + "\"usage\": {\"prompt_tokens\": 1000, \"completion_tokens\": 500}}\n"
    }
    try simbench.write(rows.joined(), to: "log.jsonl")
    let text = try simbench.run(["advise", "log.jsonl"]).output
    #expect(text.contains(/semantic_cache +rightly off/), "\(text)")
  }

  /// 600 calls a minute apart at temperature 0: every third asks "go on with it" behind a history of its own, every other
  /// one of the rest asks what the one before asked, with a full stop.
  @Test("calls that go on a conversation are like none whose last message is the same")
  func histories() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let rows = (0..<600).map { place -> String in
      let words = (1...12).map { String((place / 3 + 1) * 7919 * $0 % 1_000_003, radix: 36) }
      let question = words.joined(separator: " ")
      let history =
        "{\"role\": \"user\", \"content\": \"\(question)\"}, "
        + "{\"role\": \"assistant\", \"content\": \"yes\"}, "
      let isLater = place % 3 == 2
      let last = isLater ? "please go on with it" : place % 3 == 1 ? question + "." : question
      let messages = (isLater ? history : "") + "{\"role\": \"user\", \"content\": \"\(last)\"}"
      return "{\"timestamp\": \(1_700_006_400 + place * 60), \"user\": \"u\(place % 40)\", "
        + "\"model\": \"gpt-4o\", \"temperature\": 0, \"messages\": [\(messages)], "
        + "\"usage\": {\"prompt_tokens\": 1000, \"completion_tokens\": 500}}\n"
    }
    try simbench.write(rows.joined(), to: "log.jsonl")
    let text = try simbench.run(["advise", "log.jsonl"]).output.replacing("\n  ", with: " ").replacing(
      "\n", with: " ")
    // 200 of the 600, and none of the 199 that go on with it.
    #expect(text.contains(/At a cosine of 0.95, 33[.0-9]* % of the calls are like one/), "\(text)")
    #expect(text.contains("200 calls with messages before the last, beside a system"), "\(text)")
  }

  @Test("a batch whose price the book lacks is perhaps none")
  func unknownBatch() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let rows = (0..<1400).map { place in
      "{\"timestamp\": \(1_700_006_400 + place / 200 * 86_400 + place % 200 * 5), \"user\": \"job\", "
        + "\"model\": \"m\", \"messages\": [{\"role\": \"user\", \"content\": \"question \(place)\"}], "
        + "\"usage\": {\"prompt_tokens\": 2000, \"completion_tokens\": 500}}\n"
    }
    try simbench.write(rows.joined(), to: "log.jsonl")
    let price = "\"input_cost_per_token\": 4e-06, \"output_cost_per_token\": 8e-06"
    let batch = ", \"input_cost_per_token_batches\": 2e-06, \"output_cost_per_token_batches\": 4e-06"
    try simbench.write("{\"m\": {\(price)}}", to: "without.json")
    try simbench.write("{\"m\": {\(price)\(batch)}}", to: "with.json")
    func text(_ prices: String) throws -> String {
      let output = try simbench.run(["advise", "log.jsonl", "--prices", prices]).output
      return output.replacing("\n  ", with: " ").replacing("\n", with: " ")
    }
    let (with, without) = (try text("with.json"), try text("without.json"))
    #expect(with.contains(/batch +do it/) && !with.contains("no price of a batch"), "\(with)")
    #expect(without.contains(/batch +not enough data/), "\(without)")
    #expect(without.contains("Of 1,400 calls the price book has no price of a batch"), "\(without)")
  }

  @Test("the JSON says which model was assumed, and what a month is")
  func assumptions() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let rows = (0..<300).map { place in
      "{\"timestamp\": \(1_700_006_400 + place * 60), \"user\": \"u\(place % 3)\", "
        + "\"messages\": [{\"role\": \"user\", \"content\": \"question \(place)\"}], "
        + "\"usage\": {\"prompt_tokens\": 1000, \"completion_tokens\": 500}}\n"
    }
    try simbench.write(rows.joined(), to: "log.jsonl")
    let json = try simbench.run(["advise", "log.jsonl", "--json"]).output
    #expect(json.contains("\"assumed_model\": \"gpt-4o\""), "\(json)")
    #expect(json.contains("modelled by the price book as gpt-4o, which nobody stated."), "\(json)")
    #expect(json.contains("A month is this span 14") && json.contains("3 users are too few"), "\(json)")
  }

  @Test("a log without times has no bill of a month, and no span")
  func timeless() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let rows = (0..<300).map { place in
      "{\"user\": \"u\(place % 40)\", \"model\": \"gpt-4o\", "
        + "\"messages\": [{\"role\": \"user\", \"content\": \"question \(place)\"}], "
        + "\"usage\": {\"prompt_tokens\": 1000, \"completion_tokens\": 500}}\n"
    }
    try simbench.write(rows.joined(), to: "log.jsonl")
    let text = try simbench.run(["advise", "log.jsonl"]).output
    #expect(text.hasPrefix("No advice: the log has no times"), "\(text)")
    #expect(text.contains("300 calls without times, n/a a month; the log records no spend"), "\(text)")
    let json = try simbench.run(["advise", "log.jsonl", "--json"]).output
    #expect(json.contains("\"days\": null") && json.contains("\"mean\": null"), "\(json)")
  }

  @Test("where a log lacks what every measure goes by, nothing is said to save nothing")
  func blind() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let rows = (0..<300).map { place in
      "2024-05-10 0\(place / 60):\(place % 60 < 10 ? "0" : "")\(place % 60):00,1000,100\n"
    }
    try simbench.write("TIMESTAMP,ContextTokens,GeneratedTokens\n" + rows.joined(), to: "log.csv")
    let text = try simbench.run(["advise", "log.csv"]).output
    #expect(text.hasPrefix("Not enough data: the log lacks what each measure goes by"), "\(text)")
  }

  @Test("cached tokens of a bill that nobody recorded are reproduced, and the bill is modelled")
  func modelledBill() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let head = String(repeating: "head ", count: 4800)
    let rows = (0..<400).map { place in
      "{\"timestamp\": \(1_700_006_400 + place * 60), \"user\": \"u\(place % 40)\", \"model\": \"gpt-4o\", "
        + "\"messages\": [{\"role\": \"system\", \"content\": \"\(head)\"}, "
        + "{\"role\": \"user\", \"content\": \"question \(place)\"}], "
        + "\"usage\": {\"prompt_tokens\": 6010, \"completion_tokens\": 100, "
        + "\"prompt_tokens_details\": {\"cached_tokens\": \(place == 0 ? 0 : 5888)}}}\n"
    }
    try simbench.write(rows.joined(), to: "log.jsonl")
    let text = try simbench.run(["advise", "log.jsonl"]).output.replacing("\n  ", with: " ")
    #expect(text.contains("by the price book; the cached tokens of "), "\(text)")
    #expect(text.contains(/of its turns were reproduced \(lifetime [0-9,]+ s\)/), "\(text)")
  }

  /// One of forty users asks one question ten times, and all others ask others.
  @Test("what a few users do is perhaps chance, and no doubt of the answers")
  func chance() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let rows = (0..<400).map { place in
      let number = place % 40 == 0 ? 1 : 2 + place
      let words = (1...12).map { String(number * 7919 * $0 % 1_000_003, radix: 36) }
      let question = words.joined(separator: " ")
      return "{\"timestamp\": \(1_700_006_400 + place * 60), \"user\": \"u\(place % 40)\", "
        + "\"model\": \"gpt-4o\", \"temperature\": 0, "
        + "\"messages\": [{\"role\": \"user\", \"content\": \"\(question)\"}], "
        + "\"usage\": {\"prompt_tokens\": 1000, \"completion_tokens\": 500}}\n"
    }
    try simbench.write(rows.joined(), to: "log.jsonl")
    let output = try simbench.run(["advise", "log.jsonl"]).output.replacing("\n", with: " ")
    let answer = "What might: answer equal calls from a response cache, if what was seen is no chance."
    #expect(output.contains(answer), "\(output)")
    let text = output.replacing("   ", with: " ").replacing("  ", with: " ")
    #expect(text.contains("Not enough data: what it saves lies within chance."), "\(text)")
  }

  @Test("why there is not enough data on a prompt cache is told beside it")
  func unknownReads() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let head = String(repeating: "x", count: 8000)
    let rows = (0..<400).map { place in
      "{\"timestamp\": \(1_700_006_400 + place * 60), \"user\": \"u\(place % 40)\", \"model\": \"gpt-4o\", "
        + "\"messages\": [{\"role\": \"system\", \"content\": \"\(head)\"}, {\"role\": \"user\", "
        + "\"content\": \"question \(place)\"}], \"usage\": {\"prompt_tokens\": 2010, \"completion_tokens\": 10}}\n"
    }
    try simbench.write(rows.joined(), to: "log.jsonl")
    let text = try simbench.run(["advise", "log.jsonl"]).output.replacing("\n  ", with: " ")
    #expect(text.contains(/prompt_cache +not enough data/), "\(text)")
    let reason =
      "these models cache by themselves, and the log does not tell what of it they have saved already."
    #expect(text.contains("Not enough data: \(reason)"), "\(text)")
  }

  @Test("short messages that go on a conversation are told of simple calls")
  func followUps() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let rows = (0..<2000).map { place in
      let former =
        "{\"role\": \"user\", \"content\": \"the contract\"}, {\"role\": \"assistant\", \"content\": \"read\"}, "
      let history = place % 4 == 0 ? former : ""
      return "{\"timestamp\": \(1_700_006_400 + place * 60), \"user\": \"u\(place % 40)\", "
        + "\"model\": \"gpt-4o\", "
        + "\"messages\": [{\"role\": \"system\", \"content\": \"Be brief, and say what is right.\"}, "
        + "\(history){\"role\": \"user\", \"content\": \"go on with number \(place)\"}], "
        + "\"usage\": {\"prompt_tokens\": 3000, \"completion_tokens\": 100}}\n"
    }
    try simbench.write(rows.joined(), to: "log.jsonl")
    let text = try simbench.run(["advise", "log.jsonl"]).output.replacing("\n  ", with: " ")
    #expect(text.contains("Of them 500 go on a conversation that it would have to follow."), "\(text)")
  }
}
