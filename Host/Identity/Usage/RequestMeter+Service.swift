import Logging
import ServiceLifecycle

extension RequestMeter: Service {
    /// Stores the counters until shutdown, and once more then. List it before the server, so that it stops after it.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: self.interval)) != nil { await self.storeOrReport() }
        }
        if !Task.isCancelled { await storeOrReport() }
    }

    /// What was not stored is stored the next time.
    private func storeOrReport() async {
        do {
            try await store()
        } catch is CancellationError {
        } catch {
            logger.error("request counters not stored", metadata: ["error": "\(error)"])
        }
    }
}
