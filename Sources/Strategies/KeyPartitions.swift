import Traffic

/// The parts of a cache between which no answer passes: those of tenants, system prompts or temperatures.
///
/// A key stands for a prompt in a partition. With one partition the keys are the prompts.
public struct KeyPartitions: Sendable {
  /// Number of partitions, at least 1.
  public private(set) var count = 1
  /// One more than the greatest key.
  let keyCount: Int
  /// The partition of each request; empty with one partition.
  private var partitionOfRequest: [UInt32] = []
  /// The partition of each key; empty with one partition.
  private var partitionOfKey: [UInt32] = []
  /// The keys of prompt `p` are `keysOfPrompt[offsets[p]..<offsets[p + 1]]`; empty with one partition.
  private var keysOfPrompt: [UInt32] = []
  private var offsets: [Int] = []

  /// Splits the keys of a recipe by all its parts but the prompt.
  ///
  /// - Complexity: O(requests).
  init(_ recipe: KeyRecipe, column: KeyColumn, of stream: QueryStream) {
    keyCount = column.count
    let parts = recipe.parts.subtracting([.prompt, .model, .context])
    var numbers: [[UInt32]: UInt32] = [:]
    var partitions: [UInt32] = []
    if !parts.isEmpty {
      partitions.reserveCapacity(stream.count)
      for request in 0..<stream.count {
        var words: [UInt32] = []
        if parts.contains(.system) { words.append(stream.systemPrompt[request]) }
        if parts.contains(.request) { words.append(stream.variants.variant(of: request)) }
        if parts.contains(.temperature) {
          words.append(stream.marks[request].contains(.temperatureZero) ? 0 : 1)
        }
        if parts.contains(.user) { words.append(stream.user[request]) }
        if parts.contains(.tier) { words.append(UInt32(stream.marks[request].tier)) }
        // Those without have a part of their own.
        if parts.contains(.team) { words.append(stream.recorded.team[request].map { $0 + 1 } ?? 0) }
        if parts.contains(.apiKey) { words.append(stream.recorded.apiKey[request].map { $0 + 1 } ?? 0) }
        let next = UInt32(numbers.count)
        let number = numbers[words, default: next]
        if number == next { numbers[words] = next }
        partitions.append(number)
      }
    }
    guard numbers.count > 1 else { return }
    count = numbers.count
    partitionOfRequest = partitions
    partitionOfKey = Array(repeating: 0, count: keyCount)
    var promptOfKey = [UInt32](repeating: .max, count: keyCount)
    for request in 0..<stream.count {
      let key = Int(column.keys[request])
      promptOfKey[key] = stream.prompt[request]
      partitionOfKey[key] = partitions[request]
    }
    offsets = Array(repeating: 0, count: stream.promptCount + 1)
    for prompt in promptOfKey where prompt != .max { offsets[Int(prompt) + 1] += 1 }
    for prompt in 0..<stream.promptCount { offsets[prompt + 1] += offsets[prompt] }
    keysOfPrompt = Array(repeating: 0, count: offsets[stream.promptCount])
    var next = offsets
    for (key, prompt) in promptOfKey.enumerated() where prompt != .max {
      keysOfPrompt[next[Int(prompt)]] = UInt32(key)
      next[Int(prompt)] += 1
    }
  }

  /// The partition of a request.
  @inline(__always)
  func partition(of request: Int) -> UInt32 { count == 1 ? 0 : partitionOfRequest[request] }

  /// The key of a prompt in a partition, or nil when no request has both.
  @inline(__always)
  func key(of prompt: UInt32, in partition: UInt32) -> UInt32? {
    if count == 1 { return Int(prompt) < keyCount ? prompt : nil }
    guard Int(prompt) + 1 < offsets.count else { return nil }
    for place in offsets[Int(prompt)]..<offsets[Int(prompt) + 1]
    where partitionOfKey[Int(keysOfPrompt[place])] == partition { return keysOfPrompt[place] }
    return nil
  }
}
