internal import CCurl
internal import Glibc

extension EasyHandle {
    /// libcurl calls these on the transfer thread, inside `curl_multi_socket_action`, with this handle as context.
    func installCallbacks() {
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe ccurl_set_pointer(pointer, CURLOPT_PRIVATE, context)
        unsafe ccurl_on_header(pointer, { data, size, count, context in
            guard let bytes = unsafe UnsafeBufferPointer(data, size * count), let handle = unsafe EasyHandle.from(context) else { return 0 }
            return unsafe handle.reception?.takeHeader(bytes) == true ? bytes.count : 0
        }, context)
        unsafe ccurl_on_body(pointer, { data, size, count, context in
            guard let bytes = unsafe UnsafeBufferPointer(data, size * count), let handle = unsafe EasyHandle.from(context) else { return 0 }
            return unsafe handle.reception?.takeBody(bytes) == true ? bytes.count : 0
        }, context)
        unsafe ccurl_on_socket_open(pointer, { context, _, address in
            guard let handle = unsafe EasyHandle.from(context), let address = unsafe address else { return CURL_SOCKET_BAD }
            return unsafe handle.openSocket(&address.pointee)
        }, context)
        unsafe ccurl_on_request(pointer, { context, address, _, port, _ in
            guard let handle = unsafe EasyHandle.from(context), let address = unsafe address,
                let peer = unsafe IPAddress(String(cString: address)),
                handle.guardian?.admitsRequest(to: peer, port: UInt16(truncatingIfNeeded: port)) == true
            else { return CURL_PREREQFUNC_ABORT }
            return CURL_PREREQFUNC_OK
        }, context)
    }

    static func from(_ context: UnsafeMutableRawPointer?) -> EasyHandle? {
        unsafe context.map { unsafe Unmanaged<EasyHandle>.fromOpaque($0).takeUnretainedValue() }
    }

    /// The address is the one that will be connected to, whatever DNS says next.
    private func openSocket(_ address: inout curl_sockaddr) -> curl_socket_t {
        guard let peer = unsafe IPAddress.read(&address.addr), guardian?.admitsSocket(to: peer.address, port: peer.port) == true else {
            return CURL_SOCKET_BAD
        }
        return socket(address.family, address.socktype | Int32(SOCK_CLOEXEC.rawValue), address.protocol)
    }
}

extension UnsafeBufferPointer<UInt8> {
    fileprivate init?(_ data: UnsafeMutablePointer<CChar>?, _ count: Int) {
        guard let data = unsafe data else { return nil }
        unsafe self.init(start: UnsafeRawPointer(data).assumingMemoryBound(to: UInt8.self), count: count)
    }
}
