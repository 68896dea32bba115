import Declarations
import Foundation
import Providers
import Routing

@testable import Recordings
@testable import Traffic

extension FuzzTarget {
  /// A target for what is told from the file, and one for each format that may be named.
  ///
  /// Exports of usage are refused before a row is read.
  static let recordings =
    [recording(RecordedSource.automatic)]
    + TraceFormat.all.map(\.name)
    .filter { ![TraceFormat.openAIUsage.name, TraceFormat.usageTotals.name].contains($0) }.map(recording)

  private static func recording(_ format: String) -> FuzzTarget {
    FuzzTarget("recording-" + format.replacing("_", with: "-"), seeds: { logs + small }) {
      (bytes) throws(Diagnostic) in
      let file = MemoryFile(bytes)
      var source = RecordedSource(path: file.path, format: format)
      source.maxLineBytes = 1 << 16
      // What is left out is counted on the way to what is read.
      source.skipBad = bytes.count.isMultiple(of: 2) ? 0 : 3
      let stream = try source.read()
      _ = stream.profile().json
    }
  }

  /// The logs that tests read.
  private static var logs: [[UInt8]] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Tests/RecordingsTests/Resources/Logs")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().compactMap { try? Array(Data(contentsOf: folder.appendingPathComponent($0))) }
  }

  private static var small: [[UInt8]] {
    [
      "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:17:03.9799600,4808,10\n2023-11-16 18:17:04.03,3180,8\n",
      #"{"timestamp": 0, "input_length": 6758, "output_length": 500, "hash_ids": [0, 1, 2]}"# + "\n"
        + #"{"timestamp": 3000, "input_length": 7322, "output_length": 490, "hash_ids": [0, 3]}"#,
      "time,prompt,user,input_tokens,output_tokens,intent\n0,how so,u,10,20,a\n1.5,\"why, \"\"x\"\"\",v,,,b\n",
      #"{"time": 0, "messages": [{"role": "system", "content": "s"}, {"role": "user", "content": "é"}]}"#,
      "{\"data\": [{\"start_time\": 1700000000, \"results\": [{\"input_tokens\": 5, \"output_tokens\": 2, \"num_model_requests\": 3, \"model\": \"gpt-4o\"}]}]}",
    ].map { Array($0.utf8) }
  }

  static let outcomes = FuzzTarget(
    "outcomes",
    texts: [
      "query,model,correct,input_tokens,output_tokens\nq,gpt-4o,1,10,5\nq,gpt-4o-mini,0,10,5\nr,gpt-4o,1,9,4\nr,gpt-4o-mini,1,9,4\n",
      "query,model,score,cost_usd,domain,conversation\nq,a,0.5,0.001,d,c\nq,b,1,0.002,d,c\nr,a,0,0.1,e,c\nr,b,1,0.1,e,c\n",
      "prompt,gpt-4o,gpt-4o-mini,gpt-4o_response\nhow,True,False,x\nwhy,1,0.5,y\n",
    ]
  ) { (bytes) throws(Diagnostic) in
    let file = MemoryFile(bytes)
    let table = try OutcomeReader(prices: OutcomePrices(book: .embedded)).read(file.path)
    for model in table.models.indices {
      _ = (table.meanScore(of: model, 0..<table.count), table.meanCost(of: model, 0..<table.count))
    }
  }

  static let prices = FuzzTarget(
    "prices",
    texts: [
      #"{"_date": "2026-01-01", "gpt-4o": {"input_cost_per_token": 2.5e-6, "output_cost_per_token": 1e-5, "cache_read_input_token_cost": 1.25e-6, "litellm_provider": "openai", "mode": "chat", "max_input_tokens": 128000}, "azure/x": {"input_cost_per_token": 1e-6, "input_cost_per_token_above_200k_tokens": 2e-6, "output_cost_per_token": 3e-6, "input_cost_per_token_batches": 5e-7}}"#,
      #"{"e": {"input_cost_per_token": "1e-7", "output_cost_per_token": null, "mode": "embedding"}}"#,
    ]
  ) { (bytes) throws(Diagnostic) in
    _ = try PriceBook.lint(bytes)
    let book = try PriceBook.parse(bytes, source: "fuzz.json").overriding(.embedded)
    for name in ["gpt-4o", "azure/x-2024-01-01", "none"] { _ = (book.resolve(name), book.hint(name)) }
  }
}
