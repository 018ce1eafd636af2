import Foundation
import Storage
import Testing

/// A private PostgreSQL for the length of a test: its own cluster in a temporary folder, on a Unix socket only.
struct PostgreSQL {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private static let programs = "/usr/lib/postgresql/15/bin"
    private let folder: String

    /// Starts a cluster, hands it to `body`, and leaves nothing behind.
    static func with<Answer: Sendable>(_ body: @escaping @Sendable (PostgreSQL) throws -> Answer) async throws -> Answer {
        guard FileManager.default.isExecutableFile(atPath: programs + "/initdb") else {
            throw Failure(description: "PostgreSQL 15 is not installed; install the Debian package postgresql-15.")
        }
        return try await withTemporaryFolder { folder in
            try await BlockingWork.run {
                let cluster = PostgreSQL(folder: folder)
                let server = try cluster.start()
                defer {
                    kill(server.processIdentifier, SIGQUIT)
                    server.waitUntilExit()
                }
                try cluster.waitUntilReady(server)
                return try body(cluster)
            }
        }
    }

    /// Feeds lines to psql and answers what went wrong, by line from 1.
    func errors(in script: [String]) throws -> [Int: String] {
        let file = folder + "/script.sql"
        try Data(script.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: file))
        let psql = try launch("psql", ["-X", "-q", "-h", folder, "-U", "patchbay", "-d", "postgres", "-f", file], log: "psql.log")
        psql.waitUntilExit()
        // psql:/tmp/…/script.sql:12: ERROR:  column "x" does not exist
        var errors: [Int: String] = [:]
        for line in try log("psql.log").split(separator: "\n") where line.hasPrefix("psql:\(file):") && line.contains("ERROR:") {
            let rest = line.dropFirst("psql:\(file):".count)
            if let number = Int(rest.prefix { $0 != ":" }) { errors[number] = String(rest.drop { $0 != " " }.dropFirst()) }
        }
        guard psql.terminationStatus == 0 else { throw Failure(description: try log("psql.log")) }
        return errors
    }

    private func start() throws -> Process {
        if geteuid() == 0 {
            guard let owner = unsafe getpwnam("postgres") else { throw Failure(description: "There is no user postgres.") }
            unsafe chown(folder, owner.pointee.pw_uid, owner.pointee.pw_gid)
        }
        let initdb = try launch(
            "initdb", ["-D", folder + "/data", "-U", "patchbay", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"], log: "initdb.log")
        initdb.waitUntilExit()
        guard initdb.terminationStatus == 0 else { throw Failure(description: try log("initdb.log")) }
        return try launch("postgres", ["-D", folder + "/data", "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"], log: "server.log")
    }

    private func waitUntilReady(_ server: Process) throws {
        let end = ContinuousClock.now + .seconds(30)
        while ContinuousClock.now < end, server.isRunning {
            let ready = try launch("pg_isready", ["-q", "-h", folder, "-t", "5"], log: "ready.log")
            ready.waitUntilExit()
            if ready.terminationStatus == 0 { return }
        }
        throw Failure(description: "PostgreSQL did not start: " + (try log("server.log")))
    }

    private func log(_ name: String) throws -> String {
        try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
    }

    /// PostgreSQL refuses to run as root, so root runs it as the package's own user.
    private func launch(_ program: String, _ arguments: [String], log: String) throws -> Process {
        let command = ["\(Self.programs)/\(program)"] + arguments
        let user = ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        let full = geteuid() == 0 ? user + command : command
        let process = Process()
        process.executableURL = URL(fileURLWithPath: full[0])
        process.arguments = Array(full.dropFirst())
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        try Data().write(to: URL(fileURLWithPath: "\(folder)/\(log)"))
        process.standardOutput = FileHandle(forWritingAtPath: "\(folder)/\(log)")
        process.standardError = process.standardOutput
        try process.run()
        return process
    }
}

/// Prepares statements, written with `?1`, on a real PostgreSQL that has the migrated schema.
/// - Returns: What PostgreSQL has to say against each that it refuses.
func prepareOnPostgreSQL(_ statements: [String]) async throws -> [String] {
    func oneLine(_ sql: String) -> String { sql.split(separator: "\n").joined(separator: " ") }
    let schema = Dialect.postgresql.migrations.map { oneLine($0.sql) + ";" } + [
        "CREATE TABLE migrations (number BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL);"
    ]
    let prepares = statements.enumerated().map { "PREPARE s\($0) AS \(oneLine(Dialect.postgresql.translate($1)));" }
    let errors = try await PostgreSQL.with { try $0.errors(in: schema + prepares) }
    return errors.sorted { $0.key < $1.key }.map { line, error in
        let index = line - schema.count - 1
        return (index >= 0 ? statements[index] : "schema") + "\n    " + error
    }
}
