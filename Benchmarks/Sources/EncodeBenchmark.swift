import Declarations
import Foundation
import Similarity

/// Processor time of the sentence encoder on one core: `simbench-benchmarks encode TEXTS MODEL_FOLDER [KERNELS]`.
///
/// Prints a line for texts alone and one for batches of 32: the texts of a batch, and milliseconds a text.
/// `Benchmarks/semantic/run.py` runs it beside a peer.
enum EncodeBenchmark {
  static func run(_ arguments: [String]) throws {
    guard 2...3 ~= arguments.count else {
      throw Diagnostic("`encode` wants a file with a text a line, a model's folder and kernels", kind: .usage)
    }
    let names = EncoderKernelChoice.allCases.filter(\.isSupported).map(\.rawValue)
    let kernels = arguments.count > 2 ? EncoderKernelChoice(rawValue: arguments[2]) : .best
    guard let kernels, kernels.isSupported else {
      throw Diagnostic("one of \(names.joined(separator: ", ")) was expected as kernels", kind: .usage)
    }
    let texts = try String(contentsOfFile: arguments[0], encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    let folder = arguments[1]
    let model = try MiniLM(
      weights: [UInt8](Data(contentsOf: URL(fileURLWithPath: folder + "/model.safetensors"))),
      vocabulary: [UInt8](Data(contentsOf: URL(fileURLWithPath: folder + "/vocab.txt"))), folder: folder,
      kernels: kernels)
    for size in [1, 32] {
      let tables = stride(from: 0, to: texts.count, by: size).map {
        TextTable(texts[$0..<min(texts.count, $0 + size)])
      }
      func pass() { for table in tables { _ = model.embed(table) } }
      pass()
      print(size, processorSeconds(pass) / Double(texts.count) * 1000)
    }
  }
}

/// The processor time that `body` takes: on a shared machine steadier than the clock on the wall.
func processorSeconds(_ body: () -> Void) -> Double {
  let start = processorSeconds()
  body()
  return processorSeconds() - start
}

/// The processor time of this process so far.
func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
