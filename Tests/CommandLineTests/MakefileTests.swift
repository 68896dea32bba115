import Foundation
import Testing

/// What the Makefile says when something is missing.
@Suite("the Makefile")
struct MakefileTests {
  /// The checkout.
  private static var root: String {
    let file = URL(fileURLWithPath: #filePath)
    return file.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
  }

  /// Runs make in the checkout, with programs that stand in for others before the path.
  private func make(_ words: String, programs: [String: String] = [:]) throws -> Simbench.Outcome {
    let simbench = try Simbench()
    defer { simbench.remove() }
    for (name, text) in programs {
      try simbench.write("#!/bin/sh\n\(text)\n", to: name)
      #expect(try simbench.shell("chmod +x \(name)").code == 0)
    }
    return try simbench.shell("PATH=$PWD:$PATH make --no-print-directory -C '\(MakefileTests.root)' \(words)")
  }

  @Test(
    "a missing, old or odd Swift gets a sentence with what to install",
    arguments: [
      ("missing-swift", "'missing-swift' is not on the path; "), ("old-swift", "'old-swift' is Swift 5.9; "),
      ("older-swift", "'older-swift' is Swift 6.1; "),
      ("odd-swift", "'odd-swift --version' tells no version; "),
    ])
  func swift(program: String, beginning: String) throws {
    let programs = [
      "old-swift": "echo 'swift-driver version: 1.87 Swift version 5.9.2 (swift-5.9.2-RELEASE)'",
      "older-swift": "echo 'Swift version 6.1 (swift-6.1-RELEASE)'", "odd-swift": "echo hello",
    ]
    for target in ["run", "test", "lint"] {
      let outcome = try make("\(target) SWIFT=\(program)", programs: programs)
      #expect(outcome.code != 0)
      #expect(
        outcome.errors.hasPrefix(
          "error: \(beginning)a Swift 6.2 toolchain or newer was expected (https://www.swift.org/install)"),
        "\(outcome.errors)")
    }
  }

  @Test("a new Swift is taken")
  func newSwift() throws {
    let outcome = try make(
      "toolchain SWIFT=new-swift", programs: ["new-swift": "echo 'Swift version 10.0 (swift-10.0)'"])
    #expect(outcome.code == 0 && outcome.errors == "")
  }

  @Test("missing packages without root and sudo get a sentence with the command")
  func packages() throws {
    let programs = [
      "dpkg": "exit 0", "dpkg-query": "exit 1", "id": "echo 1000",
      "new-swift": "echo 'Swift version 6.3.1'",
    ]
    let outcome = try make(
      "packages SWIFT=new-swift PACKAGES='libone libtwo'",
      programs: programs.merging(["sudo": "exit 7", "apt-get": "exit 7"]) { $1 })
    #expect(outcome.code != 0)
    #expect(
      outcome.errors.hasPrefix(
        "error: the packages could not be installed; as root: apt-get install libone libtwo\n"),
      "\(outcome.errors)")
  }

  @Test("neither root nor sudo is said, with the packages")
  func neither() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    for (name, text) in ["dpkg": "exit 0", "dpkg-query": "exit 1", "id": "echo 1000"] {
      try simbench.write("#!/bin/sh\n\(text)\n", to: name)
    }
    let outcome = try simbench.shell(
      """
      chmod +x dpkg dpkg-query id; ln -s /bin/grep grep
      PATH=$PWD /bin/sh '\(MakefileTests.root)/packaging/packages.sh' libone libtwo
      """)
    #expect(outcome.code == 1)
    #expect(
      outcome.errors
        == "error: packages are missing, and there is neither root nor sudo; as root: apt-get install libone libtwo\n"
    )
  }
}
