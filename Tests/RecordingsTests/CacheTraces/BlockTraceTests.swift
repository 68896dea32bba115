import Declarations
import Testing

@testable import Recordings
@testable import Traffic

@Suite("Block traces, logs of proxies and tables of caches")
struct BlockTraceTests {
  private func load(_ text: String, name: String = "trace") throws -> LoadedCacheTrace {
    let file = try TemporaryFile(text, name: name)
    return try CacheTraceFile(path: file.path, wants: .all).load()
  }

  private func message(_ text: String, name: String = "trace") -> Diagnostic? {
    do {
      _ = try load(text, name: name)
      return nil
    } catch {
      return error as? Diagnostic
    }
  }

  @Test(
    "published forms are told by their first line; writes are no reads",
    arguments: [
      (
        "419,W,87,16384,1577808000000046\n725,R,59,360448,1577808000000051\n726,R,59,1,1577808000000061\n725,R,59,1,1577808000000071\n",
        3, 2, "a block trace of Alibaba (key: device and offset; times in us)"
      ),
      (
        "1538323200,12910952,128,0,1063\n1538323200,6338688,8,1,1627\n1538323201,12910952,128,0,1064\n", 2, 2,
        "a block trace of Tencent (key: offset and volume; sectors of 512 bytes)"
      ),
      (
        "0,20941264,8192,W,0.551706\n0,20939840,8192,r,0.554041\n1,20939840,8192,R,0.564041\n", 2, 2,
        "a block trace of the Storage Performance Council (key: unit and block)"
      ),
      (
        "89966 4892 syslogd 904265560 8 W 6 0 531e\n89967 4892 syslogd 904265568 8 R 6 0 531e\n89968 4892 x 904265568 8 R 6 1 531e\n",
        2, 2, "a block trace of FIU (key: block and device; blocks of 512 bytes, times in ns)"
      ),
      (
        "929840853 1190146243.303 http://en.wikipedia.org/wiki/A -\n929840854 1190146243.304 http://en.wikipedia.org/wiki/B save\n929840855 1190146243.305 http://en.wikipedia.org/wiki/A -\n",
        2, 1, "a trace of Wikipedia of 2007"
      ),
      (
        "1157689312.049   5006 10.105.21.199 TCP_MISS/200 19763 CONNECT login.yahoo.com:443 b DIRECT/1 -\n1157689320.327   2864 10.105.21.199 TCP_MISS/200 10182 GET http://a/ b DIRECT/1 text/html\n1157689320.343   1357 10.105.21.199 TCP_HIT/200 214 GET http://a/ b DIRECT/1 -\n",
        2, 1, "an access log of Squid"
      ),
    ])
  func published(text: String, requests: Int, keys: Int, name: String) throws {
    let loaded = try load(text)
    #expect(loaded.trace.count == requests)
    #expect(loaded.trace.keyCount == keys)
    #expect(loaded.messages == ["left out, not a read: 1", "the file is taken for \(name)"])
  }

  @Test("sizes in sectors are bytes")
  func sectors() throws {
    let loaded = try load("1538323200,12910952,128,0,1063\n1538323201,12910953,8,0,1063\n")
    #expect(loaded.trace.sizes == [65536, 4096])
  }

  @Test("caches of pictures and of Meta's network name their columns in their own way")
  func names() throws {
    let pictures = try load(
      "relative_unix\thashed_host_path_query\timage_type\tresponse_size\ttime_firstbyte\n0\t833\tjpeg\t9665\t1.85E-4\n0\t-167\tjpeg\t17635\t2E-4\n1\t833\tjpeg\t9665\t1E-4\n"
    )
    #expect(pictures.trace.keyCount == 2)
    #expect(pictures.trace.sizes == [9665, 17635, 9665])
    let network = try load(
      "timestamp,cacheKey,OpType,objectSize,responseSize,rangeStart,rangeEnd\n1,A,1,100,100,-1,-1\n2,A,1,100,50,0,49\n"
    )
    #expect(network.trace.count == 2)
    #expect(network.trace.sizes == [100, 100])
  }

  @Test("a first line of values is told as such, and the values are shown")
  func noHeader() {
    for (text, values) in [
      ("0 1 100\n1 2 200\n", "0, 1, 100"), ("0,64,0,0\n128,32,0,1\n", "0, 64, 0, 0"),
      ("1,a,a,2,3,4,5,6,7\n", "1, a, a, 2, 3, 4, 5, 6, ..."),
    ] {
      #expect(
        message(text)?.message.hasPrefix(
          "the file has no header and no form that is known: its first line holds \(values); state the columns of a file "
            + "without header in order (time,key,size)") == true)
    }
  }

  @Test("times are told by the first row, whatever else in it is equal, and may be dates")
  func times() throws {
    let equal = try load("time,key,size\n1700000000000,5,5\n1700000001000,6,6\n")
    #expect(
      equal.notes == ["times are taken as milliseconds, by the size of the first; --time-unit states another"]
    )
    #expect(equal.trace.columns.times == [1_700_000_000_000, 1_700_000_001_000])
    let dates = try load("time,key\n2024-03-31T13:00:00Z,a\n2024-03-31T13:00:01Z,a\n")
    #expect(dates.notes == ["times are taken as dates, by the form of the first; --time-unit states another"])
    #expect(dates.trace.columns.times == [1_711_890_000_000, 1_711_890_001_000])
  }

  @Test("tables of spreadsheets, in other forms of names, decimal commas and blanks behind quotes")
  func spreadsheets() throws {
    let costs = try load("time;key;size;cost\n0,5;a;10;0,25\n1,5;a;10;0,5\n")
    #expect(costs.trace.columns.costs == [0.25, 0.5])
    #expect(costs.trace.columns.times == [500, 1500])
    let titles = try load("\"Date\" ,\"Object ID\" ,size\n2024-01-01,\"a\" ,10\n2024-01-02,a,10\n")
    #expect(titles.trace.keyCount == 1)
    #expect(titles.trace.columns.times?.last == 1_704_153_600_000)
    #expect(
      try load("time,key,ttl\n0,a,60\n").notes == ["the column ttl is not read: entries do not expire"])
  }

  @Test("a time in another unit than the first is a fault, as are lines that end with CR alone")
  func units() {
    let mixed = message("time,key\n1700000000,a\n1700000060000,a\n")
    #expect(
      mixed?.message
        == "the timestamp is 1700000060000, in another unit than the first (s); times in one unit were expected"
    )
    #expect(mixed?.position == SourcePosition(line: 3, column: 1))
    for (text, name) in [("a\rb\ra\r", "x.keys"), ("time,key\r1,a\r2,a\r", "x.csv")] {
      #expect(message(text, name: name)?.message == "the lines end with CR alone; LF or CRLF was expected")
    }
  }

  @Test("keys in a file of keys may hold blanks, and a line may state the delimiter")
  func lines() throws {
    #expect(try load("hello world\nhello world\nfoo bar\n", name: "prompts.keys").trace.keyCount == 2)
    #expect(try load("sep=;\ntime;key\n1;a\n2;a\n", name: "a.csv").trace.keyCount == 1)
    #expect(try load("time|key|size\n1|a b|5\n2|a b|5\n").trace.keyCount == 1)
  }
}
