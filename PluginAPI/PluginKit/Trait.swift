/// One thing a declaration says beyond its id and name, such as `.help("…")` of a field or `.scopes("…")` of an action.
public struct Trait<Subject>: Sendable {
    let apply: @Sendable (inout Subject) -> Void

    init(_ apply: @escaping @Sendable (inout Subject) -> Void) {
        self.apply = apply
    }
}

/// What can be declared: an entry of the manifest, which traits fill in.
public protocol Declaration: Sendable {
    /// The declaration as it stands in the manifest (`Schemas/manifest.json`).
    var entry: JSONObject { get set }
}

extension Declaration {
    mutating func apply(_ traits: [Trait<Self>]) {
        for trait in traits { trait.apply(&self) }
    }

    func with(_ traits: [Trait<Self>]) -> Self {
        var subject = self
        subject.apply(traits)
        return subject
    }
}

extension Trait where Subject: Declaration {
    /// Sets an entry of the manifest that has no trait of its own.
    public static func entry(_ key: String, _ value: JSON) -> Self {
        Self { $0.entry[key] = value }
    }
}
