/// A variable of the environment that simbench reads: the help and the manual page list them from here.
struct EnvironmentVariable: Sendable {
  /// Its name.
  let name: String
  /// What it does, without a full stop.
  let summary: String

  /// Every one of them.
  static let all = [
    EnvironmentVariable(
      name: "SIMBENCH_HOME",
      summary: "the folder with the shipped Scenarios; by default the one installed beside the program"),
    EnvironmentVariable(
      name: "SIMBENCH_DATA",
      summary: "the folder with recorded data that some shipped scenarios want (shared:...)"),
    EnvironmentVariable(
      name: "SIMBENCH_CACHE", summary: "where models and embeddings are kept; ~/.cache/simbench by default"),
    EnvironmentVariable(
      name: "SIMBENCH_PRICES",
      summary: "your own price book; ~/.local/share/simbench/prices.json by default"),
    EnvironmentVariable(
      name: "SIMBENCH_SHARD",
      summary: "i/N: the shard of `run` and `sweep` with --partial, unless --shard names it"),
    EnvironmentVariable(
      name: ShardOptions.indexVariables.joined(separator: ", "),
      summary: "the index of that shard beside --shards N; the first that is set"),
    EnvironmentVariable(
      name: "XDG_CACHE_HOME, XDG_DATA_HOME", summary: "instead of ~/.cache and ~/.local/share, where absolute"
    ),
    EnvironmentVariable(name: "NO_COLOR", summary: "when set and not empty, nothing in a report is bold"),
    EnvironmentVariable(
      name: "TERM", summary: "where it is dumb, nothing is bold, and there is no progress line"),
    EnvironmentVariable(
      name: "PATH", summary: "where gnuplot, which draws the charts, and python3 are found"),
    EnvironmentVariable(
      name: "TMPDIR", summary: "where standard input is kept while it is read; /tmp by default"),
  ]
}
