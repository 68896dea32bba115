import Foundation
import Testing

/// The acceptance list of bad inputs and bad weather, entry by entry, on the built program.
///
/// The numbers are those of the list; those that concern shards, cells that are resumed and merging (39, 40, 45 to
/// 53) wait for them.
@Suite("the list of faults")
struct FaultListTests {
  /// A line of the shell and what must come of it.
  struct Entry: Sendable, CustomTestStringConvertible {
    var number: Int
    var what: String
    /// The line; `with FROM TO` writes x.json, a scenario with a part replaced; `run` runs it.
    var line: String
    var code: Int32 = 65
    /// What stdout or stderr says.
    var says = ""

    init(_ number: Int, _ what: String, _ line: String, _ code: Int32 = 65, says: String = "") {
      (self.number, self.what, self.line, self.code, self.says) = (number, what, line, code, says)
    }

    var testDescription: String { "\(number): \(what)" }
  }

  static let prologue = """
    base='\(FaultTests.base)'
    with() { printf '%s' "${base/"$1"/"$2"}" > x.json; }
    layer() { with '"model":"gpt-4o"}' '"model":"gpt-4o","layers":['"$1"']}'; }
    recorded() { with '{"kind":"synthetic"}' '{"kind":"recorded","path":"t.csv"'"$1"'}'; }
    run() { "$S" run x.json --no-plots "$@"; }
    profile() { "$S" trace profile t.csv "$@"; }

    """

  @Test("every entry exits as it must, says what it must, and never traps", arguments: entries)
  func entry(_ entry: Entry) throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let outcome = try simbench.shell(
      FaultListTests.prologue + entry.line, environment: ["SWIFT_BACKTRACE": "enable=no"])
    let said = outcome.output + outcome.errors
    #expect(outcome.code == entry.code, "\(said)")
    #expect(entry.says.isEmpty || said.contains(entry.says), "\(said)")
    guard entry.code == 65 || entry.code == 66 || entry.code == 2 else { return }
    #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
    #expect(outcome.errors.contains("error: "))
    #expect(!simbench.exists("Results/x/summary.csv"))
  }

  static let entries = scenarios + traces + outputs + baselines

  // MARK: A. Scenarios

  static let scenarios = [
    Entry(
      1, "an empty file", ": > x.json; run",
      says: "x.json:1:1: error: empty scenario; a JSON object was expected"),
    Entry(2, "NaN", "with '\"measure_h\":1' '\"measure_h\":NaN'; run", says: "run.measure_h"),
    Entry(2, "Infinity", "with '\"measure_h\":1' '\"measure_h\":Infinity'; run", says: "run.measure_h"),
    Entry(
      3, "a number beyond a double", "with '\"measure_h\":1' '\"measure_h\":1e999'; run",
      says: "run.measure_h"),
    Entry(
      3, "a number below the least is 0", "with '\"measure_h\":1' '\"measure_h\":1,\"warmup_h\":1e-400'; run",
      0),
    Entry(
      4, "a negative price", "with '\"gpt-4o\":{}' '\"gpt-4o\":{\"input_usd_per_1m\":-1}'; run",
      says: "from 0 to"),
    Entry(
      4, "a negative rate", "with '\"synthetic\"' '\"synthetic\",\"arrivals\":{\"rate_per_s\":-1}'; run",
      says: "'workload.arrivals.rate_per_s' is -1; a number above 0 was expected"),
    Entry(4, "a negative lifetime", "layer '{\"use\":\"exact_cache\",\"ttl_s\":-1}'; run", says: "above 0"),
    Entry(
      4, "a negative capacity", "layer '{\"use\":\"exact_cache\",\"capacity\":-1}'; run", says: "at least 1"),
    Entry(
      5, "a rate of zero", "with '\"synthetic\"' '\"synthetic\",\"arrivals\":{\"rate_per_s\":0}'; run",
      says: "above 0"),
    Entry(5, "a window of zero", "layer '{\"use\":\"window_batch\",\"window_ms\":0}'; run", says: "above 0"),
    Entry(
      5, "a capacity of zero", "layer '{\"use\":\"exact_cache\",\"capacity\":0}'; run", says: "at least 1"),
    Entry(
      5, "a quota of zero", "with '{\"models\"' '{\"limits\":{\"requests_per_min\":0},\"models\"'; run",
      says: "above 0"),
    Entry(
      5, "a quota whose inverse is no number",
      "with '{\"models\"' '{\"limits\":{\"requests_per_min\":5e-324},\"models\"'; run", says: "at least 1e-12"
    ),
    Entry(
      6, "a duplicate key", "with '\"name\":\"x\"' '\"name\":\"x\",\"name\":\"y\"'; run",
      says: "duplicate key 'name'"),
    Entry(7, "a typo", "with replications replicatons; run", says: "did you mean 'replications'"),
    Entry(
      7, "an unknown key that is allowed",
      "with '\"name\":\"x\"' '\"name\":\"x\",\"nmae\":1'; run --allow-unknown", 0, says: "nmae"),
    Entry(8, "a trailing comma", "with '\"measure_h\":1}' '\"measure_h\":1,}'; run", says: "comma"),
    Entry(9, "trailing garbage", "with '}]}' '}]} x'; run", says: "after the end"),
    Entry(
      10, "an integer beyond Int64", "with '\"replications\":1' '\"replications\":9223372036854775808'; run",
      says: "an integer from 1 to 10000 was expected"),
    Entry(10, "a whole number with a point", "with '\"replications\":1' '\"replications\":1.0'; run", 0),
    Entry(
      11, "invalid UTF-8", "printf '{\"a\":\"\\xff\"}' > x.json; run",
      says: "x.json:1:7: error: invalid UTF-8 at byte offset 6; UTF-8 text was expected"),
    Entry(12, "a mark of UTF-8", "printf '\\xef\\xbb\\xbf%s' \"$base\" > x.json; run", 0),
    Entry(
      12, "UTF-16", "printf '%s' \"$base\" | iconv -t UTF-16 > x.json; run",
      says: "the file is UTF-16; UTF-8 was expected"),
    Entry(
      13, "nesting 600 deep", "printf '[%.0s' $(seq 600) > x.json; run",
      says: "nesting deeper than 256 levels"),
    Entry(
      13, "nesting 100,000 deep", "head -c 100000 /dev/zero | tr '\\0' '[' > x.json; run",
      says: "nesting deeper than 256 levels"),
    Entry(
      14, "an unknown policy", "layer '{\"use\":\"exact_cache\",\"eviction\":\"LUR\"}'; run",
      says: "one of fifo, lru"),
    Entry(
      15, "a sweep of too many cells",
      "layer '{\"use\":\"exact_cache\"}'; v=$(seq -s, 1 200); \"$S\" sweep x.json --set \"sweep={\\\"strategy\\\":\\\"n\\\",\\\"axes\\\":{\\\"exact_cache.capacity\\\":[$v],\\\"exact_cache.ttl_s\\\":[$v],\\\"exact_cache.lookup_ms\\\":[$v]}}\"",
      says: "8000000"),
    Entry(
      15, "fewer cells than a sweep has",
      "layer '{\"use\":\"exact_cache\"}'; \"$S\" sweep x.json --max-cells 2 --set 'sweep={\"strategy\":\"n\",\"axes\":{\"exact_cache.capacity\":[1,2,3]}}'",
      says: "3"),
    Entry(
      16, "a trace above the folder", "recorded; sed -i s:t.csv:../../none.csv: x.json; run", 66,
      says: "none.csv"),
    Entry(
      16, "a trace that is not there", "recorded; sed -i s:t.csv:/none.csv: x.json; run", 66,
      says: "/none.csv"),
    Entry(
      16, "a trace that is a loop of links", "ln -s t.csv t.csv; recorded; run", 66,
      says: "Too many levels of symbolic links"),
    Entry(17, "a scenario that is a folder", "mkdir x.json; run", 66, says: "is a directory"),
    Entry(17, "a scenario that is a pipe", "mkfifo x.json; run", 66, says: "is a pipe"),
    Entry(17, "a scenario that is a device", "\"$S\" run /dev/zero", 66, says: "is a device"),
    Entry(17, "a loop of links", "ln -s x.json x.json; run", 66, says: "Too many levels"),
  ]

  // MARK: B. Traces

  private static let rows = "printf 'timestamp,prompt,output_tokens\\n1,a,5\\n2,b,6\\n3,a,7\\n' > t.csv; "

  static let traces = [
    Entry(
      18, "gzip that is cut short",
      "seq -f '%g,a,5' 1 9999 | sed '1i timestamp,prompt,output_tokens' | gzip | head -c 2000 > t.csv; profile",
      says: "complete records"),
    Entry(
      19, "gzip with a wrong checksum",
      rows
        + "gzip -c t.csv > g; s=$(stat -c %s g); { head -c $((s-8)) g; printf 'XXXX'; tail -c 4 g; } > t.csv; profile",
      says: "gzip data"),
    Entry(
      19, "members of gzip one after the other",
      rows
        + "{ head -c 20 t.csv | gzip; tail -c +21 t.csv | gzip; } > g; mv g t.csv; profile | grep -E '^requests +3$'",
      0),
    Entry(
      19, "gzip of very much",
      "ulimit -v 4000000; { printf 'prompt,output_tokens\\na,1\\n'; head -c 100M /dev/zero | tr '\\0' a; } | gzip -1 > t.csv; profile",
      says: "the line is longer than 16777216 bytes (max_line_bytes)"),
    Entry(
      20, "a line of 1 GiB",
      "ulimit -v 4000000; printf 'prompt,output_tokens\\na,1\\n' > t.csv; head -c 1G /dev/zero | tr '\\0' a >> t.csv; profile",
      says: "the line is longer than 16777216 bytes (max_line_bytes)"),
    Entry(
      21, "line ends and blank lines change nothing",
      rows
        + "profile > clean; cp t.csv c; sed 's/$/\\r/' c > t.csv; profile | diff - clean && sed G c > t.csv && profile | diff - clean"
        + " && head -c -1 c > t.csv && profile | diff - clean", 0),
    Entry(
      22, "NUL and other bytes in a key are kept",
      "printf 'prompt,output_tokens\\n\\xff\\x00,1\\n\\xfe\\x00,1\\n\\xff\\x00,1\\n' > t.csv; profile --format table | grep -E '^distinct prompts +2'",
      0),
    Entry(
      23, "a column that stands twice", "printf 'prompt,prompt\\na,b\\n' > t.csv; profile",
      says: "t.csv:1:8: error: the column 'prompt' stands twice"),
    Entry(23, "a missing column", "printf 'foo,bar\\na,b\\n' > t.csv; profile", says: "t.csv:1:1"),
    Entry(
      23, "columns in another order",
      rows
        + "profile > clean; awk -F, -v OFS=, '{print $3,$2,$1}' t.csv > c; mv c t.csv; profile | diff - clean",
      0),
    Entry(
      23, "a header of 100,000 columns",
      "seq -s, 1 100000 > t.csv; seq -s, 1 100000 >> t.csv; timeout 60 \"$S\" trace profile t.csv",
      says: "t.csv:1:1"),
    Entry(24, "a row with too few fields", rows + "echo 4,b >> t.csv; profile", says: "t.csv:5:"),
    Entry(24, "a row with too many fields", rows + "echo 4,b,5,6 >> t.csv; profile", says: "t.csv:5:7"),
    Entry(
      24, "bad rows that are skipped are counted", rows + "echo 4,b >> t.csv; profile --skip-bad 1", 0,
      says: "too few fields"),
    Entry(
      25, "times backwards keep their order",
      "printf 'timestamp,prompt,output_tokens\\n3,a,7\\n1,a,5\\n1,b,6\\n' > t.csv; profile | grep -E '^requests +3'",
      0),
    Entry(
      25, "a negative time", "printf 'timestamp,prompt,output_tokens\\n-1,a,7\\n' > t.csv; profile",
      says: "t.csv:2:1: error: the timestamp is -1, negative"),
    Entry(
      25, "a time beyond 2^53",
      "printf 'timestamp,prompt,output_tokens\\n9007199254740993,a,7\\n' > t.csv; profile",
      says: "at most 9007199254740992"),
    Entry(
      25, "nanoseconds that span an Int64",
      "printf 'timestamp,prompt,output_tokens\\n4611686018427387904,a,1\\n1,b,2\\n9223372036854775807,c,3\\n' > t.csv; recorded ',\"timestamp_unit\":\"ns\"'; run",
      says: "t.csv: error: the timestamps span more than 146 years; fewer were expected"),
    Entry(26, "a negative count of tokens", rows + "echo 4,b,-5 >> t.csv; profile", says: "t.csv:5:5"),
    Entry(
      26, "a count of tokens that is no number", rows + "echo 4,b,NaN >> t.csv; profile", says: "t.csv:5:5"),
    Entry(
      26, "a count of tokens beyond Int32", rows + "echo 4,b,3000000000 >> t.csv; profile", says: "t.csv:5:5"),
    Entry(
      27, "a trace without rows",
      "printf 'timestamp,prompt,output_tokens\\n' > t.csv; recorded; run && ! grep -iE 'nan|inf' Results/x/summary.csv",
      0),
    Entry(
      28, "one request, one key and all keys different have the hits of the formula",
      """
      for k in '1' '1 1 1 1' '1 2 3 4'; do printf '%s\\n' $k > k.txt
      "$S" mrc k.txt --format keys --policies lru --no-bound --sizes 100% --no-plots --out o > log 2>&1 || { cat log; exit 9; }
      tail -n +2 o/mrc.csv | cut -d, -f1-6; done | tr "\\n" " "
      """, 0,
      says: "lru,1,1,0,1,1.00000000 lru,1,4,3,1,0.25000000 lru,4,4,0,4,1.00000000 "),
    Entry(
      29, "a file that grows while it is read ends in no trap",
      rows
        + "for i in $(seq 20000); do echo \"$i,a,5\"; done >> t.csv; (for i in $(seq 4000); do echo $i,a,5 >> t.csv; done) & profile > o 2>&1; c=$?; wait; "
        + "[ $c = 0 ] || { [ $c = 65 ] && grep -q 'grew\\|fields' o; }", 0),
    Entry(
      30, "quotes, commas and line ends in a field",
      "printf 'prompt,output_tokens\\n\"a \"\"b\"\", c\\nd\",5\\nx,6\\n' > t.csv; profile | grep -E '^requests +2'",
      0),
  ]

  // MARK: C. Output

  static let outputs = [
    Entry(
      31, "a disk that is full leaves no file, and the next run makes all",
      """
      with _ _; run > /dev/null 2>&1; mv Results/x clean
      (ulimit -f 1; "$S" run x.json --no-plots > /dev/null); c=$?; find Results -type f | grep . && exit 9
      run > /dev/null 2>&1; diff -r Results/x clean || exit 8; exit $c
      """, 74, says: "cannot write: File too large"),
    Entry(
      32, "a folder in which nothing can be written", "with _ _; run --out /proc/x", 74,
      says: "/proc/x: error: cannot write: No such file or directory"),
    Entry(
      32, "a folder that is a file", "with _ _; touch out; run --out out", 74,
      says: "out: error: cannot write: Not a directory"),
    Entry(
      33, "a full stdout", "with _ _; run > /dev/full", 74,
      says: "error: standard output: No space left on device"),
    Entry(
      34, "a stdout that is closed early", "{ sleep 0.2; \"$S\" schema; echo $? >&2; } | true", 0, says: "141"
    ),
    Entry(
      35, "a run that is killed at any time and run again",
      """
      with _ _; run > /dev/null 2>&1; cp -r Results/x clean
      for t in 0.02 0.05 0.1 0.2 0.4; do timeout -s KILL $t "$S" run x.json --no-plots --requests > /dev/null 2>&1; done
      run > /dev/null 2>&1; diff -r Results/x clean
      """, 0),
    Entry(
      36, "a run that is asked to end",
      "with '\"measure_h\":1' '\"measure_h\":2000'; timeout -s TERM 0.5 \"$S\" run x.json --no-plots; c=$?; ls -A Results/x; [ $c = 124 ] && exit 143",
      143),
    Entry(
      37, "what a dead run left is collected",
      "with _ _; mkdir -p Results/x/.results.tmp.$(hostname).4194303.abc; touch Results/x/.a.tmp.$(hostname).4194303.b; run > /dev/null; ls -A Results/x | grep tmp",
      1),
    Entry(
      38, "two runs in a folder at once",
      "with _ _; run > /dev/null 2>&1; cp -r Results/x clean; for i in 1 2 3 4; do run > /dev/null 2>> log & done; wait; diff -r Results/x clean && ! grep error log",
      0),
    Entry(
      41, "a result that is a link is replaced, and what it leads to stays",
      "with _ _; mkdir -p Results/x; echo mine > mine; ln -s ../../mine Results/x/summary.csv; run > /dev/null 2>&1; [ ! -L Results/x/summary.csv ] && cat mine",
      0, says: "mine\n"),
    Entry(
      42, "names that a spreadsheet would take for formulas",
      "with '\"name\":\"n\"' '\"name\":\"=cmd()\"'; run > /dev/null 2>&1; grep -F \"\\\"'=cmd()\\\"\" Results/x/summary.csv && \"$S\" run x.json --no-plots --json 2>/dev/null | grep '\"=cmd()\"'",
      0),
    Entry(
      43, "hostile titles in charts",
      "with '\"name\":\"x\"' '\"name\":\"x\",\"output\":{\"plots\":[\"cost_bar\"]},\"title\":\"a`touch P`$(touch P)\\u0027@b \\\"c\\\"\\nd\"'; \"$S\" run x.json > /dev/null 2>&1; c=$?; ls Results/x/cost_bar.gp; [ -e P ] && exit 9; exit $c",
      0),
    Entry(
      44, "another locale and time zone",
      "with _ _; run > a 2>/dev/null; cp -r Results/x clean; export LC_ALL=de_DE.UTF-8 TZ=Asia/Kathmandu; run > b 2>/dev/null; diff a b && diff -r Results/x clean",
      0),
  ]

  // MARK: E. Check

  private static let stored = "with _ _; \"$S\" check x.json --update > /dev/null; b=Baselines/x.json; "

  static let baselines = [
    Entry(54, "no baseline", "with _ _; \"$S\" check x.json", 4, says: "there is no baseline"),
    Entry(
      54, "a baseline of another scenario",
      stored + "with '\"measure_h\":1' '\"measure_h\":2'; \"$S\" check x.json --tolerance 1000", 0,
      says: "change     run.measure_h 1 -> 2"),
    Entry(
      54, "a baseline of other strategies",
      stored + "with '\"name\":\"n\"' '\"name\":\"m\"'; \"$S\" check x.json", 4,
      says: "have no strategy in common (n; now m)"),
    Entry(
      55, "a metric that is gone", stored + "sed -i 's/\"retries\"/\"retires\"/' $b; \"$S\" check x.json", 3,
      says: "retires"),
    Entry(
      55, "a metric that is new", stored + "sed -i '/\"retries\"/d; /\"figures\"/d' $b; \"$S\" check x.json",
      0,
      says: "new, not in the baseline"),
    Entry(
      55, "a figure that was taken out of the baseline",
      stored + "sed -i '/\"hit_share\"/d' $b; \"$S\" check x.json", 4,
      says: "some were taken out or put in by hand"),
    Entry(
      56, "a baseline of 0",
      stored
        + "sed -i 's/\"requests\": .*,$/\"requests\": 0,/' $b; \"$S\" check x.json --tolerance 0.1 --all",
      0, says: "requests: baseline 0"),
    Entry(
      56, "a baseline that is no number",
      stored + "sed -i 's/\"requests\": .*,$/\"requests\": NaN,/' $b; \"$S\" check x.json", 4,
      says: "NaN and Infinity are no JSON numbers"),
    Entry(
      56, "a baseline that is null",
      stored + "sed -i 's/\"requests\": .*,$/\"requests\": null,/' $b; \"$S\" check x.json", 4,
      says: "'strategies.n.requests' is null; a number was expected"),
    Entry(
      57, "an improvement",
      stored
        + "sed -i 's/\"cost_usd_per_month\": .*,$/\"cost_usd_per_month\": 1e6,/' $b; \"$S\" check x.json", 0,
      says: "better     n: "),
    Entry(
      57, "an improvement that is to fail",
      stored
        + "sed -i 's/\"cost_usd_per_month\": .*,$/\"cost_usd_per_month\": 1e6,/' $b; \"$S\" check x.json --fail-on-improvement",
      3, says: "REGRESSED"),
    Entry(
      58, "the report on stdout and the exit code agree",
      stored
        + "sed -i 's/\"cost_usd_per_month\": .*,$/\"cost_usd_per_month\": 1e-6,/' $b; \"$S\" check x.json --json 2>/dev/null | tee o > /dev/null; c=${PIPESTATUS[0]}; grep '\"passes\": false' o && exit $c",
      3),
  ]
}
