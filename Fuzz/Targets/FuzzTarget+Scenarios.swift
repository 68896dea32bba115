import Decisions
import Declarations
import Experiments
import Scenarios

extension FuzzTarget {
  private static let small = """
    {"simbench": 1, "name": "small", "run": {"seed": 5, "warmup_h": 0.1, "measure_h": 0.3, "replications": 2},
     "workload": {"kind": "synthetic", "arrivals": {"rate_per_s": 1, "process": "gamma", "cv": 2},
      "users": {"count": 10, "tier_share": {"free": 0.7, "pro": 0.3}},
      "intents": {"count": 60, "zipf_exponent": 0.9}, "paraphrases": {"per_intent": 4, "similarity": {}}},
     "providers": {"openai": {"models": {"gpt-4o": {"quality": 0.95}, "gpt-4o-mini": {"quality": {"ability": 1}}},
      "batch": {}, "prompt_cache": {"ttl_s": 60}, "faults": {"error_share": 0.05, "outages": [{"start_h": 0, "duration_min": 1}]}}},
     "strategies": [{"name": "naive", "model": "gpt-4o", "layers": []},
      {"name": "exact", "model": "gpt-4o", "layers": [{"use": "exact_cache", "capacity": 50, "eviction": "wtinylfu"}]},
      {"name": "full", "extends": "exact", "add": [{"use": "semantic_cache", "threshold": 0.9}, {"use": "coalesce"},
       {"use": "budget", "monthly_usd": 10, "throttle_to": "gpt-4o-mini"}, {"use": "router",
        "classifier": {"kind": "confusion"}, "routes": {"simple": "gpt-4o-mini", "medium": "gpt-4o", "complex": "gpt-4o"}}],
       "set": {"exact_cache.ttl_s": 60}}, {"name": "less", "extends": "full", "remove": ["coalesce"]}],
     "sweep": {"strategy": "full", "axes": {"exact_cache.capacity": [1, 2]}},
     "constraints": {"quality_min": 0.5}, "analysis": {"goodput": {"latency_ms": 100}, "decision": {}},
     "expect": [{"strategy": "full", "metric": "cost_usd_per_month", "max": 3}], "gate": [{"metric": "quality"}]}
    """

  private static let others = [
    #"{"simbench":1,"name":"a","workload":{"kind":"recorded","path":"x.csv","truth":{}},"providers":{"p":{"models":{"m":{"input_usd_per_1m":1,"output_usd_per_1m":2}}}},"strategies":[{"name":"s","model":"recorded"}]}"#,
    #"{"simbench":1,"name":"a","workload":{"kind":"outcomes","path":"x.csv","models":{"m":"n"}},"providers":{"p":{"models":{"m":{"price_of":"gpt-4o"}}}},"strategies":[{"name":"s","layers":[{"use":"oracle_router"}]}]}"#,
  ]

  static let scenario = FuzzTarget("scenario", texts: [small] + others) { (bytes) throws(Diagnostic) in
    let scenario = try Scenario(bytes: bytes, path: "fuzz.json")
    // What explain prints can be read again.
    _ = try JSONParser.parse(Array(scenario.tree.withoutIdle.value.text().utf8))
  }

  static let overrides = FuzzTarget(
    "overrides",
    texts: [
      "run.seed=7\nfull.exact_cache.capacity=5", "strategies.0.model=gpt-4o-mini",
      "full.budget.throttle_to=null",
      "providers.openai.models.gpt-4o.quality=1e300\nsweep.axes={}", "full.layers.1.threshold=[\"é\"]",
    ]
  ) { (bytes) throws(Diagnostic) in
    var options = Scenario.Options()
    for line in bytes.split(separator: 0x0a).prefix(8) {
      options.overrides.append(try Override(String(decoding: line, as: UTF8.self)))
    }
    _ = try Scenario(bytes: Array(small.utf8), path: "fuzz.json", options: options)
  }

  static let gate = FuzzTarget(
    "gate", texts: ["cost_usd_per_month:2%,quality:0.01", "naive.latency_p95_ms:less:5", "hit_share"]
  ) { (bytes) throws(Diagnostic) in
    _ = try Gate.rules(String(decoding: bytes, as: UTF8.self))
  }

  static let baseline = FuzzTarget(
    "baseline",
    texts: [
      #"{"simbench_baseline":1,"scenario":"a","scenario_hash":"b","seed":1,"replications":2,"strategies":{"s":{"quality":0.5}}}"#,
      #"{"simbench_baseline":2,"scenario":"a","version":"0.1","seed":1,"replications":2,"confidence":0.95,"trace":{"name":"t","hash":"0"},"settings":{"run.seed":1},"strategies":{"s":{"quality":[0.5,0.1]}}}"#,
    ]
  ) { (bytes) throws(Diagnostic) in
    let baseline = try Baseline(bytes: bytes, path: "fuzz.json", remedy: "simbench baseline update")
    // What was read is written in the newest form, which has the settings.
    guard baseline.settings != nil else { return }
    _ = try Baseline(
      bytes: Array(baseline.json.text().utf8), path: "again.json", remedy: "simbench baseline update")
  }

  static let labels = FuzzTarget(
    "labels",
    texts: [
      "strategy,requests,request,similarity,layer,layer_hits,asked,answered,right\ns,100,3,0.91,0,10,a,b,yes\n"
        + "s,100,4,0.95,1,20,\"c,\"\"d\",e,no\ns,100,5,1,1,20,f,g,\n"
    ]
  ) { (bytes) throws(Diagnostic) in
    let file = MemoryFile(bytes)
    let sample = try LabelSample.read(file.path)
    for threshold in [0.5, 0.92, 1] { _ = sample.estimate(threshold, confidence: 0.95) }
  }
}
