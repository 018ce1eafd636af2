internal import CCurl

/// A reusable libcurl easy handle and the state of the transfer it carries. Confined to the transfer thread.
@safe
final class EasyHandle {
    let pointer: UnsafeMutableRawPointer
    /// Which transfer this is; nil while idle.
    var transfer: ObjectIdentifier?
    var reception: Reception?
    var guardian: ConnectionGuard?
    /// What libcurl reads during a transfer.
    var headerList = StringList([])
    var routeList = StringList([])
    var resolveList = StringList([])
    /// The file of trusted authorities set now; loading one is what makes a change expensive.
    var caFile: String?
    private let message: UnsafeMutablePointer<CChar>

    init?() {
        guard let pointer = unsafe curl_easy_init() else { return nil }
        unsafe self.pointer = pointer
        unsafe message = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe message.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        unsafe ccurl_set_pointer(pointer, CURLOPT_ERRORBUFFER, message)
        setConstantOptions()
        installCallbacks()
    }

    /// The handle must be out of its multi handle.
    deinit {
        unsafe curl_easy_cleanup(pointer)
        unsafe message.deallocate()
    }

    /// libcurl's words about the last failure.
    func errorText(_ code: CURLcode) -> String {
        let text = unsafe String(cString: message)
        return unsafe text.isEmpty ? String(cString: curl_easy_strerror(code)) : text
    }

    func clearErrorText() {
        unsafe message.pointee = 0
    }

    func set(_ option: CURLoption, _ value: Int) {
        unsafe ccurl_set_long(pointer, option, value)
    }

    func set(_ option: CURLoption, _ value: String?) {
        unsafe ccurl_set_string(pointer, option, value)
    }

    private func setConstantOptions() {
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        set(CURLOPT_PATH_AS_IS, 1)
        set(CURLOPT_PROXY, "")  // an empty string, not NULL: no proxy from the environment either
        set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
        set(CURLOPT_HTTP_VERSION, HTTPVersion.offered)
        set(CURLOPT_HTTP09_ALLOWED, 0)
        set(CURLOPT_ACCEPT_ENCODING, "gzip, deflate, br")
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        // libcurl caches parsed authorities only when they come from one file and not from a folder as well.
        set(CURLOPT_CAPATH, nil)
        // A name being looked up is left to its thread when a transfer ends; waiting would stop all others.
        set(CURLOPT_QUICK_EXIT, 1)
        // Providers close idle connections after 60 s or more; a request on one that is just being closed is in doubt.
        set(CURLOPT_MAXAGE_CONN, 45)
    }
}
