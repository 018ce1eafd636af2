import ArgumentParser
import FoundationEssentials
import Workbench

struct PluginNewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Makes the folder of a new plugin, which builds and tests itself with nothing but what is in it.")

    @Argument(help: "The plugin's id: lower-case letters, digits and hyphens, such as acme-notes. It never changes.")
    var id: String

    @Option(help: "swift, c or rust.")
    var language: PluginLanguage

    @Option(help: "The folder to make (default: one named as the id, here).")
    var into: String?

    func run() async throws {
        let name = try PluginName(id)
        let folder = URL(filePath: into ?? name.id, directoryHint: .isDirectory)
        try Scaffold(name, in: language, from: AuthoringFiles()).write(to: folder)
        print(
            """
            Made \(into ?? name.id), a plugin in \(language.title) that writes a note through an API with a token.

                cd \(into ?? name.id)
                make test             # its unit tests; no host is needed
                make                  # build/\(name.id).so
                patchbay plugin dev   # serves it, and again after every change

            README.md says what is where; PluginAPI/README.md is the guide.
            """)
    }
}

extension PluginLanguage: ExpressibleByArgument {
    fileprivate var title: String {
        switch self {
        case .swift: "Swift"
        case .c: "C"
        case .rust: "Rust"
        }
    }
}
