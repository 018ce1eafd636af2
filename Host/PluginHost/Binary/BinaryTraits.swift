/// How a plugin's file was linked, for whoever judges its making; the host itself loads it either way.
package struct BinaryTraits: Hashable, Sendable {
    /// More than these are not listed.
    private static let exportLimit = 100

    /// All symbols that others see, the entry among them.
    package let exports: [String]
    /// Loading it makes every stack of the process executable (PT_GNU_STACK).
    package let wantsExecutableStack: Bool
    /// The loader must write into its code.
    package let relocatesText: Bool
    /// A segment can be written to and run.
    package let hasWritableCode: Bool
    /// Where the loader looks for its libraries first, as it is written; nil when it does not say.
    package let runtimePath: String?

    package init(_ bytes: [UInt8]) throws(PluginBinaryError) {
        let file = try ELFFile(bytes)
        let dynamic = try DynamicSection(of: file)
        exports = try DynamicSymbols(of: file, dynamic).exports(limit: Self.exportLimit)
        // A file that does not say gets what old tools took for granted: an executable one.
        wantsExecutableStack = file.segments.first { $0.type == .gnuStack }?.isExecutable ?? true
        relocatesText = dynamic.relocatesText
        hasWritableCode = file.segments.contains { $0.type == .load && $0.isWritable && $0.isExecutable }
        runtimePath = dynamic.runtimePath(in: file)
    }
}
