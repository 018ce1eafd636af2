import FoundationEssentials
import PatchbayJSON

/// The file of settings.
struct SettingsFile {
    private let path: String
    private let keys: [String]

    init(_ path: String) throws(SettingsError) {
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
        self.path = path
        keys = Array(object.keys)
    }

    /// What it sets that is no setting, so that a misspelt one is not silently ignored.
    func faults(known names: Set<String>) -> [String] {
        let known = names.sorted().joined(separator: ", ")
        return keys.filter { !names.contains($0) }.map { "\(path) sets “\($0)”, which is no setting; there are \(known)." }
    }
}
