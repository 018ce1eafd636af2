/// What the host hands to a plugin's entry, `patchbay_host`.
public typealias HostTable = UnsafePointer<patchbay_host>

/// What a plugin's entry hands back, `patchbay_plugin`.
public typealias PluginTable = UnsafePointer<patchbay_plugin>

/// Makes a connector a plugin. Called once, by the entry, which every plugin has in these words:
///
/// ```swift
/// @c @implementation
/// public func patchbay_plugin_v1(_ host: HostTable?) -> PluginTable? { unsafe export(Slack(), to: host) }
/// ```
///
/// - Parameter host: The host's table; lives as long as the process.
/// - Returns: The plugin's table, which lives as long as the process; nil, with a line in the log, when the connector's
///   declarations contradict themselves or the host is older than ABI 1.0.
@unsafe
public func export(_ connector: some Connector, to host: HostTable?) -> PluginTable? {
    guard let host = unsafe Host(host) else { return nil }
    do {
        let plugin = Plugin(host: host, operations: try Operations(of: connector))
        return unsafe table(of: plugin, manifest: try Manifest(of: connector).json.bytes())
    } catch {
        host.log(0, .error, "The connector “\(connector.about.id)” cannot be loaded: \(CallError(error).message)")
        return nil
    }
}

/// The plugin, its table and its manifest are never freed: the host may use them as long as the process lives.
private func table(of plugin: Plugin, manifest: [UInt8]) -> PluginTable {
    let text = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: manifest.count)
    _ = unsafe text.initialize(from: manifest)
    let table = UnsafeMutablePointer<patchbay_plugin>.allocate(capacity: 1)
    unsafe table.initialize(
        to: patchbay_plugin(
            size: UInt32(MemoryLayout<patchbay_plugin>.size),
            flags: 0,
            context: Unmanaged.passRetained(plugin).toOpaque(),
            manifest: patchbay_bytes(data: text.baseAddress, size: text.count),
            invoke: { context, call, request in
                guard let plugin = unsafe Plugin.behind(context), let request = unsafe Invocation(request) else { return }
                plugin.invoke(call, request)
            },
            cancel: { context, call in unsafe Plugin.behind(context)?.cancel(call) },
            extension: nil
        ))
    return unsafe UnsafePointer(table)
}

extension Plugin {
    /// The plugin whose table carries this context.
    @unsafe
    fileprivate static func behind(_ context: UnsafeMutableRawPointer?) -> Plugin? {
        unsafe context.map { unsafe Unmanaged<Plugin>.fromOpaque($0).takeUnretainedValue() }
    }
}
