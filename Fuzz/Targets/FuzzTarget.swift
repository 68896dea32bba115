import Declarations

/// A reader that any bytes are given to: it reads them or refuses them, and never traps, hangs or takes all memory.
public struct FuzzTarget: Sendable {
  /// The name, of files and folders as well.
  public let name: String
  /// Small inputs that the reader takes, or nearly.
  public let seeds: @Sendable () -> [[UInt8]]
  private let body: @Sendable ([UInt8]) throws(Diagnostic) -> Void

  /// Every target, in the order in which they run.
  public static let all: [FuzzTarget] =
    [scenario, overrides, gate, prices, baseline, labels, outcomes, ledger]
    + recordings + cacheTraces + [requests, numPy, safeTensors, zip, bytePairs, wordPieces, vocabulary]

  /// The target with a name.
  public static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }

  init(
    _ name: String, seeds: @escaping @Sendable () -> [[UInt8]],
    _ body: @escaping @Sendable ([UInt8]) throws(Diagnostic) -> Void
  ) {
    self.name = name
    self.seeds = seeds
    self.body = body
  }

  init(
    _ name: String, texts: [String], _ body: @escaping @Sendable ([UInt8]) throws(Diagnostic) -> Void
  ) {
    self.init(name, seeds: { texts.map { Array($0.utf8) } }, body)
  }

  /// Gives the bytes to the reader.
  ///
  /// - Returns: what it refused them with; nil when it took them.
  @discardableResult
  public func read(_ bytes: [UInt8]) -> Diagnostic? {
    do throws(Diagnostic) {
      try body(bytes)
      return nil
    } catch {
      precondition(error.kind != .unexpected, "input is never a fault of simbench itself: \(error)")
      precondition(!error.message.isEmpty, "a refusal says what is wrong")
      return error
    }
  }
}
