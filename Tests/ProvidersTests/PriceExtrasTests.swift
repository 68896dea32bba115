import Declarations
import Simulation
import Testing
import Traffic

@testable import Providers

/// What is billed beside and instead of a model's usual rates.
@Suite("Searches of the web, factors and hours")
struct PriceExtrasTests {
  private static let flat =
    #""input_cost_per_token": 5e-06, "output_cost_per_token": 25e-06, "cache_read_input_token_cost": 5e-07"#
  /// Working days from one to four in the morning are dear, as is noon.
  private static let offPeak = #"""
    "off_peak_pricing": {"input_cost_per_token": 2.5e-06, "cache_read_input_token_cost": 1e-07, "windows": [
      {"hours_utc": ["00:00-01:00", "04:00-12:00", "13:00-00:00"], "weekdays": [1, 2, 3, 4, 5]},
      {"hours_utc": "00:00-00:00", "weekdays": [6, 7]}]}
    """#

  @Test("each search of the web is billed beside the tokens, with Gemini 2 one a call")
  func searches() throws {
    let key = #""search_context_cost_per_query""#
    var usage = TokenUsage(uncached: 100, output: 10)
    usage.webSearches = 3
    func total(_ members: String) throws -> Int64 {
      try prices(Self.flat + ", " + members).cost(of: usage).total.picodollars
    }
    let tokens: Int64 = 750_000_000
    let sizes = #"{"search_context_size_low": 0.008, "search_context_size_medium": 0.01}"#
    #expect(try total("\(key): \(sizes)") == tokens + 30_000_000_000)
    #expect(try total("\(key): 0.01") == tokens + 30_000_000_000)
    #expect(try total("\(key): null") == tokens)
    #expect(try total(#"\#(key): \#(sizes), "litellm_provider": "gemini""#) == tokens + 10_000_000_000)
    #expect(
      try total(#"\#(key): \#(sizes), "litellm_provider": "gemini", "web_search_billing_unit": "per_query""#)
        == tokens + 30_000_000_000)
    #expect(throws: Diagnostic.self) { try prices(Self.flat + ", \(key): -1") }
    usage.webSearches = .max
    #expect(try prices(Self.flat + ", \(key): 1").cost(of: usage).total == .beyondExact)
  }

  @Test("the faster mode and the United States multiply every rate, searches apart")
  func factors() throws {
    let list = try prices(
      Self.flat
        + #", "provider_specific_entry": {"us": 1.1, "fast": 2.0}, "search_context_cost_per_query": 0.01"#)
    var usage = TokenUsage(uncached: 100, cached: 1000, output: 10)
    #expect(list.cost(of: usage).total.picodollars == 1_250_000_000)
    usage.terms = [.keptInUS]
    #expect(list.cost(of: usage).total.picodollars == 1_375_000_000)
    usage.terms = [.keptInUS, .fast]
    usage.webSearches = 1
    #expect(list.cost(of: usage).total.picodollars == 2_750_000_000 + 10_000_000_000)
    #expect(list.greatest == list.output.times(2.2))
    let plain = try prices(Self.flat)
    #expect(plain.cost(of: usage).total.picodollars == 1_250_000_000)
    for factor in ["0", "-1", "1e9", "\"2\""] {
      #expect(throws: Diagnostic.self) {
        try prices(Self.flat + #", "provider_specific_entry": {"fast": \#(factor)}"#)
      }
    }
  }

  @Test(
    "off-peak rates hold in their hours of their days alone",
    arguments: [
      // 2026-11-30 is a Monday.
      (1_795_996_800, true), (1_795_996_800 + 3599, true), (1_795_996_800 + 3600, false),
      (1_795_996_800 + 4 * 3600 - 1, false), (1_795_996_800 + 4 * 3600, true),
      (1_795_996_800 + 12 * 3600, false), (1_795_996_800 + 13 * 3600, true), (1_795_996_800 - 1, true),
      (1_795_996_800 - 86_400 + 2 * 3600, true), (1_795_996_800 + 4 * 86_400 + 2 * 3600, false),
      (1_795_996_800 + 5 * 86_400 + 2 * 3600, true),
    ])
  func hours(_ seconds: Int, _ isOffPeak: Bool) throws {
    let list = try prices(Self.flat + ", " + Self.offPeak)
    var usage = TokenUsage(uncached: 100, cached: 1000, output: 10)
    usage.minute = WeekMinute(nanoseconds: Int64(seconds) * 1_000_000_000)
    #expect(list.cost(of: usage).total.picodollars == (isOffPeak ? 600_000_000 : 1_250_000_000))
    usage.service = .batch
    #expect(list.cost(of: usage).total.picodollars == 625_000_000)
    (usage.service, usage.minute) = (.standard, nil)
    #expect(list.cost(of: usage).total.picodollars == 1_250_000_000)
  }

  @Test("days of Shanghai begin eight hours before those of UTC; an unknown zone leaves the usual prices")
  func zones() throws {
    func isOffPeak(_ zone: String, _ hours: Int) throws -> Bool {
      let rule = #"{"hours_utc": "00:00-00:00", "weekdays": [6, 7]}"#
      let list = try prices(
        Self.flat
          + #", "off_peak_pricing": {"input_cost_per_token": 0, "weekday_timezone": "\#(zone)", "windows": [\#(rule)]}"#
      )
      var usage = TokenUsage(uncached: 100)
      // From Friday, 2026-12-04.
      usage.minute = WeekMinute(nanoseconds: Int64(1_795_996_800 + 4 * 86_400 + hours * 3600) * 1_000_000_000)
      return list.cost(of: usage).total == .zero
    }
    #expect(try isOffPeak("UTC", 23) == false && isOffPeak("UTC", 24))
    #expect(try isOffPeak("Asia/Shanghai", 15) == false && isOffPeak("Asia/Shanghai", 16))
    #expect(try isOffPeak("Asia/Shanghai", 63) && isOffPeak("Asia/Shanghai", 64) == false)
    #expect(try isOffPeak("Europe/Berlin", 30) == false)
  }

  @Test("a stated price holds at every hour, and a factor goes with the off-peak rates too")
  func changes() throws {
    var list = try prices(Self.flat + ", " + Self.offPeak)
    var usage = TokenUsage(uncached: 100)
    usage.minute = WeekMinute(nanoseconds: 1_795_996_800_000_000_000)
    #expect(list.times(0.5).cost(of: usage).total.picodollars == 125_000_000)
    list.input = TokenPrice(dollarsPerMillion: 4)
    #expect(list.cost(of: usage).total.picodollars == 400_000_000)
  }

  @Test("what a book writes of them is read as the same")
  func roundTrip() throws {
    let text =
      #"{"m": {\#(Self.flat), \#(Self.offPeak), "search_context_cost_per_query": {"search_context_size_medium": 0.035}, "provider_specific_entry": {"us": 1.1, "fast": 6}, "litellm_provider": "gemini"}}"#
    let book = try PriceBook.parse(Array(text.utf8), source: "test")
    let back = try PriceBook.parse(Array(book.json(book.entries).text().utf8), source: "test")
    #expect(try #require(back["m"]).prices == #require(book["m"]).prices)
    let table = book.table(book.entries)
    #expect(table.contains("web searches 35 per 1,000 calls that search; fast x6; kept in the US x1.1"))
    #expect(table.contains("off-peak 2.5/25.0/0.1"))
  }

  @Test("a log's call is billed by its place, its speed, its searches and its minute")
  func recorded() throws {
    var stream = QueryStream(name: "log")
    var request = Request(arrival: .seconds(7200), prompt: 0, intent: 0, userTokens: 1000, outputTokens: 50)
    request.marks.terms = [.fast, .keptInUS]
    request.marks.service = .priority
    stream.append(request)
    stream.recorded.webSearches.append(2, at: 0)
    var usage = stream.recordedUsage(of: 0)
    #expect(usage.terms == [.fast, .keptInUS] && usage.webSearches == 2 && usage.minute == nil)
    #expect(usage.service == .priority)
    var reading = RecordedReading()
    reading.zeroTime = 1_795_996_800_000_000_000
    stream.reading = reading
    usage = stream.recordedUsage(of: 0)
    #expect(usage.minute?.minutes == 120)
    #expect(MemoryLayout<TokenUsage>.stride <= 104)
  }

  @Test("a provider bills what is simulated by the same terms and hours")
  func provider() throws {
    var catalog = TestCatalog.make()
    catalog.models[0].prices = try prices(
      Self.flat + ", " + Self.offPeak
        + #", "provider_specific_entry": {"us": 1.1}, "search_context_cost_per_query": 0.01"#)
    var call = ProviderCall(
      request: 0, model: 0, systemTokens: 0, contextTokens: 0, userTokens: 100, outputTokens: 10)
    func cost(at seconds: Double, beginning: Int64?) throws -> Int64 {
      var provider = Provider(catalog, seed: 1, replication: 0, beginning: beginning)
      let cost = try answered(&provider, call, at: seconds).cost.total.picodollars
      #expect(provider.invoice == Int128(cost))
      return cost
    }
    let monday: Int64 = 1_795_996_800_000_000_000
    #expect(try cost(at: 0, beginning: nil) == 750_000_000)
    #expect(try cost(at: 0, beginning: monday) == 500_000_000)
    #expect(try cost(at: 3600, beginning: monday) == 750_000_000)
    call.isBatch = true
    #expect(try cost(at: 0, beginning: monday) == 750_000_000)
    call.isBatch = false
    call.terms = .keptInUS
    call.webSearches = 2
    #expect(try cost(at: 3600, beginning: monday) == 825_000_000 + 20_000_000_000)
  }
}
