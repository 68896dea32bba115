/// The groups of parts of a recording that are left out in turn for its interval.
///
/// As a log is one draw of its users, so many of them, a group counts for as many as it has of them; a hash deals more of
/// them out to one part than to another.
struct PartGroups {
  /// How many there are; 0 where the parts give no interval.
  let count: Int
  /// The group of each part.
  private(set) var ofPart: [Int]
  /// What is left of the whole without each group.
  private(set) var rest: [Double] = []

  /// The groups of the parts in their order; those without requests tell nothing.
  init(of parts: [PartialPart], isRecorded: Bool) {
    let some = parts.indices.filter { parts[$0].requests > 0 }
    // Prompts are not what makes one log differ from another: users are, who are in all parts by key.
    let isDraw = parts.allSatisfy { [.user, .session].contains($0.sample.unit) }
    count =
      isRecorded && isDraw && some.count >= SamplingGroups.fewest ? min(SamplingGroups.most, some.count) : 0
    ofPart = Array(repeating: 0, count: parts.count)
    guard count > 0 else { return }
    // Users are counted where each is in one part alone; otherwise a part is as good as another.
    let users = some.compactMap { parts[$0].reading?.users }
    let areCounted = users.count == some.count && users.allSatisfy { $0 > 0 }
    var sizes = [Int](repeating: 0, count: count)
    for (place, part) in some.enumerated() {
      ofPart[part] = place % count
      sizes[place % count] += areCounted ? users[place] : 1
    }
    let whole = Double(sizes.reduce(0, +))
    rest = sizes.map { 1 - Double($0) / whole }
  }
}
