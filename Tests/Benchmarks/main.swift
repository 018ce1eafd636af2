import Glibc

// The report. Each section runs in a process of its own, so that none inherits what another left behind.
let arguments = Array(CommandLine.arguments.dropFirst())

do {
    switch arguments.first {
    case "echo-peer": Echo.answer(on: Int32(arguments[1]) ?? -1)
    case "server": try await BenchmarkServer.serve(folder: arguments[1], port: UInt16(arguments[2]) ?? 0, runs: arguments[3] == "runs")
    case "section": try await Section(arguments[1]).run(pinned: arguments.contains("pinned"))
    default: try await Report.run(only: arguments)
    }
} catch {
    let line = "patchbay-bench: \(error)\n"
    _ = unsafe line.withCString { unsafe write(STDERR_FILENO, $0, strlen($0)) }
    exit(1)
}
