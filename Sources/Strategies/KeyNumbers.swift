import Traffic

/// Numbers the keys of requests under a recipe in the order of their first appearance, as they come.
///
/// The requested model is one for all requests of a strategy, unless that goes as recorded, and a context follows from its
/// prompt unless users have their own or a log tells its tokens, so neither splits keys further.
package struct KeyNumbers {
  /// What a key consists of; parts that do not enter are 0.
  private struct Key: Hashable {
    var prompt: UInt64
    var system: UInt32 = 0
    var variant: UInt32 = 0
    var context: UInt32 = 0
    var user: UInt32 = 0
    var team: UInt32?
    var apiKey: UInt32?
    var model: UInt32 = 0
    var marks: UInt32 = 0
  }

  private let splitsSystem, splitsRequest, splitsContext, splitsTemperature, splitsUser, splitsTier: Bool
  private let splitsModel, splitsTeam, splitsAPIKey: Bool
  /// Whether contexts are told apart by their tokens, and not by the question.
  private let hasToldContexts: Bool
  private var numbers: [Key: UInt32] = [:]

  /// How many keys there are so far.
  package var count: Int { numbers.count }

  /// Nothing yet of a stream, or of the windows of one; nil where its prompts are the keys.
  ///
  /// - Parameter stream: the stream, or what knows how many system prompts and variants there are.
  package init?(_ recipe: KeyRecipe, of stream: QueryStream) {
    let parts = recipe.parts
    splitsSystem = parts.contains(.system) && stream.systemPromptCount > 1
    splitsRequest = parts.contains(.request) && stream.variants.count > 1
    hasToldContexts = stream.hasToldContexts
    let hasOwnContexts = stream.hasOwnContexts && stream.contextTokens.contains { $0 > 0 }
    splitsContext = parts.contains(.context) && (hasToldContexts || hasOwnContexts)
    splitsTemperature = parts.contains(.temperature)
    splitsUser = parts.contains(.user)
    splitsTier = parts.contains(.tier)
    splitsTeam = parts.contains(.team)
    splitsAPIKey = parts.contains(.apiKey)
    splitsModel = recipe.splitsModels && parts.contains(.model) && stream.recorded.modelNames.count > 1
    let splits =
      splitsSystem || splitsRequest || splitsContext || splitsTemperature || splitsUser || splitsTier
      || splitsModel || splitsTeam || splitsAPIKey
    guard splits || recipe.normalisation != .none else { return nil }
  }

  /// The number of a request's key.
  ///
  /// - Parameter prompt: the prompt that stands for those whose normalised text is the same.
  package mutating func number(of request: Int, in stream: QueryStream, prompt: UInt64) -> UInt32 {
    var key = Key(prompt: prompt)
    if splitsSystem { key.system = stream.systemPrompt[request] }
    if splitsRequest { key.variant = stream.variants.variant(of: request) }
    if splitsContext {
      key.context = hasToldContexts ? stream.contextTokens[request] : stream.intent[request]
    }
    if splitsUser { key.user = stream.user[request] }
    if splitsTeam { key.team = stream.recorded.team[request] }
    if splitsAPIKey { key.apiKey = stream.recorded.apiKey[request] }
    if splitsTemperature, !stream.marks[request].contains(.temperatureZero) { key.marks = 1 }
    if splitsTier { key.marks |= UInt32(stream.marks[request].tier) << 1 }
    if splitsModel { key.model = stream.recorded.model[request] ?? .max }
    if let known = numbers[key] { return known }
    let number = UInt32(numbers.count)
    numbers[key] = number
    return number
  }
}
