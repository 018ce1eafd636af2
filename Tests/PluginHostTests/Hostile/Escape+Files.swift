import Glibc

extension Escape {
    static let files = [
        Escape("read-file", \.file, isLandlocks: true) { $0.learned.contains($0.scene.secret) },
        Escape("read-by-openat2", \.file) { $0.learned.contains($0.scene.secret) },
        Escape("read-through-root", \.file, isLandlocks: true) { $0.learned.contains($0.scene.secret) },
        Escape("read-through-path", \.file) { $0.learned.contains($0.scene.secret) },
        Escape("read-by-handle", \.file, needsRoot: true) { $0.learned.contains($0.scene.secret) },
        Escape("list-folder", \.folder) { $0.learned.contains($0.scene.secret) },
        Escape("create-file", \.free) { Outside.exists($0.scene.free) },
        Escape("create-by-creat", \.free) { Outside.exists($0.scene.free) },
        Escape("create-by-link", { "\($0.free) \($0.folder)" }) { Outside.exists($0.scene.free) },
        Escape("write-file", \.file) { !$0.scene.isIntact },
        Escape("map-file", \.file) { !$0.scene.isIntact },
        Escape("truncate-file", \.file) { !$0.scene.isIntact },
        Escape("remove-file", \.file) { !Outside.exists($0.scene.file) },
        Escape("rename-file", { "\($0.file) \($0.free)" }) { Outside.exists($0.scene.free) },
        Escape("make-folder", \.free) { Outside.exists($0.scene.free) },
        Escape("make-link", { "\($0.free) \($0.file)" }) { Outside.exists($0.scene.free) },
        Escape("make-symbolic-link", \.free) { Outside.exists($0.scene.free) },
        Escape("make-pipe", \.free) { Outside.exists($0.scene.free) },
        Escape("change-mode", \.file) { Outside.status($0.scene.file).map { $0.st_mode & 0o777 } == 0o777 },
        Escape("change-times", \.file) { Outside.status($0.scene.file)?.st_mtim.tv_sec == 1 },
    ]

    static let names = [
        Escape("size-by-stat", \.file) { $0.learned == "done \($0.scene.size)" },
        Escape("size-by-statx", \.file) { $0.learned == "done \($0.scene.size)" },
        Escape("target-of-link", \.link) { $0.learned.contains($0.scene.secret) },
        Escape("watch-folder", \.folder) { $0.opened.contains("anon_inode:inotify") },
        Escape("change-folder", \.folder) { $0.after.folder == $0.scene.folder },
    ]
}
