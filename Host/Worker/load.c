/* The plugin: sealed memory made code. Its constructors run here, inside the lock-down. */
#include "worker.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define TABLE_1_0 (offsetof(patchbay_plugin, extension) + sizeof(((patchbay_plugin *)0)->extension))

typedef const patchbay_plugin *(*entry_function)(const patchbay_host *);

static void check(const patchbay_plugin *plugin) {
    if (!plugin) refuse("The plugin refused to start; its log may say why. Tell its author, or put an earlier build back.");
    if (plugin->size < TABLE_1_0) refuse("The plugin's table has %u bytes, version 1.0 has %zu: build it with this header.", plugin->size, TABLE_1_0);
    if (plugin->flags & ~PATCHBAY_BLOCKS) refuse("The plugin sets flags 0x%x, which this host does not know: update Patchbay.", plugin->flags);
    if (!plugin->invoke) refuse("The plugin's table has no invoke: build it with PluginKit, or fill that member.");
    if (plugin->manifest.size > FRAME_DOCUMENT_MAX) refuse("The plugin's manifest is larger than 16 MiB: shorten it, its icon first.");
}

/* The loader's sentence, without the name under which it knows the plugin. */
static const char *without(const char *sentence, const char *path) {
    size_t size = strlen(path);
    return strncmp(sentence, path, size) == 0 && strncmp(sentence + size, ": ", 2) == 0 ? sentence + size + 2 : sentence;
}

const patchbay_plugin *load(void) {
    char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", WORKER_PLUGIN);
    void *image = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (!image) refuse("The plugin cannot be loaded: %s; link what it needs into it.", without(dlerror(), path));
    close(WORKER_PLUGIN);
    entry_function entry = (entry_function)dlsym(image, "patchbay_plugin_v1");
    if (!entry) refuse("The plugin does not export patchbay_plugin_v1: build it with PluginKit, or with exports.map.");
    const patchbay_plugin *plugin = entry(&host);
    check(plugin);
    return plugin;
}
