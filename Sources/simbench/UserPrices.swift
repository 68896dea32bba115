import Declarations
import Files
import Foundation
import Providers

/// The price books of an invocation: a file, the user's own book, the embedded one.
enum UserPrices {
  static let option = OptionDeclaration.value(
    "--prices", "FILE", "price book in LiteLLM's schema, before the embedded one and instead of yours")

  /// The book of an invocation: `--prices`, else the user's where there is one, before the embedded one.
  static func book(_ invocation: Invocation) throws(Diagnostic) -> PriceBook {
    if let path = invocation.value("--prices") { return try read(path).overriding(.embedded) }
    let environment = ProcessInfo.processInfo.environment
    guard let path = path(environment) else { return .embedded }
    if environment["SIMBENCH_PRICES"]?.isEmpty != false, !FileIdentity.exists(path) { return .embedded }
    let own = try read(path)
    // What a run of yesterday did not have is said, since nobody named it.
    Console.note("simbench: prices from \(own.label), before the embedded book")
    return own.overriding(.embedded)
  }

  /// A file alone.
  static func read(_ path: String) throws(Diagnostic) -> PriceBook {
    try placed(path) { bytes throws(Diagnostic) in try PriceBook.parse(bytes, source: path) }
  }

  /// What a reader makes of a file; faults name it.
  static func placed<Value>(
    _ path: String, _ body: ([UInt8]) throws(Diagnostic) -> Value
  ) throws(Diagnostic) -> Value {
    let bytes = try RegularFile.read(path)
    let packed: [([UInt8], String)] = [([0x1F, 0x8B], "gzip"), ([0x28, 0xB5, 0x2F, 0xFD], "zstd")]
    if let name = ForeignFormat.name(of: bytes.prefix(ForeignFormat.bytes))
      ?? packed.first(where: { bytes.starts(with: $0.0) })?.1
    {
      throw Diagnostic("is \(name); a price book is plain JSON", file: path)
    }
    do throws(Diagnostic) { return try body(bytes) } catch { throw error.placed(in: path) }
  }

  /// Takes a file as the user's book, dated where it has no date of its own, and returns its path.
  static func install(_ path: String, date: String?, dated: String) throws(Diagnostic) -> String {
    guard let target = self.path(ProcessInfo.processInfo.environment) else {
      throw Diagnostic("there is no HOME; SIMBENCH_PRICES may name a file instead", kind: .usage)
    }
    try FileIdentity.refuse(target, replacing: [path])
    let bytes = try RegularFile.read(path)
    var text = String(decoding: bytes, as: UTF8.self)
    if let date {
      guard dated == PriceBook.undated else {
        throw Diagnostic(
          "--date is '\(date)', but the file has the date '\(dated)'; one of them was expected", kind: .usage)
      }
      guard let brace = text.firstIndex(of: "{"), !text[..<brace].contains("[") else {
        throw Diagnostic(
          "--date is '\(date)', but the file is a list, which has no place for a date; an object was expected",
          kind: .usage, file: path)
      }
      text.insert(
        contentsOf: "\n  \"_date\": \(JSONValue.string(date).text()),", at: text.index(after: brace))
    }
    try AtomicFile.write(text, to: target)
    return target
  }

  /// Where the user's book lies: `$SIMBENCH_PRICES`, else `$XDG_DATA_HOME/simbench/prices.json`, else below
  /// `~/.local/share`. A relative `XDG_DATA_HOME` is passed over, as its specification asks.
  static func path(_ environment: [String: String]) -> String? {
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    if let path = value("SIMBENCH_PRICES") { return path }
    if let folder = value("XDG_DATA_HOME"), folder.hasPrefix("/") { return folder + "/simbench/prices.json" }
    return value("HOME").map { $0 + "/.local/share/simbench/prices.json" }
  }
}
