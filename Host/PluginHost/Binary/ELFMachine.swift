/// A processor architecture as ELF numbers it, `e_machine`.
package struct ELFMachine: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    package let rawValue: UInt16

    package init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    #if arch(x86_64)
    /// The one this host runs on.
    package static let host = ELFMachine(rawValue: 62)
    #elseif arch(arm64)
    /// The one this host runs on.
    package static let host = ELFMachine(rawValue: 183)
    #else
    #error("Name the ELF number of this processor.")
    #endif

    /// The name that `uname -m` would give.
    package var description: String {
        switch rawValue {
        case 3: "i386"
        case 8: "mips"
        case 20: "ppc"
        case 21: "ppc64"
        case 22: "s390x"
        case 40: "arm"
        case 62: "x86_64"
        case 183: "aarch64"
        case 243: "riscv64"
        case 258: "loongarch64"
        default: "machine \(rawValue)"
        }
    }
}
