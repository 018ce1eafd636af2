extension StringProtocol {
    /// With the characters that mean something in HTML written as entities, fit for text and for quoted attributes.
    var escapedHTML: String {
        var escaped = ""
        for scalar in unicodeScalars { escaped.appendEscaped(scalar) }
        return escaped
    }

    /// With the backslashes before punctuation taken away.
    var unescapedMarkdown: String {
        var text = ""
        var isEscaped = false
        for scalar in unicodeScalars {
            if isEscaped, !scalar.isPunctuation { text.unicodeScalars.append("\\") }
            isEscaped = !isEscaped && scalar == "\\"
            if !isEscaped { text.unicodeScalars.append(scalar) }
        }
        return isEscaped ? text + "\\" : text
    }
}

extension String {
    mutating func appendEscaped(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "&": self += "&amp;"
        case "<": self += "&lt;"
        case ">": self += "&gt;"
        case "\"": self += "&quot;"
        case "\0": self += "\u{FFFD}"
        default: unicodeScalars.append(scalar)
        }
    }
}

extension Unicode.Scalar {
    /// ASCII punctuation: what a backslash makes plain.
    var isPunctuation: Bool {
        switch self {
        case "!"..."/", ":"..."@", "["..."`", "{"..."~": true
        default: false
        }
    }

    var isDigit: Bool { ("0"..."9").contains(self) }

    /// Of ASCII.
    var isLetterOrDigit: Bool { isDigit || ("a"..."z").contains(self) || ("A"..."Z").contains(self) }

    /// Punctuation or symbol of any script, as emphasis sees it.
    var isMark: Bool {
        switch properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation,
            .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
            true
        default: false
        }
    }
}
