internal import CSQLite
import Declarations

/// A database of SQLite: the one place that calls its library.
final class SQLiteDatabase {
  fileprivate var handle: OpaquePointer?
  private let path: String
  /// Whether it is written, so that a fault is none of what it holds.
  private let isNew: Bool

  /// A new database in a file that is not there.
  convenience init(creating path: String) throws(Diagnostic) {
    try self.init(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXCLUSIVE)
  }

  /// A database that is read.
  convenience init(reading path: String) throws(Diagnostic) {
    try self.init(path, SQLITE_OPEN_READONLY)
  }

  private init(_ path: String, _ flags: Int32) throws(Diagnostic) {
    self.path = path
    isNew = flags & SQLITE_OPEN_CREATE != 0
    guard sqlite3_open_v2(path, &handle, flags | SQLITE_OPEN_NOMUTEX, nil) == SQLITE_OK else {
      let fault = self.fault()
      sqlite3_close_v2(handle)
      handle = nil
      throw fault
    }
  }

  deinit { sqlite3_close_v2(handle) }

  /// Ends the use of the file.
  func close() throws(Diagnostic) {
    defer { handle = nil }
    // Statements that still exist keep the library's part of it alive until they end.
    guard sqlite3_close_v2(handle) == SQLITE_OK else { throw fault() }
  }

  /// Runs statements without results.
  func run(_ text: String) throws(Diagnostic) {
    guard sqlite3_exec(handle, text, nil, nil, nil) == SQLITE_OK else { throw fault() }
  }

  /// Prepares a statement.
  func prepare(_ text: String) throws(Diagnostic) -> Statement {
    var pointer: OpaquePointer?
    guard sqlite3_prepare_v2(handle, text, -1, &pointer, nil) == SQLITE_OK, let pointer else { throw fault() }
    return Statement(pointer, of: self)
  }

  fileprivate func fault() -> Diagnostic {
    let text = handle.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
    let expected = isNew ? "" : "; a database of `run --ledger` was expected"
    return Diagnostic("SQLite: \(text)\(expected)", file: path)
  }

  /// A prepared statement.
  final class Statement {
    private let pointer: OpaquePointer
    private let database: SQLiteDatabase
    /// The library copies a text before `bind` returns (SQLITE_TRANSIENT).
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    fileprivate init(_ pointer: OpaquePointer, of database: SQLiteDatabase) {
      self.pointer = pointer
      self.database = database
    }

    deinit { sqlite3_finalize(pointer) }

    /// Sets a parameter, counted from 1.
    func bind(_ place: Int32, _ value: Int64?) {
      if let value { sqlite3_bind_int64(pointer, place, value) } else { sqlite3_bind_null(pointer, place) }
    }

    /// Sets a parameter, counted from 1.
    func bind(_ place: Int32, _ value: String?) {
      if let value {
        sqlite3_bind_text(pointer, place, value, -1, Statement.copied)
      } else {
        sqlite3_bind_null(pointer, place)
      }
    }

    /// Runs a statement without results and makes it ready for the next values.
    func insert() throws(Diagnostic) {
      guard sqlite3_step(pointer) == SQLITE_DONE else { throw database.fault() }
      sqlite3_reset(pointer)
    }

    /// Goes to the next row; whether there is one.
    func step() throws(Diagnostic) -> Bool {
      switch sqlite3_step(pointer) {
      case SQLITE_ROW: true
      case SQLITE_DONE: false
      default: throw database.fault()
      }
    }

    /// A column of the row, counted from 0; nil where it is null.
    func integer(_ place: Int32) -> Int64? {
      sqlite3_column_type(pointer, place) == SQLITE_NULL ? nil : sqlite3_column_int64(pointer, place)
    }

    /// A column of the row, counted from 0; nil where it is null.
    func text(_ place: Int32) -> String? {
      sqlite3_column_text(pointer, place).map { String(cString: $0) }
    }
  }
}
