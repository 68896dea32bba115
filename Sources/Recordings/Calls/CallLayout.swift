import Declarations
import Traffic

/// Where a log of calls keeps what: paths by meaning, the first that is there counts.
struct CallLayout: Sendable {
  /// A member that marks rows, and what is told of them.
  struct Mark: Sendable {
    let name: String
    let remark: RecordedReading.Remark
  }

  /// Bodies of requests; the row itself when none is there.
  var request: [FieldPath] = []
  /// Answers: a provider's response, a message, or a text.
  var response: [FieldPath] = []
  /// Messages that stand beside the body.
  var messages: [FieldPath] = []
  /// Whether a row without messages is a fault.
  var needsMessages = false
  /// Usages.
  var usage: [FieldPath] = []
  /// Start times.
  var time = CallLayout.times.map { FieldPath($0) }
  /// Whether times under any form of the common names are start times.
  var takesAnyTime: Bool { time.count >= CallLayout.times.count }
  /// End times.
  var end: [FieldPath] = []
  /// Times of the first token.
  var firstTokenTime: [FieldPath] = []
  /// Durations in seconds, and in milliseconds.
  var latencySeconds: [FieldPath] = []
  var latencyMilliseconds: [FieldPath] = []
  var latencyMicroseconds: [FieldPath] = []
  var latencyNanoseconds: [FieldPath] = []
  /// Seconds and milliseconds to the first token.
  var firstTokenSeconds: [FieldPath] = []
  var firstTokenMilliseconds: [FieldPath] = []
  /// Models beside the body.
  var model: [FieldPath] = []
  /// Models that answered, where they stand beside the answer.
  var answeredModel: [FieldPath] = []
  /// Settings of the request that stand beside the body.
  var settings: [FieldPath] = []
  /// Users.
  var user: [FieldPath] = CallLayout.users
  /// Teams, and API keys or what stands for them.
  var team: [FieldPath] = ["team_id", "metadata.team_id"]
  var apiKey: [FieldPath] = ["api_key_id", "metadata.api_key_id"]
  /// Conversations, and threads within them.
  var session: [FieldPath] = ["session_id", "sessionId", "conversation_id", "metadata.session_id"]
  var thread: String?
  /// Dollars.
  var cost: [FieldPath] = []
  /// Dollars by parts that exclude one another, where no total stands among them.
  var costDetails: [FieldPath] = []
  /// Whether the log works costs out by its own prices, those of failed calls too, so that they tell nothing of a bill.
  var worksOutCosts = false
  /// Codes or words of success and failure, and errors.
  var status: [FieldPath] = []
  /// Flags, codes and names of a failure.
  var failure: [FieldPath] = CallLayout.failures
  /// Whether the call succeeded.
  var success: [FieldPath] = ["success", "ok", "is_success", "isSuccess", "succeeded"]
  /// Whether a gateway's cache answered.
  var gatewayHit: [FieldPath] = CallLayout.hits
  /// How near the request was that the cache had answered, where it goes by meaning.
  var similarity: [FieldPath] = []
  /// Labels of the intent.
  var intent: [FieldPath] = ["intent", "label"]
  /// Whether a request that states no temperature has the provider's own, 1.
  var tellsTemperature = true
  /// What tells a call from others, where several rows may tell of one.
  var id: [FieldPath] = []
  /// Another name of the call, and what marks a row that may be a replay of the call of that name.
  var alias: [FieldPath] = []
  var isReplay: String?
  /// Whether a later row of the same call may know more of its tokens.
  var mayGrow = false
  /// Whether a later row of the same call may tell its usage where the first did not, as what was stored at its start and
  /// again at its end.
  var mayComplete = false
  /// Whether `user` names sessions.
  var hasSessions = false
  /// What marks a row that tells of a span and of no call, and one that sums up calls where others tell of them.
  var isSpan: String?
  var isAgent: String?
  /// Whether a row tells of something else than a call; its place among others counts still.
  var isOther: @Sendable (JSONNode) -> Bool = { _ in false }
  /// Whether a row names a model and tells of no call that was made with it.
  var isMention: @Sendable (JSONNode) -> Bool = { _ in false }
  /// Whether a row is a piece of a streamed answer that counts nothing.
  var isPiece: @Sendable (JSONNode) -> Bool = { _ in false }
  /// What must agree beside the name of the call, where the name alone may stand for several.
  var sameBeside: [FieldPath] = []
  /// What names a call in each piece of its streamed answer, where each tells the usage so far.
  var growing: [FieldPath] = []
  /// The span of a call and the one that it lies in.
  var span: [FieldPath] = []
  var parentSpan: [FieldPath] = []
  /// The trace of both.
  var trace: [FieldPath] = []
  /// Service tiers that answers name.
  var service: [FieldPath] = CallLayout.services
  /// Whether the calls went through a batch API, at its prices.
  var wasBatch = false
  /// What marks a row of which something is to be told.
  var marked: [Mark] = []
  /// Whether the call may wait.
  var isBatch: @Sendable (JSONNode) -> Bool = { _ in false }

  /// Names of users that logs use.
  static let users: [FieldPath] = [
    "user", "user_id", "userId", "end_user", "end_user_id", "customer_id", "requester", "metadata.user_id",
    "user_email", "userEmail", "username", "from_end_user_id", "user_name", "userName", "customerId",
    "customer_identifier", "customerIdentifier", "end_user_email", "endUserEmail", "user_principal_name",
    "userPrincipalName", "distinct_id", "distinctId", "metadata.user", "metadata.userId",
    "metadata.user_email",
    "employee_id", "employeeId", "employee", "requested_by", "requestedBy", "principal", "caller", "consumer",
    "email",
  ]
  /// Where answers name their service tier; what a request asks for may have been turned down.
  static let services: [FieldPath] = [
    "response.body.service_tier", "response.service_tier", "response_metadata.service_tier", "service_tier",
    "serviceTier", "response.serviceTier.type",
  ]
  /// Names of what says whether a gateway's cache answered.
  static let hits: [FieldPath] = [
    "cache_hit", "cache_status", "cacheStatus", "is_cached", "isCached", "from_cache", "fromCache",
    "cacheHit",
    "served_from_cache", "cache.status", "cache.cache_status", "cache.hit", "cache_debug.cache_hit",
    "x_cache",
    "x_cache_status", "response_headers.x-litellm-cache-hit", "response_headers.x-cache",
  ]
  /// Names of the dollars of input and output, which make those of the call.
  static let dollarsOfInput: [FieldPath] = [
    "input_cost", "prompt_cost", "inputCost", "promptCost", "input_cost_usd",
  ]
  static let dollarsOfOutput: [FieldPath] = [
    "output_cost", "completion_cost", "outputCost", "completionCost", "output_cost_usd",
  ]
  /// Names of the dollars of what was read from a cache and written to it, beside those of input and output.
  static let dollarsOfReads: [FieldPath] = [
    "cache_read_cost", "cacheReadCost", "cache_read_cost_usd", "cached_input_cost", "cachedInputCost",
  ]
  static let dollarsOfWrites: [FieldPath] = [
    "cache_write_cost", "cacheWriteCost", "cache_creation_cost", "cacheCreationCost", "cache_write_cost_usd",
    "cache_creation_cost_usd",
  ]
  /// Names of costs in parts of a dollar, with the decimal places to a picodollar.
  static let partsOfDollars: [(path: FieldPath, places: Int)] =
    [
      "cost_cents", "costCents", "total_cost_cents", "totalCostCents", "cost_in_cents", "spend_cents",
      "price_cents",
      "cost_usd_cents", "costUsdCents", "cost_micros", "costMicros", "cost_microusd", "cost_micro_usd",
      "cost_usd_micros", "costMicroUsd", "cost_microdollars", "cost_micro_cents", "cost_microcents",
      "costMicroCents",
      "cost_nano_usd", "costNanoUsd", "cost_nanos", "total_cost_micro_usd", "totalCostMicroUsd",
      "total_cost_micros",
    ].map { (FieldPath($0), ColumnName.dollarPlaces($0)) }
    // xAI counts ten thousand millionths of a dollar.
    + [("usage.cost_in_usd_ticks", 2), ("usage.costUsdTicks", 2)]
  /// Names of durations that logs use, in milliseconds and in seconds.
  static let milliseconds: [FieldPath] = [
    "latency_ms", "duration_ms", "latencyMs", "durationMs", "response_time_ms", "responseTimeMs",
    "elapsed_ms",
    "elapsedMs", "execution_duration_ms", "request_duration_ms", "total_latency_ms", "total_time_ms",
    "metrics.latencyMs", "metrics.latency_ms", "processing_ms", "e2e_latency_ms", "e2eLatencyMs",
    "end_to_end_latency_ms", "request_latency_ms", "requestLatencyMs", "requestDurationMs",
    "total_duration_ms",
    "totalDurationMs", "totalLatencyMs", "totalTimeMs", "time_taken_ms", "timeTakenMs", "took_ms", "tookMs",
    "processing_time_ms", "processingTimeMs", "process_time_ms", "latency_in_ms", "latencyInMs",
    "duration_millis", "durationMillis", "llm_latency_ms", "llmLatencyMs", "roundtrip_ms",
    "inference_time_ms",
    "inferenceTimeMs", "generation_time_ms", "generationTimeMs", "execution_time_ms", "executionTimeMs",
  ]
  static let seconds: [FieldPath] = [
    "latency_s", "duration_s", "latency_seconds", "duration_seconds", "elapsed_s", "elapsed_seconds",
    "latencySeconds", "durationSeconds", "response_time_s", "e2e_latency_s", "end_to_end_latency_s",
    "elapsedSeconds", "time_taken_s", "total_time_s", "wall_time_s", "latency_sec", "duration_sec",
    // Dify's.
    "provider_response_latency",
  ]
  /// Names of durations without a unit, which are read where one stands behind the number.
  static let durations: [FieldPath] = [
    "latency", "duration", "elapsed", "response_time", "responseTime", "e2e_latency", "total_latency",
    "time_taken", "timeTaken",
  ]
  /// Names of the time to the first token that logs use, in milliseconds and in seconds.
  static let firstMilliseconds: [FieldPath] = [
    "first_token_ms", "ttft_ms", "time_to_first_token_ms", "ttftMs", "timeToFirstTokenMs", "firstTokenMs",
  ]
  static let firstSeconds: [FieldPath] = [
    "ttft_s", "first_token_s", "time_to_first_token_s", "ttft_seconds", "ttftSeconds",
  ]
  /// Names of the end of a call that logs use.
  static let ends: [FieldPath] = [
    "end_time", "endTime", "ended_at", "endedAt", "completed_at", "completedAt", "finished_at", "finishedAt",
    "end_timestamp", "request_end_time", "requestEndTime", "response.timestamp", "response_timestamp",
    "stop_time", "timestamps.finished_at", "timing.end_time",
  ]
  /// Names of the model that logs use beside `model`, and where they have it among the settings.
  static let models: [FieldPath] = [
    "model_name", "modelName", "model_id", "modelId", "ModelId", "usedModel", "used_model", "model_used",
    "modelUsed",
  ]
  static let settingModels: [FieldPath] = ["config.model", "configuration.model", "engine"]
  /// Names of dollars that logs use.
  static let dollars: [FieldPath] = [
    "cost_usd", "costUsd", "costUSD", "cost", "spend", "response_cost", "total_cost", "totalCost",
    "usage.cost",
    "total_cost_usd", "cost_details.total", "actual_cost", "billed_cost", "net_cost", "amount_usd",
    "providerMetadata.gateway.cost", "provider_metadata.gateway.cost", "estimated_cost",
    "usage.estimated_cost", "usage.cost_usd", "usage.costUsd", "usage.costUSD",
    "usage.total_cost", "usage.cost_in_usd", "response.usage.cost", "usage.total_price",
    "metadata.usage.total_price", "outputs.usage.total_price", "metrics.cost", "metadata.cost",
    // LiteLLM's.
    "_hidden_params.response_cost", "usage.response_cost",
  ]
  /// Names of what says whether a call failed.
  static let statuses: [FieldPath] = [
    "status", "status_code", "statusCode", "http_status", "response.status_code", "response_code",
    "response.status", "error", "error_message", "errorMessage", "outcome", "http_code", "httpCode",
    "http_status_code", "httpStatus", "httpStatusCode", "response_status", "responseStatus", "responseCode",
  ]
  /// Names of flags, codes and kinds of a failure.
  static let failures: [FieldPath] = [
    "is_error", "isError", "has_error", "hasError", "failed", "is_failed", "isFailed", "errored",
    "error_code",
    "errorCode", "error_type", "errorType", "exception", "exception_type",
  ]

  /// Names of a start time that logs use.
  static let times = [
    "timestamp", "timestamp_ms", "ts", "time", "start_time", "startTime", "request_created_at", "requestTime",
    "created", "created_at", "createdAt", "Created At", "date", "datetime", "startTimeUnixNano",
    "start_time_unix_nano", "@timestamp", "response.body.created", "response.created", "request_time",
    "request_timestamp", "requestTimestamp", "started_at", "startedAt", "event_time", "eventTime",
    "request.timestamp", "logged_at",
    "received_at", "receivedAt", "timestamp_us", "timestamp_ns", "timestamp_utc", "creation_time",
    "processed_time", "request_start_time", "requestStartTime", "start_timestamp", "created_time",
    "createdTime",
    "logged_time", "log_time", "call_time", "sent_at", "requested_at", "occurred_at", "recorded_at",
    "event_timestamp",
    "time_utc", "utc_time", "datetime_utc", "creation_date", "start", "_time",
    "arrived_at", "arrival_time", "arrivalTime", "TimeGenerated",
    "ts_ms", "ts_us", "ts_ns", "ts_utc", "time_ms", "timeMs", "timestampMs", "created_ms", "created_at_ms",
    "createdAtMs", "start_time_ms", "startTimeMs", "start_ms", "epoch_ms", "epoch_s", "unix_time",
    "unix_timestamp", "unix_ts", "timestamp_s", "date_time", "time_stamp", "created_on", "createdOn",
    "inserted_at", "insertedAt", "log_timestamp", "call_timestamp", "invoked_at", "executed_at",
    "submitted_at", "timestamps.started_at",
    "begin_time", "beginTime", "created_at_utc", "processed_at", "request_at", "create_time", "createTime",
    "init_timestamp", "created_unix", "created_at_unix", "timestamp_unix", "at",
    "response.created_at", "timing.start_time", "__REALTIME_TIMESTAMP",
  ]
}
