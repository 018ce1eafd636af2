/* patchbay_note.h: what a plugin says of itself before a byte of it runs. Needs nothing else. */
#ifndef PATCHBAY_NOTE_H
#define PATCHBAY_NOTE_H

#include <stdint.h>

/*
 * PATCHBAY_NOTE("swift-6.3.1"), once at file scope, writes an ELF note (section ".note.patchbay", owner "Patchbay", type 1)
 * of key=value lines, filled up with zero bytes. The host reads from it which ABI the plugin speaks and which toolchain's
 * runtime it needs. A plugin that needs no runtime beside libc, or brings its own, does without. since 1.0
 */
#if defined(__ELF__) && defined(__GNUC__)
#define PATCHBAY_NOTE_TEXT(toolchain) "abi=1.0\ntoolchain=" toolchain "\n"
#define PATCHBAY_NOTE_SIZE(toolchain) ((sizeof(PATCHBAY_NOTE_TEXT(toolchain)) + 3) / 4 * 4)
#define PATCHBAY_NOTE(toolchain)                                                              \
    __attribute__((used, section(".note.patchbay"), aligned(4))) static const struct {       \
        uint32_t owner_size, text_size, type;                                                 \
        char     owner[12], text[PATCHBAY_NOTE_SIZE(toolchain)];                              \
    } patchbay_note = { sizeof "Patchbay", PATCHBAY_NOTE_SIZE(toolchain), 1, "Patchbay",       \
                        PATCHBAY_NOTE_TEXT(toolchain) }
#else
#define PATCHBAY_NOTE(toolchain) struct patchbay_no_note
#endif

#endif
