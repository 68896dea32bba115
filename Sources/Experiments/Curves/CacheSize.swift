import Declarations
import Eviction

/// The unit of capacities.
package enum CapacityUnit: Sendable {
  /// Entries, each of which takes 1.
  case entries

  /// Bytes, by the sizes of the trace.
  case bytes
}

/// A size of a cache as people write it: `1%`, `500`, `64MiB`.
package enum CacheSize: Hashable, Sendable {
  /// A share of the working set, above 0 and at most 1.
  case share(Double)

  /// A capacity.
  case capacity(UInt64)

  /// Reads a size.
  ///
  /// - Throws: a `Diagnostic` of kind `usage` that says what was expected.
  package init(parsing text: String, unit: CapacityUnit) throws(Diagnostic) {
    let word = text.filter { $0 != " " }
    func expected() -> Diagnostic {
      let own =
        unit == .bytes ? "bytes from 1 on such as 4096 or 64MiB" : "a whole number of entries from 1 on"
      return Diagnostic(
        "the size '\(text)' cannot be; a share of the working set such as 1%, or \(own) was expected",
        kind: .usage)
    }
    if word.hasSuffix("%") {
      guard let percent = CacheSize.number(word.dropLast()), percent > 0, percent <= 100 else {
        throw expected()
      }
      self = .share(percent / 100)
      return
    }
    let letters = word.drop { $0.isNumber || $0 == "." }
    let digits = word.prefix(word.count - letters.count)
    if letters.isEmpty {
      guard let count = UInt64(digits), count > 0 else { throw expected() }
      self = .capacity(count)
      return
    }
    guard let scale = CacheSize.units[letters.lowercased()] else { throw expected() }
    guard unit == .bytes else {
      throw Diagnostic("the size '\(text)' is in bytes; --bytes was expected beside it", kind: .usage)
    }
    guard let number = CacheSize.number(digits), number * scale >= 1, number * scale < 0x1p63 else {
      throw expected()
    }
    self = .capacity(UInt64((number * scale).rounded()))
  }

  /// Bytes of each unit that a size can have.
  private static let units: [String: Double] = [
    "b": 1, "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12,
    "kib": 0x1p10, "mib": 0x1p20, "gib": 0x1p30, "tib": 0x1p40,
  ]

  private static func number(_ text: Substring) -> Double? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 }) else { return nil }
    return Double(text)
  }

  /// The capacity for a working set; one above it is the working set, as every such cache does the same.
  package func capacity(of workingSet: UInt64) -> UInt64 {
    switch self {
    case .share(let share): return max(1, UInt64((share * Double(workingSet)).rounded()))
    case .capacity(let capacity): return min(capacity, workingSet)
    }
  }
}
