import Declarations
import Similarity
import Tables

extension FuzzTarget {
  /// The ledger of calls, as a table or as spend logs.
  static let ledger = FuzzTarget(
    "ledger",
    texts: [
      """
      timestamp_s,model,input_tokens,cached_tokens,output_tokens,latency_ms,cost_usd,uncached_usd,user,outcome,layer,category,team,api_key
      1767225600.5,"a,b",10,2,3,1.5,0.25,0.5,7,served,,simple,1,
      """,
      #"{"spend":"0.1","startTime":"2026-01-01T00:00:00Z","endTime":"2026-01-01T00:00:01Z","model":"m","end_user":"user-7","team_id":"team-1","completion_tokens":1,"metadata":{"usage_object":{"prompt_tokens_details":{"cached_tokens":2}},"simbench":{"outcome":"served","input_tokens":5,"uncached_usd":"0.1","category":"any","layer":"x"}}}"#,
    ]
  ) { (bytes) throws(Diagnostic) in
    let ledger =
      bytes.first == UInt8(ascii: "{") ? try CallLedger(spendLog: bytes) : try CallLedger(csv: bytes)
    for grouping in LedgerGrouping.allCases { _ = ledger.totals(by: grouping) }
    _ = (ledger.projection, ledger.projectionScore, ledger.alerts(budget: 1_000_000_000_000))
  }

  /// A vocabulary of bytes, and what it makes of its own file.
  static let vocabulary = FuzzTarget(
    "vocabulary",
    seeds: {
      let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
      let single = (0..<256).map { byte in "\(digits[byte / 4])\(digits[byte % 4 * 16])== \(byte)" }
      return [Array((single + ["YWI= 256", "YWJj 257"]).joined(separator: "\n").utf8)]
    }
  ) { (bytes) throws(Diagnostic) in
    let tokenizer = try ByteTokenizer(bytes, .o200k, path: "vocabulary")
    var (tokens, scratch) = ([UInt32](), ByteTokenizer.scratch)
    bytes.withUnsafeBufferPointer { tokenizer.encode($0, into: &tokens, scratch: &scratch) }
  }
}
