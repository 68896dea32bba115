import Tables
import Declarations
import Files
import Foundation
import Testing

@testable import Reporting

@Suite struct OutputTests {
  func failure(_ body: () throws(Diagnostic) -> Void) -> Diagnostic? {
    do throws(Diagnostic) {
      try body()
      return nil
    } catch { return error }
  }

  @Test("a file is complete or not there, and nothing is left beside it")
  func atomic() throws {
    let path = Sample.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let folder = try OutputFolder(path)
    try folder.write("one\n", to: "a.csv")
    try folder.write("two\n", to: "a.csv")
    let error = failure { () throws(Diagnostic) in
      try folder.write("a.csv") { (output) throws(BufferedOutput.Failure) in
        output.append("three")
        try output.flush()
        throw BufferedOutput.Failure(code: ENOSPC)
      }
    }
    #expect(error?.kind == .outputFailed)
    #expect(error?.description == "\(path)/a.csv: error: cannot write: No space left on device")
    #expect(Sample.read(path + "/a.csv") == "two\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["a.csv"])
  }

  @Test("a link is replaced and not followed")
  func link() throws {
    let path = Sample.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let folder = try OutputFolder(path)
    try folder.write("outside\n", to: "target")
    try FileManager.default.createSymbolicLink(atPath: path + "/a.csv", withDestinationPath: path + "/target")
    try folder.write("new\n", to: "a.csv")
    #expect(Sample.read(path + "/target") == "outside\n")
    #expect(Sample.read(path + "/a.csv") == "new\n")
    #expect((try? FileManager.default.destinationOfSymbolicLink(atPath: path + "/a.csv")) == nil)
  }

  @Test("a folder that cannot be written is an output failure with path and reason")
  func readOnly() throws {
    let path = Sample.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try OutputFolder(path).write("", to: "file")
    let inFile = failure { () throws(Diagnostic) in _ = try OutputFolder(path + "/file/x") }
    #expect(inFile?.kind == .outputFailed)
    #expect(inFile?.description.contains("Not a directory") == true)
    // Root writes to read-only folders, but nobody makes files in /proc.
    let folder = geteuid() == 0 ? "/proc" : path
    if geteuid() != 0 { chmod(path, 0o555) }
    let error = failure { () throws(Diagnostic) in try OutputFolder(folder).write("x", to: "a.csv") }
    chmod(path, 0o755)
    #expect(error?.kind == .outputFailed)
    #expect(error?.file == folder + "/a.csv")
  }

  @Test("temporary names differ and name host and process")
  func names() {
    let names = Set((0..<100).map { _ in TemporaryName(for: "a.csv").description })
    #expect(names.count == 100)
    #expect(
      names.allSatisfy { $0.hasPrefix(".a.csv.tmp.") && $0.contains(".\(getpid()).") && !$0.contains("/") })
  }

  @Test("a full device is an output failure")
  func full() {
    let descriptor = open("/dev/full", O_WRONLY)
    defer { close(descriptor) }
    var output = StandardOutput(descriptor: descriptor)
    #expect(
      throws: StandardOutput.Failure.failed(
        Diagnostic("standard output: No space left on device", kind: .outputFailed))
    ) {
      try output.write("x")
      try output.flush()
    }
  }

  @Test("a reader that has gone is quiet")
  func closedEarly() {
    signal(SIGPIPE, SIG_IGN)
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    close(ends[0])
    defer { close(ends[1]) }
    var output = StandardOutput(descriptor: ends[1])
    #expect(throws: StandardOutput.Failure.closedEarly) {
      for _ in 0..<100 { try output.write(String(repeating: "x", count: 4096)) }
      try output.flush()
    }
  }

  @Test(
    "units become decimals exactly",
    arguments: [
      (Int64(5), 2, "0.05"), (123, 2, "1.23"), (-123, 2, "-1.23"), (0, 0, "0"), (0, 3, "0.000"),
      (1000, 0, "1000"),
      (.min, 12, "-9223372.036854775808"),
    ])
  func units(value: Int64, decimals: Int, expected: String) {
    var output = BufferedOutput(descriptor: nil)
    output.append(value, decimals: decimals)
    #expect(String(decoding: output.pending, as: UTF8.self) == expected)
  }
}
