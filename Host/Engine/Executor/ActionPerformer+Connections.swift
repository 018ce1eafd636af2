package import Connections
import Model

extension ActionPerformer {
    /// Runs actions through the connectors' plugins, with the connections of the run's workspace. A step that an upgrade of its
    /// connector left behind fails naming the change.
    package static func connections(_ runner: ActionRunner, upgrades: ConnectorUpgrades) -> ActionPerformer {
        ActionPerformer { call in
            let report = await runner.run(ActionRequest(
                workspace: call.workspace, connector: call.step.connector, action: call.step.action, connection: call.step.connection,
                input: call.input, idempotencyKey: call.idempotencyKey, attempt: call.attempt, timeout: call.step.timeout,
                trace: call.trace, willSend: call.willSend))
            let outcome: AttemptReport.Outcome =
                switch report.result {
                case .success(let output): .output(output)
                case .failure(let failure): .failure(await upgrades.explained(failure, of: call.step))
                }
            return AttemptReport(outcome, journal: report.journal, mayHaveActed: report.mayHaveActed)
        }
    }
}
