/// A kind of database. Statements are shared; what differs is here and in one folder of migrations each.
package enum Dialect: String, CaseIterable, Sendable {
    case sqlite
    case postgresql

    package var migrations: [Migration] {
        switch self {
        case .sqlite: Migration.sqlite
        case .postgresql: Migration.postgresql
        }
    }

    /// A statement in this dialect: PostgreSQL writes the parameter `?1` as `$1`. Quoted text is left alone.
    package func translate(_ sql: String) -> String {
        guard self == .postgresql else { return sql }
        var quote: Character?
        return String(
            sql.map { character in
                if character == quote {
                    quote = nil
                } else if quote == nil, character == "'" || character == "\"" {
                    quote = character
                }
                return character == "?" && quote == nil ? "$" : character
            })
    }
}
