extension String {
  /// The name of a column, in UTF-8, or in Latin-1 where it is none, as older spreadsheets write it.
  package init(header bytes: some Collection<UInt8>) {
    if let name = String(validating: bytes, as: UTF8.self) {
      self = name
      return
    }
    var scalars = String.UnicodeScalarView()
    for byte in bytes { scalars.append(UnicodeScalar(byte)) }
    self = String(scalars)
  }
}
