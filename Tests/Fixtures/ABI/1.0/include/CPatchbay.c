/* Compiled into every plugin that links the kit: says which compiler, and so which Swift runtime, it was built for. */
#include "patchbay_note.h"

#ifdef PATCHBAY_TOOLCHAIN
PATCHBAY_NOTE(PATCHBAY_TOOLCHAIN);
#else
typedef int patchbay_no_note;
#endif
