import Identity
import Model
import Egress
import HTTPTypes
import Hummingbird

/// How often somebody may ask: workspaces as their plan says, users on routes of no workspace, and addresses on routes for
/// anyone.
struct RequestLimits: Sendable {
    let quotas: Quotas
    let clients: ClientAddress
    /// Requests a minute of one address on the ways in; 0 is without limit.
    let addressRate: Int64
    let now: @Sendable () -> Timestamp
    /// Ways in and monitors are counted apart: who asks for the one often is not kept from the other.
    private let entrances = AddressMeter()
    private let monitors = AddressMeter()

    init(quotas: Quotas, clients: ClientAddress, addressRate: Int, now: @escaping @Sendable () -> Timestamp = { .now }) {
        self.quotas = quotas
        self.clients = clients
        self.addressRate = Int64(addressRate)
        self.now = now
    }

    /// Counts a request of somebody unknown, or throws a problem; nil where nothing is limited.
    func admit(_ request: Request, _ context: APIContext, _ rule: GuestRule?) throws -> RequestStanding? {
        guard addressRate > 0, let rule, let limit = rule.limit(rate: addressRate),
            let address = clients.ipAddress(of: request, context)
        else { return nil }
        let meter = if case .monitor = rule { monitors } else { entrances }
        return try admitted(meter.count(address, limit: limit, at: now()), "Your address has sent \(limit) requests within a minute")
    }

    /// Counts a request of somebody known, or throws a problem; nil where nothing is limited. Who administers the installation
    /// could lift any limit, and has none.
    func admit(_ principal: Principal?, _ requirement: Requirement) async throws -> RequestStanding? {
        guard let principal else { return nil }
        if let workspace = principal.workspace ?? principal.caller.workspace {
            let plan = try await quotas.plans.plan(of: workspace)
            guard let limit = plan.limits.requestsPerHour else { return nil }
            return try admitted(
                quotas.requests.count(.workspace(workspace), limit: limit),
                "The plan \(plan.id) allows \(limit) requests an hour, and this workspace has used them up")
        }
        guard case .user(let user, _, let isPlatformAdmin) = principal.caller, !isPlatformAdmin || requirement != .platformAdmin
        else { return nil }
        return try admitted(
            quotas.requests.count(.user(user), limit: Self.userLimit), "You have sent \(Self.userLimit) requests within an hour")
    }

    /// Counts a request that was refused. The workspace that it names counts only where the route is one of workspaces, since
    /// otherwise nobody has looked whether it is the caller's.
    func admit(_ refusal: Refusal, _ requirement: Requirement) async throws -> RequestStanding? {
        var workspace: WorkspaceID?
        if case .workspace = requirement { workspace = refusal.principal.workspace }
        return try await admit(Principal(caller: refusal.principal.caller, workspace: workspace), requirement)
    }

    private func admitted(_ standing: RequestStanding, _ sentence: String) throws -> RequestStanding {
        guard !standing.isAdmitted else { return standing }
        let seconds = standing.secondsToReset
        throw Problem(
            .tooManyRequests, .rateLimited, "\(sentence). Try again in \(seconds) s.",
            headers: standing.fields.merging([.retryAfter: String(seconds)]))
    }

    /// Of a user in an hour, on routes that belong to no workspace.
    private static let userLimit: Int64 = 5_000
}

extension Problem.Code {
    static let rateLimited = Self(rawValue: "rate-limited")
    static let quotaExceeded = Self(rawValue: "quota-exceeded")
}

extension HTTPFields {
    fileprivate func merging(_ others: HTTPFields) -> HTTPFields {
        var fields = self
        for field in others { fields[field.name] = field.value }
        return fields
    }
}
