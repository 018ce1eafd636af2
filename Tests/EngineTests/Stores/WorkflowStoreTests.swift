import Engine
import Model
import PatchbayJSON
import Storage
import Testing

@Suite("The workflow store")
struct WorkflowStoreTests {
    static func document(_ name: String, path: String? = nil, connection: JSON = .null) -> JSON {
        var step: JSONObject = ["action": "slack.x"]
        if !connection.isNull { step["connection"] = connection }
        var document: JSONObject = ["name": .string(name), "steps": [.object(step)]]
        if let path { document["trigger"] = ["type": "webhook", "path": .string(path)] }
        return .object(document)
    }

    @Test("gives back what was saved, and makes a version of each save")
    func versions() async throws {
        try await withEngine { engine in
            let (store, workspace) = (engine.workflows, engine.workspace)
            let first = try await store.create(Self.document("a", path: "/p"), in: workspace)
            #expect(first.version == 1 && first.isEnabled && first.webhookPath == "p")
            let second = try await store.replace(first.id, in: workspace, with: Self.document("b"), expected: 1)
            #expect(second.version == 2 && second.name == "b" && second.webhookPath == nil)
            #expect(try await store.get(first.id, in: workspace).document == Self.document("b"))
            #expect(try await store.definition(first.id, version: 1).name == "a")
            await #expect(throws: WorkflowError.versionConflict(current: 2)) {
                try await store.replace(first.id, in: workspace, with: Self.document("c"), expected: 1)
            }
        }
    }

    @Test("keeps a webhook path for one workflow of a workspace")
    func paths() async throws {
        try await withEngine { engine in
            let (store, workspace) = (engine.workflows, engine.workspace)
            let first = try await store.create(Self.document("a", path: "/p"), in: workspace)
            await #expect(throws: WorkflowError.pathTaken("p")) { try await store.create(Self.document("b", path: "p/"), in: workspace) }
            _ = try await store.create(Self.document("b", path: "/p"), in: .inserted(in: engine.database, engine.vault))
            #expect(try await store.workflow(path: "p", in: workspace)?.id == first.id)
            try await store.delete(first.id, in: workspace)
            #expect(try await store.workflow(path: "p", in: workspace) == nil)
            _ = try await store.create(Self.document("b", path: "/p"), in: workspace)
        }
    }

    @Test("enables and disables, and tells which workflows name a connection")
    func usage() async throws {
        try await withEngine { engine in
            let (store, workspace) = (engine.workflows, engine.workspace)
            let connection = ConnectionID()
            let byID = try await store.create(Self.document("by id", connection: .string(connection.text)), in: workspace)
            _ = try await store.create(Self.document("by number", connection: 3), in: workspace)
            _ = try await store.create(Self.document("neither", connection: 4), in: workspace)
            func names() async throws -> [String] {
                try await engine.database.read { try WorkflowStore.namesUsing(in: $0, connection: connection, number: 3, of: workspace) }
            }
            #expect(try await names() == ["by id", "by number"])
            #expect(try await store.setEnabled(byID.id, in: workspace, false).isEnabled == false)
            _ = try await store.replace(byID.id, in: workspace, with: Self.document("by id"))
            #expect(try await names() == ["by number"])
        }
    }

    @Test("shows a workspace its own workflows only, page by page")
    func tenancy() async throws {
        try await withEngine { engine in
            let (store, workspace) = (engine.workflows, engine.workspace)
            var ids: [WorkflowID] = []
            for number in 0..<3 { ids.append(try await store.create(Self.document("\(number)"), in: workspace).id) }
            let page = try await store.list(in: workspace, limit: 2)
            #expect(try await page.elements.map(\.id) + store.list(in: workspace, after: page.next, limit: 2).elements.map(\.id) == ids.sorted())
            let stranger = try await WorkspaceID.inserted(in: engine.database, engine.vault)
            #expect(try await store.list(in: stranger).elements.isEmpty)
            await #expect(throws: WorkflowError.notFound) { try await store.get(ids[0], in: stranger) }
            await #expect(throws: WorkflowError.notFound) { try await store.delete(ids[0], in: stranger) }
            await #expect(throws: WorkflowError.notFound) { try await store.setEnabled(ids[0], in: stranger, false) }
            await #expect(throws: WorkflowError.notFound) { try await store.replace(ids[0], in: stranger, with: Self.document("x")) }
        }
    }

    @Test("refuses a document with errors and says which")
    func invalid() async throws {
        try await withEngine { engine in
            #expect(engine.workflows.validate(["name": "n", "steps": []]).map(\.pointer) == ["/steps"])
            #expect(engine.workflows.validate(Self.document("fine")).isEmpty)
            await #expect(throws: WorkflowError.self) { try await engine.workflows.create(["steps": 1], in: engine.workspace) }
        }
    }
}
