internal import CCurl

extension EasyHandle {
    /// What became of the transfer that ended with `code`.
    func outcome(_ code: CURLcode) -> HopOutcome {
        guard code != CURLE_OK else {
            return interrupted(reception?.isHeaderComplete == true ? nil : .connectionLost)
        }
        var outcome = interrupted(failure(code))
        if let refused = guardian?.refused {
            outcome.detail = "\(refused) is not a public address"
        } else {
            outcome.detail = guardian?.repeatRefused == true ? "it ended without an answer; sending again is not safe" : errorText(code)
        }
        return outcome
    }

    /// What became of a transfer up to now.
    func interrupted(_ failure: EgressFailure.Code?) -> HopOutcome {
        HopOutcome(
            failure: failure,
            status: unsafe ccurl_get_long(pointer, CURLINFO_RESPONSE_CODE),
            headers: reception?.headers ?? [],
            body: reception?.body ?? [],
            timings: timings,
            remoteAddress: remoteAddress,
            wasSent: guardian?.wasSent ?? false
        )
    }

    private func failure(_ code: CURLcode) -> EgressFailure.Code {
        if let excess = reception?.excess { return excess }
        if guardian?.repeatRefused == true { return .connectionLost }
        switch code {
        case CURLE_COULDNT_CONNECT, CURLE_ABORTED_BY_CALLBACK:
            return guardian?.refused == nil ? .notConnected : .addressNotAllowed
        case CURLE_URL_MALFORMAT: return .invalidURL
        case CURLE_COULDNT_RESOLVE_HOST: return .nameNotResolved
        case CURLE_OPERATION_TIMEDOUT: return .timedOut
        case CURLE_SSL_CONNECT_ERROR: return .tlsFailed
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CACERT_BADFILE: return .certificateNotTrusted
        case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2, CURLE_HTTP2_STREAM: return .connectionLost
        // A header line beyond libcurl's own limit of 100 KiB; before 8.6 it called that out of memory.
        case CURLE_OUT_OF_MEMORY where guardian?.wasSent == true, ccurl_too_large: return .headersTooLarge
        case CURLE_OUT_OF_MEMORY: return .overloaded
        default: return .invalidResponse
        }
    }

    private var timings: HTTPExchange.Timings {
        let milliseconds = { (info: CURLINFO) in unsafe Double(ccurl_get_size(self.pointer, info)) / 1000 }
        let name = milliseconds(CURLINFO_NAMELOOKUP_TIME_T)
        let connect = milliseconds(CURLINFO_CONNECT_TIME_T)
        let tls = milliseconds(CURLINFO_APPCONNECT_TIME_T)
        let ready = milliseconds(CURLINFO_PRETRANSFER_TIME_T)
        return HTTPExchange.Timings(
            dns: name,
            connect: max(0, connect - name),
            tls: max(0, tls - connect),
            firstByte: max(0, milliseconds(CURLINFO_STARTTRANSFER_TIME_T) - ready),
            total: milliseconds(CURLINFO_TOTAL_TIME_T)
        )
    }

    private var remoteAddress: String? {
        guard let text = unsafe ccurl_get_string(pointer, CURLINFO_PRIMARY_IP).map({ unsafe String(cString: $0) }), !text.isEmpty else {
            return nil
        }
        let port = unsafe ccurl_get_long(pointer, CURLINFO_PRIMARY_PORT)
        return text.contains(":") ? "[\(text)]:\(port)" : "\(text):\(port)"
    }
}
