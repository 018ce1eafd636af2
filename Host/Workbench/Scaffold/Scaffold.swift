package import FoundationEssentials

/// A new plugin: a folder that builds and tests itself with nothing but what is in it.
package struct Scaffold: Sendable {
    let name: PluginName
    let language: PluginLanguage
    let files: AuthoringFiles

    package init(_ name: PluginName, in language: PluginLanguage, from files: AuthoringFiles) {
        self.name = name
        self.language = language
        self.files = files
    }

    /// Writes the plugin; the folder appears whole or not at all.
    ///
    /// - Parameter folder: Must not exist, or be empty.
    package func write(to folder: URL) throws {
        let manager = FileManager.default
        if manager.fileExists(atPath: folder.path) {
            guard let names = try? manager.contentsOfDirectory(atPath: folder.path), names.isEmpty else {
                throw ScaffoldError("\(folder.path) is there already: choose another folder with --into, or remove it.")
            }
            try manager.removeItem(at: folder)
        }
        let parent = folder.deletingLastPathComponent()
        try manager.createDirectory(at: parent, withIntermediateDirectories: true)
        let unfinished = parent.appending(path: ".\(folder.lastPathComponent).unfinished")
        try? manager.removeItem(at: unfinished)
        do {
            try fill(unfinished)
            try manager.moveItem(at: unfinished, to: folder)
        } catch {
            try? manager.removeItem(at: unfinished)
            throw error
        }
    }

    private func fill(_ folder: URL) throws {
        let manager = FileManager.default
        let template = files.template(language)
        for path in try manager.subpathsOfDirectory(atPath: template.path).sorted() {
            let source = template.appending(path: path)
            // Git and SwiftPM would act on dotfiles that lie in the templates.
            let target = folder.appending(path: path == "gitignore" ? ".gitignore" : filled(path))
            guard !source.isFolder else { continue }
            try manager.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(filled(String(decoding: try Data(contentsOf: source), as: UTF8.self)).utf8).write(to: target)
        }
        let api = folder.appending(path: "PluginAPI")
        try manager.createDirectory(at: api, withIntermediateDirectories: true)
        for part in language.carried {
            try manager.copyItem(at: files.folder.appending(path: part), to: api.appending(path: part))
        }
    }

    /// A template's text, or a path in it, with the plugin's names in place of the placeholders, which are words in every
    /// language, so that templates read as the code they become.
    private func filled(_ text: String) -> String {
        var text = text
        for (placeholder, name) in [("__ID__", name.id), ("__TYPE__", name.type), ("__SNAKE__", name.snake), ("__NAME__", name.title)] {
            text = text.replacing(placeholder, with: name)
        }
        return text
    }
}

extension URL {
    fileprivate var isFolder: Bool { (try? FileManager.default.contentsOfDirectory(atPath: path)) != nil }
}
