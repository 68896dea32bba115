import Declarations
import Foundation

/// The reference files beside the repository, where they are available.
package enum Reference {
  /// The folder named by `SIMBENCH_DATA`, or the first `shared` folder beside a parent of this file.
  package static let folder: String? = {
    if let named = ProcessInfo.processInfo.environment["SIMBENCH_DATA"] { return named }
    var parts = #filePath.split(separator: "/")
    while !parts.isEmpty {
      parts.removeLast()
      let candidate = "/" + (parts + ["shared"]).joined(separator: "/")
      if FileManager.default.fileExists(atPath: candidate + "/reference/article_code_golden.json") {
        return candidate
      }
    }
    return nil
  }()

  /// Whether there is anything to compare with.
  package static var isAvailable: Bool { folder != nil }

  /// The bytes of a file below the folder.
  package static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: (folder ?? "") + "/" + path)))
  }

  /// What the code printed in the articles computes.
  package static let golden: JSONNode = {
    guard let bytes = try? bytes("reference/article_code_golden.json"),
      let node = try? JSONParser.parse(bytes)
    else { return JSONNode(.null) }
    return node
  }()
}
