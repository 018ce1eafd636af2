import PluginHost

/// What can be told from the file alone.
let fileChecks: [Check] = [
    Check("file.permissions", "Only its owner may change the file.", .file { file in
        guard file.isWritableByOthers else { return .passed }
        return .looked([.failed("Everybody may write to it, so the host refuses it: run chmod o-w on it, and ship it so.")])
    }),
    Check("file.library", "It is a shared library for this machine that exports the entry.", .file { file in
        guard !file.isWritableByOthers else { return .skipped("The host does not read a file that everybody may write to.") }
        guard case .failure(let refusal) = file.file else { return .passed }
        return .looked([.failed(refusal.sentence)])
    }),
    Check("file.exports", "It exports patchbay_plugin_v1 and nothing else.", .file { file in
        guard let traits = file.traits else { return .unreadable }
        let others = traits.exports.filter { $0 != "patchbay_plugin_v1" }
        guard !others.isEmpty else { return .passed }
        let named = others.prefix(5).joined(separator: ", ") + (others.count > 5 ? " and \(others.count - 5) more" : "")
        return .looked([.failed(
            "It also exports \(named). Compile with -fvisibility=hidden or link with PluginAPI/Header/exports.map, so that it cannot "
                + "clash with another library.")])
    }),
    Check("file.note", "Its note, where it has one, names the ABI and the compiler whose runtime it needs.", .file { file in
        guard let binary = file.binary else { return .unreadable }
        return .looked(noteFindings(binary))
    }),
    Check("file.libraries", "It needs only libraries that every host has, or ships.", .file { file in
        guard let binary = file.binary, let traits = file.traits else { return .unreadable }
        return .looked(libraryFindings(binary, traits))
    }),
    Check("file.linking", "It has no executable stack, no writable code and no relocations in code.", .file { file in
        guard let traits = file.traits else { return .unreadable }
        return .looked(linkingFindings(traits))
    }),
]

extension Verdict {
    /// For what comes after a file that is no plugin.
    static let unreadable = Verdict.skipped("The file could not be read as a plugin; see file.library and file.permissions.")
}

private func noteFindings(_ binary: PluginBinary) -> [Finding] {
    guard let note = binary.note else {
        guard binary.needsSwiftRuntime else { return [] }
        return [.failed("It needs a Swift runtime and has no note that says which: build it with PluginKit, or with -static-stdlib.")]
    }
    var findings: [Finding] = []
    let major = note.abi?.prefix { $0 != "." }
    if major != "1" {
        findings.append(.failed("Its note says ABI '\(note.abi ?? "")', and it exports the entry of ABI 1: build it anew with one header."))
    }
    if note.toolchain?.isEmpty ?? true {
        findings.append(.failed("Its note names no toolchain: write PATCHBAY_NOTE(\"gcc-12\"), or whatever compiles it."))
    }
    return findings
}

private func linkingFindings(_ traits: BinaryTraits) -> [Finding] {
    var findings: [Finding] = []
    if traits.wantsExecutableStack {
        findings.append(.failed("It asks for an executable stack: link with -z noexecstack, and mark assembly with .note.GNU-stack."))
    }
    if traits.relocatesText {
        findings.append(.failed("The loader must write into its code (text relocations): compile every object with -fPIC."))
    }
    if traits.hasWritableCode {
        findings.append(.failed("A part of it can be both written to and run: link with -z separate-code."))
    }
    return findings
}
