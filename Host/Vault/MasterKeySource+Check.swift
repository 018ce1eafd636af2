import Storage

extension MasterKeySource {
    /// Holds that this is the key that a copy of the database was sealed with. Blocks.
    ///
    /// Throws ``VaultError/wrongMasterKey``, ``VaultError/masterKeyLost(path:)`` and what the source has to say.
    ///
    /// - Parameters:
    ///   - check: What ``VaultStatement/check`` finds in the copy; nil where nothing was sealed yet, which any key fits.
    ///   - folder: The data folder.
    package func holdOpens(_ check: [UInt8]?, folder: String) throws {
        guard let check else { return }
        guard try load(folder: folder, isNew: false).checkValue == check else { throw VaultError.wrongMasterKey }
    }
}
