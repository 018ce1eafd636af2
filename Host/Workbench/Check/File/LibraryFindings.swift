import PluginHost

/// What is wrong with the libraries that a file needs.
func libraryFindings(_ binary: PluginBinary, _ traits: BinaryTraits) -> [Finding] {
    var findings = binary.neededLibraries.compactMap(finding)
    if let path = traits.runtimePath, path.split(separator: ":").contains(where: isRelative) {
        findings.append(.failed("It looks for libraries in '\(path)', relative to wherever it runs: link without -rpath."))
    }
    return findings
}

/// Of Debian's C and C++ runtimes, and Swift's own, which the host ships by version.
private let known: Set<String> = [
    "libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libgcc_s.so.1", "libstdc++.so.6",
    "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1",
    "libswiftCore.so", "libswiftGlibc.so", "libswift_Concurrency.so", "libswift_StringProcessing.so", "libswift_RegexParser.so",
    "libswiftSynchronization.so", "libswiftDispatch.so", "libdispatch.so", "libBlocksRuntime.so", "libswift_Builtin_float.so",
    "libswift_Differentiation.so", "libswiftDistributed.so", "libswiftObservation.so", "libswift_Volatile.so", "libswiftRegexBuilder.so",
]

private func finding(_ library: String) -> Finding? {
    if known.contains(library) { return nil }
    if library.contains("/") {
        return .failed("It needs '\(library)' by its place on the machine that built it: link it by name, or statically.")
    }
    if library.hasPrefix("libFoundation") || library.hasPrefix("lib_Foundation") {
        return .warning("It needs \(library), which costs each worker tens of megabytes: do without, or ask the host (see PluginAPI/README.md).")
    }
    return .failed("It needs \(library), which a host need not have: link it statically.")
}

private func isRelative(_ folder: Substring) -> Bool { !folder.hasPrefix("/") && !folder.hasPrefix("$ORIGIN") }
