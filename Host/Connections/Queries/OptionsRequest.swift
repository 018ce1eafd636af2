package import Model
package import PatchbayJSON

/// Asks for the choices of a field of a form.
package struct OptionsRequest: Sendable {
    /// Whose input the field belongs to; ids or aliases.
    package enum Subject: Sendable {
        case action(String)
        case trigger(String)
    }

    package var workspace: WorkspaceID
    package var connector: String
    package var subject: Subject
    package var field: String
    package var connection: ConnectionReference?
    /// The form as far as it is filled in.
    package var input: JSONObject
    /// What a person typed.
    package var search: String?
    /// `next_page` of the answer before.
    package var page: String?
    package var trace: TraceContext

    package init(
        workspace: WorkspaceID, connector: String, subject: Subject, field: String, connection: ConnectionReference? = nil,
        input: JSONObject = [:], search: String? = nil, page: String? = nil, trace: TraceContext = .new()
    ) {
        self.workspace = workspace
        self.connector = connector
        self.subject = subject
        self.field = field
        self.connection = connection
        self.input = input
        self.search = search
        self.page = page
        self.trace = trace
    }
}
