import FoundationEssentials
import PluginHost

/// The folder `PluginAPI` that this host carries: what scaffolds are made from.
package struct AuthoringFiles: Sendable {
    let folder: URL

    /// Looks beside the executable, in `../share/patchbay` as packages install it, and in the folders above, where the
    /// executable lies in the build folder of a checkout.
    ///
    /// - Parameter executables: The folder of the executable.
    package init(near executables: String = HostFiles.folder) throws(ScaffoldError) {
        let start = URL(filePath: executables, directoryHint: .isDirectory).standardizedFileURL
        var above = start
        var candidates = [start, start.appending(path: "../share/patchbay").standardizedFileURL]
        while above.path != "/" {
            above.deleteLastPathComponent()
            candidates.append(above)
        }
        let folders = candidates.map { $0.appending(path: "PluginAPI") }
        guard let found = folders.first(where: { FileManager.default.fileExists(atPath: $0.appending(path: "Templates").path) }) else {
            throw ScaffoldError("The folder PluginAPI is not beside \(start.path)/patchbay: install it there; it comes with the host.")
        }
        folder = found
    }

    func template(_ language: PluginLanguage) -> URL { folder.appending(path: "Templates/\(language.rawValue)") }
}
