import Simulation
import Traffic

/// What layers ask of every request, one element at a time.
///
/// Not inlined: a layer that loads the stream to read one element of it counts the references of all its columns,
/// which took a quarter of a run.
extension Gateway {
  @inline(never) func marks(of request: Int) -> RequestMarks { stream.marks[request] }

  @inline(never) func prompt(of request: Int) -> UInt32 { stream.prompt[request] }

  @inline(never) func intent(of request: Int) -> UInt32 { stream.intent[request] }

  @inline(never) func userTokens(of request: Int) -> Int { Int(stream.userTokens[request]) }

  @inline(never) func user(of request: Int) -> UInt32 { stream.user[request] }

  @inline(never) func conversation(of request: Int) -> Int { stream.conversation(of: request) }

  /// The team or key that a recording names, `.max` where its row names none; nil where no row names any.
  @inline(never) func account(_ column: KeyPath<RecordedCalls, SparseColumn<UInt32>>, of request: Int)
    -> UInt64?
  {
    let column = stream.recorded[keyPath: column]
    return column.isEmpty ? nil : UInt64(column[request] ?? .max)
  }

  /// The version of the answer to an intent at a time.
  @inline(never) func version(of intent: UInt32, at now: VirtualTime) -> UInt32 {
    stream.answers.version(of: intent, at: now)
  }

  /// The number of its prompt in the whole of a stream that is a sample; it addresses what is drawn of the prompt.
  @inline(never) func promptOrigin(of request: Int) -> Int { stream.promptOrigin(stream.prompt[request]) }

  /// The number of a request in the whole of a stream that is a sample; it addresses the request's luck.
  func origin(of request: Int) -> Int {
    guard let origins else { return firstOrigin + request }
    return Int(origins[request])
  }
}
