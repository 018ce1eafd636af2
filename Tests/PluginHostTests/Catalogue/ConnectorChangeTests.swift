import Glibc
import PluginHost
import Testing

@Suite("What becomes of connectors")
struct ConnectorChangeTests {
    @Test("is told as it happens: appeared, replaced with both manifests, disabled, appeared again, refused, gone")
    func life() async throws {
        let installation = try Installation()
        await installation.host.load()
        try await installation.running {
            var changes = installation.host.changes().makeAsyncIterator()
            #expect(await changes.next()?.isEmpty == true)

            try installation.add("one", manifest: Self.manifest("1.0.0"))
            #expect(await changes.next().map(phrases) == ["one 1.0.0 appeared after none"])

            try installation.add("one", manifest: Self.manifest("1.1.0"))
            #expect(await changes.next().map(phrases) == ["one 1.0.0 became 1.1.0"])

            try installation.setPolicy(#"{"enabled": false}"#, of: "one")
            #expect(await changes.next().map(phrases) == ["one unavailable after 1.1.0: The admin has disabled it."])
            #expect(installation.host.standing(of: "one") == .unavailable(.disabled))

            try installation.setPolicy("{}", of: "one")
            #expect(await changes.next().map(phrases) == ["one 1.1.0 appeared after 1.1.0"])

            try installation.setPolicy(#"{"enabled": 1}"#, of: "one")
            #expect(await changes.next().map(phrases) == [
                "one unavailable after 1.1.0: Its policy one.json is wrong: enabled must be true or false."
            ])

            try #require(unsafe unlink(installation.folder + "/one.so") == 0)
            #expect(await changes.next().map(phrases) == ["one unavailable after 1.1.0: There is no such plugin in the plugins folder."])
        }
    }

    @Test("is told as one difference to who reads late")
    func late() async throws {
        let installation = try Installation()
        try installation.add("one", manifest: Self.manifest("1.0.0"))
        await installation.host.load()
        var late = installation.host.changes().makeAsyncIterator() // is told first
        var early = installation.host.changes().makeAsyncIterator()
        #expect(await late.next().map(phrases) == ["one 1.0.0 appeared after none"])
        #expect(await early.next().map(phrases) == ["one 1.0.0 appeared after none"])
        try await installation.running {
            for version in ["1.1.0", "1.2.0"] {
                try installation.add("one", manifest: Self.manifest(version))
                _ = await early.next()
            }
            #expect(await late.next().map(phrases) == ["one 1.0.0 became 1.2.0"])
        }
    }

    @Test("is told when it is put into quarantine")
    func quarantine() async throws {
        let installation = try Installation()
        try installation.add()
        await installation.host.load()
        try await installation.running {
            var changes = installation.host.changes().makeAsyncIterator()
            _ = await changes.next()
            try await installation.crashUntilQuarantined()
            let told = await changes.next().map(phrases)
            #expect(told?.first?.hasPrefix("misbehaving unavailable after 1.0.0: It is in quarantine. It crashed") == true, "\(told ?? [])")
        }
    }

    private static func manifest(_ version: String) -> String {
        #"{"id":"one","name":"One","version":"\#(version)"}"#
    }
}

private func phrases(_ changes: [ConnectorChange]) -> [String] {
    changes.map { change in
        switch change {
        case .appeared(let connector, let before): "\(connector.id) \(connector.version) appeared after \(before?.version ?? "none")"
        case .replaced(let old, let new): "\(old.id) \(old.version) became \(new.version)"
        case .unavailable(let id, let reason, let last): "\(id) unavailable after \(last?.version ?? "none"): \(reason)"
        }
    }
}
