import Declarations
import Simulation
import Traffic

extension StreamAssembler {
  /// Labelled rows take their label's number; rows without label share one by prompt, behind the labels.
  mutating func numberIntents() {
    stream.isChangeKnown = false
    stream.hasIntentLabels = labelled > 0 && labelled == stream.count
    if shapes.count > 1 || stream.hasToldContexts {
      numberIntentsByQuestion()
      return
    }
    guard labelled > 0 else {
      stream.intentCount = stream.promptCount
      return
    }
    var own = [UInt32](repeating: .max, count: stream.promptCount)
    var next = UInt32(intents.count)
    for index in labels.indices {
      if labels[index] > 0 {
        stream.intent[index] = labels[index] - 1
        continue
      }
      let prompt = Int(stream.prompt[index])
      if own[prompt] == .max {
        own[prompt] = next
        next += 1
      }
      stream.intent[index] = own[prompt]
    }
    stream.intentCount = Int(next)
  }

  /// As `numberIntents`, for requests of several shapes or with contexts: those without label share an intent by prompt,
  /// shape and context.
  private mutating func numberIntentsByQuestion() {
    var own = OwnIntents()
    let labelCount = UInt32(intents.count)
    for index in labels.indices {
      if labels[index] > 0 {
        stream.intent[index] = labels[index] - 1
      } else {
        let shape = shapeOfRow.isEmpty ? 0 : shapeOfRow[index]
        stream.intent[index] =
          labelCount
          + own.number(of: stream.prompt[index], shape: shape, context: stream.contextTokens[index])
      }
    }
    stream.intentCount = intents.count + own.count
    guard shapes.count > 1 else { return }
    stream.variants.shapeOfIntent = Array(repeating: 0, count: stream.intentCount)
    for index in labels.indices {
      stream.variants.shapeOfIntent[Int(stream.intent[index])] = shapeOfRow[index]
    }
  }

  /// Puts the requests in order of time and leaves out those that stand for others.
  mutating func sort(without gone: [Int: SpanTree.Call]) {
    stream.isReordered = true
    for call in gone.values { forget(call) }
    reading.remarks[Int(RecordedReading.Remark.nested.rawValue)] += gone.keys.count { retried[$0] == nil }
    let times = stream.arrival
    let order = times.indices.filter { gone[$0] == nil }.sorted { (times[$0], $0) < (times[$1], $1) }
    func gather<Element>(_ column: inout [Element]) { column = order.map { column[$0] } }
    gather(&stream.arrival)
    gather(&stream.prompt)
    gather(&stream.intent)
    gather(&stream.user)
    gather(&stream.systemPrompt)
    gather(&stream.systemTokens)
    gather(&stream.contextTokens)
    gather(&stream.userTokens)
    gather(&stream.outputTokens)
    gather(&stream.latentDifficulty)
    gather(&stream.marks)
    if var sampled = stream.sampled {
      gather(&sampled.groups)
      gather(&sampled.origins)
      stream.sampled = sampled
    }
    turns.gather(order, of: times.count)
    stream.variants.gather(order)
    stream.recorded.gather(order)
    if let old = facts { facts = order.map { old[$0] } }
    guard let old = stream.prefixBlocks else { return }
    var new = old
    new.ids.removeAll(keepingCapacity: true)
    new.lengths.removeAll(keepingCapacity: true)
    new.offsets = [0]
    for index in order {
      if !old.lengths.isEmpty {
        new.lengths.append(contentsOf: old.lengths[old.offsets[index]..<old.offsets[index + 1]])
      }
      new.ids.append(contentsOf: old.ids[old.offsets[index]..<old.offsets[index + 1]])
      new.offsets.append(new.ids.count)
    }
    stream.prefixBlocks = new
  }

  /// Moves the first arrival to time zero, applies the time scale and sets the end.
  mutating func place() throws(Diagnostic) {
    guard let first = sampler?.first ?? stream.arrival.first, let final = sampler?.last ?? stream.arrival.last
    else { return }
    stream.end = try end(from: first, to: final)
    for index in stream.arrival.indices {
      stream.arrival[index] = try Self.scaled(stream.arrival[index] - first, source.timeScale)
    }
  }

  /// The end of a stream whose rows lie between two times.
  ///
  /// - Throws: a `Diagnostic` where it is too far.
  func end(from first: VirtualTime, to final: VirtualTime) throws(Diagnostic) -> VirtualTime {
    // Half of what an Int64 holds, so that delays can be added to every time.
    guard Int128(final.nanoseconds) - Int128(first.nanoseconds) < Int128(1) << 62 else {
      throw Diagnostic("the timestamps span more than 146 years; fewer were expected")
    }
    let last = try Self.scaled(final - first, source.timeScale)
    return VirtualTime(nanoseconds: (last.nanoseconds / 1_000_000_000 + 1) * 1_000_000_000)
  }

  /// A time of the recording as the stream runs.
  private static func scaled(_ time: VirtualTime, _ scale: Double) throws(Diagnostic) -> VirtualTime {
    if scale == 1 { return time }
    let scaled = Double(time.nanoseconds) / scale
    guard scaled < 0x1p62 else {
      throw Diagnostic("time_scale \(scale.short) stretches the stream beyond 146 years")
    }
    return VirtualTime(nanoseconds: Int64(scaled.rounded()))
  }
}
