import FoundationEssentials

/// A folder that is to be built, looked at before anything starts in it: a person may be in the wrong one.
struct PluginFolder: Sendable {
    let path: String

    /// What `make` goes by, in its order.
    private static let makefiles: Set = ["GNUmakefile", "makefile", "Makefile"]

    /// - Parameter build: The command line that builds it.
    init(_ path: String, build: String) throws(DevelopmentError) {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw DevelopmentError("There is no folder \(path): name the plugin's folder, or run this in it.")
        }
        guard build != "make" || names.contains(where: Self.makefiles.contains) else {
            throw DevelopmentError(
                "There is no Makefile in \(path): run this in a plugin's folder, make one with patchbay plugin new, or say with --build "
                    + "what leaves the plugin in build/<id>.so.")
        }
        self.path = path
    }
}
