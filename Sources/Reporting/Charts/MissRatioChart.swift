import Tables
import Eviction
import Experiments
import Foundation
import Simulation

/// Miss ratio against the size of the cache, a line a policy, with the room that the bound leaves.
package struct MissRatioChart {
  /// The name of its files.
  package static let name = "miss_ratio"

  private let result: CurveResult
  private let lines: [CurveResult.Line]
  private let findings: CurveFindings
  private let capacityText: CapacityText

  /// The least and the greatest capacity that the axis shows.
  private let low: Double
  private let high: Double

  /// The greatest miss ratio that the axis shows.
  private let top: Double

  /// The chart of curves, or nil where there is nothing to draw.
  init?(_ result: CurveResult) {
    lines = result.lines
    let greatest = lines.flatMap(\.points).map(\.counts.missRatio).max() ?? 0
    guard greatest > 0, let first = result.capacities.first, let last = result.capacities.last else {
      return nil
    }
    self.result = result
    findings = CurveFindings(result)
    capacityText = CapacityText(unit: result.plan.unit)
    (low, high) = first < last ? (Double(first), Double(last)) : (Double(first) / 2, Double(last) * 2)
    top = min(greatest * 1.05, 1)
  }

  /// The script.
  func text(formats: [ChartFile]) -> String {
    var script = ChartScript(finding)
    let room = max(150, 36 + (lines.map { ChartStyle.width(of: label($0), size: 10) }.max() ?? 0))
    script.margins.left = labelsLead ? room : 80
    script.margins.right = labelsLead ? 80 : room
    shadeHeadRoom(&script)
    draw(&script)
    setAxes(&script)
    script.endPlot()
    let origin = "\(result.trace.clipped(to: 40)) · \(CurveReport(result).provenance)".clipped(to: 130)
    return script.text(name: MissRatioChart.name, origin: origin, formats: formats)
  }

  // MARK: Finding

  /// What the chart finds.
  var finding: String {
    guard let (best, bound) = findings.widestHeadRoom, best.missRatio > bound.missRatio else { return winner }
    let points = NumberText.significant((best.missRatio - bound.missRatio) * 100, digits: 2)
    let policy = best.policy == findings.winners.first?.policy ? "it" : best.policy.description
    let place = capacityText.phrase(best.capacity)
    return "\(winner); at \(place) \(policy) is \(points) points above \(bound.policy), the widest head-room"
  }

  private var winner: String {
    let policies = lines.filter { !$0.policy.kind.isBound }
    guard policies.count > 1 else {
      return policies.first.map { "Misses of \($0.policy) by size of the cache" } ?? "What no policy can beat"
    }
    guard let first = findings.winners.first else { return "No policy misses less than all others" }
    let count = result.capacities.count
    return first.count == count
      ? "\(first.policy) misses least at every size"
      : "\(first.policy) misses least at \(first.count) of \(count) sizes"
  }

  // MARK: Lines

  private func shadeHeadRoom(_ script: inout ChartScript) {
    guard findings.bound.count == findings.best.count, findings.best.count > 1 else { return }
    script.data(
      "room",
      zip(findings.best, findings.bound).map { best, bound in
        [Double(best.capacity), bound.missRatio, max(best.missRatio, bound.missRatio)]
      })
    script.plot("$room using 1:2:3 with filledcurves fc rgb '#EFE6C8' fs solid 1")
    // Near the ends the label would leave the room.
    let inside = result.capacities.indices.filter { (0.1...0.88).contains(position($0)) }
    guard let place = inside.max(by: { gap($0) < gap($1) }), gap(place) > 0.05 * top else { return }
    let (best, bound) = (findings.best[place], findings.bound[place])
    let middle = GnuplotText.number((best.missRatio + bound.missRatio) / 2)
    script.set(
      "label 'head-room' at first \(best.capacity), first \(middle) center front rotate by "
        + "\(angle(at: place, script)) font ',9' textcolor rgb '#7A6A20'")
  }

  private func gap(_ place: Int) -> Double {
    findings.best[place].missRatio - findings.bound[place].missRatio
  }

  private func suffix(_ policy: PolicyChoice) -> String {
    switch result.standing(policy) {
    case .deployable: ""
    case .bound: " (bound)"
    case .heuristic: " (heuristic)"
    }
  }

  /// What stands at the end of a line.
  private func label(_ line: CurveResult.Line) -> String {
    line.policy.description.clipped(to: 18) + suffix(line.policy)
  }

  /// Where a capacity lies on the axis, from 0 to 1.
  private func position(_ place: Int) -> Double {
    let start = Transcendental.log(low)
    return (Transcendental.log(Double(result.capacities[place])) - start) / (Transcendental.log(high) - start)
  }

  /// The slope of the room between the lines, in whole degrees on the drawing.
  private func angle(at place: Int, _ script: ChartScript) -> Int {
    let (left, right) = (max(0, place - 2), min(findings.best.count - 1, place + 2))
    func middle(_ place: Int) -> Double { findings.best[place].missRatio + findings.bound[place].missRatio }
    let width = position(right) - position(left)
    let rise = (middle(right) - middle(left)) / 2 / top * script.plotHeight
    return Int((atan2(rise, width * script.plotWidth) * 180 / .pi).rounded())
  }

  private func draw(_ script: inout ChartScript) {
    var policies = 0
    var labels: [(text: String, color: String, y: Double)] = []
    let policyCount = lines.count { !$0.policy.kind.isBound }
    func mark(_ line: CurveResult.Line, _ color: String) {
      guard let end = labelsLead ? line.points.first : line.points.last else { return }
      labels.append((label(line), color, end.counts.missRatio / top * script.plotHeight))
    }
    for (place, line) in lines.enumerated() {
      let isBound = line.policy.kind.isBound
      script.data("line\(place)", line.points.map { [Double($0.capacity), $0.counts.missRatio] })
      guard !isBound else {
        script.plot("$line\(place) using 1:2 with lines lc rgb '#000000' lw 2 dt (8,5)")
        mark(line, "#000000")
        continue
      }
      let style = Mark(policy: policies)
      // Lines that lie on each other are told apart by their widths, and by points at different places.
      let width = 1.6 + 1.4 * Double(policyCount - 1 - policies) / Double(max(4, policyCount - 1))
      let interval = max(1, min(line.points.count / 6, policyCount))
      script.plot("$line\(place) using 1:2 with lines \(style.line(width: width))")
      script.plot(
        "$line\(place) using 1:2 every \(interval)::\(policies % interval) with points lc rgb '\(style.color)' pt \(style.point) ps 0.9"
      )
      mark(line, style.color)
      policies += 1
    }
    place(labels, &script)
  }

  /// Sets the labels at the ends of their lines, with a stroke to those that had to move.
  private func place(_ labels: [(text: String, color: String, y: Double)], _ script: inout ChartScript) {
    let spread = LabelPlacement.spread(labels.map(\.y), gap: 15, within: 0...script.plotHeight)
    let (near, far) = labelsLead ? (-0.004, -0.03) : (1.004, 1.03)
    for (label, y) in zip(labels, spread) {
      func at(_ x: Double, _ y: Double) -> String {
        "graph \(GnuplotText.number(x)), graph \(GnuplotText.number(y / script.plotHeight))"
      }
      script.set("arrow from \(at(near, label.y)) to \(at(far, y)) nohead lc rgb '\(label.color)' lw 1")
      script.label(
        label.text, at: at(far + (labelsLead ? -0.006 : 0.006), y), alignment: labelsLead ? "right" : "left",
        color: label.color)
    }
  }

  /// Whether the lines are further apart where they begin than where they end.
  private var labelsLead: Bool {
    func gaps(_ ratios: [Double]) -> Double {
      let sorted = ratios.sorted()
      return zip(sorted, sorted.dropFirst()).reduce(0) { $0 + min($1.1 - $1.0, 0.03 * top) }
    }
    return gaps(lines.compactMap { $0.points.first?.counts.missRatio })
      > gaps(lines.compactMap { $0.points.last?.counts.missRatio })
  }

  // MARK: Axes

  private func setAxes(_ script: inout ChartScript) {
    script.set("logscale x 10")
    script.set("xrange [\(GnuplotText.number(low)):\(GnuplotText.number(high))]")
    script.set(
      Tics.setting("x", result.plan.unit == .bytes ? binaryTics : Tics.logarithmic(low, high)) {
        result.plan.unit == .bytes ? CapacityText.bytes($0) : NumberText.fixed($0)
      })
    script.set("yrange [0:\(GnuplotText.number(top))]")
    let step = Tics.linear(upTo: top)
    let places = stride(from: 0, through: top, by: step).map { $0 }
    let axis = labelsLead ? "y2" : "y"
    if labelsLead {
      script.set("y2range [0:\(GnuplotText.number(top))]")
      script.command("unset ytics")
      script.set("grid noy y2")
      script.set("border 9 lc rgb '#444444'")
    }
    script.set(Tics.setting(axis, places) { NumberText.tic($0 * 100) + " %" })
    script.set("xlabel 'Size of the cache (\(capacityText.unitName), logarithmic)'")
    script.set("\(axis)label 'Miss ratio (share of requests)'")
  }

  /// Powers of two along the axis, at most about eight.
  private var binaryTics: [Double] {
    var powers = [Double]()
    var power = 1.0
    while power <= high {
      if power >= low { powers.append(power) }
      power *= 2
    }
    let step = max(1, (powers.count + 7) / 8)
    return stride(from: 0, to: powers.count, by: step).map { powers[$0] }
  }
}
