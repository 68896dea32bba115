extension TableColumn {
  /// The names that tables have in other languages, as spreadsheets and pages of gateways write them. A cost without its
  /// currency is not among them, since it need not be in dollars.
  var translations: [String] {
    switch self {
    case .timestamp:
      [
        "Zeitstempel", "Zeitpunkt", "Datum", "Zeit", "heure", "Startzeit", "horodatage", "date et heure",
        "fecha",
        "fecha y hora",
        "marca de tiempo", "data", "data e hora", "data e ora", "carimbo de data", "时间", "时间戳", "请求时间",
        "创建时间", "日期", "時間", "日時", "タイムスタンプ", "리퀘스트 시간", "시간", "время", "дата",
      ]
    case .model: ["Modell", "modèle", "modelo", "modello", "模型", "模型名称", "モデル", "모델", "модель"]
    case .user: ["Benutzer", "Nutzer", "utilisateur", "usuario", "usuário", "utente", "用户", "用户名", "ユーザー"]
    case .prompt: ["Frage", "Anfrage", "pregunta", "pergunta", "提示词", "问题", "プロンプト", "質問"]
    case .inputTokens:
      [
        "Eingabe-Tokens", "Eingabetoken", "Eingabetokens", "Prompt-Token", "jetons d'entrée",
        "tokens d'entrée",
        "jetons en entrée", "tokens en entrée", "tokens de entrada", "tokens entrada", "token di input",
        "token in ingresso", "token di ingresso", "输入tokens", "输入token", "输入token数", "输入 token 数量", "提示token",
        "提示tokens", "提示", "入力トークン", "入力トークン数", "입력 토큰", "входные токены", "токены ввода",
      ]
    case .outputTokens:
      [
        "Ausgabe-Tokens", "Ausgabetoken", "Ausgabetokens", "Antwort-Tokens", "jetons de sortie",
        "tokens de sortie",
        "jetons en sortie", "tokens en sortie", "tokens de salida", "tokens salida", "tokens de saída",
        "tokens saída", "token di output", "token in uscita", "token di uscita", "输出tokens", "输出token",
        "输出token数",
        "输出 token 数量", "补全token", "补全tokens", "补全", "出力トークン", "出力トークン数", "출력 토큰", "выходные токены",
        "токены вывода",
      ]
    case .totalTokens:
      [
        "Tokens gesamt", "Gesamttokens", "total de tokens", "tokens totales", "tokens totais", "总tokens",
        "总token数",
        "合計トークン", "합계 토큰",
      ]
    case .cachedTokens: ["缓存token", "缓存tokens", "缓存命中tokens", "キャッシュトークン"]
    case .cost:
      ["Kosten (USD)", "Kosten in USD", "coût (USD)", "costo (USD)", "custo (USD)", "费用(USD)", "费用(美元)"]
    case .status: ["Statuscode", "Status-Code", "statut", "estado", "状态", "状态码", "ステータス"]
    case .date: ["Datum", "Tag", "jour", "fecha", "data", "日期", "дата"]
    case .clock: ["Uhrzeit", "Zeit", "heure", "hora", "ora", "时间", "時間", "время"]
    default: []
    }
  }
}
