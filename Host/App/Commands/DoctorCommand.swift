import ArgumentParser
import FoundationEssentials
import Glibc

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Says what this machine gives: sandbox layers, disk, keys, plugins, and how to mend what is missing.")

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let settings = try await options.settings()
        let findings = await Doctor(settings: settings).findings()
        for finding in findings { print(finding.text) }
        if findings.contains(where: { $0.state == .no && $0.isNeeded }) { throw ExitCode(1) }
    }
}
