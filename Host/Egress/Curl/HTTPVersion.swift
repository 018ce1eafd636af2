internal import CCurl

/// Which version of HTTP is offered to servers; which one is spoken is theirs to choose, within the TLS handshake.
package enum HTTPVersion {
    /// The first libcurl whose HTTP/2 was seen to lose nothing: 8.12.1, as `curl_version_info` numbers it.
    ///
    /// Up to some version after 7.88.1 (Debian 12), libcurl sends RST_STREAM (STREAM_CLOSED) after the end of every stream:
    /// 499 times in 500 requests. Servers count those as the attack of CVE-2023-44487. Those built on nghttp2 1.57 and later
    /// close the connection after the 1,000th, and the request that is on its way then is lost, as CURLE_HTTP2: 4 of 5,000
    /// requests one after the other, with and without multiplexing, since the frames are per stream either way. Whether the
    /// provider acted on such a request nobody knows. 8.12.1 sent none, and 8.12.1, 8.16.0 and 8.23.0 lost none of
    /// 25,000 each.
    package static let firstSafeLibcurl: UInt32 = 0x08_0c_01

    /// Whether a libcurl of this version may speak HTTP/2, else HTTP/1.1 over kept connections.
    package static func isHTTP2Safe(libcurl version: UInt32) -> Bool {
        version >= firstSafeLibcurl
    }

    /// The value of CURLOPT_HTTP_VERSION for the libcurl that this process runs with. Never HTTP/2 without TLS.
    static let offered = Int(
        isHTTP2Safe(libcurl: ccurl_version_number()) ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1)
}
