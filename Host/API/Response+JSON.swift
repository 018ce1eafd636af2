package import Hummingbird
package import HTTPTypes
import NIOCore
package import PatchbayJSON

extension Response {
    /// A JSON answer, written without an intermediate string.
    package static func json(_ value: JSON, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) -> Response {
        json(bytes: value.bytes(), status: status, headers: headers)
    }

    /// An answer that is JSON already.
    package static func json(bytes: [UInt8], status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) -> Response {
        var headers = headers
        headers[.contentType] = "application/json"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// 204, nothing to say.
    static var nothing: Response { Response(status: .noContent) }
}
