import Declarations
import Testing

@testable import Recordings
@testable import Traffic

@Suite("Exports that hold sums")
struct SumExportTests {
  private static let analytics =
    #"{"date":"2026-03-01T00:00:00Z","actor":{"type":"user_actor","email_address":"a@b.c"},"core_metrics":{"num_sessions":5},"#
    + #""model_breakdown":[{"model":"claude-opus-4","tokens":{"input":100000,"output":35000,"cache_read":10,"#
    + #""cache_creation":5},"estimated_cost":{"currency":"USD","amount":1025}}]}"#

  @Test(
    "analytics of persons, bills of clouds, views of Snowflake and sums of agents are refused as sums",
    arguments: [
      SumExportTests.analytics, #"{"data":[\#(SumExportTests.analytics)],"has_more":false,"next_page":null}"#,
      "BilledCost,BillingCurrency,ChargePeriodStart,ConsumedQuantity,ServiceName\n1.5,USD,2026-03-01,5000,Bedrock\n",
      "identity/LineItemId,lineItem/UsageStartDate,lineItem/UsageType,lineItem/UsageAmount\n1,2026-03-01,tokens,5\n",
      "line_item_usage_start_date,line_item_usage_type,line_item_usage_amount\n2026-03-01,input-tokens,5\n",
      #"{"billing_account_id":"1","sku":{"id":"y"},"usage":{"amount":"5000"},"cost":"1.25","currency":"USD"}"#,
      "START_TIME,END_TIME,FUNCTION_NAME,MODEL_NAME,TOKEN_CREDITS,TOKENS\n2026-03-01 10:00,2026-03-01 11:00,C,m,0.5,1200\n",
      "id,parent_session_id,title,message_count,prompt_tokens,completion_tokens,cost\ns,,t,12,50000,900,0.3\n",
      #"{"id":"c","startedAt":"2026-03-01T10:00:00Z","costBreakdown":{"llm":0.02,"total":0.2,"llmPromptTokens":5000,"llmCompletionTokens":300}}"#,
      #"{"stop_reason":"end_turn","metrics":{"cycle_count":3,"accumulated_usage":{"inputTokens":5000,"outputTokens":300}}}"#,
      #"{"trajectory":[],"history":[],"info":{"model_stats":{"instance_cost":1.2,"tokens_sent":50000,"api_calls":12}}}"#,
    ])
  func sums(text: String) {
    #expect(fault(text)?.message.contains("holds sums of usage or costs") == true)
  }

  @Test(
    "what Claude Code tells its status line is refused, with what tells the calls",
    arguments: ["", SumExportTests.usage])
  func statusLine(context: String) {
    let text =
      #"{"session_id":"s","transcript_path":"s.jsonl","model":{"id":"claude-opus-4-1","display_name":"Opus"},"#
      + #""cost":{"total_cost_usd":0.01,"total_duration_ms":1000,"total_api_duration_ms":500}\#(context)}"#
    let message = fault(text)?.message ?? ""
    #expect(
      message.contains("Claude Code told its status line") && message.contains("transcripts"), "\(message)")
  }

  private static let usage =
    #","context_window":{"total_input_tokens":958,"current_usage":{"input_tokens":8,"output_tokens":100,"#
    + #""cache_creation_input_tokens":50,"cache_read_input_tokens":900}}"#

  @Test("calls of agents that name their parents' sessions and count messages are no sums of sessions")
  func agents() throws {
    let stream = try read(
      "time,session_id,parent_session_id,message_count,model,prompt_tokens,completion_tokens\n"
        + "2026-03-01 10:00:00,a,,3,m,100,20\n2026-03-01 10:00:05,b,a,5,m,200,30\n")
    let wanted = LogTotals(2, 300, 50, span: 5)
    #expect(LogTotals(stream, as: wanted) == wanted)
  }

  @Test("calls of Snowflake's REST API have a row each, and are no sums")
  func calls() throws {
    let stream = try read(
      "START_TIME,END_TIME,REQUEST_ID,MODEL_NAME,TOKENS,TOKENS_GRANULAR\n"
        + "2026-03-01 10:00:00,2026-03-01 10:00:01,r,m,120,\"{\"\"input\"\":100,\"\"output\"\":20}\"\n")
    let wanted = LogTotals(1, 100, 20, models: ["m"])
    #expect(LogTotals(stream, as: wanted) == wanted)
  }
}
