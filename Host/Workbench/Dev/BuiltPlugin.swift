import FoundationEssentials
import Glibc

/// The one library that a build leaves in `build/`, whose name is the plugin's id.
struct BuiltPlugin: Sendable {
    let id: String
    let path: String

    init(in folder: String) throws(DevelopmentError) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/build")) ?? []
        let libraries = names.filter { $0.hasSuffix(".so") && !$0.hasPrefix(".") }
        guard let name = libraries.first, libraries.count == 1 else {
            throw DevelopmentError(
                libraries.isEmpty
                    ? "The build left no library in \(folder)/build: it must leave the plugin there, as build/<id>.so."
                    : "The build left several libraries in \(folder)/build, \(libraries.sorted().joined(separator: " and ")): remove the old one.")
        }
        id = String(name.dropLast(".so".count))
        path = "\(folder)/build/\(name)"
    }

    /// Copies it into a folder of plugins, under another name first, so that a host never sees half a file.
    func install(in plugins: String) throws {
        let unfinished = "\(plugins)/.\(id).so"
        let manager = FileManager.default
        try? manager.removeItem(atPath: unfinished)
        try manager.copyItem(atPath: path, toPath: unfinished)
        guard unsafe rename(unfinished, "\(plugins)/\(id).so") == 0 else {
            throw DevelopmentError("\(plugins) cannot be written to: look at its owner and at the room on the disk.")
        }
    }
}
