internal import CCurl
internal import Model

/// One mail on its way to the server, over a connection of its own. Confined to the thread that performs it.
@safe
final class SMTPTransfer {
    private let pointer: UnsafeMutableRawPointer
    private let message: UnsafeMutablePointer<CChar>
    private let recipients: StringList
    /// What libcurl has not read yet of the mail.
    private var rest: ArraySlice<UInt8>

    /// Sends a mail on a thread made for it; nil when the server has taken it.
    static func perform(_ mail: Mail, by server: MailServer) async -> MailError? {
        await withCheckedContinuation { continuation in
            do {
                try DedicatedThread.start {
                    guard let transfer = SMTPTransfer(mail, server) else { return continuation.resume(returning: .busy) }
                    continuation.resume(returning: transfer.perform())
                }
            } catch {
                continuation.resume(returning: .busy)
            }
        }
    }

    private init?(_ mail: Mail, _ server: MailServer) {
        guard let pointer = unsafe curl_easy_init() else { return nil }
        unsafe self.pointer = pointer
        unsafe message = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe message.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        recipients = StringList(["<\(mail.to)>"])
        rest = mail.message(from: server.sender, id: Identifier<MailKind>().text, at: .now)[...]
        unsafe ccurl_set_pointer(pointer, CURLOPT_ERRORBUFFER, message)
        setConnection(server)
        setMail(from: server.sender)
    }

    deinit {
        unsafe curl_easy_cleanup(pointer)
        unsafe message.deallocate()
    }

    private func perform() -> MailError? {
        let code = unsafe curl_easy_perform(pointer)
        let reply = unsafe ccurl_get_long(pointer, CURLINFO_RESPONSE_CODE)
        let words = unsafe String(cString: message)
        let text = unsafe words.isEmpty ? String(cString: curl_easy_strerror(code)) : words
        switch code {
        case CURLE_OK: return nil
        case CURLE_LOGIN_DENIED: return .logInRefused
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT, CURLE_OPERATION_TIMEDOUT, CURLE_GOT_NOTHING, CURLE_RECV_ERROR:
            return .unreachable(text)
        case CURLE_USE_SSL_FAILED, CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CACERT_BADFILE:
            return .insecure(text)
        default: return .refused(code: reply, text)
        }
    }

    private func setConnection(_ server: MailServer) {
        set(CURLOPT_URL, server.url)
        set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_PROXY, "")  // an empty string, not NULL: no proxy from the environment either
        set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
        set(CURLOPT_USE_SSL, Int((server.needsTLS ? CURLUSESSL_ALL : CURLUSESSL_TRY).rawValue))
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        if let file = server.caFile { set(CURLOPT_CAINFO, file) }
        if let user = server.user {
            set(CURLOPT_USERNAME, user)
            set(CURLOPT_PASSWORD, server.password ?? "")
        }
        set(CURLOPT_TIMEOUT_MS, Int(server.timeout.milliseconds))
        set(CURLOPT_CONNECTTIMEOUT_MS, Int(server.timeout.milliseconds / 2))
    }

    private func setMail(from sender: EmailAddress) {
        set(CURLOPT_MAIL_FROM, "<\(sender)>")
        unsafe ccurl_set_list(pointer, CURLOPT_MAIL_RCPT, recipients.pointer)
        set(CURLOPT_UPLOAD, 1)
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe ccurl_on_upload(pointer, { buffer, size, count, context in
            guard let buffer = unsafe buffer, let context = unsafe context else { return Int(CURL_READFUNC_ABORT) }
            let transfer = unsafe Unmanaged<SMTPTransfer>.fromOpaque(context).takeUnretainedValue()
            return unsafe transfer.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
        }, context)
    }

    private func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let part = rest.prefix(buffer.count)
        unsafe buffer.copyBytes(from: part)
        rest = rest.dropFirst(part.count)
        return part.count
    }

    private func set(_ option: CURLoption, _ value: Int) {
        unsafe ccurl_set_long(pointer, option, value)
    }

    private func set(_ option: CURLoption, _ value: String) {
        unsafe ccurl_set_string(pointer, option, value)
    }
}

private enum MailKind: IdentifierKind { static let prefix = "mail" }
