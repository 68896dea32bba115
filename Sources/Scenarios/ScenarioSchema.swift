import Declarations
import Eviction
import Metrics
import Providers
import Recordings
import Strategies
import Traffic

/// The shape of a scenario, version 1: validation, defaults, `explain` and the JSON Schema come from it.
public enum ScenarioSchema {
  /// The version that stands under the key `simbench`.
  public static let version = 1

  /// The whole scenario.
  ///
  /// - Parameter charts: the charts that can be drawn, or nil to take any name.
  public static func shape(charts: [ChartDeclaration]? = nil) -> Shape {
    .object(
      ObjectSchema(
        "scenario", "one decision about an LLM bill",
        [
          .required("simbench", .integer(minimum: version, maximum: version), "version of the schema"),
          .required("name", .text, "short name; results go to Results/<name>"),
          Field("title", .text, "the question, in a line"),
          Field("question", .object(Question.schema), "what the title asks, for the answer in words"),
          Field("run", .object(run), default: [:], "seed, replications and simulated span"),
          .required(
            "workload",
            .tagged(key: "kind", cases: WorkloadDeclaration.all.map(\.schema)),
            "the query stream"),
          SampleSection.field,
          Field("providers", providers, default: [:], "providers with their models, and the embedder"),
          .required("strategies", .list(.object(strategy), minimum: 1), "the strategies to compare"),
          Field("sweep", .object(sweep), "a grid of parameters for `simbench sweep`"),
          Field("constraints", .map(.any), "bounds on metrics, as <metric>_max or <metric>_min"),
          Field("analysis", .object(analysis), default: [:], "what is compared with what"),
          Field("output", .object(output(charts)), default: [:], "files and charts"),
          Field(
            "expect", .list(.object(expectation), minimum: 0), default: [], "what `simbench check` holds to"),
          Field(
            "gate", .list(.object(gate), minimum: 1),
            "the metrics that `simbench check` fails on when they get worse; headline metrics by default"),
        ]))
  }

  /// The keys of a scenario.
  static let sections: [String] = {
    guard case .object(let schema) = ScenarioSchema.shape() else { return [] }
    return schema.fields.map(\.key)
  }()

  /// The keys of a strategy.
  static let strategyKeys: [String] = ScenarioSchema.strategy.fields.map(\.key)

  static let providers = Shape.open(
    ObjectSchema("providers", "", [ProviderSection.embedderField]), others: .object(ProviderSection.schema))

  static let run = ObjectSchema(
    "run", "seed, replications and simulated span",
    [
      Field("seed", .integer(minimum: 0, maximum: 1 << 53), default: 1, "seed of every random value"),
      Field("replications", .integer(minimum: 1, maximum: 10_000), default: 5, "independent repetitions"),
      Field("warmup_h", .nonNegative, default: 0, "hours that are simulated and not measured"),
      Field("measure_h", .positive, "hours that are measured; a recorded stream runs to its end"),
      Field(
        "confidence", .number(Bounds(minimum: 0.5, maximum: 0.9999)), default: 0.95,
        "confidence of the intervals"),
      Field("threads", .integer(minimum: 0, maximum: 1024), default: 0, "threads; 0 takes one a core"),
    ])

  static let strategy = ObjectSchema(
    "strategy", "ordered layers in front of a model",
    [
      .required("name", .text, "its name"),
      Field("title", .text, "what it is, in a line"),
      Field(
        "model", .text,
        "the model that requests ask for; 'recorded' for each its own, billed by the token counts of the log"),
      Field("bound", .boolean, default: false, "whether it only bounds what is possible"),
      Field("extends", .text, "a strategy whose model and layers it takes over"),
      Field("layers", .list(LayerRegistry.shape, minimum: 0), "its layers, first to last"),
      Field("add", .list(LayerRegistry.shape, minimum: 0), "layers behind those taken over"),
      Field("remove", .list(.text, minimum: 0), "layers not taken over, by name"),
      Field("set", .map(.any), "parameters of layers taken over, as <layer>.<parameter>"),
    ])

  static let sweep = ObjectSchema(
    "sweep", "a grid of parameters",
    [
      .required("strategy", .text, "the strategy whose parameters change"),
      Field("mode", .choice(["grid"]), default: "grid", "every combination"),
      .required("axes", .map(.list(.any, minimum: 1)), "values of each <layer>.<parameter>"),
    ])

  static let analysis = ObjectSchema(
    "analysis", "what is compared with what",
    [
      Field("baseline", .text, "the strategy that savings refer to; the first by default"),
      Field(
        "bounds", .list(.choice(PolicyKind.allCases.filter(\.isBound).map(\.rawValue)), minimum: 0),
        default: ["belady"], "bounds in the chart of hit share against cache size"),
      Field(
        "curve_policies", .list(.choice(PolicyKind.allCases.map(\.rawValue)), minimum: 0),
        default: ["fifo", "lru"], "policies in that chart"),
      Field("goodput", .object(Goodput.schema), "times within which an answer is of use, for goodput_share"),
      Field("decision", .object(DecisionSection.schema), "how many requests tell two policies apart"),
      Field("curve_points", .integer(minimum: 2, maximum: 200), default: 16, "cache sizes in that chart"),
      Field(
        "threshold_strategy", .text, "the strategy of the threshold chart; the first with a semantic cache"),
      Field(
        "thresholds", .list(.number(Bounds(minimum: Bounds.least, maximum: 1)), minimum: 1),
        default: [0.80, 0.84, 0.88, 0.90, 0.92, 0.94, 0.96, 0.98], "thresholds of that chart"),
      Field(
        "threshold_replications", .integer(minimum: 1, maximum: 10_000), default: 2,
        "replications of each point of that chart, at most those of the run"),
      Field(
        "attribution", .choice(["none", "shapley", "leave_one_out"]), default: "none",
        "how savings are shared out among layers"),
      Field(
        "attribution_strategy", .text, "the strategy whose saving is shared out; the last that is no bound"),
      Field(
        "attribution_replications", .integer(minimum: 1, maximum: 10_000), default: 2,
        "replications of the attribution, at most those of the run"),
    ] + ErrorPrices.fields)

  static func output(_ charts: [ChartDeclaration]?) -> ObjectSchema {
    ObjectSchema(
      "output", "files and charts",
      [
        Field("folder", .text, "where results go; Results/<name> by default"),
        Field(
          "csv", .list(.choice(OutputTable.allCases.map(\.rawValue)), minimum: 0),
          default: ["summary", "layers", "timeline"],
          "tables to write; those of curves are written with their charts too"),
        Field(
          "plots", .list(charts.map { .choice($0.map(\.name)) } ?? .text, minimum: 0),
          default: ["cost_bar", "hits_over_time", "latency_cdf"], "charts to draw"),
        Field("format", .choice(["svg", "png", "both"]), default: "both", "format of the charts"),
      ])
  }

  static let expectation = ObjectSchema(
    "expect", "a rule on a metric of a strategy",
    [
      .required("strategy", .text, "the strategy"),
      .required("metric", .choice(Metric.allCases.map(\.rawValue)), "the metric"),
      Field("versus", .text, "another baseline for savings and changes"),
      Field("min", .number(Bounds()), "least value"),
      Field("max", .number(Bounds()), "greatest value"),
      Field("equals", .number(Bounds()), "the value, within the tolerance"),
      Field("tolerance", .nonNegative, default: 0, "absolute tolerance of equals"),
      Field("greater_than", .text, "a strategy whose value is exceeded"),
      Field(
        "rule", .choice(["point", "ci"]), default: "point",
        "point compares the mean, ci the worse end of its interval"),
      Field("claim", .text, "the claim of an article that the rule tests"),
    ])
}

extension ScenarioSchema {
  static let gate = ObjectSchema(
    "gate", "a metric that may not get worse than it was accepted",
    [
      .required("metric", .choice(Metric.allCases.map(\.rawValue)), "the metric"),
      Field("strategy", .text, "the strategy; every one by default"),
      Field("worse_by", .nonNegative, "how much worse it may get, in its unit (shares 0 to 1); 0 by default"),
      Field("worse_by_share", .nonNegative, "the same as a share of the accepted value").unless("worse_by"),
      Field(
        "worse", .choice(["less", "more"]),
        "which change is worse; what is worse for everyone by default, and any change where that depends"),
    ])
}

/// The tables that a run writes as CSV.
public enum OutputTable: String, CaseIterable, Sendable {
  case summary, layers, timeline, sweep
  case threshold, curve, decision, discrimination, lookup

  /// The chart of the same figures; a table of a curve is computed for it or for the table alone.
  var chart: String? {
    switch self {
    case .summary, .layers, .timeline, .sweep: nil
    case .threshold: "threshold_tradeoff"
    case .curve: "hit_vs_size"
    case .decision: "decision_vs_requests"
    case .discrimination: "discrimination"
    case .lookup: "lookup_latency"
    }
  }
}
