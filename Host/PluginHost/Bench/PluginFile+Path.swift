import Glibc

extension PluginFile {
    /// Reads and seals the file at a path that a person named; blocks.
    package init(path: String) throws(PluginRefusal) {
        guard let identity = FileIdentity(path: path) else {
            throw PluginRefusal("It cannot be read: \(systemSentence(errno)).")
        }
        let place = PluginPlace(path)
        let found = Found(id: place.id, path: path, identity: identity, policy: nil, writing: .nobody)
        do throws(Failure) {
            try self.init(found, FileTrust(path: place.folder))
        } catch {
            guard case .refused(let refusal) = error else { throw PluginRefusal("Somebody writes to it: try again when it is whole.") }
            throw refusal
        }
    }
}

extension PluginPolicy {
    /// Reads the policy beside the plugin at a path; blocks. The standard one when there is none.
    package init(beside path: String) throws(PluginRefusal) {
        let place = PluginPlace(path)
        try self.init(of: place.id, FileTrust(path: place.folder))
    }
}

/// The parts of a plugin's path.
private struct PluginPlace {
    let folder: String
    /// The name without `.so`.
    let id: String

    init(_ path: String) {
        let slash = path.lastIndex(of: "/")
        folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
        id = name.hasSuffix(".so") ? String(name.dropLast(".so".count)) : name
    }
}
