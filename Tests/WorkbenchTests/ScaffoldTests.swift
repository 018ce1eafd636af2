import Foundation
import PatchbayJSON
import Testing
import Workbench

@Suite struct ScaffoldTests {
    @Test(arguments: [("slack", "Slack", "slack"), ("acme-notes", "AcmeNotes", "acme_notes"), ("a1-2b", "A12b", "a1_2b"), ("action", "ActionPlugin", "action")])
    func `one id gives all names`(id: String, type: String, snake: String) throws {
        let name = try PluginName(id)
        #expect(name.type == type)
        #expect(name.snake == snake)
    }

    @Test(arguments: ["", "Slack", "1password", "-a", "a-", "a--b", "a_b", "a b", "ä", "../evil", "a/b", String(repeating: "a", count: 64)])
    func `what a manifest may not have as an id is refused`(id: String) {
        let error = #expect(throws: ScaffoldError.self) { try PluginName(id) }
        #expect(error?.description.contains("lower-case letters") == true)
    }

    @Test(arguments: PluginLanguage.allCases)
    func `a scaffold has no placeholder left and names no folder of this machine`(language: PluginLanguage) throws {
        let place = try Place()
        try place.scaffold("acme-notes", language)
        let files = try place.files()
        #expect(files.contains("README.md") && files.contains(".gitignore") && files.contains("Makefile"))
        #expect(files.contains("PluginAPI/Header/patchbay_plugin.h"))
        for file in files {
            let text = try place.text(file)
            #expect(!file.contains("__") && !["__ID__", "__TYPE__", "__NAME__", "__SNAKE__"].contains { text.contains($0) }, "\(file)")
            #expect(!text.contains(place.repository), "\(file)")
        }
    }

    @Test(arguments: [("c", "manifest.json"), ("rust", "src/manifest.json")])
    func `the manifest bears the plugin's id`(language: String, path: String) throws {
        let place = try Place()
        try place.scaffold("acme-notes", try #require(PluginLanguage(rawValue: language)))
        #expect(try JSON.parse([UInt8](try place.text(path).utf8))["id"] == "acme-notes")
    }

    @Test func `what is there already is never touched`() throws {
        let place = try Place()
        try FileManager.default.createDirectory(at: place.plugin, withIntermediateDirectories: true)
        try Data("mine".utf8).write(to: place.plugin.appending(path: "notes.txt"))
        let error = #expect(throws: ScaffoldError.self) { try place.scaffold("acme-notes", .c) }
        #expect(error?.description.contains("--into") == true)
        #expect(try place.files() == ["notes.txt"])
    }

    @Test func `an empty folder is filled`() throws {
        let place = try Place()
        try FileManager.default.createDirectory(at: place.plugin, withIntermediateDirectories: true)
        try place.scaffold("acme-notes", .c)
        #expect(try place.files().contains("acme-notes.c"))
    }

    @Test func `a host without PluginAPI says where to put it`() {
        let error = #expect(throws: ScaffoldError.self) { try AuthoringFiles(near: "/proc/self") }
        #expect(error?.description.contains("PluginAPI is not beside") == true)
    }
}

/// A folder for one scaffold, gone with the test.
private final class Place {
    let folder = FileManager.default.temporaryDirectory.appending(path: "scaffold-\(UUID().uuidString)")
    let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL.path

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    var plugin: URL { folder.appending(path: "plugin") }

    func scaffold(_ id: String, _ language: PluginLanguage) throws {
        try Scaffold(try PluginName(id), in: language, from: try AuthoringFiles(near: repository)).write(to: plugin)
    }

    func files() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: plugin.path).filter { path in
            var isFolder: ObjCBool = false
            return unsafe FileManager.default.fileExists(atPath: plugin.path + "/" + path, isDirectory: &isFolder) && !isFolder.boolValue
        }
    }

    func text(_ file: String) throws -> String { String(decoding: try Data(contentsOf: plugin.appending(path: file)), as: UTF8.self) }
}
