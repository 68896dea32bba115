// swift-tools-version: 6.2
import PackageDescription

/// Whether the fuzzer is built (`make fuzz`): every module then counts the branches that an input takes.
let isFuzzed = Context.environment["SIMBENCH_FUZZ"] != nil

/// How a module's release build is optimised. One release build serves runs, tests and benchmarks, so that tests reach
/// internals in it too.
enum Optimisation {
  /// With its bodies open to the modules above: what runs in the loops of others.
  case acrossModules
  /// By itself: its interface is all that the modules above see, so that a change of a body rebuilds this module alone.
  case alone
  /// Not at all: text for people and the command line, which would take a third of the build.
  case none

  private static let closed = ["-disable-cmo", "-emit-module-separately-wmo"]

  var flags: [String] {
    switch self {
    case .acrossModules:
      ["-cross-module-optimization", "-enforce-exclusivity=unchecked", "-enable-testing"]
    case .alone: Optimisation.closed + ["-enforce-exclusivity=unchecked", "-enable-testing"]
    case .none: Optimisation.closed + ["-Onone", "-enable-testing"]
    }
  }
}

/// Settings shared by every Swift target: warnings are errors, existentials are written out.
func settings(_ optimisation: Optimisation) -> [SwiftSetting] {
  [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .treatAllWarnings(as: .error),
    .unsafeFlags(
      isFuzzed
        ? ["-sanitize=fuzzer", "-parse-as-library", "-enable-testing"] : optimisation.flags,
      .when(configuration: .release)),
  ]
}

func module(
  _ name: String, _ dependencies: [Target.Dependency], _ optimisation: Optimisation = .acrossModules
) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings(optimisation))
}

/// A module whose code is compiled for processors with some groups of instructions, and only called on those.
func module(_ name: String, _ dependencies: [Target.Dependency], instructions: [String]) -> Target {
  var own = settings(.acrossModules)
  #if arch(x86_64)
    own.append(.unsafeFlags(instructions.flatMap { ["-Xcc", "-m" + $0] }, .when(configuration: .release)))
  #endif
  return .target(name: name, dependencies: dependencies, swiftSettings: own)
}

/// Tests run as they are written, but for those that hold slow plain models to the fast ones.
func tests(
  _ name: String, _ dependencies: [Target.Dependency], _ optimisation: Optimisation = .none,
  exclude: [String] = []
) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: dependencies, exclude: exclude,
    swiftSettings: settings(optimisation))
}

/// Swift's runtime inside the program, so that it runs where no Swift is. The modules are compiled as for the shared
/// runtime, and name its libraries alone; what those stand on is named here.
let staticRuntime = [
  "-static-stdlib", "-lCoreFoundation", "-l_FoundationICU", "-l_FoundationCollections", "-l_FoundationCShims",
  "-lFoundationInternationalization", "-lFoundationEssentials",
]

let package = Package(
  name: "simbench",
  products: [
    .executable(name: "simbench", targets: ["simbench"]),
    .library(name: "Eviction", targets: ["Eviction", "CacheTraces"]),
    .library(name: "Simulation", targets: ["Simulation"]),
    .library(name: "Traffic", targets: ["Traffic"]),
    .library(name: "Recordings", targets: ["Recordings", "Declarations"]),
  ],
  targets: [
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CVectors"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CProcessor"),
    // Ours: a plain C face of the header-only hnswlib (Debian's libhnswlib-dev).
    .target(name: "CHnswlib"),

    // Each module imports only what stands above it.
    module("Declarations", []),
    module("Simulation", []),
    module("Files", ["Declarations", "Simulation", "CZlib", "CZstd"]),
    module("CacheTraces", ["CProcessor"]),
    module("Eviction", ["Simulation", "CacheTraces", "CProcessor"]),
    module("Traffic", ["Simulation"]),
    module("Recordings", ["Declarations", "Files", "Simulation", "CacheTraces", "Traffic"], .alone),
    .target(
      name: "VectorKernels", dependencies: ["CVectors"], swiftSettings: settings(.acrossModules),
      linkerSettings: [.linkedLibrary("m")]),
    module("VectorKernelsAVX2", ["VectorKernels"], instructions: ["avx2", "fma"]),
    module(
      "VectorKernelsAVX512", ["VectorKernels"],
      instructions: ["avx2", "fma", "avx512f", "avx512bw", "avx512dq", "avx512vl"]),
    module(
      "VectorKernelsVNNI", ["VectorKernels"],
      instructions: ["avx2", "fma", "avx512f", "avx512bw", "avx512dq", "avx512vl", "avx512vnni"]),
    module(
      "Similarity",
      [
        "Declarations", "Files", "Simulation", "COpenBLAS", "CZlib", "VectorKernels", "VectorKernelsAVX2",
        "VectorKernelsAVX512", "VectorKernelsVNNI", "CHnswlib",
      ]),
    module("Providers", ["Declarations", "Simulation", "Traffic"]),
    module(
      "Routing", ["Declarations", "Files", "Simulation", "Traffic", "Similarity", "Providers"], .alone),
    module(
      "Strategies",
      [
        "Declarations", "Simulation", "CacheTraces", "Eviction", "Traffic", "Similarity", "Providers",
        "Routing",
      ], .alone),
    module(
      "Metrics", ["Declarations", "Simulation", "Traffic", "Providers", "Strategies"], .alone),
    module(
      "Scenarios",
      [
        "Declarations", "Files", "Simulation", "CacheTraces", "Eviction", "Traffic", "Recordings",
        "Similarity",
        "Providers", "Routing", "Strategies", "Metrics",
      ], .none),
    module(
      "Experiments",
      [
        "Declarations", "Files", "Simulation", "CacheTraces", "Eviction", "Traffic", "Recordings",
        "Similarity",
        "Providers", "Routing",
        "Strategies", "Metrics", "Scenarios",
      ], .alone),
    module(
      "Decisions",
      [
        "Declarations", "Files", "Simulation", "Traffic", "Recordings", "Providers", "Strategies",
        "Metrics", "Scenarios", "Experiments",
      ], .none),
    module(
      "Tables",
      [
        "Declarations", "Files", "Simulation", "Traffic", "Recordings", "Providers", "Strategies",
        "Metrics", "Scenarios", "Experiments", "CSQLite",
      ],
      .alone),
    module(
      "Reporting",
      [
        "Declarations", "Files", "Simulation", "CacheTraces", "Eviction", "Traffic", "Recordings",
        "Providers", "Routing",
        "Strategies",
        "Metrics", "Scenarios", "Experiments", "Decisions", "Tables",
      ], .none),
    .executableTarget(
      name: "simbench",
      dependencies: [
        "Declarations", "Files", "Simulation", "CacheTraces", "Eviction", "Traffic", "Recordings",
        "Similarity",
        "Providers", "Routing",
        "Strategies", "Metrics", "Scenarios", "Experiments", "Decisions", "Tables", "Reporting",
      ],
      swiftSettings: settings(.none), linkerSettings: [.unsafeFlags(staticRuntime)]),
    .executableTarget(
      name: "simbench-benchmarks",
      dependencies: [
        "Declarations", "Simulation", "CacheTraces", "Eviction", "Traffic", "Recordings", "Similarity",
        "Providers",
        "Strategies",
        "Metrics", "Scenarios", "Experiments",
      ],
      path: "Benchmarks/Sources",
      swiftSettings: settings(.alone)),

    // What several folders of tests share.
    .target(
      name: "TestSupport",
      dependencies: [
        "Declarations", "Simulation", "CacheTraces", "Eviction", "Traffic", "Recordings", "Routing",
        "Metrics", "Scenarios", "Experiments",
      ],
      path: "Tests/Support",
      swiftSettings: settings(.none)),
    tests("Declarations", ["Declarations", "TestSupport"]),
    tests("Files", ["Declarations", "Files"]),
    tests("Simulation", ["Simulation", "TestSupport"]),
    tests(
      "Eviction", ["Simulation", "CacheTraces", "Eviction", "Traffic", "Recordings", "TestSupport"], .alone,
      exclude: ["Resources"]),
    tests("Traffic", ["Traffic"]),
    tests(
      "Recordings",
      [
        "Declarations", "Files", "Simulation", "CacheTraces", "Eviction", "Traffic", "Recordings",
        "TestSupport",
      ],
      exclude: ["Resources"]),
    tests("Similarity", ["Declarations", "Files", "Similarity", "TestSupport"], .alone),
    tests("Providers", ["Declarations", "Simulation", "Traffic", "Recordings", "Providers", "TestSupport"]),
    tests("Routing", ["Declarations", "Simulation", "Similarity", "Providers", "Routing", "TestSupport"]),
    tests(
      "Strategies",
      [
        "Declarations", "Simulation", "Traffic", "Similarity", "Providers", "Routing", "Strategies",
        "TestSupport",
      ]),
    tests("Scenarios", ["Declarations", "Metrics", "Scenarios", "TestSupport"]),
    tests(
      "Experiments",
      [
        "Declarations", "Simulation", "CacheTraces", "Eviction", "Traffic", "Similarity", "Providers",
        "Strategies", "Metrics", "Scenarios", "Experiments", "TestSupport",
      ]),
    tests(
      "Decisions",
      [
        "Declarations", "Simulation", "Traffic", "Recordings", "Providers", "Metrics", "Scenarios",
        "Experiments", "Decisions", "TestSupport",
      ]),
    tests(
      "Reporting",
      [
        "Declarations", "Files", "Simulation", "CacheTraces", "Eviction", "Traffic", "Providers",
        "Strategies", "Metrics", "Scenarios", "Experiments", "Decisions", "Tables", "Reporting",
        "TestSupport",
      ]),
    tests("CommandLine", []),

    // What reads input, for the fuzzer and for the test that replays what it found.
    .target(
      name: "FuzzTargets",
      dependencies: [
        "Declarations", "Files", "Simulation", "CacheTraces", "Eviction", "Traffic", "Recordings",
        "Similarity",
        "Providers", "Routing",
        "Strategies", "Metrics", "Scenarios", "Experiments", "Decisions", "Tables",
      ],
      path: "Fuzz/Targets", swiftSettings: settings(.none)),
    tests("Fuzz", ["FuzzTargets"]),
  ],
  cxxLanguageStandard: .cxx17
)

if isFuzzed {
  package.targets.append(
    .executableTarget(
      name: "simbench-fuzz", dependencies: ["FuzzTargets"], path: "Fuzz/Driver",
      swiftSettings: settings(.none), linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])]))
}
