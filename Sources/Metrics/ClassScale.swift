/// Classes of times: a nanosecond wide as long as the digits suffice, and above at most a part of their times wide, as in
/// HdrHistogram (Tene, 2012).
struct ClassScale: Sendable {
  /// The binary digits of a time by which classes are told apart; at least 2.
  let digits: Int

  private var half: Int { 1 << (digits - 1) }

  /// The class of a time in nanoseconds; that of 0 of one that is negative.
  func place(of time: Int64) -> Int {
    let time = max(0, time)
    let shift = max(0, Int64.bitWidth - time.leadingZeroBitCount - digits)
    return shift * half + Int(time >> Int64(shift))
  }

  /// The shortest time of a class that a time has, in nanoseconds, and how many nanoseconds it is wide.
  func range(of place: Int) -> (shortest: Int64, width: Int64) {
    let shift = max(0, place / half - 1)
    return (Int64(place - shift * half) << Int64(shift), Int64(1) << Int64(shift))
  }
}
