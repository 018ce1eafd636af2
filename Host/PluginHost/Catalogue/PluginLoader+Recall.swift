extension PluginLoader {
    /// Makes an item of what the cache says of the file, without reading or running it. Nil when it must be loaded for real: the
    /// record is of another file, or the plugin could not serve today, which loading it will explain.
    func recall(_ found: PluginFile.Found, _ record: PluginRecord) async -> Catalogue.Item? {
        guard record.identity == found.identity, let policy = await trustedPolicy(of: found), policy.enabled else { return nil }
        var entry = PluginEntry(found)
        do throws(PluginRefusal) {
            _ = try configuration.runtimeFolder(for: record.facts)
            let manifest = try manifest(record.manifest, of: found.id)
            entry.isolation = policy.isolation
            entry.sha256 = record.sha256
            entry.note(record.facts)
            entry.note(manifest)
            let connector = Connector(manifest: manifest, policy: policy, pluginFile: entry.file, sha256: record.sha256)
            return Catalogue.Item(entry: entry, serving: ServingPlugin(connector, DormantPlugin(found)))
        } catch {
            return nil
        }
    }

    /// The policy of a file that nobody but those who may could have written; nil otherwise.
    private func trustedPolicy(of found: PluginFile.Found) async -> PluginPolicy? {
        let folder = configuration.folder
        return await files.run {
            let trust = FileTrust(path: folder)
            do throws(PluginRefusal) {
                try trust.check(found.identity, name: found.id)
                return try PluginPolicy(of: found.id, trust)
            } catch {
                return nil
            }
        }
    }
}
