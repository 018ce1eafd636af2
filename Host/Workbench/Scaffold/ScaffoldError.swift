/// Why a plugin cannot be scaffolded, as a sentence that says what to do.
package struct ScaffoldError: Error, Hashable, CustomStringConvertible {
    package let description: String

    init(_ sentence: String) {
        description = sentence
    }
}
