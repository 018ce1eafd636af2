extension PluginFile {
    /// What its ELF tables say, or why it is no plugin that this host can load.
    package func binary() throws(PluginRefusal) -> PluginBinary {
        do throws(PluginBinaryError) {
            return try PluginBinary(bytes)
        } catch {
            throw PluginRefusal(error.description)
        }
    }
}
