/// Names in the order in which a reader of a ledger meets them.
struct LedgerNames {
  /// The names, each once.
  private(set) var all: [String] = []
  private var places: [String: Int] = [:]

  /// The place of a name, which is added where it is new.
  ///
  /// - Complexity: O(1), as logs may have a model or a category a call.
  mutating func place(of name: String) -> Int {
    if let place = places[name] { return place }
    places[name] = all.count
    all.append(name)
    return all.count - 1
  }
}
