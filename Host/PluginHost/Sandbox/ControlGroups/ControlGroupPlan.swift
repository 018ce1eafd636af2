/// Whether, and how, workers get control groups of their own. A value: what the system tells comes in.
package struct ControlGroupPlan: Hashable, Sendable {
    /// The folder of the group that is divided.
    package let folder: String
    /// Handed down to workers: `memory`, `pids`, and `cpu` where there is one, by which all workers together get no more of a
    /// busy machine than the host does, and each as much as another.
    package let controllers: [String]

    /// `controllers` is the text of the folder's `cgroup.controllers`; `isDelegated` says that systemd has marked it so.
    package init(_ place: ControlGroupPlace, controllers: String, isWritable: Bool, isDelegated: Bool, isRoot: Bool) throws(ControlGroupLack) {
        // whoever is not root may write to what was given to it, and to nothing else
        guard isDelegated || place.isTop || !isRoot else { throw .notDelegated }
        guard isWritable else { throw isRoot ? .readOnly : .notDelegated }
        let given = controllers.split { $0 == " " || $0 == "\n" }.map(String.init)
        guard given.contains("memory"), given.contains("pids") else { throw .noControllers }
        folder = place.folder
        self.controllers = ["memory", "pids", "cpu"].filter { given.contains($0) }
    }
}
