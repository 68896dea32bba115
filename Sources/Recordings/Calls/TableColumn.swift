import Declarations

/// What a column of a table may mean.
enum TableColumn: Int, CaseIterable, Sendable {
  case timestamp, prompt, promptID, intent, user, systemPrompt, systemTokens, contextTokens, inputTokens,
    outputTokens
  case temperature, difficulty, tier, model, cachedTokens, reasoningTokens, cost, latency, firstToken, status
  case writtenTokens, writtenHourTokens, gatewayHit, batch, variant, shape, blocks, blockLengths, blockTokens,
    inputRule, outputRule, hadText
  case session, turn, predecessor, think
  case team, apiKey
  case priority, personalData
  case success, error, requests
  case request, end, totalTokens, inputCost, outputCost
  case zone, currency, answer
  case readCost, writeCost
  case writtenAll
  case date, clock
  case service
  case audioInputTokens, imageInputTokens, audioOutputTokens, imageOutputTokens
  case webSearches, speed, place

  /// The key in `columns`.
  var key: String {
    switch self {
    case .timestamp: "timestamp"
    case .prompt: "prompt"
    case .promptID: "prompt_id"
    case .intent: "intent"
    case .user: "user"
    case .systemPrompt: "system_prompt"
    case .systemTokens: "system_tokens"
    case .contextTokens: "context_tokens"
    case .inputTokens: "input_tokens"
    case .outputTokens: "output_tokens"
    case .temperature: "temperature"
    case .difficulty: "difficulty"
    case .tier: "tier"
    case .model: "model"
    case .cachedTokens: "cached_tokens"
    case .reasoningTokens: "reasoning_tokens"
    case .cost: "cost"
    case .latency: "latency_s"
    case .firstToken: "first_token_s"
    case .status: "status"
    case .writtenTokens: "written_tokens"
    case .writtenHourTokens: "written_1h_tokens"
    case .writtenAll: "written_all_tokens"
    case .gatewayHit: "gateway_hit"
    case .batch: "batch_eligible"
    case .variant: "request_variant"
    case .shape: "request_shape"
    case .blocks: "prefix_blocks"
    case .blockLengths: "prefix_block_lengths"
    case .blockTokens: "prefix_block_tokens"
    case .inputRule: "source_of_input_tokens"
    case .outputRule: "source_of_output_tokens"
    case .hadText: "had_text"
    case .session: "session"
    case .turn: "turn"
    case .predecessor: "predecessor"
    case .think: "think_s"
    case .team: "team"
    case .apiKey: "api_key"
    case .priority: "priority"
    case .personalData: "personal_data"
    case .success: "success"
    case .error: "error"
    case .zone: "timezone"
    case .currency: "currency"
    case .answer: "response"
    case .requests: "requests"
    case .request: "request_id"
    case .end: "end_time"
    case .totalTokens: "total_tokens"
    case .inputCost: "input_cost"
    case .outputCost: "output_cost"
    case .readCost: "cache_read_cost"
    case .writeCost: "cache_write_cost"
    case .service: "service_tier"
    case .audioInputTokens: "audio_input_tokens"
    case .imageInputTokens: "image_input_tokens"
    case .audioOutputTokens: "audio_output_tokens"
    case .imageOutputTokens: "image_output_tokens"
    case .webSearches: "web_searches"
    case .speed: "speed"
    case .place: "inference_geo"
    case .date: "date"
    case .clock: "time_of_day"
    }
  }

  /// A line of explanation.
  var help: String {
    switch self {
    case .timestamp: "when the request arrived, in timestamp_unit"
    case .prompt: "the prompt's text; tells prompts apart when there is no prompt_id"
    case .promptID: "what tells prompts apart"
    case .intent: "the label of the question behind the prompt"
    case .user: "who asked"
    case .systemPrompt: "what tells system prompts apart; without it their length does"
    case .systemTokens: "tokens of the system prompt"
    case .contextTokens: "tokens of the retrieved context"
    case .inputTokens: "all input tokens, those of system and context among them"
    case .outputTokens: "tokens of the answer"
    case .temperature:
      "sampling temperature; 0 marks a repeatable request, as does no value; default is the provider's own"
    case .difficulty: "simple, medium or complex, or a number: a standard normal score"
    case .tier: "the user's tier, at most 8 names"
    case .model: "the model that was asked; part of the key of an exact cache"
    case .cachedTokens: "input tokens read from a provider's cache, part of input_tokens"
    case .reasoningTokens: "output tokens spent on reasoning, part of output_tokens"
    case .cost: "dollars of the call"
    case .latency: "seconds to the end of the answer"
    case .firstToken: "seconds to the first token"
    case .status:
      "a code of HTTP, or a word such as success or error; a failed call is billed where it has a cost"
    case .writtenTokens: "input tokens written to a prompt cache for 5 minutes, part of input_tokens"
    case .writtenHourTokens: "input tokens written to a prompt cache for an hour, part of input_tokens"
    case .writtenAll:
      "input tokens written to a prompt cache for any time, part of input_tokens; tells those for 5 minutes by those for an hour"
    case .gatewayHit:
      "whether a gateway's cache answered: true, 1 or hit; semantic hit where it goes by meaning"
    case .batch: "whether the call may wait for a batch: true or 1"
    case .variant:
      "what tells requests with equal prompts apart; without it model, and temperature where it is not 0"
    case .shape: "the same without what only picks one of several right answers; the model without it"
    case .blocks: "ids of the prompt's prefix blocks, a list of integers"
    case .blockLengths: "tokens of each of these blocks, where they are of unequal length"
    case .blockTokens: "tokens of such a block, where all have as many"
    case .inputRule: "where the input tokens come from: recorded, estimated or assumed"
    case .outputRule: "where the output tokens come from: recorded, estimated or assumed"
    case .hadText: "whether the prompt had a text before the log was redacted: true or 1"
    case .session: "the conversation that the request belongs to"
    case .turn: "its place in the conversation, a whole number; the order of the rows without it"
    case .predecessor:
      "the turn whose answer it follows, or a list of those that it waits for, that of its own thread first; empty where it "
        + "begins; by the times without it"
    case .team: "the team on whose account the call went, for budgets of teams"
    case .apiKey:
      "what tells the API key by which it came from others, for limits of keys; never the key itself"
    case .priority: "low, normal or high, for queues; normal without a value"
    case .personalData: "whether the prompt holds personal data: true or 1"
    case .success: "whether the call succeeded: true or 1; a failed call is billed where it has a cost"
    case .error: "what went wrong, or whether something did; empty where nothing did"
    case .requests: "how many calls the row tells of, which must be 1: sums over calls are refused"
    case .request: "what tells the call from others; a row that tells of the same call again counts once"
    case .zone: "the zone of times that name none, such as America/New_York or +02:00; UTC without it"
    case .answer: "the answer's text, of which its tokens are estimated where no column has them"
    case .currency: "the currency of the costs; those in another one than dollars are left out"
    case .end: "when the answer was there, as timestamp; tells the latency where no latency_s does"
    case .totalTokens: "input and output tokens together; tells the one that is not there"
    case .readCost, .writeCost:
      "dollars of what was read from a prompt cache, or written to it, beside those of input and output"
    case .inputCost, .outputCost: "dollars of the call's input, or of its output, where no cost is stated"
    case .service:
      "the provider's service tier, such as batch, flex or priority, or true where it was a batch"
    case .audioInputTokens: "input tokens of audio, part of input_tokens"
    case .imageInputTokens: "input tokens of images, part of input_tokens"
    case .audioOutputTokens: "output tokens of audio, part of output_tokens"
    case .imageOutputTokens: "output tokens of images, part of output_tokens"
    case .webSearches: "searches of the web that the provider made, billed beside the tokens"
    case .speed: "fast where a faster mode answered, at a multiple of the prices"
    case .place: "us where the call was kept in the United States, at a multiple of the prices"
    case .date: "the day of a timestamp that is a time of day alone"
    case .clock: "the time of day of a timestamp that is a day alone"
    case .think: "seconds from that answer to the request; by the times and latency_s without it"
    }
  }
}
