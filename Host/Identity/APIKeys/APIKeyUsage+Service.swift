import Model
import ServiceLifecycle

extension APIKeyUsage: Service {
    private static let interval = Duration.seconds(15)

    /// Stores uses now and then, and the last at shutdown. A host that is killed forgets up to a quarter of a minute of them.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: Self.interval)) != nil {
                // What cannot be stored now is stored at the next round.
                try? await self.store(at: .now)
            }
        }
        if !Task.isCancelled { try? await store(at: .now) }
    }
}
