import Foundation
import Testing

@testable import Experiments
@testable import Reporting

@Suite struct ChartTests {
  static let isGnuplotPresent = Gnuplot() != nil

  @Test("every chart is drawn in both formats, twice alike", .enabled(if: isGnuplotPresent))
  func everyChartIsDrawn() throws {
    let wanted = ProcessInfo.processInfo.environment["REPORTING_SAMPLE"]
    let path = wanted ?? Sample.temporaryFolder()
    defer { if wanted == nil { try? FileManager.default.removeItem(atPath: path) } }
    let writer = ResultsWriter(folder: try OutputFolder(path))
    #expect(try writer.write(Sample.five(), tables: [], charts: ChartName.allCases) == [])
    var first: [String: Data] = [:]
    for chart in ChartName.allCases {
      for ending in ["gp", "svg", "png"] {
        let file = "\(path)/\(chart.rawValue).\(ending)"
        first[file] = FileManager.default.contents(atPath: file)
        #expect((first[file]?.count ?? 0) > 1000, "\(file)")
      }
    }
    _ = try writer.write(Sample.five(), tables: [], charts: ChartName.allCases)
    for (file, data) in first { #expect(FileManager.default.contents(atPath: file) == data, "\(file)") }
    let left = try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasPrefix(".") }
    #expect(left == [])
  }
}
