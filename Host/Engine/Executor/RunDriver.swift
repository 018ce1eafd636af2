import Logging
import Model
import PatchbayJSON
import Storage
import Vault

/// Drives one run for as long as this executor holds it: feeds events to ``RunMachine``, commits what it records, then does
/// what it asks for. The shell around the pure function; it decides nothing.
struct RunDriver {
    let services: ExecutorServices
    let mailbox: Mailbox<RunMessage>
    private(set) var run: HeldRun
    private var scope: Scope
    /// The moment for which a wake is already on its way.
    private var armed: Timestamp?

    /// The attempts that run and the timers beside them.
    private typealias Attempts = ThrowingDiscardingTaskGroup<any Error>

    init(_ run: HeldRun, services: ExecutorServices, mailbox: Mailbox<RunMessage>) {
        self.run = run
        self.services = services
        self.mailbox = mailbox
        scope = run.scope
    }

    /// Returns when the run has ended or is given back; throws when the executor lost it or the database refuses.
    /// `accepted` is called once, when the run's first transition is durable.
    mutating func drive(accepted: () -> Void) async throws {
        defer { mailbox.shut() }
        try await withThrowingDiscardingTaskGroup { group in
            defer { group.cancelAll() }
            try await handle(.claimed(at: services.clock.now()), reports: [:], in: &group)
            accepted()
            while run.progress.state == .running, let message = await mailbox.next() {
                // Cut off: what the rows call running is settled by whoever takes the run next.
                try Task.checkCancellation()
                try await handle(message, in: &group)
            }
        }
    }

    private mutating func handle(_ message: RunMessage, in group: inout Attempts) async throws {
        let now = services.clock.now()
        switch message {
        case .ended(let step, let attempt, let report):
            let event = RunEvent.ended(step: step, attempt: attempt, report.result, at: now, jitter: services.clock.jitter())
            try await handle(event, reports: [step: report], in: &group)
        case .sending(let step, let attempt, let reply):
            do {
                try await handle(.sending(step: step, attempt: attempt), reports: [:], in: &group)
                reply.resume()
            } catch {
                reply.resume(throwing: error)
                throw error
            }
        case .due:
            armed = nil
            try await handle(.due(at: now), reports: [:], in: &group)
        case .connectorAvailable(let connector):
            try await handle(.connectorAvailable(connector, at: now), reports: [:], in: &group)
        case .cancel:
            try await handle(.cancelRequested(at: now), reports: [:], in: &group)
        case .park(let grace):
            group.addTask { [mailbox, clock = services.clock] in
                await clock.sleep(now + grace)
                mailbox.post(.cutOff)
            }
            try await handle(.parkRequested(at: now), reports: [:], in: &group)
        case .cutOff:
            throw CancellationError()
        case .renewLease:
            try await renewLease(at: now)
        }
    }

    /// Commits before it acts: nothing happens that a crash would forget.
    private mutating func handle(
        _ event: RunEvent, reports: [Int: AttemptReport], in group: inout Attempts
    ) async throws {
        let transition = RunMachine.handle(event, in: run.progress, of: run.definition)
        try await commit(transition, reports: reports)
        run.progress = transition.progress
        for effect in transition.effects {
            switch effect {
            case .invoke(let step, let attempt): invoke(step, attempt, in: &group)
            case .interrupt: group.cancelAll()
            case .wake(let time): wake(at: time, in: &group)
            }
        }
    }
}

// MARK: - Effects

extension RunDriver {
    private func invoke(_ step: Int, _ attempt: Int, in group: inout Attempts) {
        let performance = AttemptPerformance(
            header: run.header, step: run.definition.steps[step], attempt: attempt, scope: scope, performer: services.performer
        ) { [mailbox] in
            try await mailbox.requestSend(step: step, attempt: attempt)
        }
        group.addTask { [mailbox] in
            let report = await performance.report()
            mailbox.post(.ended(step: step, attempt: attempt, report))
        }
    }

    private mutating func wake(at time: Timestamp, in group: inout Attempts) {
        if let armed, armed <= time { return }
        armed = time
        group.addTask { [mailbox, clock = services.clock] in
            await clock.sleep(time)
            mailbox.post(.due)
        }
    }
}

// MARK: - Records

extension RunDriver {
    private mutating func renewLease(at now: Timestamp) async throws {
        let until = now + services.leaseDuration
        try await services.commit { [id = run.header.id, lease = run.lease] transaction in
            let held = try transaction.execute(RunLeaseStatement.renew, .id(id), .integer(lease.epoch), .text(lease.owner), .time(until))
            guard held == 1 else { throw RunChange.LeaseLost() }
        }
        run.lease.until = until
    }

    private mutating func commit(_ transition: RunTransition, reports: [Int: AttemptReport]) async throws {
        guard !transition.records.isEmpty || run.creation != nil else { return }
        let payloads = settle(transition, reports)
        let change = RunChange(
            header: run.header, epoch: run.lease.epoch, definition: run.definition, records: transition.records, payloads: payloads,
            errorClass: errorClass(at: transition.end), time: services.clock.now())
        guard let creation = run.creation else { return try await services.commit(change.apply) }
        // Nothing is lost yet and somebody waits for the answer, so a database that cannot take the run says so at once.
        try await CommitRider.ride(creation.rider) {
            try await services.database.commit { [lease = run.lease] transaction in
                try creation.insert(in: transaction, lease: lease)
                try change.apply(in: transaction)
            }
        }
        run.creation = nil
    }

    private func errorClass(at step: Int?) -> String? {
        step.flatMap { scope.steps[run.definition.steps[$0].id]?["error"]?["class"]?.string }
    }

    /// Seals what came of every attempt that ends here, and lets later steps see it.
    private mutating func settle(_ transition: RunTransition, _ reports: [Int: AttemptReport]) -> [Int: AttemptPayload] {
        var payloads: [Int: AttemptPayload] = [:]
        for case .ended(let step, let attempt, let state, let nextRetry) in transition.records {
            let definition = run.definition.steps[step]
            var report = reports[step] ?? AttemptReport(.interrupted)
            let wasSent = run.progress.steps[step].stage == .running(sent: true)
            if let outcome = SettledOutcome.of(state, isFinal: nextRetry == nil, wasSent: wasSent, reported: reports[step]?.outcome) { report.outcome = outcome }
            guard state != .lost else { continue }
            if report.input == nil { report.input = try? definition.input.render(in: scope).bytes() }
            payloads[step] = AttemptPayload(report, run: run.header.id, step: definition.id, attempt: attempt, key: run.key)
            if let shown = transition.progress.steps[step].shownState {
                scope.add(step: definition.id, state: shown, outcome: report.outcomeDocument)
            }
        }
        return payloads
    }
}
