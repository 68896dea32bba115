import Declarations
import Files
import Foundation

/// Puts the files of a finished run in place of those of the run before.
///
/// A run writes to a hidden folder inside its results. When everything is complete, that folder is renamed to
/// `.publish`, which decides: from then on a run that is interrupted is finished by the next one, and before it
/// the earlier results are whole. The manifest moves last.
struct Publication {
  /// The folder of results.
  let folder: OutputFolder
  private var journal: String { folder.path(of: ".publish") }

  /// Finishes what an interrupted run had decided on, and removes what dead processes left.
  func recover() throws(Diagnostic) {
    TemporaryName.removeStale(in: folder.path)
    try locked { () throws(Diagnostic) in try rollForward() }
  }

  /// Publishes the files of a folder inside the results.
  func publish(_ staging: OutputFolder, as run: Manifest.Run) throws(Diagnostic) {
    var run = run
    for name in Publication.names(in: staging.path) {
      try FileIdentity.refuse(folder.path(of: name), replacing: folder.inputs)
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: folder.path(of: name), isDirectory: &isFolder),
        isFolder.boolValue
      {
        throw SystemFault(code: EISDIR).diagnostic(folder.path(of: name))
      }
      guard let file = Manifest.File(name, in: staging.path) else {
        throw SystemFault(code: EIO).diagnostic(staging.path(of: name))
      }
      run.files.append(file)
    }
    let finished = run
    try Leftovers.uninterrupted { () throws(Diagnostic) in
      try locked { () throws(Diagnostic) in
        try rollForward()
        let manifest = (try Manifest.read(in: folder.path) ?? Manifest()).replacing(finished)
        try staging.write(manifest.json.text() + "\n", to: Manifest.name)
        guard rename(staging.path, journal) == 0 else { throw SystemFault.last.diagnostic(journal) }
        try rollForward()
      }
    }
  }

  /// Moves the files of a decided run to their places.
  private func rollForward() throws(Diagnostic) {
    guard FileIdentity.exists(journal) else { return }
    let next = try Manifest.read(in: journal)
    for name in Publication.names(in: journal) where name != Manifest.name {
      try folder.move(FilePath.join(journal, name), to: name)
    }
    if let next {
      let kept = Set(next.files.map(\.name))
      // A file that a person has changed since is theirs.
      for file in (try Manifest.read(in: folder.path))?.files ?? [] where !kept.contains(file.name) {
        if Manifest.File(file.name, in: folder.path) == file { unlink(folder.path(of: file.name)) }
      }
      try folder.move(FilePath.join(journal, Manifest.name), to: Manifest.name)
    }
    try? FileManager.default.removeItem(atPath: journal)
  }

  /// Runs alone among the processes that publish here, where the file system can lock.
  private func locked(_ body: () throws(Diagnostic) -> Void) throws(Diagnostic) {
    let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { if descriptor >= 0 { close(descriptor) } }
    if descriptor >= 0 { while flock(descriptor, LOCK_EX) != 0 && errno == EINTR {} }
    try body()
  }

  /// The files of a folder that are not hidden, in order.
  private static func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { !$0.hasPrefix(".") }
      .sorted()
  }
}

extension OutputFolder {
  /// A folder of results: made where it is missing, and what an interrupted run left in it is put right.
  ///
  /// - Throws: a `Diagnostic` of kind `outputFailed`, or `usage` when a file of a person's would be in the way.
  package static func results(_ path: String, inputs: [String]) throws(Diagnostic) -> OutputFolder {
    var folder = try OutputFolder(path)
    folder.inputs = inputs
    try Publication(folder: folder).recover()
    _ = try Manifest.read(in: folder.path)
    return folder
  }

  /// Lets a run write its files in a folder of its own, and puts all of them in place when they are complete.
  ///
  /// Files of the command's run before that this one does not make are removed. When something is thrown, the
  /// earlier results stay whole.
  func publish<Value>(
    _ run: Manifest.Run, _ body: (OutputFolder) throws(Diagnostic) -> Value
  ) throws(Diagnostic) -> Value {
    let staging = try OutputFolder(path(of: TemporaryName(for: "results").description))
    Leftovers.add(staging.path)
    defer {
      try? FileManager.default.removeItem(atPath: staging.path)
      Leftovers.remove(staging.path)
    }
    let value = try body(staging)
    try Publication(folder: self).publish(staging, as: run)
    return value
  }
}
