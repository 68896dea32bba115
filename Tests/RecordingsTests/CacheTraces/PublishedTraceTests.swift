import Declarations
import Testing

@testable import Recordings
@testable import Traffic

@Suite("Published cache traces without a header")
struct PublishedTraceTests {

  @Test("MSR Cambridge: reads only; the key is host, disk and offset, the time a file time of Windows")
  func msr() throws {
    let file = try TemporaryFile(
      """
      128166372003061629,hm,0,Read,383496192,32768,413
      128166372016382155,hm,0,Write,383496192,4096,1328
      128166372026382245,hm,0,Read,383496192,32768,100
      128166372036382245,hm,1,Read,383496192,4096,100
      128166372046382245,ts,0,Read,383496192,4096,100
      """, name: "hm_0.csv")
    let loaded = try CacheTraceFile(path: file.path, wants: .all).load()
    #expect(loaded.trace.count == 4)
    #expect(loaded.trace.keyCount == 3)
    #expect(
      loaded.messages == [
        "left out, not a read: 1",
        "the file is taken for an MSR Cambridge trace (key: host, disk and offset)",
        "times are taken as Windows file times of 100 nanoseconds, by the size of the first; --time-unit states another",
      ])
  }

  @Test("Twemcache: gets are reads; an entry is its key and its value")
  func twemcache() throws {
    let file = try TemporaryFile(
      """
      0,q:q:1:8WTfjZU14ee,17,213,4,get,0
      0,yDqF:3q,7,27,5,gets,0
      1,q:q:1:8WTfjZU14ee,17,213,7,set,3600
      2,q:q:1:8WTfjZU14ee,17,213,7,get,0
      2,zzz,3,0,7,get,0
      """, name: "cluster052")
    let loaded = try CacheTraceFile(path: file.path, wants: .all).load()
    #expect(loaded.trace.count == 4)
    #expect(loaded.trace.keyCount == 3)
    #expect(
      loaded.messages == [
        "left out, not a read: 1", "the file is taken for a Twemcache trace of Twitter (size: key and value)",
      ])
    #expect(CacheTraceProfile(loaded).rows.first { $0.name == "bytes requested" }?.value == "497")
  }

  @Test("IBM object store: REST.GET.OBJECT reads, with or without size and range, as words and as numbers")
  func objectStore() throws {
    let words = try TemporaryFile(
      """
      0 REST.PUT.OBJECT 8d4f 1056
      1221 REST.GET.OBJECT 8d4f 1056 0 1055
      1232 REST.HEAD.OBJECT 8d4f 1056
      1300 REST.GET.OBJECT 8d4f 1056 0 99
      1301 REST.DELETE.OBJECT 8d4f
      """, name: "IBMObjectStoreTrace000Part0")
    let loaded = try CacheTraceFile(path: words.path, wants: .all).load()
    #expect(loaded.trace.count == 2)
    #expect(loaded.trace.keyCount == 1)
    #expect(
      loaded.messages == [
        "left out, not a read: 3", "the file is taken for an IBM object store trace (times in ms)",
      ])
    let numbers = try TemporaryFile(
      """
      # timestamp (ms), op type [Put:0, Get:1, Delete:2], object id, object size (byte)
      0,1,A,8371
      103,0,B,31
      159,1,A,8371
      160,2,A,0
      """, name: "trace.csv")
    let numbered = try CacheTraceFile(path: numbers.path, wants: .all).load()
    #expect(numbered.trace.count == 2)
    #expect(numbered.trace.keyCount == 1)
    #expect(numbered.messages.first == "left out, not a read: 2")
  }

  @Test("a row of another form is a fault with its place, and stated columns come first")
  func faults() throws {
    let file = try TemporaryFile(
      "128166372003061629,hm,0,Read,383496192,32768,413\n128166372016382155,hm,0,Read\n", name: "hm.csv")
    do {
      _ = try CacheTraceFile(path: file.path, wants: .all).load()
      Issue.record("a fault was expected")
    } catch {
      #expect(error.message == "the row has 4 fields; 7 were expected")
      #expect(error.position == SourcePosition(line: 2, column: 1))
    }
    let whole = try TemporaryFile("128166372003061629,hm,0,Read,5,32768,413\n", name: "hm.csv")
    var stated = CacheTraceFile(path: whole.path, wants: .all)
    stated.layout = try CSVLayout(parsing: "time,-,-,-,key,size,-")
    #expect(try stated.load().messages.count == 1)
  }
}
