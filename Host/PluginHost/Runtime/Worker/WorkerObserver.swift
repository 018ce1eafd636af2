/// Who hears of a worker's life. Called on the reactor's or the spawner's thread; must not block.
protocol WorkerObserver: AnyObject, Sendable {
    /// The plugin is loaded; calls may begin.
    func workerReady(_ worker: WorkerProcess)
    /// A line about the plugin, not about a call.
    func workerLogged(_ level: PluginLogLevel, _ line: String)
    /// Once; the worker's calls fail right after. `worker` is nil when none was started.
    func workerEnded(_ worker: WorkerProcess?, _ end: WorkerEnd)
}
