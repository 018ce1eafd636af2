/* The header is the whole module; SwiftPM wants one source file to build it. */
#include "patchbay_plugin.h"
