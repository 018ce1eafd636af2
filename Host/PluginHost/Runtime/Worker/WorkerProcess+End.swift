import CLinux
import Glibc
import Model
import Synchronization

extension WorkerProcess {
    /// Takes no more calls and ends when the last has ended. `end` is the reason it will give.
    func retire(_ end: WorkerEnd = .stopped) {
        state.withLock { state in
            guard state.phase == .starting || state.phase == .serving else { return }
            state.phase = .retiring
            state.end = end
        }
        stopWhenDrained()
    }

    func stopWhenDrained() {
        if state.withLock({ $0.phase == .retiring && $0.calls.exchanges.isEmpty }) { kill(nil) }
    }

    func forget(_ call: UInt64) {
        state.withLock { _ = $0.calls.remove(call) }
    }

    /// What the worker says of its end before it comes; the process's exit has the last word on crashes.
    func note(_ end: WorkerEnd) {
        state.withLock { state in
            if state.end == nil { state.end = end }
        }
    }

    /// Ends the process now; calls in progress fail when it has gone. It has nothing to save, so there is no softer way.
    func kill(_ end: WorkerEnd?) {
        let alive = state.withLock { state in
            if let end, state.phase != .ending { state.end = end }
            guard state.phase != .ending, state.phase != .ended else { return false }
            state.phase = .ending
            if let socket = state.tokens.first { reactor.remove(socket) } // its end of file would be reported for ever
            return true
        }
        // not reaped before `processEnded`, so the id is still this process
        if alive { Glibc.kill(process, SIGKILL) }
    }

    /// The process has gone: read what it left, then answer for its calls.
    func processEnded(_ packets: inout PacketBatch) {
        while state.withLock({ $0.phase != .ending }), receive(&packets) {}
        let (calls, end) = state.withLock { state in
            for token in state.tokens { reactor.remove(token) }
            state.tokens = []
            state.phase = .ended
            defer { state.calls = CallTable() }
            return (state.calls.exchanges, reason(status: process_reap(process), noted: state.end))
        }
        observer.workerEnded(self, end) // first, so that who tries again at once finds the crash counted
        for exchange in calls.values { exchange.end(.failed(CallFailure(.retry, end.sentence))) }
    }

    /// Status is an exit code, or a signal + 256. Our own SIGKILL on a process that was dying already changes nothing.
    private func reason(status: CInt, noted: WorkerEnd?) -> WorkerEnd {
        switch (noted, status) {
        case (.crashed(let report), 256...) where report.signal == status - 256: .crashed(report)
        // a report that the kernel does not bear out is the plugin's tale
        case (nil, 256...), (.crashed, 256...): .crashed(CrashReport(signal: status - 256, build: plan.build))
        case (nil, _), (.crashed, _): .exited(code: status)
        case (let noted?, _): noted
        }
    }
}
