/// Intents of requests without label: one a prompt, shape and number of tokens of the context, in the order of their first
/// appearance.
struct OwnIntents: Sendable {
  private struct Question: Hashable {
    var prompt, shape, context: UInt32
  }

  /// By prompt, of the first shape without context; `.max` where there is none.
  private var plain: [UInt32] = []
  /// The others.
  private var others: [Question: UInt32] = [:]
  /// The shape of each; empty while there is one.
  private(set) var shapes: [UInt32] = []
  /// How many there are.
  private(set) var count = 0

  /// The number of a prompt's intent.
  mutating func number(of prompt: UInt32, shape: UInt32, context: UInt32) -> UInt32 {
    if shape == 0, context == 0 {
      let place = Int(prompt)
      if place >= plain.count {
        plain.append(contentsOf: repeatElement(.max, count: place + 1 - plain.count))
      }
      if plain[place] == .max { plain[place] = add(shape) }
      return plain[place]
    }
    let question = Question(prompt: prompt, shape: shape, context: context)
    if let known = others[question] { return known }
    let number = add(shape)
    others[question] = number
    return number
  }

  private mutating func add(_ shape: UInt32) -> UInt32 {
    if shape > 0 || !shapes.isEmpty {
      shapes.append(contentsOf: repeatElement(0, count: count - shapes.count))
      shapes.append(shape)
    }
    count += 1
    return UInt32(count - 1)
  }
}
