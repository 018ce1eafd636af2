import PluginKit
import PluginKitTesting
import Testing

@testable import __TYPE__

struct CreateNoteTests {
    @Test func `A note is sent with the credential, which the plugin never sees`() async throws {
        let plugin = try TestPlugin(__TYPE__(), answers: .json(["id": "n1"], status: 201))
        let output = try await plugin.run("create_note", ["title": "Groceries"], scheme: "token")
        #expect(output == ["id": "n1"])
        #expect(
            plugin.requests == [[
                "method": "POST", "url": "https://api.example.org/v1/notes", "auth": true, "json": ["title": "Groceries"],
            ]])
    }

    @Test func `What the provider refuses is the input's fault`() async throws {
        let plugin = try TestPlugin(__TYPE__(), answers: .json(["message": "title is taken"], status: 422))
        let error = await #expect(throws: CallError.self) {
            try await plugin.run("create_note", ["title": "Groceries"], scheme: "token")
        }
        #expect(error?.class == .invalidInput)
        #expect(error?.message == "The provider answered 422: title is taken")
    }

    @Test func `An answer without an id is no success`() async throws {
        let plugin = try TestPlugin(__TYPE__(), answers: .text("<html>"))
        let error = await #expect(throws: CallError.self) {
            try await plugin.run("create_note", ["title": "Groceries"], scheme: "token")
        }
        #expect(error?.class == .retry)
    }

    @Test func `A token that does not work fails its test`() async throws {
        let plugin = try TestPlugin(__TYPE__(), answers: .status(401))
        let error = await #expect(throws: CallError.self) { try await plugin.test("token") }
        #expect(error?.class == .reauthorize)
    }
}
