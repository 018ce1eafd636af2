/* The schemas as they lie beside this folder, for programs that check documents against them. */
#include "schemas.h"

#include <string.h>

#pragma clang diagnostic ignored "-Wc23-extensions" /* #embed, which clang has in every mode */

static const unsigned char action_run_input[] = {
#embed "../action.run.input.json"
};
static const unsigned char action_run_output[] = {
#embed "../action.run.output.json"
};
static const unsigned char auth_identity_input[] = {
#embed "../auth.identity.input.json"
};
static const unsigned char auth_identity_output[] = {
#embed "../auth.identity.output.json"
};
static const unsigned char auth_test_input[] = {
#embed "../auth.test.input.json"
};
static const unsigned char auth_test_output[] = {
#embed "../auth.test.output.json"
};
static const unsigned char auth_token_input[] = {
#embed "../auth.token.input.json"
};
static const unsigned char auth_token_output[] = {
#embed "../auth.token.output.json"
};
static const unsigned char error[] = {
#embed "../error.json"
};
static const unsigned char event_normalize_input[] = {
#embed "../event.normalize.input.json"
};
static const unsigned char event_normalize_output[] = {
#embed "../event.normalize.output.json"
};
static const unsigned char fetch_reply[] = {
#embed "../fetch.reply.json"
};
static const unsigned char fetch_request[] = {
#embed "../fetch.request.json"
};
static const unsigned char manifest[] = {
#embed "../manifest.json"
};
static const unsigned char options_list_input[] = {
#embed "../options.list.input.json"
};
static const unsigned char options_list_output[] = {
#embed "../options.list.output.json"
};
static const unsigned char stream_discover_input[] = {
#embed "../stream.discover.input.json"
};
static const unsigned char stream_discover_output[] = {
#embed "../stream.discover.output.json"
};
static const unsigned char stream_read_input[] = {
#embed "../stream.read.input.json"
};
static const unsigned char stream_read_output[] = {
#embed "../stream.read.output.json"
};
static const unsigned char trigger_poll_input[] = {
#embed "../trigger.poll.input.json"
};
static const unsigned char trigger_poll_output[] = {
#embed "../trigger.poll.output.json"
};
static const unsigned char trigger_receive_input[] = {
#embed "../trigger.receive.input.json"
};
static const unsigned char trigger_receive_output[] = {
#embed "../trigger.receive.output.json"
};
static const unsigned char trigger_subscribe_input[] = {
#embed "../trigger.subscribe.input.json"
};
static const unsigned char trigger_subscribe_output[] = {
#embed "../trigger.subscribe.output.json"
};
static const unsigned char trigger_unsubscribe_input[] = {
#embed "../trigger.unsubscribe.input.json"
};
static const unsigned char trigger_unsubscribe_output[] = {
#embed "../trigger.unsubscribe.output.json"
};

#define SCHEMA(name, bytes) { name, bytes, sizeof bytes }

static const struct patchbay_schema schemas[] = {
    SCHEMA("action.run.input", action_run_input),
    SCHEMA("action.run.output", action_run_output),
    SCHEMA("auth.identity.input", auth_identity_input),
    SCHEMA("auth.identity.output", auth_identity_output),
    SCHEMA("auth.test.input", auth_test_input),
    SCHEMA("auth.test.output", auth_test_output),
    SCHEMA("auth.token.input", auth_token_input),
    SCHEMA("auth.token.output", auth_token_output),
    SCHEMA("error", error),
    SCHEMA("event.normalize.input", event_normalize_input),
    SCHEMA("event.normalize.output", event_normalize_output),
    SCHEMA("fetch.reply", fetch_reply),
    SCHEMA("fetch.request", fetch_request),
    SCHEMA("manifest", manifest),
    SCHEMA("options.list.input", options_list_input),
    SCHEMA("options.list.output", options_list_output),
    SCHEMA("stream.discover.input", stream_discover_input),
    SCHEMA("stream.discover.output", stream_discover_output),
    SCHEMA("stream.read.input", stream_read_input),
    SCHEMA("stream.read.output", stream_read_output),
    SCHEMA("trigger.poll.input", trigger_poll_input),
    SCHEMA("trigger.poll.output", trigger_poll_output),
    SCHEMA("trigger.receive.input", trigger_receive_input),
    SCHEMA("trigger.receive.output", trigger_receive_output),
    SCHEMA("trigger.subscribe.input", trigger_subscribe_input),
    SCHEMA("trigger.subscribe.output", trigger_subscribe_output),
    SCHEMA("trigger.unsubscribe.input", trigger_unsubscribe_input),
    SCHEMA("trigger.unsubscribe.output", trigger_unsubscribe_output),
};

const struct patchbay_schema *patchbay_schema_named(const char *name) {
    for (size_t index = 0; index < sizeof schemas / sizeof *schemas; index++)
        if (strcmp(schemas[index].name, name) == 0) return &schemas[index];
    return 0;
}
