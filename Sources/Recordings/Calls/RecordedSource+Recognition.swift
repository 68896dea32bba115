import Declarations

extension RecordedSource {
  /// Whether the file's beginning is that of a log of calls: a format fits it, or a table of tokens in lines of pairs.
  var isLog: Bool {
    let fits = { @Sendable (sample: TraceSample) in
      if case .csv(let header) = sample { return TraceFormat.isLog(header) }
      return TableColumns.isTold(sample, self, isCertain: true)
    }
    do {
      var records = try TraceRecords(path: path, limit: maxLineBytes)
      return fits(try records.sample { sample, _ in fits(sample) })
    } catch {
      return false
    }
  }
}
