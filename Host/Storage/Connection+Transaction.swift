extension Connection {
    /// Runs `body` between BEGIN and COMMIT. After an error nothing of it is left, whatever the error.
    func inTransaction<Answer>(_ body: () throws -> Answer) throws -> Answer {
        try control("BEGIN IMMEDIATE")
        do {
            let answer = try body()
            try control("COMMIT")
            return answer
        } catch {
            try rollback()
            throw error
        }
    }
}
