/// A path as its folder and the name in it; the root stays the root.
package struct FilePath: Sendable, Hashable, CustomStringConvertible {
  /// Everything before the last slash: empty where there is none, `/` for what lies in the root.
  package let parent: String
  /// What stands behind the last slash; empty where the path ends with one.
  package let name: String

  /// Splits a path at its last slash.
  package init(_ text: String) {
    guard let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")) else {
      (parent, name) = ("", text)
      return
    }
    name = String(text[text.index(after: slash)...])
    var folder = text[..<slash]
    while folder.utf8.last == UInt8(ascii: "/") { folder.removeLast() }
    parent = folder.isEmpty ? "/" : String(folder)
  }

  /// The folder to open: the working folder where the path names none.
  package var folder: String { parent.isEmpty ? "." : parent }

  /// The name without an ending, in whatever case the ending stands.
  package func name(without ending: String) -> String {
    guard name.count > ending.count, name.lowercased().hasSuffix(ending.lowercased()) else { return name }
    return String(name.dropLast(ending.count))
  }

  /// The path of something beside this one: in the same folder, or at `path` itself when that is absolute.
  package func beside(_ path: String) -> String { FilePath.join(parent, path) }

  package var description: String { FilePath.join(parent, name) }

  /// A path below a folder; an absolute path stays what it is, and an empty folder adds nothing.
  package static func join(_ folder: String, _ path: String) -> String {
    if folder.isEmpty || path.utf8.first == UInt8(ascii: "/") { return path }
    return folder.utf8.last == UInt8(ascii: "/") ? folder + path : folder + "/" + path
  }

  /// The path from a folder to what lies below it; nil for what lies elsewhere, and for the folder itself.
  ///
  /// Bytes are compared: of a name that begins with a combining accent the slash before it is a part of the character.
  package static func below(_ folder: String, _ path: String) -> String? {
    let stem = folder.utf8.last == UInt8(ascii: "/") ? folder : folder + "/"
    guard path.utf8.count > stem.utf8.count, path.utf8.starts(with: stem.utf8) else { return nil }
    return String(decoding: path.utf8.dropFirst(stem.utf8.count), as: UTF8.self)
  }

  /// The last part of a path that has one, slashes at the end aside; the path itself otherwise.
  package static func lastPart(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// What a report calls the input at a path: its last part, and `stdin` for standard input (`-`).
  package static func title(of path: String) -> String { path == "-" ? "stdin" : lastPart(of: path) }
}
