/// What is to be different about a workspace; nil leaves a thing as it is.
package struct WorkspaceChange: Sendable {
    package var name: String?
    package var email: String?
    package var allowsEndUserConnections: Bool?
    /// A nil inside removes the URL.
    package var eventURL: String??
    package var incomingDefault: IncomingDefault?

    package init(
        name: String? = nil, email: String? = nil, allowsEndUserConnections: Bool? = nil, eventURL: String?? = nil,
        incomingDefault: IncomingDefault? = nil
    ) {
        self.name = name
        self.email = email
        self.allowsEndUserConnections = allowsEndUserConnections
        self.eventURL = eventURL
        self.incomingDefault = incomingDefault
    }
}
