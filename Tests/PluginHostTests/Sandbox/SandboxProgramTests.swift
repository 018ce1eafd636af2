import CLinux
import Glibc
import Testing

@Suite("The list of system calls")
struct SandboxProgramTests {
    private static let allow: UInt32 = 0x7FFF_0000
    private static let killProcess: UInt32 = 0x8000_0000
    private static let trap: UInt32 = 0x0003_0000
    private static func fails(_ error: CInt) -> UInt32 { 0x0005_0000 | UInt32(error) }

    private let program = FilterProgram(self: 4711)

    @Test("kills what comes from another architecture")
    func architecture() {
        #expect(program.run(call: SYS_read, architecture: 0x4000_0003) == Self.killProcess)
    }

    #if arch(x86_64)
    @Test("kills x32 calls, which share the architecture's number")
    func x32() {
        #expect(program.run(call: SYS_read | 0x4000_0000) == Self.killProcess)
    }
    #endif

    @Test("lets threads work", arguments: [SYS_read, SYS_write, SYS_writev, SYS_futex, SYS_mprotect, SYS_exit_group])
    func plain(call: CInt) {
        #expect(program.run(call: call) == Self.allow)
    }

    @Test("refuses what is not on it", arguments: [
        SYS_socket, SYS_connect, SYS_execve, SYS_ptrace, SYS_kill, SYS_unshare, SYS_mount, SYS_bpf, SYS_io_uring_setup, SYS_memfd_create,
        SYS_setuid, SYS_process_vm_readv, SYS_pidfd_open, SYS_recvmsg, SYS_sendmsg,
    ])
    func refused(call: CInt) {
        #expect(program.run(call: call) == Self.fails(EPERM))
    }

    @Test("says that clone3 does not exist, so that glibc takes clone")
    func clone3() {
        #expect(program.run(call: SYS_clone3) == Self.fails(ENOSYS))
    }

    @Test("lets clone make a thread, and nothing but a thread")
    func clone() {
        let thread: UInt64 = 0x3D0F00 // as glibc's pthread_create asks
        #expect(program.run(call: SYS_clone, [thread]) == Self.allow)
        #expect(program.run(call: SYS_clone, [UInt64(SIGCHLD)]) == Self.fails(EPERM))
        for bit in 0..<32 { #expect(program.run(call: SYS_clone, [thread ^ 1 << bit]) == Self.fails(EPERM)) }
    }

    @Test("lets a process signal itself only")
    func tgkill() {
        #expect(program.run(call: SYS_tgkill, [4711, 4712, 6]) == Self.allow)
        #expect(program.run(call: SYS_tgkill, [1, 1, 9]) == Self.fails(EPERM))
    }

    @Test("lets files be opened for reading only", arguments: [
        (O_RDONLY, true), (O_RDONLY | O_CLOEXEC, true), (O_RDONLY | O_DIRECTORY, true), (O_WRONLY, false), (O_RDWR, false),
        (O_RDONLY | O_CREAT, false), (O_RDONLY | O_TRUNC, false), (0x200000 /* O_PATH */, false), (0x410000 /* O_TMPFILE */, false),
    ])
    func openat(flags: CInt, allowed: Bool) {
        #expect(program.run(call: SYS_openat, [0, 0, UInt64(flags)]) == (allowed ? Self.allow : Self.fails(EPERM)))
    }

    @Test("maps private memory only", arguments: [(MAP_PRIVATE, true), (MAP_PRIVATE | MAP_ANONYMOUS, true), (MAP_SHARED, false), (MAP_SHARED | MAP_ANONYMOUS, false)])
    func mmap(flags: CInt, allowed: Bool) {
        #expect(program.run(call: SYS_mmap, [0, 4096, 3, UInt64(flags)]) == (allowed ? Self.allow : Self.fails(EPERM)))
    }

    @Test("lets limits be asked for, not set")
    func prlimit() {
        #expect(program.run(call: SYS_prlimit64, [0, 7, 0, 0x1000]) == Self.allow)
        #expect(program.run(call: SYS_prlimit64, [4711, 7, 0, 0x1000]) == Self.allow)
        #expect(program.run(call: SYS_prlimit64, [1, 7, 0, 0x1000]) == Self.fails(EPERM))
        #expect(program.run(call: SYS_prlimit64, [0, 7, 0x1000, 0]) == Self.fails(EPERM))
        #expect(program.run(call: SYS_prlimit64, [0, 7, 0x1_0000_0000, 0]) == Self.fails(EPERM))
    }

    @Test("lets prctl name things, and nothing else", arguments: [
        (PR_SET_NAME, true), (PR_GET_NAME, true), (PR_SET_DUMPABLE, false), (PR_SET_PDEATHSIG, false), (PR_SET_NO_NEW_PRIVS, false),
    ])
    func prctl(option: CInt, allowed: Bool) {
        #expect(program.run(call: SYS_prctl, [UInt64(option)]) == (allowed ? Self.allow : Self.fails(EPERM)))
    }

    @Test("hands glibc's fstat back to the worker")
    func fstat() {
        #expect(program.run(call: SYS_newfstatat) == Self.trap)
    }
}
