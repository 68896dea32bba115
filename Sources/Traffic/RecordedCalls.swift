/// A column of a log in which a row may lack the value; a column that no row fills takes no room.
public struct SparseColumn<Element: FixedWidthInteger & Sendable>: Sendable {
  /// The values by request, `none` where there is none; empty, or as many as were appended up to the last value.
  public private(set) var values: [Element] = []

  /// Stands for no value.
  @inlinable public static var none: Element { .max }

  /// A column without values.
  public init() {}

  /// Whether no request has a value.
  public var isEmpty: Bool { values.isEmpty }

  /// The value of a request, or nil.
  public subscript(index: Int) -> Element? {
    guard index < values.count, values[index] != SparseColumn.none else { return nil }
    return values[index]
  }

  /// Sets the value of a request behind all that have one.
  ///
  /// - Complexity: O(1) amortised.
  package mutating func append(_ value: Element?, at index: Int) {
    guard let value else { return }
    while values.count < index { values.append(SparseColumn.none) }
    values.append(value)
  }

  /// Raises the value of a request to another, if that is greater or there is none.
  package mutating func raise(_ value: Element?, at index: Int) {
    guard let value, value > self[index] ?? Element.min else { return }
    while values.count <= index { values.append(SparseColumn.none) }
    values[index] = value
  }

  /// Keeps the values of the first requests.
  mutating func keep(_ requests: Int) { values.removeLast(max(0, values.count - requests)) }

  /// Leaves out the values of the first requests.
  mutating func removeFirst(_ requests: Int) { values.removeFirst(min(requests, values.count)) }

  /// Puts the requests into another order, or keeps some of them.
  package mutating func gather(_ order: [Int]) {
    if isEmpty { return }
    values = order.map { $0 < values.count ? values[$0] : SparseColumn.none }
  }
}

/// What a log recorded of its calls beside times and tokens, in columns by request.
///
/// A log that lacks a column, or a row that lacks a value, has none there: never 0.
public struct RecordedCalls: Sendable {
  /// The names of the models by index, as the log writes them.
  public var modelNames: [String] = []
  /// The index of the model that was asked for.
  public var model = SparseColumn<UInt32>()
  /// Input tokens that a provider read from its prompt cache; they are part of the input.
  public var cachedTokens = SparseColumn<UInt32>()
  /// Input tokens written to a prompt cache for five minutes; part of the input.
  public var writtenTokens = SparseColumn<UInt32>()
  /// Input tokens written to a prompt cache for an hour; part of the input.
  public var writtenHourTokens = SparseColumn<UInt32>()
  /// Output tokens spent on reasoning; part of the output.
  public var reasoningTokens = SparseColumn<UInt32>()
  /// Input tokens of audio and of images; part of the input.
  public var audioInputTokens = SparseColumn<UInt32>()
  public var imageInputTokens = SparseColumn<UInt32>()
  /// Output tokens of audio and of images; part of the output.
  public var audioOutputTokens = SparseColumn<UInt32>()
  public var imageOutputTokens = SparseColumn<UInt32>()
  /// Searches of the web that the provider made, which are billed beside the tokens.
  public var webSearches = SparseColumn<UInt32>()
  /// What the call cost in picodollars.
  public var cost = SparseColumn<Int64>()
  /// Nanoseconds from the request to the end of the answer.
  public var latency = SparseColumn<Int64>()
  /// Nanoseconds from the request to the first token.
  public var firstToken = SparseColumn<Int64>()
  /// 1 for a call that failed, which is not billed.
  public var failed = SparseColumn<UInt8>()
  /// 1 for a call that a gateway's cache answered, 0 for one that it did not.
  public var gatewayHit = SparseColumn<UInt8>()
  /// 1 for such a hit that went by meaning: the request was near another, not equal to it.
  public var nearHit = SparseColumn<UInt8>()

  /// The number of the team on whose account the call went.
  public var team = SparseColumn<UInt32>()
  /// The number of the API key by which it came.
  public var apiKey = SparseColumn<UInt32>()

  /// Stands for the first message of a prompt without its dates, numbers and ids.
  package var headRest = SparseColumn<UInt64>()
  /// Stands for these; see ``HeadStamps``.
  package var headStamps = SparseColumn<UInt64>()
  /// Stands for the beginning of the prompt; nil where tools stand before its first message.
  package var headStart = SparseColumn<UInt64>()

  /// The columns of first messages.
  static let heads: [any WritableKeyPath<RecordedCalls, SparseColumn<UInt64>> & Sendable] = [
    \.headRest, \.headStamps, \.headStart,
  ]

  /// The columns of counts.
  static let counts: [any WritableKeyPath<RecordedCalls, SparseColumn<UInt32>> & Sendable] = [
    \.cachedTokens, \.writtenTokens, \.writtenHourTokens, \.reasoningTokens, \.audioInputTokens,
    \.imageInputTokens, \.audioOutputTokens, \.imageOutputTokens, \.webSearches,
  ]

  /// Nothing recorded.
  public init() {}

  /// Whether the gateway's cache gave an answer whose time is not told.
  ///
  /// - Complexity: O(requests).
  package var hasUntimedHits: Bool {
    gatewayHit.values.indices.contains { gatewayHit[$0] == 1 && latency[$0] == nil }
  }

  /// Keeps the first requests.
  mutating func keep(_ requests: Int) {
    model.keep(requests)
    for column in RecordedCalls.counts { self[keyPath: column].keep(requests) }
    cost.keep(requests)
    latency.keep(requests)
    firstToken.keep(requests)
    failed.keep(requests)
    gatewayHit.keep(requests)
    nearHit.keep(requests)
    team.keep(requests)
    apiKey.keep(requests)
    for column in RecordedCalls.heads { self[keyPath: column].keep(requests) }
  }

  /// Puts the requests into another order.
  package mutating func gather(_ order: [Int]) {
    model.gather(order)
    for column in RecordedCalls.counts { self[keyPath: column].gather(order) }
    cost.gather(order)
    latency.gather(order)
    firstToken.gather(order)
    failed.gather(order)
    gatewayHit.gather(order)
    nearHit.gather(order)
    team.gather(order)
    apiKey.gather(order)
    for column in RecordedCalls.heads { self[keyPath: column].gather(order) }
  }
}
