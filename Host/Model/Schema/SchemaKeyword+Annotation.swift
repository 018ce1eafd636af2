import PatchbayJSON

extension SchemaKeyword {
    /// Passes a keyword that says nothing about validity by itself; throws for any other.
    func checkAnnotation(_ compiler: inout SchemaCompiler) throws(SchemaError) {
        switch name {
        case "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "$comment", "format",
            "contentEncoding", "contentMediaType", "contentSchema":
            break
        case "$defs", "definitions":
            _ = try schemasByName(&compiler)
        case "$schema":
            guard value.string == SchemaCompiler.dialect else { throw error("must be ‘\(SchemaCompiler.dialect)’, the only dialect supported") }
        case "$id":
            // At the root it changes nothing, since references cannot leave the document; inside it would change their base.
            guard schema.tokens.isEmpty else { throw error("is supported at the root of a schema only") }
        case let name where name.hasPrefix("x-"):
            break
        default:
            throw error("is not supported")
        }
    }
}
