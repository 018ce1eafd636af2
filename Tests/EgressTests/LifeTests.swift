import Egress
import TestSupport
import Testing

@Suite("Life of a request and of the service")
struct LifeTests {
    @Test("Cancelling the task closes the connection and says so")
    func cancellation() async throws {
        let arrived = Notice(), ended = Notice()
        try await withServer { _, connection in
            arrived.post()
            connection.waitForEnd()
            ended.post()
        } _: { egress, server in
            let request = try server.request("POST")
            let failure = await withTaskGroup(of: EgressFailure?.self) { group in
                group.addTask { await Self.failureCode(of: egress, request) }
                await arrived.wait()
                group.cancelAll()
                return await group.next() ?? nil
            }
            await ended.wait()
            #expect(failure?.code == .cancelled && failure?.mayHaveBeenSent == true)
        }
    }

    @Test("A task that is cancelled already sends nothing")
    func cancelledBefore() async throws {
        try await withServer { _, connection in connection.respond() } _: { egress, server in
            let request = try server.request()
            let failure = await withTaskGroup(of: EgressFailure?.self) { group in
                group.cancelAll()
                group.addTask { await Self.failureCode(of: egress, request) }
                return await group.next() ?? nil
            }
            #expect(failure?.code == .cancelled && failure?.mayHaveBeenSent == false)
            #expect(server.connections == 0)
        }
    }

    @Test("Cancelling at any moment resumes exactly once", arguments: [0, 1, 10, 100])
    func cancellationRaces(spins: Int) async throws {
        try await withServer { _, connection in connection.respond() } _: { egress, server in
            let request = try server.request()
            for _ in 0..<100 {
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { _ = try? await egress.send(request) }
                    for _ in 0..<spins { await Task.yield() }
                    group.cancelAll()
                }
            }
            let response = try await egress.send(request)
            #expect(response.status == 200)
        }
    }

    @Test("When the service ends, what is under way and what comes later fails as stopped")
    func stop() async throws {
        let arrived = Notice(), ended = Notice()
        let server = try TestServer { _, connection in
            arrived.post()
            connection.waitForEnd()
            ended.post()
        }
        defer { server.stop() }
        let egress = try Egress()
        let request = try server.request()
        try await withThrowingTaskGroup { group in
            let service = Task { try await egress.run() }
            group.addTask {
                #expect(await Self.failureCode(of: egress, request)?.code == .stopped)
            }
            await arrived.wait()
            service.cancel()
            try await service.value
            await ended.wait()
        }
        #expect(try await failure(of: egress, request).code == .stopped)
    }

    @Test("Requests made before the service runs wait for it")
    func early() async throws {
        let server = try TestServer { _, connection in connection.respond() }
        defer { server.stop() }
        let egress = try Egress()
        let request = try server.request()
        async let answer = egress.send(request)
        let service = Task { try await egress.run() }
        let response = try await answer
        #expect(response.status == 200)
        service.cancel()
        try await service.value
    }

    private static func failureCode(of egress: Egress, _ request: EgressRequest) async -> EgressFailure? {
        do {
            _ = try await egress.send(request)
            return nil
        } catch {
            return error
        }
    }
}
