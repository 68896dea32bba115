import Foundation
import Testing

@testable import Recordings
@testable import Traffic

/// Published traces, read whole; figures counted by other programs.
@Suite("Recorded traces", .enabled(if: TraceData.isPresent))
struct RecordedTracesTests {
  @Test("the Azure conversation trace has the sums that awk counts")
  func azure() throws {
    let stream = try RecordedSource(path: TraceData.path("azure2023/AzureLLMInferenceTrace_conv.csv")).read()
    #expect(stream.count == 19_366)
    // awk -F, 'NR>1{i+=$2;o+=$3}END{print i,o}'
    let profile = stream.profile()
    #expect(profile.input.sum == 22_361_870)
    #expect(profile.output.sum == 4_088_665)
    #expect(
      [profile.input.p50, profile.input.p90, profile.input.p99].map { $0.rounded(.down) } == [
        1020, 2734, 4142,
      ])
    #expect(
      [profile.output.p50, profile.output.p90, profile.output.p99].map { $0.rounded(.down) } == [
        129, 424, 601,
      ])
    // 18:15:46.6805900 to 19:14:08.4025270.
    #expect(stream.arrival.last?.nanoseconds == 3_501_721_937_000)
    #expect(stream.end.seconds == 3502)
    #expect(abs(profile.meanRate - 5.53) < 0.005)
    #expect(abs(profile.peakMinuteRate - 8.45) < 0.005)
    #expect(abs(profile.interarrivalVariation - 1.09) < 0.005)
    // Python over whole windows. With the last 22 s counted as a minute the third would be 20.55.
    let expected = [1.3856424557973777, 3.856995898132027, 16.128259128235044]
    for (window, index) in zip(profile.dispersion, expected) { #expect(abs(window.index - index) < 1e-9) }
    #expect(profile.distinctPrompts == 19_366)
    #expect(profile.repeatedShare == 0)
    #expect(!stream.hasIntentLabels)
  }

  @Test("the Mooncake conversation trace has the reuse that is published")
  func mooncake() throws {
    let stream = try RecordedSource(path: TraceData.path("mooncake/conversation_trace.jsonl")).read()
    #expect(stream.count == 12_031)
    let profile = stream.profile()
    let prefix = try #require(profile.prefix)
    #expect(prefix.uniqueBlocks == 182_790)
    #expect(prefix.blockReferences == 288_500)
    #expect((prefix.reusableShare * 10_000).rounded() == 3736)
    #expect((profile.repeatedShare * 10_000).rounded() == 98)
    #expect(
      [profile.input.p50, profile.input.p90, profile.input.p99].map { $0.rounded(.down) } == [
        6909, 27367, 85400,
      ])
    #expect(
      [profile.output.p50, profile.output.p90, profile.output.p99].map { $0.rounded(.down) } == [
        350, 597, 1118,
      ])
    #expect(abs(profile.meanRate - 3.40) < 0.005)
    #expect(abs(profile.peakMinuteRate - 4.12) < 0.005)
  }

  @Test("a trace gives the same stream plain, with LF ends, as gzip and as zstd")
  func containers() throws {
    let path = try TraceData.path("azure2023/AzureLLMInferenceTrace_conv.csv")
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    let expected = StreamContent(try read(bytes))
    #expect(StreamContent(try read(bytes.filter { $0 != 0x0D })) == expected)
    #expect(StreamContent(try read(gzip(bytes))) == expected)
    #expect(StreamContent(try read(zstd(bytes))) == expected)
  }
}
