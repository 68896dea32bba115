import Simulation
import Traffic

/// The columns of a request in a file, by their numbers there.
enum RequestColumn: UInt16, CaseIterable {
  case arrival = 1
  case prompt, intent, user, systemPrompt, systemTokens, contextTokens, userTokens, outputTokens
  case latentDifficulty, marks, variant
  case model, cachedTokens, writtenTokens, writtenHourTokens, reasoningTokens, cost, latency, firstToken
  case failed, gatewayHit, nearHit, team, apiKey
  case group, origin
  case session, turn, predecessor, think
  case blockCount, blockID, blockLength
  case audioInputTokens, imageInputTokens, audioOutputTokens, imageOutputTokens
  case webSearches

  /// The numbers of some requests of a stream in their order; nil where the stream has no such column.
  func values(of stream: QueryStream, _ order: some RandomAccessCollection<Int>) -> [Int64]? {
    func plain<Element: FixedWidthInteger>(_ column: [Element]) -> [Int64]? {
      column.isEmpty ? nil : order.map { Int64(truncatingIfNeeded: column[$0]) }
    }
    func sparse<Element: FixedWidthInteger>(_ column: SparseColumn<Element>) -> [Int64]? {
      column.isEmpty ? nil : order.map { RequestColumn.coded(column[$0].map { Int64($0) }) }
    }
    let recorded = stream.recorded
    switch self {
    case .arrival: return order.map { stream.arrival[$0].nanoseconds }
    case .prompt: return plain(stream.prompt)
    case .intent: return plain(stream.intent)
    case .user: return plain(stream.user)
    case .systemPrompt: return plain(stream.systemPrompt)
    case .systemTokens: return plain(stream.systemTokens)
    case .contextTokens: return plain(stream.contextTokens)
    case .userTokens: return plain(stream.userTokens)
    case .outputTokens: return plain(stream.outputTokens)
    case .latentDifficulty: return order.map { Int64(stream.latentDifficulty[$0].bitPattern) }
    case .marks: return order.map { Int64(stream.marks[$0].rawValue) }
    case .variant: return plain(stream.variants.ofRequest)
    case .model: return sparse(recorded.model)
    case .cachedTokens: return sparse(recorded.cachedTokens)
    case .writtenTokens: return sparse(recorded.writtenTokens)
    case .writtenHourTokens: return sparse(recorded.writtenHourTokens)
    case .reasoningTokens: return sparse(recorded.reasoningTokens)
    case .audioInputTokens: return sparse(recorded.audioInputTokens)
    case .imageInputTokens: return sparse(recorded.imageInputTokens)
    case .audioOutputTokens: return sparse(recorded.audioOutputTokens)
    case .imageOutputTokens: return sparse(recorded.imageOutputTokens)
    case .webSearches: return sparse(recorded.webSearches)
    case .cost: return sparse(recorded.cost)
    case .latency: return sparse(recorded.latency)
    case .firstToken: return sparse(recorded.firstToken)
    case .failed: return sparse(recorded.failed)
    case .gatewayHit: return sparse(recorded.gatewayHit)
    case .nearHit: return sparse(recorded.nearHit)
    case .team: return sparse(recorded.team)
    case .apiKey: return sparse(recorded.apiKey)
    case .group: return plain(stream.sampled?.groups ?? [])
    case .origin: return plain(stream.sampled?.origins ?? [])
    case .session: return plain(stream.session)
    case .turn: return plain(stream.turn)
    case .predecessor: return plain(stream.predecessor)
    case .think: return plain(stream.think)
    case .blockCount:
      return stream.prefixBlocks.map { blocks in order.map { Int64(blocks.places(of: $0).count) } }
    case .blockID:
      return stream.prefixBlocks.map { blocks in
        order.flatMap { blocks.places(of: $0).map { Int64(blocks.ids[$0]) } }
      }
    case .blockLength:
      guard let blocks = stream.prefixBlocks, !blocks.lengths.isEmpty else { return nil }
      return order.flatMap { blocks.places(of: $0).map { Int64(blocks.lengths[$0]) } }
    }
  }

  /// Whether every request has one number.
  var isByRequest: Bool { self != .blockID && self != .blockLength }

  /// Appends the numbers of a column to a stream.
  ///
  /// - Parameter before: the requests that the stream had before those of the numbers.
  /// - Returns: whether every number is one that the column can hold.
  func append(_ values: [Int64], to stream: inout QueryStream, before: Int) -> Bool {
    func plain<Element: FixedWidthInteger>(_ column: inout [Element]) -> Bool {
      column.reserveCapacity(column.count + values.count)
      for value in values {
        guard let element = Element(exactly: value) else { return false }
        column.append(element)
      }
      return true
    }
    func sparse<Element: FixedWidthInteger>(_ column: inout SparseColumn<Element>) -> Bool {
      for (place, value) in values.enumerated() where value != 0 {
        guard let element = Element(exactly: value > 0 ? value - 1 : value), element != .max else {
          return false
        }
        column.append(element, at: before + place)
      }
      return true
    }
    switch self {
    case .arrival: stream.arrival += values.map(VirtualTime.init(nanoseconds:))
    case .prompt: return plain(&stream.prompt)
    case .intent: return plain(&stream.intent)
    case .user: return plain(&stream.user)
    case .systemPrompt: return plain(&stream.systemPrompt)
    case .systemTokens: return plain(&stream.systemTokens)
    case .contextTokens: return plain(&stream.contextTokens)
    case .userTokens: return plain(&stream.userTokens)
    case .outputTokens: return plain(&stream.outputTokens)
    case .latentDifficulty:
      for value in values {
        guard let bits = UInt32(exactly: value) else { return false }
        stream.latentDifficulty.append(Float(bitPattern: bits))
      }
    case .marks:
      for value in values {
        guard let bits = UInt16(exactly: value) else { return false }
        stream.marks.append(RequestMarks(rawValue: bits))
      }
    case .variant:
      stream.variants.ofRequest += repeatElement(0, count: max(0, before - stream.variants.ofRequest.count))
      return plain(&stream.variants.ofRequest)
    case .model: return sparse(&stream.recorded.model)
    case .cachedTokens: return sparse(&stream.recorded.cachedTokens)
    case .writtenTokens: return sparse(&stream.recorded.writtenTokens)
    case .writtenHourTokens: return sparse(&stream.recorded.writtenHourTokens)
    case .reasoningTokens: return sparse(&stream.recorded.reasoningTokens)
    case .audioInputTokens: return sparse(&stream.recorded.audioInputTokens)
    case .imageInputTokens: return sparse(&stream.recorded.imageInputTokens)
    case .audioOutputTokens: return sparse(&stream.recorded.audioOutputTokens)
    case .imageOutputTokens: return sparse(&stream.recorded.imageOutputTokens)
    case .webSearches: return sparse(&stream.recorded.webSearches)
    case .cost: return sparse(&stream.recorded.cost)
    case .latency: return sparse(&stream.recorded.latency)
    case .firstToken: return sparse(&stream.recorded.firstToken)
    case .failed: return sparse(&stream.recorded.failed)
    case .gatewayHit: return sparse(&stream.recorded.gatewayHit)
    case .nearHit: return sparse(&stream.recorded.nearHit)
    case .team: return sparse(&stream.recorded.team)
    case .apiKey: return sparse(&stream.recorded.apiKey)
    case .group: return stream.sampled.takeIfPresent { plain(&$0.groups) }
    case .origin: return stream.sampled.takeIfPresent { plain(&$0.origins) }
    case .session: return plain(&stream.session)
    case .turn: return plain(&stream.turn)
    case .predecessor: return plain(&stream.predecessor)
    case .think: return plain(&stream.think)
    case .blockCount:
      guard var blocks = stream.prefixBlocks else { return false }
      stream.prefixBlocks = nil
      defer { stream.prefixBlocks = blocks }
      for value in values {
        guard value >= 0, value < 1 << 32, let last = blocks.offsets.last else { return false }
        blocks.offsets.append(last + Int(value))
      }
    case .blockID: return RequestColumn.append(values, to: &stream.prefixBlocks, \.ids)
    case .blockLength: return RequestColumn.append(values, to: &stream.prefixBlocks, \.lengths)
    }
    return true
  }

  private static func append(
    _ values: [Int64], to blocks: inout PrefixBlocks?, _ column: WritableKeyPath<PrefixBlocks, [UInt32]>
  ) -> Bool {
    guard var own = blocks else { return false }
    blocks = nil
    defer { blocks = own }
    for value in values {
      guard let element = UInt32(exactly: value) else { return false }
      own[keyPath: column].append(element)
    }
    return true
  }

  /// A number that may be missing: 0 stands for none.
  private static func coded(_ value: Int64?) -> Int64 {
    guard let value else { return 0 }
    return value < 0 ? value : value + 1
  }
}

extension SampledPart? {
  /// Changes the part in place; not where there is none.
  fileprivate mutating func takeIfPresent(_ body: (inout SampledPart) -> Bool) -> Bool {
    guard var part = self else { return false }
    self = nil
    defer { self = part }
    return body(&part)
  }
}
