/// Why `patchbay plugin dev` cannot go on, as a sentence that says what to do.
package struct DevelopmentError: Error, Hashable, CustomStringConvertible {
    package let description: String

    package init(_ sentence: String) {
        description = sentence
    }
}
