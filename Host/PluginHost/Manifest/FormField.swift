/// What the host itself must know of one field of a form; the rest is in the schema, for those who show it.
package struct FormField: Hashable, Sendable {
    package let id: String
    package let isRequired: Bool
    /// Kept by the host and given to no plugin: marked `x-secret`, or of the kind `secret`.
    package let isSecret: Bool
    /// Ids the field had before.
    package let aliases: [String]
    /// Its choices are asked for with `options.list`.
    package let hasDynamicOptions: Bool

    init(_ id: String, isRequired: Bool, _ reader: inout ManifestReader) {
        self.id = id
        self.isRequired = isRequired
        let isMarkedSecret = reader.bool("x-secret")
        isSecret = reader.string("x-kind") == "secret" || isMarkedSecret
        aliases = reader.strings("x-aliases") ?? []
        hasDynamicOptions = reader.object("x-options") { options in
            _ = (options.bool("search"), options.bool("paging"), options.strings("depends_on"))
            return options.bool("dynamic")
        } ?? false
    }
}
