extension QueryStream {
  /// The next window: the requests of this one from a place on, with room for more.
  package func continued(from first: Int, header: QueryStream) -> QueryStream {
    var window = header
    window.reserve(count - first + 1)
    window.firstOrigin = firstOrigin + first
    window.take(first..<count, of: self)
    return window
  }

  /// Appends requests of another stream with what was recorded of them, without their turns and prefix blocks.
  ///
  /// - Complexity: O(requests).
  package mutating func take(_ requests: Range<Int>, of other: QueryStream) {
    if requests.isEmpty { return }
    let before = count
    arrival += other.arrival[requests]
    prompt += other.prompt[requests]
    intent += other.intent[requests]
    user += other.user[requests]
    systemPrompt += other.systemPrompt[requests]
    systemTokens += other.systemTokens[requests]
    contextTokens += other.contextTokens[requests]
    userTokens += other.userTokens[requests]
    outputTokens += other.outputTokens[requests]
    latentDifficulty += other.latentDifficulty[requests]
    marks += other.marks[requests]
    variants.take(requests, of: other.variants, at: before)
    recorded.take(requests, of: other.recorded, at: before)
    for place in other.keyNumbers.indices where keyNumbers.indices.contains(place) {
      keyNumbers[place] += other.keyNumbers[place][requests]
    }
    guard var part = sampled, let whole = other.sampled else { return }
    sampled = nil
    part.groups += whole.groups[requests]
    part.origins += whole.origins[requests]
    if whole.singles.count > part.singles.count {
      (part.singles, part.firstSingle) = (whole.singles, whole.firstSingle)
    }
    sampled = part
  }

  /// Leaves out the first requests of a stream without turns; counts of prompts and the like stay.
  ///
  /// - Complexity: O(requests).
  package mutating func removeFirst(_ requests: Int) {
    arrival.removeFirst(requests)
    prompt.removeFirst(requests)
    intent.removeFirst(requests)
    user.removeFirst(requests)
    systemPrompt.removeFirst(requests)
    systemTokens.removeFirst(requests)
    contextTokens.removeFirst(requests)
    userTokens.removeFirst(requests)
    outputTokens.removeFirst(requests)
    latentDifficulty.removeFirst(requests)
    marks.removeFirst(requests)
    variants.ofRequest.removeFirst(min(requests, variants.ofRequest.count))
    recorded.removeFirst(requests)
  }
}

extension RequestVariants {
  /// Appends those of requests of another stream; 0 stands for those that tell none.
  mutating func take(_ requests: Range<Int>, of other: RequestVariants, at index: Int) {
    let known = requests.clamped(to: 0..<other.ofRequest.count)
    if known.isEmpty { return }
    ofRequest += repeatElement(0, count: index - ofRequest.count)
    ofRequest += other.ofRequest[known]
  }
}

extension SparseColumn {
  /// Appends the values of requests of another column, the first of which is request `index` here.
  mutating func take(_ requests: Range<Int>, of other: SparseColumn, at index: Int) {
    for request in requests.clamped(to: 0..<other.values.count) {
      append(other[request], at: index + request - requests.lowerBound)
    }
  }
}

extension RecordedCalls {
  /// Appends what was recorded of requests of another stream, the first of which is request `index` here.
  mutating func take(_ requests: Range<Int>, of other: RecordedCalls, at index: Int) {
    model.take(requests, of: other.model, at: index)
    for column in RecordedCalls.counts {
      self[keyPath: column].take(requests, of: other[keyPath: column], at: index)
    }
    cost.take(requests, of: other.cost, at: index)
    latency.take(requests, of: other.latency, at: index)
    firstToken.take(requests, of: other.firstToken, at: index)
    failed.take(requests, of: other.failed, at: index)
    gatewayHit.take(requests, of: other.gatewayHit, at: index)
    nearHit.take(requests, of: other.nearHit, at: index)
    team.take(requests, of: other.team, at: index)
    apiKey.take(requests, of: other.apiKey, at: index)
    for column in RecordedCalls.heads {
      self[keyPath: column].take(requests, of: other[keyPath: column], at: index)
    }
  }

  /// Leaves out the first requests.
  mutating func removeFirst(_ requests: Int) {
    model.removeFirst(requests)
    for column in RecordedCalls.counts { self[keyPath: column].removeFirst(requests) }
    cost.removeFirst(requests)
    latency.removeFirst(requests)
    firstToken.removeFirst(requests)
    failed.removeFirst(requests)
    gatewayHit.removeFirst(requests)
    nearHit.removeFirst(requests)
    team.removeFirst(requests)
    apiKey.removeFirst(requests)
    for column in RecordedCalls.heads { self[keyPath: column].removeFirst(requests) }
  }
}
