import Glibc
import Identity

/// What a first start prints for a person: where the key is, and what to do next.
enum Greeting {
    static func print(for host: Host, _ settings: Settings) {
        Swift.print(
            """

            Patchbay is new here. Its admin key is in \(host.identity.adminKeyPath) (mode 0600).

                export KEY=$(cat \(host.identity.adminKeyPath))
                curl -s \(settings.effectivePublicURL)/api/v1/connectors -H "Authorization: Bearer $KEY"

            README.md shows a first run in three commands; \(settings.effectivePublicURL)/openapi.json describes the API.

            """)
        fflush(nil) // a pipe or a file gets it now, not when the host ends
    }
}
