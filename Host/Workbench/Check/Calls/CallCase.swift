import PatchbayJSON
import PluginHost

/// One thing that a plugin can be asked for, with one kind of connection.
struct CallCase: Sendable {
    /// `send_message (bot_token)`.
    let name: String
    let operation: PluginOperation
    /// Of `action.run`.
    let action: ActionDeclaration?
    /// The document without `input`.
    let members: JSONObject
    /// An input that fits; nil for operations that have none.
    let input: JSON?
    /// What a provider that means well might answer.
    let body: JSON

    /// The document with this input.
    func document(_ input: JSON? = nil) -> [UInt8] {
        var members = members
        members["input"] = input ?? self.input
        return JSON.object(members).bytes()
    }
}
