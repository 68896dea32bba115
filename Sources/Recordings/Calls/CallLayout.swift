import Declarations

/// Where a log of calls keeps what: paths by meaning, the first that is there counts.
struct CallLayout: Sendable {
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
  /// End times.
  var end: [FieldPath] = []
  /// Times of the first token.
  var firstTokenTime: [FieldPath] = []
  /// Durations in seconds, and in milliseconds.
  var latencySeconds: [FieldPath] = []
  var latencyMilliseconds: [FieldPath] = []
  var latencyNanoseconds: [FieldPath] = []
  /// Seconds and milliseconds to the first token.
  var firstTokenSeconds: [FieldPath] = []
  var firstTokenMilliseconds: [FieldPath] = []
  /// Models beside the body.
  var model: [FieldPath] = []
  /// Settings of the request that stand beside the body.
  var settings: [FieldPath] = []
  /// Users.
  var user: [FieldPath] = ["user"]
  /// Teams, and API keys or what stands for them.
  var team: [FieldPath] = ["team_id", "metadata.team_id"]
  var apiKey: [FieldPath] = ["api_key_id", "metadata.api_key_id"]
  /// Conversations, and threads within them.
  var session: [FieldPath] = ["session_id", "sessionId", "conversation_id", "metadata.session_id"]
  var thread: String?
  /// Dollars.
  var cost: [FieldPath] = []
  /// Codes or words of success and failure, and errors.
  var status: [FieldPath] = []
  /// Whether a gateway's cache answered.
  var gatewayHit: [FieldPath] = ["cache_hit", "cache_status", "cacheStatus"]
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
  /// Whether `user` names sessions.
  var hasSessions = false
  /// What marks a row that tells of a span and of no call.
  var isSpan: String?
  /// Whether a row tells of something else than a call; its place among others counts still.
  var isOther: @Sendable (JSONNode) -> Bool = { _ in false }
  /// Whether a row is a piece of a streamed answer that counts nothing.
  var isPiece: @Sendable (JSONNode) -> Bool = { _ in false }
  /// What must agree beside the name of the call, where the name alone may stand for several.
  var sameBeside: [FieldPath] = []
  /// The span of a call and the one that it lies in.
  var span: [FieldPath] = []
  var parentSpan: [FieldPath] = []
  /// Whether the call may wait.
  var isBatch: @Sendable (JSONNode) -> Bool = { _ in false }

  /// Names of a start time that logs use.
  static let times = [
    "timestamp", "timestamp_ms", "ts", "time", "start_time", "startTime", "request_created_at", "requestTime",
    "created", "created_at", "createdAt", "Created At", "date", "datetime", "startTimeUnixNano",
    "start_time_unix_nano", "@timestamp", "response.body.created", "response.created", "request_time",
    "request_timestamp", "requestTimestamp", "started_at", "startedAt", "event_time", "eventTime",
    "logged_at",
    "received_at", "receivedAt", "timestamp_us", "timestamp_ns", "timestamp_utc", "creation_time",
    "processed_time", "_time", "arrived_at", "arrival_time", "arrivalTime", "TimeGenerated",
  ]
}
