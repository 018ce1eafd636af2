internal import Model

extension Mail {
    /// The message as RFC 5322 has it, lines ending in CRLF.
    ///
    /// - Parameter id: What stands before the `@` of the message's id; nobody else's message has it.
    func message(from sender: EmailAddress, id: String, at time: Timestamp) -> [UInt8] {
        let domain = sender.text.split(separator: "@").last ?? "localhost"
        let header = [
            "Date: \(time.mailDate)",
            "From: Patchbay <\(sender)>",
            "To: <\(to)>",
            "Subject: \(EncodedWord.encode(subject, after: "Subject: ".utf8.count))",
            "Message-ID: <\(id)@\(domain)>",
            "Auto-Submitted: auto-generated",  // RFC 3834: an absent reader's mailbox does not answer
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
        ]
        return Array((header + [""]).map { $0 + "\r\n" }.joined().utf8) + QuotedPrintable.encode(text)
    }
}

extension Timestamp {
    /// `Sat, 21 Nov 2026 08:15:30 +0000` (RFC 5322, 3.3).
    var mailDate: String {
        let parts = description.split { "-T:.Z".contains($0) }
        let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]  // 1970-01-01 was a Thursday
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let day = Int(milliseconds / 86_400_000)
        guard parts.count >= 6, day >= 0, let month = Int(parts[1]), months.indices.contains(month - 1) else { return description }
        return "\(weekdays[day % 7]), \(parts[2]) \(months[month - 1]) \(parts[0]) \(parts[3]):\(parts[4]):\(parts[5]) +0000"
    }
}
