import PatchbayJSON
import PluginKit
import PluginKitTesting
import Testing

/// An action whose answer must have an id.
private struct Asker: Connector {
    let about = About("asker", "Asker", version: "1.0.0", .hosts("api.example.org"))

    var actions: [Action] {
        Action("ask", "Ask", .withoutConnection) { (_: NoInput, call) in
            .members(["id": try await call.http.get("https://api.example.org/me").required("/user/id")])
        }
    }
}

struct RequiredTests {
    @Test func `What every answer has is taken`() async throws {
        let plugin = try TestPlugin(Asker(), answers: .json(["user": ["id": 7]]))
        #expect(try await plugin.run("ask") == ["id": 7])
    }

    @Test(arguments: [.json([:]), .json(["user": ["id": .null]]), .json([]), .text("<html>"), .status(204)] as [Answer])
    func `An answer without it is no success, and worth another try`(answer: Answer) async throws {
        let plugin = try TestPlugin(Asker(), answers: answer)
        let error = await #expect(throws: CallError.self) { try await plugin.run("ask") }
        #expect(error?.class == .retry)
        #expect(error?.message.contains("/user/id") == true)
    }
}
