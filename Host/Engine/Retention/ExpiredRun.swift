import Model
import Storage

/// A run that has been kept for as long as its workspace's plan says.
struct ExpiredRun: Sendable {
    let id: RunID
    let event: EventID?
    /// It ended before this time.
    let cutoff: Timestamp

    /// Deletes it with all that belongs to it, or as much of it as there is time for: then it is false.
    ///
    /// What may be large and many goes first and one by one; the run and its event go last and together, so that whatever
    /// ends this in the middle, the run is found again.
    func delete(in transaction: WriteTransaction, until isOver: () -> Bool) throws -> Bool {
        guard try transaction.first(RetentionStatement.isEnded, .id(id), .time(cutoff)) != nil else { return true }
        for row in try transaction.query(RetentionStatement.attempts, .id(id)) {
            try transaction.execute(RetentionStatement.deleteAttemptPayload, .id(id), .text(row.text(0)), .integer(row.integer(1)))
            if isOver() { return false }
        }
        try transaction.execute(RetentionStatement.deleteAttempts, .id(id))
        try transaction.execute(RetentionStatement.deleteInput, .id(id))
        try transaction.execute(RetentionStatement.deleteWaits, .id(id))
        if let event {
            try transaction.execute(RetentionStatement.deleteEventPayload, .id(event))
            try transaction.execute(RetentionStatement.deleteEvent, .id(event))
        }
        try transaction.execute(RetentionStatement.deleteRun, .id(id))
        return true
    }
}
