/// The faults of one input, gathered so that its writer learns of all of them at once.
public struct FaultList: Sendable {
  /// The most faults that are told; what has more is another kind of file.
  public static let most = 100

  /// The faults in the order in which they were found.
  public private(set) var faults: [Diagnostic] = []

  /// No faults yet.
  public init() {}

  /// Whether no more are taken.
  public var isFull: Bool { faults.count >= FaultList.most }

  /// Adds a fault with those that were found beside it, each once.
  public mutating func add(_ fault: Diagnostic) {
    for one in fault.all where !isFull && !faults.contains(one) { faults.append(one) }
  }

  /// Takes a step of reading and keeps its fault.
  ///
  /// - Returns: what the step made, or nil where it failed.
  @discardableResult
  public mutating func attempt<Value>(_ step: () throws(Diagnostic) -> Value) -> Value? {
    do throws(Diagnostic) {
      return try step()
    } catch {
      add(error)
      return nil
    }
  }

  /// Ends the reading where there were faults.
  ///
  /// - Throws: the fault that stands first, with all others behind it in the order of their places.
  public func check() throws(Diagnostic) {
    let sorted = faults.enumerated().sorted { one, other in
      let (own, its) = (one.element.position, other.element.position)
      return (own?.line ?? 0, own?.column ?? 0, one.offset) < (its?.line ?? 0, its?.column ?? 0, other.offset)
    }.map(\.element)
    guard var first = sorted.first else { return }
    first.others = Array(sorted.dropFirst())
    if isFull {
      first.others.append(
        Diagnostic(
          "these are the first \(FaultList.most) faults; there may be more", kind: first.kind,
          file: first.file))
    }
    throw first
  }
}
