import FoundationEssentials
import PatchbayJSON

/// The file of settings, held against the names that exist, so that a misspelt one is not silently ignored.
enum SettingsFile {
    static func check(_ path: String) throws(SettingsError) {
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw SettingsError(faults: ["The settings file \(path) cannot be read; check that it exists and who may read it."])
        }
        let document: JSON
        do {
            document = try JSON.parse([UInt8](bytes))
        } catch {
            throw SettingsError(faults: ["The settings file \(path) is not JSON: \(error)"])
        }
        guard let object = document.object else {
            throw SettingsError(faults: ["The settings file \(path) must hold one JSON object."])
        }
        let unknown = object.keys.filter { !Settings.names.contains($0) }
        guard unknown.isEmpty else {
            let known = Settings.names.sorted().joined(separator: ", ")
            throw SettingsError(faults: unknown.map { "\(path) sets “\($0)”, which is no setting; there are \(known)." })
        }
    }
}
