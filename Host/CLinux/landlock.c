/* Landlock (https://docs.kernel.org/userspace-api/landlock.html): rights by ABI, and the rules of a worker. */
#define _GNU_SOURCE
#include "sandbox.h"

#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Newer than the oldest headers we build with; the kernel decides by the ABI number. */
#define RIGHT_REFER (1ull << 13)     /* ABI 2 */
#define RIGHT_TRUNCATE (1ull << 14)  /* ABI 3 */
#define RIGHT_IOCTL_DEV (1ull << 15) /* ABI 5 */
#define RIGHTS_ABI_1 ((1ull << 13) - 1)
#define RIGHTS_TCP 3ull   /* bind, connect: ABI 4 */
#define SCOPES 3ull       /* abstract sockets, signals: ABI 6 */

struct ruleset {
    uint64_t files;
    uint64_t network;
    uint64_t scopes;
};

int sandbox_landlock_abi(void) {
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return abi < 0 ? 0 : (int)abi;
}

struct sandbox_rights sandbox_rights(int abi) {
    struct sandbox_rights rights = { 0, 0, 0 };
    if (abi >= 1) rights.files = RIGHTS_ABI_1;
    if (abi >= 2) rights.files |= RIGHT_REFER;
    if (abi >= 3) rights.files |= RIGHT_TRUNCATE;
    if (abi >= 4) rights.network = RIGHTS_TCP;
    if (abi >= 5) rights.files |= RIGHT_IOCTL_DEV;
    if (abi >= 6) rights.scopes = SCOPES;
    return rights;
}

/* A ruleset is as long as its ABI knows: longer is refused (E2BIG) only when the tail is not zero, so send it whole. */
static int make_ruleset(struct sandbox_rights rights) {
    struct ruleset ruleset = { rights.files, rights.network, rights.scopes };
    return (int)syscall(SYS_landlock_create_ruleset, &ruleset, sizeof ruleset, 0);
}

uint32_t sandbox_restrict_files(const int *readable, size_t count, int abi) {
    struct sandbox_rights rights = sandbox_rights(abi);
    int ruleset = make_ruleset(rights);
    if (ruleset < 0) return 0;
    for (size_t index = 0; index < count; index++) {
        struct landlock_path_beneath_attr rule = { LANDLOCK_ACCESS_FS_READ_FILE, readable[index] };
        if (syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0) return 0;
    }
    if (syscall(SYS_landlock_restrict_self, ruleset, 0) != 0) return 0;
    close(ruleset);
    return SANDBOX_LANDLOCK_FILES | (rights.network ? SANDBOX_LANDLOCK_NETWORK : 0) | (rights.scopes ? SANDBOX_LANDLOCK_SCOPES : 0);
}
