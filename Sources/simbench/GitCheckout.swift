import Declarations
import Experiments
import Files
import Foundation
import Scenarios

/// The files of a commit in a folder of their own; the repository is only read.
struct GitCheckout {
  /// The commit as it was named.
  let reference: String
  private let folder: String
  private let root: String
  /// Where files that were moved or renamed since the commit lay then, by their place now; both from the root.
  private let moved: [String: String]
  private var tree: String { folder + "/tree" }

  /// Writes the files of a commit of the repository that holds a file.
  ///
  /// An index of its own keeps the user's index and work tree as they are.
  /// - Throws: a `Diagnostic`: of kind `missingInput` without git or repository, `usage` when the commit is unknown.
  init(_ reference: String, holding path: String) throws(Diagnostic) {
    self.reference = reference
    let git = try Git(in: FilePath(path).folder)
    let top = try git.root()
    root = URL(fileURLWithPath: top).resolvingSymlinksInPath().path
    let commit = try git.commit(reference)
    moved = try Git(in: root).moved(since: commit)
    let parent = FileManager.default.temporaryDirectory.path
    folder = FilePath.join(parent, TemporaryName(for: "simbench-against").description)
    Leftovers.add(folder)
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw Diagnostic(
        "cannot make the folder: \(error.localizedDescription)", kind: .outputFailed, file: folder)
    }
    // Data that lie beside the checkout lie beside this one as well.
    let shared = root + "/../shared"
    if FileIdentity.exists(shared) {
      try? FileManager.default.createSymbolicLink(atPath: folder + "/shared", withDestinationPath: shared)
    }
    do throws(Diagnostic) {
      let own = try Git(in: root, index: folder + "/index")
      try own.require(["read-tree", commit])
      try own.checkOut(to: tree)
    } catch {
      remove()
      throw error
    }
  }

  /// Whether the files are those of the repository that holds a file.
  func holds(_ path: String) -> Bool { prefix(of: FilePath(path).folder) != nil }

  /// The path from the root to a folder, with a slash at its end unless it is empty; nil where it is of no repository or of
  /// another one.
  ///
  /// Git is asked only about what lies in a repository within this one: a folder of scenarios asks this for each of them.
  private func prefix(of folder: String) -> String? {
    let full = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
    guard full != root else { return "" }
    guard let place = FilePath.below(root, full) else { return nil }
    var inner = full
    while inner.utf8.count > root.utf8.count {
      if FileIdentity.exists(inner + "/.git") {
        guard let git = try? Git(in: folder), (try? git.root()) == root else { return nil }
        break
      }
      inner = FilePath(inner).folder
    }
    return place + "/"
  }

  /// Removes the folder.
  func remove() {
    try? FileManager.default.removeItem(atPath: folder)
    Leftovers.remove(folder)
  }

  /// A scenario as it was at the commit; what it reads and the commit does not hold is taken from where it lies now.
  ///
  /// - Throws: a `Diagnostic` that names the commit; of kind `baseline` when the scenario was not there.
  func scenario(_ path: String, _ options: Scenario.Options, _ invocation: Invocation) throws(Diagnostic)
    -> Scenario
  {
    let former = formerPath(of: path)
    guard FileIdentity.exists(former) else {
      throw Diagnostic(
        "the scenario is not there at \(reference), so nothing can be compared; of one that was moved, git has to know the "
          + "new file (git add), of which half has to be as it was, and its 'name' the same", kind: .baseline,
        file: path)
    }
    do throws(Diagnostic) {
      if let root = try? JSONParser.parse(try RegularFile.read(former), what: "scenario") {
        link(root, from: FilePath(path).folder, to: FilePath(former).folder)
      }
      return try ScenarioOptions.scenario(former, options, invocation)
    } catch {
      throw placed(error)
    }
  }

  /// The place in the checkout of a file, or of the one that it was before it was moved.
  private func formerPath(of path: String) -> String {
    let now = place(of: path) ?? FilePath(path).name
    let same = "\(tree)/\(now)"
    guard !FileIdentity.exists(same), let former = moved[now].map({ "\(tree)/\($0)" }),
      let name = GitCheckout.name(in: path), name == GitCheckout.name(in: former)
    else { return same }
    return former
  }

  /// The name that a scenario's file states; nil where it states none.
  ///
  /// Git takes one scenario for another that is much like it, as those are that began as a copy; their names tell them apart.
  private static func name(in path: String) -> String? {
    guard let bytes = try? RegularFile.read(path),
      let root = try? JSONParser.parse(bytes, what: "scenario")
    else { return nil }
    return root["name"]?.string
  }

  /// The path of a file from the root of the repository; nil where its folder is in none, or in another one.
  func place(of path: String) -> String? {
    prefix(of: FilePath(path).folder).map { "\($0)\(FilePath(path).name)" }
  }

  /// Where a scenario lay at the commit, from the root of the repository; nil where it is not moved.
  func formerPlace(of path: String) -> String? {
    let former = formerPath(of: path)
    // Two spellings of one name, composed and decomposed, are equal texts and two files.
    guard let now = place(of: path), !former.utf8.elementsEqual("\(tree)/\(now)".utf8) else { return nil }
    return FilePath.below(tree, former)
  }

  /// The scenarios that a folder held at the commit, by their paths in the folder as it is now.
  func scenarios(in folder: String) -> [String] {
    guard let place = prefix(of: folder),
      let former = try? ScenarioLocator.references(tree + "/" + place), former.isFolder
    else { return [] }
    return former.paths.map { FilePath.join(folder, FilePath($0).name) }
  }

  /// A fault and those beside it, with the commit in place of the folder.
  func placed(_ fault: Diagnostic) -> Diagnostic {
    var faults = FaultList()
    for var one in fault.all {
      if let place = FilePath.below(tree, one.file) { one.file = "\(reference):\(place)" }
      faults.add(one)
    }
    do throws(Diagnostic) { try faults.check() } catch { return error }
    return fault
  }

  /// Links files that a scenario names and the commit does not hold, or holds as pointers of Git LFS to the very same.
  private func link(_ node: JSONNode, from present: String, to former: String) {
    for member in node.members ?? [] { link(member.node, from: present, to: former) }
    for element in node.elements ?? [] { link(element, from: present, to: former) }
    guard let text = node.string, !text.isEmpty, !text.hasPrefix("/"), text.utf8.count < 1000,
      !text.utf8.contains(0)
    else { return }
    let target = URL(fileURLWithPath: FilePath.join(former, text)).standardizedFileURL.path
    let source = URL(fileURLWithPath: FilePath.join(present, text)).standardizedFileURL.path
    guard FilePath.below(tree, target) != nil, FileIdentity.exists(source) else { return }
    if FileIdentity.exists(target) {
      guard LargeFilePointer(at: target)?.stands(for: source) == true, unlink(target) == 0 else { return }
    }
    let manager = FileManager.default
    try? manager.createDirectory(
      atPath: FilePath(target).folder, withIntermediateDirectories: true)
    try? manager.createSymbolicLink(atPath: target, withDestinationPath: source)
  }
}

/// The user's git, in one folder.
private struct Git {
  private let program: String
  private let folder: String
  private let index: String?

  init(in folder: String, index: String? = nil) throws(Diagnostic) {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let candidates = folders.filter { $0.hasPrefix("/") }.map { "\($0)/git" }
    guard let found = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
      throw Diagnostic("git is not installed; --against reads a commit with it", kind: .missingInput)
    }
    program = found
    self.folder = folder
    self.index = index
  }

  /// The folder of the repository's files.
  func root() throws(Diagnostic) -> String {
    let (status, text) = try run(["rev-parse", "--show-toplevel"])
    guard status == 0, !text.isEmpty else {
      throw Diagnostic(
        "is in no git repository, or one that git does not trust; --against reads a commit of it",
        kind: .missingInput, file: folder)
    }
    return text
  }

  /// The full name of a commit.
  func commit(_ reference: String) throws(Diagnostic) -> String {
    let (status, text) = try run([
      "rev-parse", "--verify", "--quiet", "--end-of-options", reference + "^{commit}",
    ])
    guard status == 0, !text.isEmpty else {
      throw Diagnostic(
        "--against names '\(reference)', which is no commit of this repository; a branch, tag or commit was expected "
          + "(a shallow clone may lack it: git fetch gets it)", kind: .usage)
    }
    return text
  }

  /// The files that are new since a commit and much like one that is gone, by their new places: what they were then.
  ///
  /// A file that git does not know yet is none of them.
  func moved(since commit: String) throws(Diagnostic) -> [String: String] {
    let (status, text) = try run([
      "diff", "--no-ext-diff", "--no-textconv", "--find-renames", "--diff-filter=R", "--name-status",
      "-z", commit, "--",
    ])
    guard status == 0 else { return [:] }
    // A status, the former place and the present one, each with a zero behind it.
    let parts = text.split(separator: "\0")
    var moved: [String: String] = [:]
    for place in stride(from: 0, to: parts.count - 2, by: 3) {
      moved[String(parts[place + 2])] = String(parts[place + 1])
    }
    return moved
  }

  /// Writes the files of the index to a folder.
  ///
  /// Where Git LFS cannot fetch a file, be it of no scenario, pointers stand for all of them.
  func checkOut(to tree: String) throws(Diagnostic) {
    let arguments = ["checkout-index", "--all", "--force", "--prefix=\(tree)/"]
    guard try run(arguments).status != 0 else { return }
    let plain = ["filter.lfs.smudge=", "filter.lfs.process=", "filter.lfs.required=false"]
    guard try run(plain.flatMap { ["-c", $0] } + arguments).status == 0 else {
      throw Diagnostic("git checkout-index failed", kind: .outputFailed, file: folder)
    }
  }

  /// Runs a command that must succeed.
  func require(_ arguments: [String]) throws(Diagnostic) {
    guard try run(arguments).status == 0 else {
      throw Diagnostic("git \(arguments[0]) failed", kind: .outputFailed, file: folder)
    }
  }

  /// Runs git: its status, and what it printed without the last line end.
  private func run(_ arguments: [String]) throws(Diagnostic) -> (status: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["-C", folder] + arguments
    // A hook sets variables that would lead elsewhere.
    var environment = ProcessInfo.processInfo.environment.filter {
      !["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY"].contains($0.key)
    }
    environment["LC_ALL"] = "C.UTF-8"
    if let index { environment["GIT_INDEX_FILE"] = index }
    process.environment = environment
    let pipe = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      throw Diagnostic("git could not be started", kind: .missingInput, file: program)
    }
    Leftovers.add(process: process.processIdentifier)
    defer { Leftovers.remove(process: process.processIdentifier) }
    var text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    if text.hasSuffix("\n") { text.removeLast() }
    return (process.terminationReason == .exit ? process.terminationStatus : -1, text)
  }
}
