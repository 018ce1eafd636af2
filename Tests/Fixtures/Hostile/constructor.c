/* What runs while the plugin is loaded, before its entry: -DCONSTRUCTOR=… */
#include "hostile.h"

#ifdef CONSTRUCTOR
__attribute__((constructor)) static void construct(void) {
    CONSTRUCTOR;
}
#endif
