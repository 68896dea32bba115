import Foundation
import FuzzTargets

@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// The target of this process; set once before the fuzzer begins.
nonisolated(unsafe) private var target: FuzzTarget?

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  target?.read(Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}

/// `simbench-fuzz list`, `seeds TARGET FOLDER`, `dictionary`, or `TARGET` with libFuzzer's arguments behind it.
@main
enum Driver {
  static func main() throws {
    let arguments = CommandLine.arguments
    switch arguments.dropFirst().first {
    case "list": print(FuzzTarget.all.map(\.name).joined(separator: "\n"))
    case "dictionary": print(FuzzDictionary.text, terminator: "")
    case "seeds" where arguments.count == 4:
      for (place, seed) in (FuzzTarget.named(arguments[2])?.seeds() ?? []).enumerated() {
        try Data(seed).write(to: URL(fileURLWithPath: arguments[3] + "/seed-\(place)"))
      }
    case let name?:
      guard let named = FuzzTarget.named(name) else { fatalError("the target '\(name)' is unknown") }
      target = named
      var count = CommandLine.argc
      var values = CommandLine.unsafeArgv
      // The target's name is no file for libFuzzer.
      values[1] = values[0]
      values += 1
      count -= 1
      exit(runFuzzer(&count, &values, testOneInput))
    case nil: fatalError("list, dictionary, seeds or a target was expected")
    }
  }
}
