import CLinux
import Glibc
import PatchbayJSON

extension PluginPolicy {
    /// More than any policy needs.
    private static let largest = 64 << 10

    /// Reads `<id>.json` in the folder; blocks. The standard policy when there is none. A policy that cannot be obeyed refuses
    /// the plugin: it must not run with more rights than its admin meant.
    init(of id: String, _ trust: FileTrust) throws(PluginRefusal) {
        let name = id + ".json"
        var identity = file_identity()
        let number = unsafe file_open("\(trust.path)/\(name)", &identity)
        switch number {
        case -ENOENT:
            self.init()
            return
        case -ELOOP: throw PluginRefusal("Its policy \(name) is a symbolic link: copy the file itself.")
        case ..<0: throw PluginRefusal("Its policy \(name) cannot be read: \(systemSentence(-number)). Let the user read it that runs Patchbay.")
        default: break
        }
        let file = Descriptor(number)
        try trust.check(FileIdentity(identity), name: name)
        var bytes = [UInt8](repeating: 0, count: Self.largest + 1)
        let count = unsafe read(file.number, &bytes, bytes.count)
        guard count <= Self.largest else { throw PluginRefusal("Its policy \(name) is larger than 64 KiB: write less.") }
        do {
            try self.init(JSON.parse(bytes[..<max(0, count)]))
        } catch let error as PluginPolicyError {
            throw PluginRefusal("Its policy \(name) is wrong: \(error.reason).")
        } catch {
            throw PluginRefusal("Its policy \(name) is not JSON: \(error)")
        }
    }
}
