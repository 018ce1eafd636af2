/* schemas.h: the JSON Schemas of PluginAPI/Schemas as bytes. */
#ifndef PATCHBAY_SCHEMAS_H
#define PATCHBAY_SCHEMAS_H

#include <stddef.h>

struct patchbay_schema {
    const char          *name; /* "action.run.input", the file's name without its ending */
    const unsigned char *bytes;
    size_t               size;
};

/* The schema of this name, or NULL. */
const struct patchbay_schema *patchbay_schema_named(const char *name);

#endif
