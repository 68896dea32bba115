import Declarations
import Foundation
import Testing

@testable import Files

@Suite struct RegularFileTests {
  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/files-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func fault(_ path: String, limit: Int = 100) -> Diagnostic? {
    do throws(Diagnostic) {
      _ = try RegularFile.read(path, limit: limit)
      return nil
    } catch {
      return error
    }
  }

  @Test("a file is read whole, and refused when it holds more than the limit")
  func whole() throws {
    try inFolder { folder in
      try AtomicFile.write("seven b", to: folder + "/deep/er/x")
      #expect(try RegularFile.read(folder + "/deep/er/x") == Array("seven b".utf8))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/deep/er") == ["x"])
      let error = fault(folder + "/deep/er/x", limit: 6)
      #expect(error?.kind == .badInput)
      #expect(error?.message == "holds 7 bytes; at most 6 were expected")
      try AtomicFile.write("", to: folder + "/empty")
      #expect(try RegularFile.read(folder + "/empty").isEmpty)
    }
  }

  @Test("what is no regular file is refused at once with its kind")
  func kinds() throws {
    try inFolder { folder in
      symlink(folder + "/loop", folder + "/loop")
      mkfifo(folder + "/pipe", 0o600)
      for (path, message) in [
        (folder, "is a directory; a regular file was expected"),
        (folder + "/pipe", "is a pipe; a regular file was expected"),
        ("/dev/zero", "is a device; a regular file was expected"),
        (folder + "/loop", "cannot be opened: Too many levels of symbolic links"),
        (folder + "/none", "cannot be opened: No such file or directory"),
        ("", "the path is empty or holds a NUL byte"), ("a\0b", "the path is empty or holds a NUL byte"),
      ] {
        let error = fault(path)
        #expect(error?.message == message)
        #expect(error?.kind == .missingInput)
      }
    }
  }

  @Test("a file is told by what it is, not by its name")
  func identity() throws {
    try inFolder { folder in
      try AtomicFile.write("x", to: folder + "/a")
      symlink(folder + "/a", folder + "/soft")
      link(folder + "/a", folder + "/hard")
      for name in ["a", "soft", "hard", "../" + FilePath.lastPart(of: folder) + "/a"] {
        #expect(throws: Diagnostic.self) {
          try FileIdentity.refuse(folder + "/" + name, replacing: ["/nowhere", folder + "/a"])
        }
      }
      try FileIdentity.refuse(folder + "/b", replacing: [folder + "/a", folder + "/b"])
    }
  }

  @Test("what a dead process left is removed, what a living one writes stays")
  func stale() throws {
    try inFolder { folder in
      let mine = TemporaryName(for: "x").description
      // No process has the greatest number.
      let dead = mine.replacingOccurrences(of: ".\(getpid()).", with: ".4194303.")
      let elsewhere = ".x.tmp.some-other-host.4194303.abc"
      for name in [mine, dead, elsewhere, ".x.tmp", "x.tmp.a.4194303.b"] {
        try AtomicFile.write("x", to: folder + "/" + name)
      }
      TemporaryName.removeStale(in: folder)
      let left = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(Set(left) == [mine, elsewhere, ".x.tmp", "x.tmp.a.4194303.b"])
    }
  }

  @Test("a temporary name fits a file system, whatever is to be named")
  func longNames() throws {
    try inFolder { folder in
      let name = String(repeating: "x", count: 255)
      try AtomicFile.write("x", to: folder + "/" + name)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [name])
      #expect(TemporaryName(for: String(repeating: "é", count: 200)).description.utf8.count < 256)
    }
  }
}
