import Declarations
import Foundation
import Providers
import Testing

@testable import Routing

@Suite("Tables of outcomes")
struct OutcomeReaderTests {
  private func read(_ text: String, prices: [String] = [], name: String = "t.csv") throws -> RecordedOutcomes
  {
    let folder = NSTemporaryDirectory() + "simbench-outcomes-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/" + name
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    var own = OutcomePrices(book: .embedded)
    for price in prices { try own.state(price) }
    do {
      return try OutcomeReader(prices: own).read(path)
    } catch {
      var fault = error
      fault.file = fault.file.replacing(folder + "/", with: "")
      throw fault
    }
  }

  private func fault(_ text: String, prices: [String] = []) throws -> String {
    let fault = try #require(throws: Diagnostic.self) { try read(text, prices: prices) }
    #expect(fault.kind == .badInput)
    return fault.description
  }

  @Test(
    "a recording of calls is told from a table of outcomes",
    arguments: ["{\"model\": \"gpt-4o\"}\n", " [\n", "{\n", "{\"a\": 1}"])
  func recording(text: String) throws {
    #expect(
      try fault(text).hasPrefix(
        "t.csv:1:1: error: is JSON, as a recording of calls is; a CSV file of outcomes was"))
  }

  @Test("so is one in CSV, by its header; a slip in a column's name is none")
  func recordingTable() throws {
    #expect(
      try fault("Created At,Model,Prompt Tokens,User\n1,gpt-4o,5,u\n").hasPrefix(
        "t.csv:1:1: error: the header names no outcomes, as that of a recording of calls; a CSV file of outcomes was"
      ))
    #expect(try fault("promt,gpt-4o,gpt-4o-mini\nq,1,0\n").contains("(did you mean 'promt'?)"))
  }

  @Test("a long table may have its columns and rows in any order")
  func long() throws {
    let table = try read(
      """
      score,model,query,output_tokens,input_tokens,domain
      1,gpt-4o,"why, though?",10,20,a
      0.5,gpt-4o-mini,hello,30,40,b
      0,gpt-4o-mini,"why, though?",50,60,a
      true,gpt-4o,hello,70,80,b

      """)
    #expect(table.models == ["gpt-4o", "gpt-4o-mini"])
    #expect(table.count == 2 && table.texts[0] == "why, though?")
    #expect(table.scores == [1, 0, 1, 0.5])
    #expect(table.inputTokens == [20, 60, 80, 40] && table.outputTokens == [10, 50, 70, 30])
    // Dollars per million: 2.50 and 10 for gpt-4o, 0.15 and 0.60 for gpt-4o-mini.
    #expect(table.costs == [150_000_000, 39_000_000, 900_000_000, 24_000_000])
    #expect(table.domainNames == ["a", "b"] && table.domains == [0, 1])
  }

  @Test("the wide form gives what the long form gives")
  func wide() throws {
    let wide = try read(
      "prompt,gpt-4o,gpt-4o-mini,gpt-4o_response,gpt-4o-mini_response\nab cd,True,False,12345,1234\nx,0,1,,1\n"
    )
    let long = try read(
      """
      query,model,correct,response
      ab cd,gpt-4o,1,12345
      ab cd,gpt-4o-mini,0,1234
      x,gpt-4o,0,
      x,gpt-4o-mini,1,1

      """)
    #expect(wide.scores == [1, 0, 0, 1])
    #expect(wide.inputTokens == [2, 2, 1, 1] && wide.outputTokens == [2, 1, 0, 1])
    #expect(wide.scores == long.scores && wide.costs == long.costs && wide.outputTokens == long.outputTokens)
  }

  @Test("stated costs and latencies are taken, and need no price")
  func costs() throws {
    let table = try read(
      "query,model,correct,cost,latency\na,x,1,0.25,1.5\na,y,0,0.000000000001,0.5\n")
    #expect(table.costs == [250_000_000_000, 1] && table.latencies == [1.5, 0.5])
  }

  @Test("what cannot be used is refused at its place")
  func faults() throws {
    let head = "query,model,correct,output_tokens\n"
    #expect(
      try fault(head + "a,gpt-4o,1,1\na,nobody,0,1\n").hasPrefix(
        "t.csv:3:3: error: the model 'nobody' has no price"))
    #expect(
      try fault(head + "a,gpt-4o,1.5,1\n")
        == "t.csv:2:10: error: the outcome is '1.5'; true, false or a number from 0 to 1 was expected")
    #expect(try fault(head + "a,gpt-4o,-0.1,1\n").hasPrefix("t.csv:2:10: error: the outcome is '-0.1'"))
    #expect(
      try fault(head + "a,gpt-4o,1,1\na,gpt-4o-mini,1,1\nb,gpt-4o,1,1\n").hasPrefix(
        "t.csv:4:1: error: the query lacks an outcome of the model 'gpt-4o-mini'"))
    #expect(
      try fault(head + "a,gpt-4o,1,1\na,gpt-4o,1,1\n").hasPrefix(
        "t.csv:3:3: error: the query has a second outcome of the model 'gpt-4o'"))
    #expect(try fault(head + "a,gpt-4o,1,1\n").contains("there is one model"))
    #expect(try fault(head).contains("there are no outcomes"))
    #expect(try fault("query,model,corect\n").contains("'correct'"))
    #expect(try fault("query,model,correct\na,gpt-4o,1\n").contains("neither 'cost', 'output_tokens' nor"))
    #expect(
      try fault("prompt,gpt-4o,nobody\n").hasPrefix("t.csv:1:15: error: the model 'nobody' has no price"))
    #expect(try fault("prompt,gpt-4o,gpt-4o-mini\na,maybe,1\n").hasPrefix("t.csv:2:3: error: the outcome of"))
    #expect(try fault("query,model,correct,cost\na,x,1,-1\n").hasPrefix("t.csv:2:7: error: cost is '-1'"))
    #expect(try fault(head + "a,gpt-4o,1\n").contains("the row has 3 fields; 4 were expected"))
  }

  @Test("a stated price comes before the book")
  func prices() throws {
    let table = try read(
      "query,model,correct,output_tokens,input_tokens\na,gpt-4o,1,1,1\na,nobody,0,1,1\n",
      prices: ["nobody=1/2", "gpt-4o=3/4"])
    #expect(table.costs == [7_000_000, 3_000_000])
    var prices = OutcomePrices(book: .embedded)
    for text in ["x", "x=1", "x=1/-2", "=1/2", "x=a/b"] {
      let fault = #expect(throws: Diagnostic.self) { try prices.state(text) }
      #expect(fault?.kind == .usage)
    }
  }

  @Test("a pair is the cheapest and the best model, and a better and cheaper model is flagged")
  func pairs() throws {
    let table = try read(
      """
      query,model,correct,cost
      a,dear,1,5
      a,bad,0,2
      a,good,1,1
      a,best,1,9
      b,dear,0,5
      b,bad,0,2
      b,good,0,1
      b,best,1,9

      """)
    let pair = try RoutePair(weak: nil, strong: nil, in: table)
    #expect(table.models[pair.weak] == "good" && table.models[pair.strong] == "best")
    #expect(
      table.dominations.map { table.models[$0.better] + ">" + table.models[$0.worse] } == [
        "good>dear", "good>bad",
      ])
    #expect(throws: Diagnostic.self) { try RoutePair(weak: "god", strong: nil, in: table) }
    #expect(throws: Diagnostic.self) { try RoutePair(weak: "good", strong: "good", in: table) }
  }
}
