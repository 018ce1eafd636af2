/// Choices of a field that are asked for while a person fills in the form, such as the channels of a workspace.
public struct OptionSource: Sendable {
    let hasSearch: Bool
    let hasPaging: Bool
    let dependsOn: [String]
    let load: @Sendable (OptionQuery, Call) async throws -> OptionPage

    /// - Parameters:
    ///   - search: Whether ``OptionQuery/search`` is heeded.
    ///   - paging: Whether answers may have a next page.
    ///   - dependsOn: Fields that must be filled in first; they are in ``OptionQuery/input``.
    public init(
        search: Bool = false, paging: Bool = false, dependsOn: [String] = [],
        load: @escaping @Sendable (OptionQuery, Call) async throws -> OptionPage
    ) {
        hasSearch = search
        hasPaging = paging
        self.dependsOn = dependsOn
        self.load = load
    }

    var json: JSON {
        .members([
            "dynamic": true, "search": hasSearch, "paging": hasPaging, "depends_on": dependsOn.isEmpty ? nil : dependsOn,
        ])
    }
}

/// What is asked of an ``OptionSource``.
public struct OptionQuery: Sendable {
    /// What a person typed, never empty.
    public let search: String?
    /// ``OptionPage/next`` of the page before.
    public let page: String?
    /// The form as far as it is filled in.
    public let input: JSON

    init(_ document: JSON) {
        search = document["search"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        page = document["page"]?.string
        input = document["input"] ?? [:]
    }
}

/// Some of the choices.
public struct OptionPage: JSONConvertible {
    public let json: JSON

    /// - Parameter next: Where the next page starts, nil after the last.
    public init(_ options: [Option], next: String? = nil) {
        json = .members(["options": options, "next_page": next])
    }
}

/// One choice.
public struct Option: JSONConvertible {
    public let json: JSON

    public init(_ value: String, label: String, description: String? = nil) {
        json = .members(["value": value, "label": label, "description": description])
    }
}
