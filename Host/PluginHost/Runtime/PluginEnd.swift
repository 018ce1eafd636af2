/// The plugin's end of a call, wherever the plugin runs. None of it waits.
protocol PluginEnd: AnyObject, Sendable {
    func reply(call: UInt64, fetch: UInt64, _ reply: FetchReply)
    func cancel(call: UInt64)
}
