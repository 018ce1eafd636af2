import Model

/// Variables of the environment that look like settings and are none.
///
/// What is nearly a setting is refused. The rest is only told: orchestrators set names of their own, such as PATCHBAY_PORT for
/// a service called patchbay, and a host must start beside them.
struct SettingsVariables {
    /// Sentences about those that are nearly settings.
    private(set) var faults: [String] = []
    /// The names of all others, in order.
    private(set) var unknown: [String] = []

    private static let prefix = "PATCHBAY_"

    init(_ environment: [String: String], known settings: Set<String>) {
        let known = settings.map { $0.uppercased() }
        for name in environment.keys.filter({ $0.hasPrefix(Self.prefix) }).sorted() {
            let setting = String(name.dropFirst(Self.prefix.count))
            if known.contains(setting) { continue }
            if let nearest = NearestName.nearest(to: setting, among: known) {
                faults.append("The environment has \(name), which is no setting; did you mean \(Self.prefix)\(nearest)?")
            } else {
                unknown.append(name)
            }
        }
    }
}
