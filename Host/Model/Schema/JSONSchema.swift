package import PatchbayJSON

/// A JSON Schema of draft 2020-12, compiled for checking many values.
///
/// Every keyword of the core, applicator and validation vocabularies is understood except `unevaluatedItems`,
/// `unevaluatedProperties`, anchors, dynamic references, and references that leave the document. A schema that uses one of
/// those, or any word that is neither a keyword nor starts with `x-`, is refused: a schema is checked in full or not at all.
/// `format` and the content keywords are annotations, as the standard has them by default.
package struct JSONSchema: Sendable {
    /// The root is first; schemas refer to each other by index.
    let nodes: [SchemaNode]

    /// Throws the first thing in `document` that is malformed or not supported.
    package init(_ document: JSON) throws(SchemaError) {
        var compiler = SchemaCompiler(document)
        nodes = try compiler.compile()
    }

    /// What in `value` breaks the schema, at most `limit` things; empty when it is valid.
    package func check(_ value: JSON, limit: Int = 32) -> [SchemaViolation] {
        var check = SchemaCheck(nodes, limit: limit)
        return check.run(value) ? [] : check.violations
    }

    /// Whether `value` is valid; where it is not this is known sooner than by `check`.
    package func allows(_ value: JSON) -> Bool {
        var check = SchemaCheck(nodes, limit: 0)
        return check.run(value)
    }
}
