extension Exchange {
    /// Serves the call until it ends. Its fetches run as children of the caller's task, so none outlives it; a call that
    /// fetches nothing costs no task.
    func run() async -> CallOutcome {
        await withTaskCancellationHandler {
            switch await next() {
            case .ended(let outcome): outcome
            case .cancelled: await runFetching(nil)
            case .fetch(let number, let request): await runFetching((number, request))
            }
        } onCancel: {
            cancel()
        }
    }

    private func runFetching(_ first: (number: UInt64, request: [UInt8])?) async -> CallOutcome {
        await withDiscardingTaskGroup { group in
            if let first { group.addTask { await self.perform(first.number, first.request) } }
            while true {
                switch await next() {
                case .fetch(let number, let request):
                    group.addTask { await self.perform(number, request) }
                case .cancelled:
                    group.cancelAll()
                case .ended(let outcome):
                    group.cancelAll()
                    return outcome
                }
            }
        }
    }

    private func perform(_ number: UInt64, _ request: [UInt8]) async {
        let reply = await services.fetch(request)
        // An answer that came too late is none: the plugin is told what became of its call.
        answer(fetch: number, Task.isCancelled ? FetchReply(status: .cancelled, document: []) : reply)
    }
}
