import Engine
import Model

extension RunService {
    /// The run once it is as expected; asks again until then.
    func current(_ id: RunID, in workspace: WorkspaceID, where isExpected: (Run) -> Bool) async throws -> Run {
        while true {
            let run = try await current(id, in: workspace)
            if isExpected(run) { return run }
            await Task.yield()
        }
    }
}
