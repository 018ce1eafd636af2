internal import CCurl
internal import Model

extension EasyHandle {
    /// Readies the handle for one request, over connections of `pool`.
    func prepare(_ hop: Hop, pool: ConnectionPool, configuration: EgressConfiguration) {
        reception = Reception(hop)
        guardian = ConnectionGuard(hop)
        clearErrorText()
        set(CURLOPT_URL, hop.url.text)
        setMethod(hop.method, body: hop.body)
        setLists(hop)
        setAuthorities(hop.route?.caFile ?? configuration.caFile ?? Self.defaultCAFile)
        set(CURLOPT_TIMEOUT_MS, Int(max(1, hop.timeout.milliseconds)))
        set(CURLOPT_CONNECTTIMEOUT_MS, Int(max(1, min(configuration.connectTimeout, hop.timeout).milliseconds)))
        unsafe ccurl_set_pointer(pointer, CURLOPT_SHARE, pool.share)
    }

    /// Lets go of what the transfer used, keeping connection and settings.
    func recycle() {
        transfer = nil
        reception = nil
        guardian = nil
        unsafe ccurl_set_pointer(pointer, CURLOPT_SHARE, nil)
        unsafe ccurl_set_pointer(pointer, CURLOPT_COPYPOSTFIELDS, nil)
    }

    private static let defaultCAFile = unsafe ccurl_default_ca_file().map { unsafe String(cString: $0) }

    /// libcurl knows GET, HEAD and requests with a body; other methods are one of these by another name.
    private func setMethod(_ method: String, body: [UInt8]) {
        set(CURLOPT_HTTPGET, 1)
        set(CURLOPT_NOBODY, method == "HEAD" ? 1 : 0)
        let hasBody = !body.isEmpty || ["POST", "PUT", "PATCH"].contains(method)
        if hasBody {
            unsafe ccurl_set_size(pointer, CURLOPT_POSTFIELDSIZE_LARGE, body.count)
            // Never a null pointer: that would mean that a read function gives the body.
            unsafe (body.isEmpty ? [0] : body).withUnsafeBytes { bytes in
                _ = unsafe ccurl_set_pointer(pointer, CURLOPT_COPYPOSTFIELDS, bytes.baseAddress)
            }
        }
        set(CURLOPT_CUSTOMREQUEST, method == (hasBody ? "POST" : "GET") || method == "HEAD" ? nil : method)
    }

    private func setLists(_ hop: Hop) {
        headerList = StringList(hop.headerLines)
        unsafe ccurl_set_list(pointer, CURLOPT_HTTPHEADER, headerList.pointer)
        routeList = StringList(hop.route.map { ["::\($0.targetHost):\($0.targetPort)"] } ?? [])
        unsafe ccurl_set_list(pointer, CURLOPT_CONNECT_TO, routeList.pointer)
        resolveList = StringList(hop.resolved.map { ["\(hop.url.host.text):\(hop.url.port):\($0)"] } ?? [])
        unsafe ccurl_set_list(pointer, CURLOPT_RESOLVE, resolveList.pointer)
    }

    private func setAuthorities(_ file: String?) {
        guard file != caFile else { return }
        caFile = file
        set(CURLOPT_CAINFO, file)
    }
}
