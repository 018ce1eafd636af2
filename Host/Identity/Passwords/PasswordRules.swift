import Model

/// Which passwords may be chosen: long ones that are not everybody's. What they are made of is nobody's business (NIST SP 800-63B).
package enum PasswordRules {
    /// In characters.
    package static let length = 8...200

    /// Why this password may not be chosen; nil where it may.
    static func fault(in password: String, of email: EmailAddress) -> String? {
        guard length.contains(password.unicodeScalars.count) else { return "must have \(length.lowerBound) to \(length.upperBound) characters" }
        let plain = password.lowercased()
        guard plain != email.text, plain != email.text.prefix(while: { $0 != "@" }) else { return "must not be the email address" }
        guard !common.contains(plain), Set(plain).count > 1 else { return "is among the first that anybody tries; choose another" }
        return nil
    }

    /// Of eight characters and more, the first in lists of passwords that were published after break-ins.
    private static let common: Set<String> = [
        "123456789", "12345678", "1234567890", "password", "password1", "password123", "password12", "passw0rd", "p@ssw0rd", "p@ssword",
        "qwertyuiop", "qwerty123", "qwerty12", "qwerty1234", "qwerty12345", "1q2w3e4r", "1q2w3e4r5t", "1qaz2wsx", "1qazxsw2", "qazwsxedc",
        "q1w2e3r4", "q1w2e3r4t5", "zaq12wsx", "asdfghjkl", "asdf1234", "zxcvbnm1", "iloveyou", "iloveyou1", "sunshine", "princess",
        "football", "baseball", "basketball", "superman", "batman123", "starwars", "whatever", "trustno1", "welcome1", "welcome123",
        "letmein1", "letmein123", "dragon123", "monkey123", "michelle", "jennifer", "jonathan", "computer", "internet", "corvette",
        "mercedes", "samantha", "victoria", "alexander", "charlie1", "changeme", "changeme1", "change_me", "changeit", "administrator",
        "admin123", "admin1234", "admin12345", "administrator1", "adminadmin", "rootroot", "testtest", "test1234", "test12345", "testing123",
        "guest123", "default1", "secret123", "topsecret", "abcd1234", "abc12345", "abcdefgh", "abcdefghi", "a1b2c3d4", "aa123456",
        "11223344", "12341234", "123123123", "12344321", "987654321", "87654321", "147258369", "0123456789", "0987654321", "1234qwer",
        "12345678910", "123456789a", "a123456789", "123qweasd", "qwe12345", "google123", "facebook", "linkedin", "patchbay", "patchbay1",
        "correct horse battery staple", "correcthorsebatterystaple",
    ]
}
