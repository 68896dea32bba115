import Declarations
import Testing

@testable import Recordings
@testable import Traffic

/// Tables as databases, spreadsheets and people print them.
@Suite("Printed and joined tables")
struct PrintedTableTests {
  private static let header = "timestamp,model,prompt_tokens,completion_tokens"

  private func totals(_ text: String) throws -> LogTotals {
    LogTotals(try read(text), as: LogTotals(0, 0, 0))
  }

  @Test(
    "a sum below JSON lines is no row, with a time or without",
    arguments: [
      #"{"timestamp":9,"model":"TOTAL","prompt_tokens":30,"completion_tokens":12}"#,
      #"{"timestamp":null,"model":"Grand total","prompt_tokens":30,"completion_tokens":12}"#,
      #"{"model":"total","prompt_tokens":30,"completion_tokens":12}"#,
    ])
  func sums(_ sum: String) throws {
    func row(_ time: Int, _ input: Int, _ output: Int) -> String {
      #"{"timestamp":\#(time),"model":"m","prompt_tokens":\#(input),"completion_tokens":\#(output)}"#
    }
    let rows = [row(1, 10, 5), row(2, 20, 7)]
    let stream = try read((rows + [sum]).joined(separator: "\n"))
    #expect(LogTotals(stream, as: LogTotals(0, 0, 0)) == LogTotals(2, 30, 12))
    #expect(stream.reading?.remarks[Int(RecordedReading.Remark.foreign.rawValue)] == 1)
    // What stands behind it has its own faults.
    #expect(fault((rows + [sum, row(3, -1, 7)]).joined(separator: "\n"))?.position?.line == 4)
  }

  @Test(
    "rules, headers again, rows without anything, and sums below are no rows",
    arguments: [
      header + "\n2026-03-01 10:00:00,m,10,5\n" + header + "\n2026-03-01 10:01:00,m,20,7\n",
      "\u{FEFF}" + header + "\n2026-03-01 10:00:00,m,10,5\n\u{FEFF}" + header
        + "\n2026-03-01 10:01:00,m,20,7\n",
      header + "\n2026-03-01 10:00:00,m,10,5\n,,,\n2026-03-01 10:01:00,m,20,7\nTotal,,30,12\n",
      header + "\n2026-03-01 10:00:00,m,10,5\n2026-03-01 10:01:00,m,20,7\n(2 rows)\n",
      "      timestamp      | model | prompt_tokens | completion_tokens \n---------------------+-------+---------------+---\n"
        + " 2026-03-01 10:00:00 | m     |            10 |     5\n 2026-03-01 10:01:00 | m     |            20 |     7\n(2 rows)\n",
      "+---------------------+-------+---------------+-------------------+\n"
        + "| timestamp           | model | prompt_tokens | completion_tokens |\n"
        + "+---------------------+-------+---------------+-------------------+\n"
        + "| 2026-03-01 10:00:00 | m     |            10 |                 5 |\n"
        + "| 2026-03-01 10:01:00 | m     |            20 |                 7 |\n"
        + "+---------------------+-------+---------------+-------------------+\n",
      "+---------------------+-------+---------------+-------------------+\n"
        + "| timestamp           | model | prompt_tokens | completion_tokens |\n"
        + "+---------------------+-------+---------------+-------------------+\n"
        + "| 2026-03-01 10:00:00 | m     |            10 |                 5 |\n"
        + "| 2026-03-01 10:01:00 | m     |            20 |                 7 |\n"
        + "+---------------------+-------+---------------+-------------------+\n2 rows in set (0.00 sec)\n\n",
      "| timestamp | model | prompt_tokens | completion_tokens |\n|---|---|---:|---:|\n| 2026-03-01 10:00:00 | m | 10 | 5 |\n"
        + "| 2026-03-01 10:01:00 | m | 20 | 7 |\n",
    ])
  func noRows(_ text: String) throws {
    #expect(try totals(text) == LogTotals(2, 30, 12))
    let file = try TemporaryFile(text, name: "log.txt")
    #expect(try CacheTraceFile(path: file.path).isRecordedStream())
  }

  @Test("a row that only resembles one stays a row, and its fault is told")
  func rows() {
    let fault = fault(PrintedTableTests.header + "\n2026-03-01 10:00:00,m,10,5\nTotally,m,10,5\n")
    #expect(fault?.position?.line == 3)
    #expect(fault?.message.contains("'Totally'") == true)
  }

  @Test("lines of another file's mark at their beginning are read")
  func marks() throws {
    let line = #"{"created":1,"model":"m","usage":{"prompt_tokens":10,"completion_tokens":5}}"#
    #expect(try totals(line + "\n\u{FEFF}" + line + "\n") == LogTotals(2, 20, 10))
  }

  @Test("a column that stands twice is one where both say the same, and a fault of the row where they do not")
  func twins() throws {
    let header = "id,timestamp,model,prompt_tokens,completion_tokens,prompt_tokens,id\n"
    #expect(try totals(header + "a,2026-03-01 10:00:00,m,10,5,10,b\n") == LogTotals(1, 10, 5))
    #expect(
      fault(header + "a,2026-03-01 10:00:00,m,10,5,11,b\n")?.position == SourcePosition(line: 1, column: 52))
    let other = fault(header + "a,2026-03-01 10:00:00,m,10,5,10,b\na,2026-03-01 10:00:00,m,10,5,11,b\n")
    #expect(other?.message.contains("the column 'prompt_tokens' stands twice") == true)
    #expect(other?.position == SourcePosition(line: 3, column: 30))
  }

  @Test(
    "headers of other languages name the same columns",
    arguments: [
      "Zeitstempel;Modell;Eingabe-Tokens;Ausgabe-Tokens",
      "Horodatage;Modèle;Jetons d'entrée;Jetons de sortie",
      "fecha;modelo;tokens de entrada;tokens de salida", "data;modelo;tokens de entrada;tokens de saída",
      "时间;模型;输入tokens;输出tokens", "日時;モデル;入力トークン;出力トークン",
    ])
  func translations(_ header: String) throws {
    let stream = try read(header + "\n2026-03-01 10:00:00;gpt-4o;1.234;50\n")
    let wanted = LogTotals(1, 1234, 50, models: ["gpt-4o"])
    #expect(LogTotals(stream, as: wanted) == wanted)
    #expect(stream.reading?.firstTime == 1_772_359_200_000_000_000)
  }

  @Test("points group thousands behind semicolons, and elsewhere where there are several")
  func points() throws {
    #expect(
      try totals("input_tokens;output_tokens;cost_usd\n2.000;1.234.567;0,5\n")
        == LogTotals(1, 2000, 1_234_567))
    #expect(try totals("input_tokens,output_tokens\n1.234.567,10.0\n") == LogTotals(1, 1_234_567, 10))
    #expect(fault("input_tokens,output_tokens\n1.234,10\n")?.message.contains("a fraction") == true)
  }

  @Test("a table that has the total and the output tells the input")
  func totals() throws {
    #expect(
      try totals("timestamp,model,total_tokens,completion_tokens\n1,m,15,5\n") == LogTotals(1, 10, 5))
  }

  @Test("lines of pairs without tokens, beside those of calls, are left out and told")
  func events() throws {
    let stream = try read(
      "time=1 level=info msg=started\ntime=2 level=info model=m prompt_tokens=10 completion_tokens=5\n"
        + "time=3 level=warn msg=slow\n")
    #expect(LogTotals(stream, as: LogTotals(0, 0, 0)) == LogTotals(1, 10, 5))
    #expect(stream.reading?.remarks[Int(RecordedReading.Remark.foreign.rawValue)] == 2)
  }
}
