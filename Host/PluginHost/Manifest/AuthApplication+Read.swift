import PatchbayJSON

extension AuthApplication {
    /// - Parameter fields: The scheme's form; every place must name one of its fields, secret or plain as it says.
    init(_ reader: inout ManifestReader, fields: CredentialFields) {
        self.init(
            headers: reader.entries("headers", fields),
            query: reader.entries("query", fields),
            basic: reader.object("basic") { basic in
                _ = (basic.required("username"), basic.required("password"))
                let empty = CredentialTemplate([])
                return Basic(username: basic.template("username", fields) ?? empty, password: basic.template("password", fields) ?? empty)
            },
            url: reader.template("url", fields)
        )
    }
}

/// The fields that a scheme's templates may name.
struct CredentialFields {
    let secret: Set<String>
    let plain: Set<String>

    /// - Parameter token: A secret that the host gets itself and no form asks for.
    init(_ form: Form?, token: String? = nil) {
        secret = Set(form?.secretFields ?? []).union(token.map { [$0] } ?? [])
        plain = Set(form?.plainFields ?? [])
    }

    /// What is wrong with a place; nil when nothing is.
    func fault(of piece: CredentialTemplate.Piece) -> String? {
        switch piece {
        case .text: nil
        case .secret(let id) where secret.contains(id): nil
        case .field(let id) where plain.contains(id): nil
        case .secret(let id) where plain.contains(id):
            "{{secret:\(id)}} names a field that is not secret; give it \"x-secret\": true, or write {{field:\(id)}}."
        case .field(let id) where secret.contains(id): "{{field:\(id)}} names a secret field; write {{secret:\(id)}}."
        case .secret(let id), .field(let id): "The scheme has no field \"\(id)\"; add it to 'fields'."
        }
    }
}

extension ManifestReader {
    fileprivate mutating func entries(_ key: String, _ fields: CredentialFields) -> [AuthApplication.Entry] {
        object(key, unknownKeys: .ignored) { entries in
            entries.object.keys.compactMap { name in
                let value = entries.template(name, fields)
                guard let name = entries.name(name, fields), let value else { return nil }
                return AuthApplication.Entry(name: name, value: value)
            }
        } ?? []
    }

    private mutating func name(_ key: String, _ fields: CredentialFields) -> CredentialTemplate? {
        guard let template = template(key, in: key, fields) else { return nil }
        for case .secret in template.pieces {
            refuse(key: key, "A name must not hold a secret, for names are shown; put it into the value.")
        }
        return template
    }

    fileprivate mutating func template(_ key: String, _ fields: CredentialFields) -> CredentialTemplate? {
        string(key).flatMap { template($0, in: key, fields) }
    }

    private mutating func template(_ text: String, in key: String, _ fields: CredentialFields) -> CredentialTemplate? {
        do {
            let template = try CredentialTemplate(text)
            for fault in template.pieces.compactMap(fields.fault) { refuse(key: key, fault) }
            return template
        } catch {
            switch error {
            case .unclosed: refuse(key: key, "'{{' is never closed by '}}'.")
            case .unknownPlace(let place):
                disable("This host does not know the place \"{{\(place)}}\", only {{secret:id}} and {{field:id}}.")
            }
            return nil
        }
    }
}
