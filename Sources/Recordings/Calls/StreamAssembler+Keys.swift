extension StreamAssembler {
  /// The number of a row's prompt; the text of a new one is kept, if any prompt has one.
  mutating func number(of row: RecordedRow) -> UInt32 {
    guard let key = row.promptKey else {
      defer { nextPrompt += 1 }
      return nextPrompt
    }
    let (prompt, isNew) = prompts.number(of: key, next: &nextPrompt)
    if isNew, source.keepsTexts, let text = row.promptText {
      if texts.offsets.count == 1 { texts.bytes.reserveCapacity(min(textBytes, 1 << 30)) }
      while texts.offsets.count - 1 < Int(prompt) { _ = texts.append([]) }
      _ = texts.append(text)
    }
    return prompt
  }

  /// Notes the variant of a row and returns its shape.
  mutating func variant(of row: RecordedRow) -> UInt32 {
    guard row.variantKey != nil || !shapeOfRow.isEmpty else { return 0 }
    if shapeOfRow.isEmpty, count > 0 {
      _ = variants.number(of: [])
      _ = shapes.number(of: [])
      shapeOfRow = Array(repeating: 0, count: stream.count)
      stream.variants.ofRequest = shapeOfRow
    }
    stream.variants.ofRequest.append(variants.number(of: row.variantKey ?? []).number)
    let shape = shapes.number(of: row.shapeKey ?? []).number
    shapeOfRow.append(shape)
    return shape
  }
}
