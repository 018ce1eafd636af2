import Model
import PatchbayJSON
import PluginHost

/// What can be told from the manifest.
let manifestChecks: [Check] = [
    Check("manifest.schema", "It fits PluginAPI/Schemas/manifest.json.", .manifest { subject in
        guard let json = subject.json else { return .looked([.failed("The manifest is not JSON: write UTF-8 without a byte order mark.")]) }
        return .looked(BoundarySchema.violations(of: json, "manifest").map { .failed("It \($0.message).", at: $0.pointer.description) })
    }),
    Check("manifest.meaning", "The host takes it: what it refers to is there, and its forms and patterns can be checked.", .manifest { subject in
        guard let json = subject.json, BoundarySchema.violations(of: json, "manifest").isEmpty else { return .illFormed }
        guard case .failure(let error) = subject.manifest else { return .passed }
        return .looked(error.problems.map { .failed($0.message, at: $0.pointer) })
    }),
    Check("manifest.id", "The file is named for the connector.", .manifest { subject in
        guard let id = subject.json?["id"]?.string else { return .illFormed }
        // What SwiftPM and cargo make, which is renamed when it is installed.
        guard id != subject.stem, subject.stem.lowercased() != "lib" + id.replacing("-", with: "_") else { return .passed }
        return .looked([.warning("Its id is '\(id)', so the host takes it only as \(id).so: rename the file when you ship it.", at: "/id")])
    }),
    Check("manifest.keys", "It has no member that the host does not know.", .manifest { subject in
        guard let manifest = subject.readable else { return .illFormed }
        let disabled = (manifest.actions.map { ($0.id, $0.disabledReason) } + manifest.triggers.map { ($0.id, $0.disabledReason) })
            .compactMap { id, reason in reason.map { Finding.warning($0, at: id) } }
        return .looked(manifest.warnings.map { .warning($0.message, at: $0.pointer) } + disabled)
    }),
    Check("manifest.samples", "Each action has a sample input and a sample output, and they fit their own schemas.", .manifest { subject in
        guard let manifest = subject.readable else { return .illFormed }
        return .looked(sampleFindings(manifest))
    }),
    Check("manifest.choices", "Each default is a value that its field allows.", .manifest { subject in
        guard subject.readable != nil else { return .illFormed }
        return .looked(subject.forms.flatMap { choiceFindings($0.form, at: $0.pointer) })
    }),
    Check("manifest.credentials", "Credentials go to hosts of the connector only, and what is secret is marked so.", .manifest { subject in
        guard let manifest = subject.readable else { return .illFormed }
        return .looked(receiverFindings(manifest) + secretFindings(subject))
    }),
    Check("manifest.links", "Links are https.", .manifest { subject in
        guard let json = subject.json else { return .illFormed }
        return .looked(linkFindings(json, subject.declarations))
    }),
    Check("manifest.icon", "It has an icon, an SVG that stands alone: no script, nothing fetched.", .manifest { subject in
        guard let json = subject.json else { return .illFormed }
        return .looked(iconFindings(json["icon"]?.string))
    }),
]

extension Verdict {
    static let illFormed = Verdict.skipped("The manifest cannot be read; see manifest.schema and manifest.meaning.")
}

private func sampleFindings(_ manifest: Manifest) -> [Finding] {
    var findings: [Finding] = []
    for (index, action) in manifest.actions.enumerated() {
        let place = "/actions/\(index)"
        if let sample = action.sampleInput {
            findings += action.check(action.normalise(sample)).map { .failed("The sample input does not fit. \($0)", at: "\(place)/sample_input") }
        } else {
            findings.append(.warning("There is no sample input: people, --offline and this checker start from it.", at: place))
        }
        if let sample = action.sampleOutput {
            findings += action.mismatches(of: sample).map { .failed("The sample output does not fit. \($0)", at: "\(place)/sample_output") }
        } else {
            findings.append(.warning("There is no sample output: the next step of a workflow is built from it.", at: place))
        }
    }
    for (index, trigger) in manifest.triggers.enumerated() {
        guard let sample = trigger.sampleOutput, let schema = trigger.output else { continue }
        findings += schema.check(sample).map { .failed("The sample output does not fit. \($0)", at: "/triggers/\(index)/sample_output") }
    }
    return findings
}

/// Defaults, in forms within forms too.
private func choiceFindings(_ form: JSON, at pointer: String) -> [Finding] {
    var findings: [Finding] = []
    for (name, field) in form["properties"]?.object ?? [:] {
        let place = "\(pointer)/properties/\(JSONPointer.escaped(name))"
        if let value = field["default"], let schema = try? JSONSchema(field) {
            findings += schema.check(value).prefix(1).map { .failed("The default \(value) is not allowed here. \($0)", at: place) }
        }
        findings += choiceFindings(field, at: place)
        if let items = field["items"] { findings += choiceFindings(items, at: "\(place)/items") }
    }
    return findings
}
