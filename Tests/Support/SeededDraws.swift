import Declarations
import Simulation

/// Random values that a seed names: the same seed gives the same values on every machine.
package struct SeededDraws {
  private var words: SplitMix

  package init(seed: UInt64) { words = SplitMix(state: RandomStream.mix(seed &+ 0x9E37_79B9_7F4A_7C15)) }

  /// The next 64 bits.
  package mutating func bits() -> UInt64 { words.next() }

  /// A number from 0 up to 1.
  package mutating func uniform() -> Double { Double(bits() >> 11) * 0x1p-53 }

  /// Whether something of a probability happens.
  package mutating func happens(_ probability: Double) -> Bool { uniform() < probability }

  /// An integer from `range`.
  package mutating func integer(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(bits() % UInt64(range.upperBound - range.lowerBound + 1))
  }

  /// One of some elements, of which there is one at least.
  package mutating func element<Element>(of elements: [Element]) -> Element {
    elements[integer(0...elements.count - 1)]
  }

  /// Some of the elements in their order, up to a count.
  package mutating func some<Element>(of elements: [Element], atMost count: Int) -> [Element] {
    var rest = elements
    var taken: [Element] = []
    for _ in 0..<min(count, elements.count) where taken.isEmpty || happens(0.5) {
      taken.append(rest.remove(at: integer(0...rest.count - 1)))
    }
    return taken
  }

  /// A number whose logarithm is spread evenly.
  package mutating func logarithmic(_ low: Double, _ high: Double) -> Double {
    low * Transcendental.exp(uniform() * Transcendental.log(high / low))
  }

  /// A number within bounds: now and then one of their ends, most often one near `usual`.
  package mutating func number(_ bounds: Bounds, near usual: Double?) -> Double {
    let low = bounds.minimum.map { bounds.excludesMinimum ? $0.nextUp : $0 }
    if let low, happens(0.08) { return low }
    if happens(0.05) { return bounds.maximum ?? element(of: [1e6, 1e9, 1e15, 1e300]) }
    if let low = bounds.minimum, let high = bounds.maximum, high - low <= 2 {
      return min(max(low + (high - low) * rounded(uniform()), low.nextUp), high)
    }
    var value = rounded(logarithmic(0.05, 20) * (usual.map { $0 == 0 ? 1 : abs($0) } ?? 10))
    if bounds.minimum == nil, happens(0.3) { value = -value }
    value = min(value, bounds.maximum ?? value)
    return max(value, low ?? value)
  }

  /// An integer within bounds: now and then one of their ends, most often a small one near `usual`.
  package mutating func integer(from low: Int, to high: Int, near usual: Int?) -> Int {
    if happens(0.08) { return low }
    if happens(0.03) { return high }
    let near = Int(min(logarithmic(0.1, 10) * Double(min(usual ?? 10, 1000)), 1e6))
    return min(max(near, low), high)
  }

  private func rounded(_ value: Double) -> Double {
    // Three digits are enough to read.
    guard value.isFinite, value > 0 else { return value }
    var scale = 1.0
    while value * scale < 100 { scale *= 10 }
    return (value * scale).rounded() / scale
  }
}
