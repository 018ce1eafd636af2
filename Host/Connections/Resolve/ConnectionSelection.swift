import Model
import PluginHost

/// Which of the workspace's connections a call is for.
struct ConnectionSelection: Sendable {
    let reference: ConnectionReference?
    let connector: Connector
    /// Those that the call works with.
    let schemes: [String]

    /// The connector's id, now and before.
    var connectorNames: [String] { [connector.id] + connector.manifest.aliases }

    /// The one row that fits, or a sentence why there is none.
    func choose(among rows: [ConnectionRow]) throws(CallFailure) -> ConnectionRow {
        guard let reference else { return try chooseOnly(among: rows.filter { schemes.contains($0.scheme) }) }
        guard let row = rows.first else { throw CallFailure(.invalidInput, "There is no connection \(reference.text).") }
        guard connectorNames.contains(row.connector) else {
            throw CallFailure(.invalidInput, "Connection \(reference.text) is one of \(row.connector), not of \(connector.id).")
        }
        guard schemes.contains(row.scheme) else {
            let list = schemes.joined(separator: ", ")
            throw CallFailure(.invalidInput, "Connection \(reference.text) signs in with '\(row.scheme)'; this works with \(list).")
        }
        return row
    }

    private func chooseOnly(among rows: [ConnectionRow]) throws(CallFailure) -> ConnectionRow {
        guard let row = rows.first else {
            throw CallFailure(.reauthorize, "There is no connection of \(connector.id) that this works with; make one.")
        }
        guard rows.count == 1 else {
            let numbers = rows.prefix(10).map { String($0.number) }.joined(separator: ", ")
            throw CallFailure(.invalidInput, "There are several connections of \(connector.id): \(numbers). Say which one.")
        }
        return row
    }
}

extension ConnectionReference {
    fileprivate var text: String {
        switch self {
        case .id(let id): id.text
        case .number(let number): String(number)
        }
    }
}
