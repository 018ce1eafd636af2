/// A version by the rules of Semantic Versioning 2.0.0: `1.4.0`, `2.0.0-beta.1+build5`.
package struct SemanticVersion: Sendable, CustomStringConvertible {
    package let description: String
    /// Major, minor, patch.
    private let core: [Substring]
    private let prerelease: [Substring]

    /// Nil when `text` is no semantic version.
    package init?(_ text: String) {
        let withoutBuild = text.prefix { $0 != "+" }
        let coreText = withoutBuild.prefix { $0 != "-" }
        let core = coreText.split(separator: ".", omittingEmptySubsequences: false)
        guard core.count == 3, core.allSatisfy(Self.isNumber) else { return nil }
        guard withoutBuild.count == coreText.count || Self.isSuffix(withoutBuild.dropFirst(coreText.count + 1)) else { return nil }
        guard text.count == withoutBuild.count || Self.isSuffix(text.dropFirst(withoutBuild.count + 1)) else { return nil }
        description = text
        self.core = core
        prerelease = withoutBuild.dropFirst(coreText.count + 1).split(separator: ".")
    }

    private static func isNumber(_ text: Substring) -> Bool {
        guard !text.isEmpty, text == "0" || text.first != "0" else { return false }
        return text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    private static func isSuffix(_ text: Substring) -> Bool {
        !text.isEmpty && text.unicodeScalars.allSatisfy {
            switch $0 {
            case "0"..."9", "a"..."z", "A"..."Z", "-", ".": true
            default: false
            }
        }
    }
}

extension SemanticVersion: Comparable {
    /// Build metadata does not count.
    package static func == (left: Self, right: Self) -> Bool {
        left.core == right.core && left.prerelease == right.prerelease
    }

    package static func < (left: Self, right: Self) -> Bool {
        if left.core != right.core { return left.core.lexicographicallyPrecedes(right.core, by: isLower) }
        // A release comes after its previews.
        guard !left.prerelease.isEmpty, !right.prerelease.isEmpty else { return !left.prerelease.isEmpty && right.prerelease.isEmpty }
        return left.prerelease.lexicographicallyPrecedes(right.prerelease, by: isLower)
    }

    /// Numbers by value, of any size; numbers before words; words by ASCII.
    private static func isLower(_ left: Substring, _ right: Substring) -> Bool {
        switch (isNumber(left), isNumber(right)) {
        case (true, true): (left.utf8.count, String(left)) < (right.utf8.count, String(right))
        case (let leftIsNumber, let rightIsNumber) where leftIsNumber != rightIsNumber: leftIsNumber
        default: left.utf8.lexicographicallyPrecedes(right.utf8)
        }
    }
}

extension SemanticVersion: Hashable {
    package func hash(into hasher: inout Hasher) {
        hasher.combine(core)
        hasher.combine(prerelease)
    }
}
