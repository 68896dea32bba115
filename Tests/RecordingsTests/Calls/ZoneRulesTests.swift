import Declarations
import Foundation
import Testing

@testable import Recordings
@testable import Traffic

/// Local times with the name of their zone.
@Suite("Zones by name")
struct ZoneRulesTests {
  private static let hasFiles = FileManager.default.fileExists(atPath: ZoneRules.folder + "Europe/Berlin")

  /// Seconds since 1970 of a time.
  private func seconds(_ text: String) -> Int? {
    DateText.read(Array(text.utf8)[...]).map { Int($0 / 1_000_000_000) }
  }

  @Test(
    "a zone stands behind the time, also in brackets", .enabled(if: hasFiles),
    arguments: [
      ("2026-03-01 10:00:00 America/New_York", "2026-03-01T15:00:00Z"),
      ("2026-07-01 10:00:00 America/New_York", "2026-07-01T14:00:00Z"),
      ("2026-07-01 10:00:00 PM America/New_York", "2026-07-02T02:00:00Z"),
      ("2026-03-29T03:30:00[Europe/Berlin]", "2026-03-29T01:30:00Z"),
      ("2026-03-29T03:30:00+02:00[Europe/Berlin]", "2026-03-29T01:30:00Z"),
      ("2026-01-01 10:00 Asia/Kolkata", "2026-01-01T04:30:00Z"),
      ("2026-01-01 10:00 America/Argentina/Buenos_Aires", "2026-01-01T13:00:00Z"),
      // Beyond what a file lists, by the rule that it states.
      ("2045-07-01 12:00 Europe/Berlin", "2045-07-01T10:00:00Z"),
      ("2045-01-01 12:00 Australia/Sydney", "2045-01-01T01:00:00Z"),
      ("2045-07-01 12:00 Australia/Sydney", "2045-07-01T02:00:00Z"),
      // An hour that comes twice, its first; one that is left out, by the offset before.
      ("2025-10-26 02:30:00 Europe/Berlin", "2025-10-26T00:30:00Z"),
      ("2026-03-29 02:30:00 Europe/Berlin", "2026-03-29T01:30:00Z"),
    ])
  func behind(_ text: String, _ utc: String) { #expect(seconds(text) == seconds(utc)) }

  @Test(
    "rules of POSIX",
    arguments: [
      ("CET-1CEST,M3.5.0,M10.5.0/3", 7200, 3600), ("<+03>-3", 10_800, 10_800),
      ("IST-1GMT0,M10.5.0,M3.5.0/1", 3600, 0), ("EST5EDT,M3.2.0,M11.1.0", -14_400, -18_000),
      ("AEST-10AEDT,M10.1.0,M4.1.0/3", 36_000, 39_600),
    ])
  func rules(_ text: String, summer: Int, winter: Int) throws {
    let rule = try #require(SummerTime(text))
    // 1 July and 1 January 2045.
    #expect(rule.offset(at: 2_382_480_000) == summer)
    #expect(rule.offset(at: 2_366_841_600) == winter)
  }

  @Test("rules of another kind, and bytes that are none of a zone, are nothing")
  func others() {
    for text in ["", "CET", "CET-1CEST,J60,J300", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST"] {
      #expect(SummerTime(text) == nil)
    }
    #expect(ZoneRules([]) == nil)
    #expect(ZoneRules(Array("TZif2".utf8) + [UInt8](repeating: 0xFF, count: 200)) == nil)
    #expect(ZoneRules.named(Array("../../etc/passwd".utf8)[...]) == nil)
    #expect(ZoneRules.named(Array("/etc/localtime".utf8)[...]) == nil)
    #expect(ZoneRules.named(Array("-05:30".utf8)[...])?.offset(at: 0) == -19_800)
  }

  @Test("a column of zones is that of its row's times, unless they name their own", .enabled(if: hasFiles))
  func column() throws {
    let stream = try read(
      "timestamp,end_time,timezone,input_tokens,output_tokens\n"
        + "2026-03-01 10:00:00,2026-03-01 10:00:02,America/New_York,1,1\n"
        + "2026-03-01 17:00:00,2026-03-01 17:00:02,Europe/Berlin,1,1\n2026-03-01T16:30:00Z,,Europe/Berlin,1,1\n"
        + "2026-03-01 16:45:00,,,1,1\n")
    #expect(stream.arrival.map(\.seconds) == [0, 3600, 5400, 6300])
    #expect(stream.recorded.latency[0] == 2_000_000_000)
    #expect(stream.reading?.remarks[Int(RecordedReading.Remark.localTime.rawValue)] == 2)
    let log = try read(
      #"{"timestamp":"2026-03-01 10:00:00","timezone":"Asia/Kolkata","usage":{"prompt_tokens":1,"completion_tokens":1}}"#
    )
    #expect(log.reading?.firstTime == 1_772_339_400_000_000_000)
  }

  @Test("an unknown zone is named where a time wants it, and nowhere else")
  func unknown() throws {
    let header = "timestamp,timezone,input_tokens,output_tokens\n"
    let unknown = fault(header + "2026-03-01 10:00:00,Eastern Standard Time,1,1\n")
    #expect(unknown?.message.contains("the zone is 'Eastern Standard Time'") == true)
    #expect(unknown?.position?.line == 2)
    #expect(try read(header + "2026-03-01T10:00:00Z,Mars/Base,1,1\n").count == 1)
    #expect(try read(header + "1772359200,Mars/Base,1,1\n").count == 1)
    #expect(
      fault("timestamp,input_tokens\n2026-03-01 10:00:00 Mars/Base,1\n")?.message.contains("zone that")
        == true)
  }
}
