extension ArraySlice<UInt8> {
  /// A number without the commas that people write in it, where they can mean but one thing.
  ///
  /// A comma is a decimal one where no point and no other comma stands beside it, unless three digits follow, which
  /// may be thousands: `0,0123` and `2,5` are read, `1,234` stays as it is. Behind a leading 0, or more than three
  /// digits, it groups nothing.
  package var withDecimalPoint: ArraySlice<UInt8> {
    guard let comma = firstIndex(of: UInt8(ascii: ",")) else { return self }
    let digits = self[(comma + 1)...]
    let whole = self[..<comma].drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
    guard !digits.isEmpty, !whole.isEmpty, (digits + whole).allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }),
      digits.count != 3 || whole.first == UInt8(ascii: "0") || whole.count > 3
    else { return self }
    return self[..<comma] + [UInt8(ascii: ".")] + digits
  }

  /// What stands between groups of three digits: a comma, a blank of some kind, an apostrophe, Python's low line.
  private static let groupMarks = [",", " ", "\u{A0}", "\u{202F}", "\u{2009}", "'", "\u{2019}", "_"].map {
    Array($0.utf8)
  }

  /// A whole number without what stands between its groups of three digits, as in `1,234,567` and `1 234 567`; the
  /// text itself where it is none.
  package var withoutThousands: ArraySlice<UInt8> {
    for mark in Self.groupMarks {
      let groups = split(separator: mark, omittingEmptySubsequences: false)
      guard groups.count > 1, (1...3).contains(groups[0].count), groups[0].first != UInt8(ascii: "0"),
        groups.dropFirst().allSatisfy({ $0.count == 3 }),
        groups.allSatisfy({ $0.allSatisfy { $0 &- UInt8(ascii: "0") < 10 } })
      else { continue }
      return ArraySlice(groups.joined())
    }
    let dotted = withoutDots
    // One point alone stands before decimals.
    return dotted.count < count - 1 ? dotted : self
  }

  /// A whole number without the points between its groups of three digits, as `1.234.567` is written where decimals have a
  /// comma; the text itself where it is none.
  package var withoutDots: ArraySlice<UInt8> {
    guard contains(UInt8(ascii: ".")) else { return self }
    let groups = split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard (1...3).contains(groups[0].count), groups[0].first != UInt8(ascii: "0"),
      groups.dropFirst().allSatisfy({ $0.count == 3 }),
      groups.allSatisfy({ $0.allSatisfy { $0 &- UInt8(ascii: "0") < 10 } })
    else { return self }
    return ArraySlice(groups.joined())
  }
}
