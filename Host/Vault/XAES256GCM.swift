package import Crypto
import CryptoExtras
import FoundationEssentials

/// XAES-256-GCM (https://c2sp.org/XAES-256-GCM): AES-256-GCM with nonces of 192 bits.
///
/// With the 96-bit nonces of plain AES-GCM, drawn at random, a key is good for 2³² messages (NIST SP 800-38D, 8.3): at
/// 30,000 a second that is 40 hours. Here half of the nonce picks a key of its own by two blocks of AES-CMAC and the other half
/// is that key's nonce, so 2⁸⁰ messages under one key collide with a probability of 2⁻³². It costs less than half of what
/// HKDF would for a key per row.
package struct XAES256GCM: Sendable {
    static let nonceLength = 24
    static let tagLength = 16
    private static let halfNonce = 12

    private let key: SymmetricKey
    /// K1 of AES-CMAC (RFC 4493, section 2.3), the same for every message.
    private let mask: [UInt8]

    /// - Parameter key: 256 bits.
    package init(key: SymmetricKey) throws {
        self.key = key
        var block = [UInt8](repeating: 0, count: 16)
        try AES.permute(&block, key: key)
        mask = Self.doubled(block)
    }

    /// - Returns: The header, the nonce, the ciphertext and the tag.
    package func seal(_ plain: [UInt8], authenticating context: [UInt8], nonce: [UInt8], header: [UInt8]) throws -> [UInt8] {
        let box = try AES.GCM.seal(
            plain, using: derivedKey(nonce[...]), nonce: AES.GCM.Nonce(data: nonce.suffix(Self.halfNonce)), authenticating: context)
        var sealed: [UInt8] = []
        sealed.reserveCapacity(header.count + Self.nonceLength + plain.count + Self.tagLength)
        sealed += header
        sealed += nonce
        sealed += box.ciphertext
        sealed += box.tag
        return sealed
    }

    /// - Parameter sealed: A nonce, a ciphertext and a tag.
    package func open(_ sealed: ArraySlice<UInt8>, authenticating context: [UInt8]) throws -> [UInt8] {
        guard sealed.count >= Self.nonceLength + Self.tagLength else { throw CryptoKitError.incorrectParameterSize }
        let box = try AES.GCM.SealedBox(combined: sealed.dropFirst(Self.halfNonce))
        return [UInt8](try AES.GCM.open(box, using: derivedKey(sealed), authenticating: context))
    }

    private func derivedKey(_ nonce: ArraySlice<UInt8>) throws -> SymmetricKey {
        SymmetricKey(data: try derivedBlock(1, nonce) + derivedBlock(2, nonce))
    }

    private func derivedBlock(_ counter: UInt8, _ nonce: ArraySlice<UInt8>) throws -> [UInt8] {
        var block = mask
        block[1] ^= counter
        block[2] ^= UInt8(ascii: "X")
        for index in 0..<Self.halfNonce { block[4 + index] ^= nonce[nonce.startIndex + index] }
        try AES.permute(&block, key: key)
        return block
    }

    /// Multiplication by two in GF(2¹²⁸), as CMAC does it.
    private static func doubled(_ block: [UInt8]) -> [UInt8] {
        var result = block
        for index in block.indices {
            let carry = index + 1 < block.count ? block[index + 1] >> 7 : 0
            result[index] = block[index] << 1 | carry
        }
        if block[0] >> 7 == 1 { result[block.count - 1] ^= 0b1000_0111 }
        return result
    }
}
