import CLinux

/// The worker's seccomp program, and a machine that runs it: the part of classic BPF that it uses.
struct FilterProgram {
    private let instructions: [sock_filter]

    init(self process: Int32) {
        var room = [sock_filter](repeating: sock_filter(), count: Int(SANDBOX_PROGRAM_MAX))
        let count = unsafe sandbox_program(&room, process)
        instructions = Array(room[..<count])
    }

    #if arch(x86_64)
    static let architecture: UInt32 = 0xC000_003E
    #elseif arch(arm64)
    static let architecture: UInt32 = 0xC000_00B7
    #endif

    /// The action for a system call; missing arguments are 0.
    func run(call: CInt, architecture: UInt32 = Self.architecture, _ arguments: [UInt64] = []) -> UInt32 {
        var words: [UInt32] = [UInt32(bitPattern: call), architecture, 0, 0]
        for index in 0..<6 {
            let argument = index < arguments.count ? arguments[index] : 0
            words += [UInt32(truncatingIfNeeded: argument), UInt32(truncatingIfNeeded: argument >> 32)]
        }
        var accumulator: UInt32 = 0
        var next = 0
        while true {
            let instruction = instructions[next]
            next += 1
            switch instruction.code {
            case 0x20: accumulator = words[Int(instruction.k) / 4] // ld [k]
            case 0x54: accumulator &= instruction.k // and #k
            case 0x15: next += Int(accumulator == instruction.k ? instruction.jt : instruction.jf) // jeq
            case 0x35: next += Int(accumulator >= instruction.k ? instruction.jt : instruction.jf) // jge
            case 0x06: return instruction.k // ret
            default: preconditionFailure("the program uses instruction \(instruction.code)")
            }
        }
    }
}
