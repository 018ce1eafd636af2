/* patchbay-worker: check what we were born with, lock ourselves in, load the plugin, serve. */
#include "worker.h"

int main(int count, char **arguments, char **environment) {
    (void)count, (void)arguments;
    struct startup born;
    startup(&born, environment);
    keep_output();
    uint32_t layers = lock_down(&born);
    if (born.hello.probe) {
        send_document((struct frame){ .type = FRAME_READY, .value = layers }, NULL, 0);
        return 0;
    }
    const patchbay_plugin *plugin = load();
    send_document((struct frame){ .type = FRAME_READY, .value = layers, .request = plugin->flags }, plugin->manifest.data, plugin->manifest.size);
    serve(plugin, &born.hello);
}
