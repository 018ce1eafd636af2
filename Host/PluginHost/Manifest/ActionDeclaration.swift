package import Model
package import PatchbayJSON

/// Something a connector can do, as its manifest declares it.
package struct ActionDeclaration: Sendable {
    package let id: String
    package let name: String
    package let description: String?
    /// What it is about, in the singular: `message`.
    package let noun: String?
    /// Ids it had before.
    package let aliases: [String]
    package let hints: ActionHints
    /// What the credential must be allowed to do.
    package let scopes: [String]
    /// Ids of the schemes it works with; empty when it needs no connection.
    package let schemes: [String]
    package let input: Form
    /// What it answers; nil when it does not say.
    package let output: JSONSchema?
    /// What ``output`` was compiled from.
    package let outputDocument: JSON?
    package let sampleInput: JSON?
    package let sampleOutput: JSON?
    package let documentationURL: String?
    package let deprecated: Deprecation?
    package let pagination: Pagination?
    /// Of one call, where it differs from the connector's.
    package let timeout: Duration?
    /// How many requests one call counts for in the rate limits.
    package let rateCost: Int
    /// Why this host cannot run it; a sentence that names what it does not know.
    package let disabledReason: String?

    /// Whether it runs only with a connection.
    package var needsConnection: Bool { !schemes.isEmpty }

    /// The input with each field that goes by an old id under its present one; `check` comes after.
    package func normalise(_ input: JSON) -> JSON { self.input.normalise(input) }

    /// What is wrong with an input; empty when it is right.
    package func check(_ input: JSON) -> [SchemaViolation] { self.input.check(input) }

    /// How an answer differs from what was declared; never an error, since the effect has happened.
    package func mismatches(of answer: JSON) -> [SchemaViolation] { output?.check(answer) ?? [] }
}

extension ActionDeclaration {
    init(_ reader: inout ManifestReader, among schemes: SchemeCatalogue) {
        id = reader.identifier(.declaration)
        name = reader.requiredString("name")
        description = reader.string("description")
        noun = reader.string("noun")
        aliases = reader.strings("aliases") ?? []
        hints = reader.object("hints", ActionHints.init) ?? ActionHints()
        scopes = reader.strings("scopes") ?? []
        self.schemes = SchemeSelection(&reader, among: schemes).ids
        _ = reader.required("input")
        input = reader.form("input") ?? Form()
        output = reader.schema("output")
        outputDocument = reader.value("output")
        sampleInput = reader.value("sample_input")
        sampleOutput = reader.value("sample_output")
        documentationURL = reader.string("documentation_url")
        deprecated = reader.object("deprecated", Deprecation.init)
        pagination = reader.object("pagination", Pagination.init)
        timeout = reader.milliseconds("timeout_ms", upTo: .seconds(86_400))
        rateCost = reader.integer("rate_cost", from: 0, upTo: 1_000_000) ?? 1
        disabledReason = reader.takeUnknownChoice()
    }
}
