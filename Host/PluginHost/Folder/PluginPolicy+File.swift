import CLinux
import Glibc
import PatchbayJSON

extension PluginPolicy {
    /// More than any policy needs.
    private static let largest = 64 << 10

    /// Reads the file; blocks. The standard policy when there is none.
    init(path: String) throws(PluginRefusal) {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        var identity = file_identity()
        let number = unsafe file_open(path, &identity)
        if number == -ENOENT {
            self.init()
            return
        }
        guard number >= 0 else { throw PluginRefusal("Its policy \(name) cannot be read: \(systemSentence(-number)).") }
        let file = Descriptor(number)
        var bytes = [UInt8](repeating: 0, count: Self.largest)
        let count = unsafe read(file.number, &bytes, bytes.count)
        do {
            try self.init(JSON.parse(bytes[..<max(0, count)]))
        } catch let error as PluginPolicyError {
            throw PluginRefusal("Its policy \(name) is wrong: \(error.reason).")
        } catch {
            throw PluginRefusal("Its policy \(name) is not JSON: \(error).")
        }
    }
}
