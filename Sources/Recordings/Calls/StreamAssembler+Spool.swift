import Declarations
import Files
import Simulation
import Traffic

extension StreamAssembler {
  /// Writes the rows that no later one is compared with any more to the temporary file, where there is one.
  ///
  /// - Parameter all: whether that are all.
  /// - Throws: a `Diagnostic` of kind `outputFailed`.
  mutating func spill(all: Bool = false) throws(Diagnostic) {
    guard let rows = spool?.rows, all || stream.count >= 2 * rows else { return }
    let count = all ? stream.count : rows
    hasNames = hasNames || calls.count > 0 || !spans.isEmpty
    try numberIntents(of: count)
    let gone = superseded.merging(spans.superseded()) { call, _ in call }.merging(retried) { _, call in call }
    for (request, call) in gone where request < count {
      forget(call)
      if retried[request] == nil { reading.remarks[Int(RecordedReading.Remark.nested.rawValue)] += 1 }
    }
    if !gone.isEmpty { isSorted = false }
    var order = gone.isEmpty ? Array(0..<count) : (0..<count).filter { gone[$0] == nil }
    let times = stream.arrival
    if zip(order, order.dropFirst()).contains(where: { times[$1] < times[$0] }) {
      order.sort { (times[$0], $0) < (times[$1], $1) }
    }
    stream.sampled = sampler?.take(count)
    try spool?.append(stream, order)
    stream.sampled = nil
    superseded = gone.filter { retried[$0.key] == nil }
    drop(count)
  }

  /// Forgets the first rows, which lie in the temporary file.
  private mutating func drop(_ rows: Int) {
    func shifted<Value>(_ calls: [Int: Value]) -> [Int: Value] {
      var left: [Int: Value] = [:]
      for (request, value) in calls where request >= rows { left[request - rows] = value }
      return left
    }
    failures = shifted(failures)
    retried = shifted(retried)
    unfinished = shifted(unfinished)
    superseded = shifted(superseded)
    spans.drop(rows)
    if calls.count > 0 {
      let old = requestOfCall
      requestOfCall = old.filter { $0 >= rows }.map { $0 - UInt32(rows) }
      calls = calls.keeping { old[Int($0)] >= rows }
    }
    labels.removeFirst(rows)
    shapeOfRow.removeFirst(min(rows, shapeOfRow.count))
    stream.removeFirst(rows)
    spilled += rows
  }

  /// Numbers the intents of the first rows: a label's own number, or one behind all labels.
  private mutating func numberIntents(of rows: Int) throws(Diagnostic) {
    for row in 0..<rows {
      let shape = shapeOfRow.isEmpty ? 0 : shapeOfRow[row]
      if labels[row] > 0 {
        let label = Int(labels[row] - 1)
        stream.intent[row] = UInt32(label)
        guard shape > 0 || !shapeOfLabel.isEmpty else { continue }
        shapeOfLabel.append(contentsOf: repeatElement(0, count: max(0, label + 1 - shapeOfLabel.count)))
        shapeOfLabel[label] = shape
      } else {
        let own = ownIntents.number(of: stream.prompt[row], shape: shape, context: stream.contextTokens[row])
        stream.intent[row] = own | SpooledLog.unlabelled
      }
    }
    guard ownIntents.count < Int(SpooledLog.unlabelled), intents.count < Int(SpooledLog.unlabelled) else {
      throw Diagnostic("the log has more than 2 billion different questions; fewer were expected")
    }
  }

  /// What was read, when all rows were taken.
  ///
  /// - Throws: a `Diagnostic`.
  mutating func finishSpool(sourceHash: String, format: String) throws(Diagnostic) -> SpooledLog {
    try spill(all: true)
    stream.sourceHash = sourceHash
    stream.variants.count = max(1, variants.count)
    try sampler?.finish(&stream)
    stream.isChangeKnown = false
    stream.hasIntentLabels = labelled > 0 && labelled == spilled
    stream.intentCount = intents.count + ownIntents.count
    if shapes.count > 1 {
      stream.variants.shapeOfIntent =
        shapeOfLabel + repeatElement(0, count: intents.count - shapeOfLabel.count) + ownIntents.shapes
        + repeatElement(0, count: ownIntents.count - ownIntents.shapes.count)
    }
    stream.isReordered = !isSorted
    noteReading(as: format, from: spool?.first, to: spool?.last)
    let first = sampler?.first ?? spool?.first
    if let first, let last = sampler?.last ?? spool?.last { stream.end = try end(from: first, to: last) }
    guard let spool else { preconditionFailure("What is written to no file is finished otherwise.") }
    return SpooledLog(
      header: stream, spool: spool, first: first ?? .zero, timeScale: source.timeScale,
      labels: UInt32(intents.count), hasSessions: hasSessions,
      compared: hasNames && spilled > spool.rows ? spool.rows : nil)
  }
}
