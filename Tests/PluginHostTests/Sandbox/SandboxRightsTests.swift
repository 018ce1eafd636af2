import CLinux
import Glibc
import Testing

@Suite("The worker's limits and rights")
struct SandboxRightsTests {
    @Test("ask Landlock for no more than its ABI knows", arguments: [
        (0, 0, 0, 0), (1, 0x1FFF, 0, 0), (2, 0x3FFF, 0, 0), (3, 0x7FFF, 0, 0), (4, 0x7FFF, 3, 0), (5, 0xFFFF, 3, 0), (6, 0xFFFF, 3, 3), (7, 0xFFFF, 3, 3),
    ] as [(CInt, UInt64, UInt64, UInt64)])
    func rights(abi: CInt, files: UInt64, network: UInt64, scopes: UInt64) {
        let rights = sandbox_rights(abi)
        #expect(rights.files == files)
        #expect(rights.network == network)
        #expect(rights.scopes == scopes)
    }

    @Test("leave no core file and bound memory and descriptors")
    func limits() {
        let limits = limits(ownCount: true)
        #expect(limits[CInt(RLIMIT_CORE.rawValue)] == 0)
        #expect(limits[CInt(RLIMIT_DATA.rawValue)] == 64 << 20)
        #expect(limits[CInt(RLIMIT_NOFILE.rawValue)] == 32)
        #expect(limits[CInt(__RLIMIT_NPROC.rawValue)] == 10)
    }

    @Test("count threads only where the count is the worker's own")
    func threads() {
        #expect(limits(ownCount: false)[CInt(__RLIMIT_NPROC.rawValue)] == nil)
    }

    private func limits(ownCount: Bool) -> [CInt: UInt64] {
        var room = [sandbox_limit](repeating: sandbox_limit(), count: Int(SANDBOX_LIMITS_MAX))
        let count = unsafe sandbox_limits(&room, 64 << 20, 10, 32, ownCount ? 1 : 0)
        return room[..<count].reduce(into: [:]) { $0[$1.resource] = $1.value }
    }
}
