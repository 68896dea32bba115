import Recordings
import Traffic

/// A log, read as `simbench advise` reads it.
func advisedLog(_ path: String) throws -> QueryStream {
  var source = RecordedSource(path: path)
  source.keepsHeads = true
  return try source.read()
}
