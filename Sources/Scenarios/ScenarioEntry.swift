import Declarations
import Files
import Foundation
import Similarity

/// A scenario that can be named, as `list scenarios` shows it.
public struct ScenarioEntry: Sendable, Hashable {
  /// Something that a scenario wants beside itself.
  public struct Need: Sendable, Hashable {
    /// What it is, such as `shared data` or `the model minilm`.
    public let what: String
    /// How to get it.
    public let remedy: String
    /// Whether it is here.
    public let isHere: Bool
  }

  /// The name by which it is run.
  public let name: String
  /// The file.
  public let path: String
  /// What it asks, where the file can be read and says so.
  public let question: String?
  /// What it wants.
  public let needs: [Need]

  /// Reads what a list shows of a scenario; a file that is no scenario has its name alone.
  init(name: String, path: String) {
    self.name = name
    self.path = path
    guard let bytes = try? RegularFile.read(path, limit: 1 << 20),
      let root = try? JSONParser.parse(bytes, what: "scenario")
    else {
      (question, needs) = (nil, [])
      return
    }
    question = root["title"]?.string
    var found = Found()
    found.read(root, key: "")
    needs = found.needs(path)
  }

  /// The values of a scenario that lead outside it.
  private struct Found {
    var shared: [String] = []
    var models: Set<String> = []

    mutating func read(_ node: JSONNode, key: String) {
      for member in node.members ?? [] { read(member.node, key: member.key) }
      for element in node.elements ?? [] { read(element, key: key) }
      guard let text = node.string else { return }
      if text.hasPrefix("shared:") { shared.append(text) }
      if key.hasSuffix("embedder") { models.insert(text.replacing("-", with: "_")) }
    }

    func needs(_ path: String) -> [Need] {
      var needs: [Need] = []
      if !shared.isEmpty {
        needs.append(
          Need(
            what: "shared data", remedy: "SIMBENCH_DATA names its folder",
            isHere: shared.allSatisfy { FileIdentity.exists(ScenarioLocator.resolve($0, from: path)) }))
      }
      let store = try? ModelStore(environment: ProcessInfo.processInfo.environment)
      for model in ModelDeclaration.all where models.contains(model.name) {
        needs.append(
          Need(
            what: "the model \(model.name)", remedy: "`simbench models install \(model.name)`",
            isHere: store?.isThere(model) ?? false))
      }
      return needs
    }
  }
}
