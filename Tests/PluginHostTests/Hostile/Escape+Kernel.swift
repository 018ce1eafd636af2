import Glibc

extension Escape {
    static let kernel = [
        opens("make-ring", "anon_inode:[io_uring]"),
        opens("make-bpf-map", "anon_inode:bpf-map", needsRoot: true),
        opens("count-events", "anon_inode:[perf_event]"),
        opens("handle-faults", "anon_inode:[userfaultfd]"),
        opens("make-memory-file", "/memfd:hostile (deleted)"),
        Escape("watch-process", { "\($0.victim.process)" }) { $0.opened.contains { $0.contains("pidfd") } },
        opens("watch-everything", "anon_inode:[fanotify]", needsRoot: true),
        opens("take-signals", "anon_inode:[signalfd]"),
        opens("make-file-system", "anon_inode:[fscontext]", needsRoot: true),
        Escape("make-pipe-pair") { $0.opened.contains { $0.hasPrefix("pipe:") } },
        Escape("make-key", \.secret) { $0.after.keys > $0.before.keys },
    ] + int80

    private static func opens(_ word: String, _ descriptor: String, needsRoot: Bool = false) -> Escape {
        Escape(word, needsRoot: needsRoot) { $0.opened.contains(descriptor) }
    }

    #if arch(x86_64)
    private static let int80 = [Escape("create-by-int80", \.free) { Outside.exists($0.scene.free) }]
    #else
    private static let int80: [Escape] = []
    #endif

    static let privileges = [
        Escape("become-user", { _ in "4242" }, needsRoot: true) { $0.after.users != $0.before.users },
        Escape("make-namespace", { _ in "40000000" /* network */ }, needsRoot: true) { $0.after.namespaces != $0.before.namespaces },
        Escape("make-namespace", { _ in "20000" /* mounts */ }, needsRoot: true) { $0.after.namespaces != $0.before.namespaces },
        Escape("make-child-in-namespace", { _ in "10000000" /* users */ }) { !$0.after.children.isEmpty },
        Escape("enter-namespace", { "/proc/\($0.victim.process)/ns/uts" }, needsRoot: true) { aftermath in
            Outside.target("/proc/\(aftermath.scene.victim.process)/ns/uts").map(aftermath.after.namespaces.contains) == true
        },
        Escape("mount-over", \.room, needsRoot: true) { $0.scene.isMounted },
        Escape("bind-over", \.room, needsRoot: true) { $0.scene.isMounted },
        Escape("change-root", \.room, needsRoot: true) { $0.after.root == $0.scene.room },
        Escape("change-our-limit") { $0.after.limits != $0.before.limits },
        Escape("rename-ourselves", { _ in "innocent" }) { $0.after.name == "innocent\n" },
        Escape("change-personality") { $0.after.personalities != $0.before.personalities },
    ]
}
