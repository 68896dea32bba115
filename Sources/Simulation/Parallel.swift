internal import Dispatch
internal import Synchronization

/// Runs independent pieces of work on threads; the order of the results does not depend on their number.
package enum Parallel {
  /// The results of `body` for `0..<count`, in that order; work with a small index is begun first.
  package static func map<Element: Sendable>(
    _ count: Int, threads: Int, _ body: @Sendable (Int) -> Element
  ) -> [Element] {
    if count == 0 { return [] }
    if threads <= 1 || count == 1 { return (0..<count).map(body) }
    let slots = Slots<Element>(count)
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if index >= count { return }
        slots.fill(index, body(index))
      }
    }
    return slots.all()
  }

  /// Results by index; each is written once, by one thread.
  private final class Slots<Element: Sendable>: Sendable {
    private let elements: Mutex<[Element?]>

    init(_ count: Int) { elements = Mutex(Array(repeating: nil, count: count)) }

    func fill(_ index: Int, _ element: Element) { elements.withLock { $0[index] = element } }

    func all() -> [Element] { elements.withLock { $0.compactMap(\.self) } }
  }
}
