import Glibc

/// Who may have written what the host is about to run or obey: root, the host's own user, and the owner of the folder.
struct FileTrust: Sendable {
    /// `plugins.d`, for sentences.
    let path: String
    /// Nil when the folder has just gone.
    let folder: FileIdentity?

    /// Reads what the folder is; blocks.
    init(path: String) {
        self.path = path
        folder = FileIdentity(path: path)
    }

    /// Throws unless the file `name` is a regular one that only those who may could have written.
    func check(_ identity: FileIdentity, name: String) throws(PluginRefusal) {
        if let folder, folder.isWritableByAll, folder.mode & S_ISVTX == 0 {
            throw PluginRefusal("Everybody may put files into the folder \(path): run chmod o-w \(path).")
        }
        if identity.isLink { throw PluginRefusal("\(name) is a symbolic link: copy the file itself.") }
        guard identity.isRegularFile else { throw PluginRefusal("\(name) is not a regular file: copy the file itself.") }
        guard !identity.isWritableByAll else { throw PluginRefusal("Everybody may write to \(name): run chmod o-w \(name).") }
        guard [0, geteuid(), folder?.owner].contains(identity.owner) else {
            throw PluginRefusal("\(name) belongs to user \(identity.owner), who could change it: run chown root \(name).")
        }
    }
}

extension FileIdentity {
    fileprivate var isWritableByAll: Bool { mode & S_IWOTH != 0 }
}
