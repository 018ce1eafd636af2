import Glibc
import Testing

/// What an attempt is aimed at: files, listeners, and a process that its worker's user owns.
final class Scene: Sendable {
    /// Nobody can guess it.
    let secret: String
    let folder: String
    /// Holds the secret; its size is a number nobody can guess either.
    let file: String
    let size: Int
    /// Leads to the secret.
    let link: String
    /// An empty folder.
    let room: String
    let listener: Listener
    let datagrams: Listener
    let local: Listener
    let nameless: Listener
    let victim: Victim
    private let content: String

    init(user: uid_t) throws {
        secret = String(UInt64.random(in: .min ... .max), radix: 36) + String(UInt64.random(in: .min ... .max), radix: 36)
        folder = try Scratch.folder()
        size = Int.random(in: 1000...60000)
        file = folder + "/file"
        link = folder + "/link"
        room = folder + "/room"
        content = secret + String(repeating: ".", count: size - secret.utf8.count)
        try write(Array(content.utf8), file)
        try #require(unsafe mkdir(room, 0o700) == 0 && symlink(secret, link) == 0)
        try #require(unsafe mkdir(folder + "/" + secret, 0o700) == 0)
        listener = try Listener(SOCK_STREAM)
        datagrams = try Listener(SOCK_DGRAM)
        local = try Listener(path: folder + "/socket")
        nameless = try Listener(path: "@" + secret)
        for path in [folder, file, room] { try #require(unsafe chown(path, user, user) == 0) }
        victim = try Victim(user: user, secret: secret)
    }

    deinit {
        unsafe umount2(room, CInt(MNT_DETACH)) // what an attempt may have put there
    }

    /// A path where nothing is.
    var free: String { folder + "/new" }

    /// The file is as it was made.
    var isIntact: Bool { Outside.text(file) == content }

    var isMounted: Bool { Outside.text("/proc/self/mountinfo")?.contains(" \(room) ") == true }
}
