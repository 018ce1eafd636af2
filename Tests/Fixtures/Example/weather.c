/*
 * weather.c: the weather of a place now, from openweathermap.org. A whole connector in C:
 *
 *     cc -std=c99 -pedantic -Wall -Wextra -Werror -O2 -shared -fPIC -fvisibility=hidden -I PluginAPI/Header -o weather.so weather.c
 *
 * It blocks, which is the simplest way to write one: the host calls it on a pool of threads. The API key never comes here;
 * the manifest tells the host to add it to the query. https://openweathermap.org/current
 */
#include "patchbay_blocking.h"
#include "patchbay_json.h"

#include <stdio.h>
#include <string.h>

#define MANIFEST                                                                                                          \
    "{\"manifest_version\":1,\"id\":\"weather\",\"name\":\"Weather\",\"version\":\"1.0.0\","                              \
    "\"description\":\"The weather of a place, from OpenWeather.\",\"category\":\"utilities\","                           \
    "\"documentation_url\":\"https://openweathermap.org/current\","                                                       \
    "\"icon\":\"<svg xmlns=\\\"http://www.w3.org/2000/svg\\\" viewBox=\\\"0 0 24 24\\\">"                                 \
        "<circle cx=\\\"12\\\" cy=\\\"12\\\" r=\\\"8\\\" fill=\\\"#eb6e4b\\\"/></svg>\","                                 \
    "\"hosts\":[{\"host\":\"api.openweathermap.org\",\"methods\":[\"GET\"]}],"                                            \
    "\"limits\":{\"concurrency\":4,\"timeout_ms\":15000},\"rate_limits\":[{\"requests\":60,\"per_ms\":60000}],"           \
    "\"auth\":[{\"id\":\"api_key\",\"kind\":\"api_key\",\"name\":\"API key\","                                            \
        "\"setup\":\"Copy a key from [OpenWeather](https://home.openweathermap.org/api_keys); a new one needs two hours.\"," \
        "\"fields\":{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"key\"],\"properties\":{"          \
            "\"key\":{\"type\":\"string\",\"title\":\"API key\",\"x-kind\":\"secret\",\"x-secret\":true}}},"              \
        "\"apply\":{\"query\":{\"appid\":\"{{secret:key}}\"}}}],"                                                         \
    "\"actions\":[{\"id\":\"current\",\"name\":\"Get the current weather\",\"noun\":\"weather\","                         \
        "\"hints\":{\"read_only\":true,\"idempotent\":true},"                                                             \
        "\"input\":{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"place\"],\"properties\":{"         \
            "\"place\":{\"type\":\"string\",\"title\":\"Place\",\"description\":\"A city, maybe with its country: Bern,CH\"," \
                "\"minLength\":1,\"maxLength\":200},"                                                                     \
            "\"units\":{\"type\":\"string\",\"title\":\"Units\",\"default\":\"metric\","                                  \
                "\"enum\":[\"metric\",\"imperial\",\"standard\"]}}},"                                                     \
        "\"output\":{\"type\":\"object\",\"required\":[\"place\",\"temperature\"],\"properties\":{"                       \
            "\"place\":{\"type\":\"string\",\"title\":\"Place\"},\"description\":{\"type\":\"string\",\"title\":\"In words\"}," \
            "\"temperature\":{\"type\":\"number\",\"title\":\"Temperature\"},"                                            \
            "\"humidity\":{\"type\":\"number\",\"title\":\"Humidity in percent\"}}},"                                     \
        "\"sample_input\":{\"place\":\"Bern,CH\"},"                                                                       \
        "\"sample_output\":{\"place\":\"Bern\",\"description\":\"light rain\",\"temperature\":7.2,\"humidity\":81}}]}"

static const patchbay_host *host;
static const patchbay_blocking *blocking;

static void fail(patchbay_call call, patchbay_bytes error) {
    host->complete(host->context, call, PATCHBAY_FAILED, error);
}

static int is_text(patchbay_bytes value, const char *wanted) {
    size_t length = strlen(wanted);
    return value.size == length && memcmp(value.data, wanted, length) == 0;
}

static int is_string(patchbay_bytes value) {
    return value.size > 2 && *(const char *)value.data == '"';
}

/* Waits as long as Retry-After says, a minute when it does not: the limit is one of requests per minute. */
static void wait_first(patchbay_call call, patchbay_bytes reply) {
    char text[160];
    patchbay_bytes header = patchbay_json_member(patchbay_json_member(reply, "headers"), "retry-after"), error;
    patchbay_bytes digits = { 0, 0 };
    int32_t seconds;
    if (is_string(header)) {
        digits.data = (const char *)header.data + 1;
        digits.size = header.size - 2;
    }
    seconds = patchbay_json_number(digits);
    error.data = text;
    error.size = (size_t)snprintf(text, sizeof text,
        "{\"class\":\"rate_limited\",\"message\":\"Too many requests with this key.\",\"provider_status\":429,\"retry_after_ms\":%ld}",
        seconds < 0 || seconds > 86400 ? 60000L : seconds * 1000L);
    fail(call, error);
}

/* What a provider's status means. https://openweathermap.org/faq#error401 and following */
static patchbay_bytes error_of(int32_t status) {
    switch (status) {
    case 401: return PATCHBAY_TEXT("{\"class\":\"reauthorize\",\"message\":\"OpenWeather does not accept the key.\",\"provider_status\":401}");
    case 404: return PATCHBAY_TEXT("{\"class\":\"invalid_input\",\"message\":\"OpenWeather knows no such place.\",\"provider_status\":404,\"field\":\"place\"}");
    default:
        return status >= 500 ? PATCHBAY_TEXT("{\"class\":\"retry\",\"message\":\"OpenWeather has a problem of its own.\"}")
                             : PATCHBAY_TEXT("{\"class\":\"permanent\",\"message\":\"OpenWeather answered with an error.\"}");
    }
}

/* Prints the value as it is written, `otherwise` where there is none. */
#define PIECE(value, otherwise) \
    (int)((value).size ? (value).size : sizeof(otherwise) - 1), (const char *)((value).size ? (value).data : (otherwise))

static void invoke(void *context, patchbay_call call, const patchbay_request *request) {
    char text[8192];
    int length;
    int32_t status;
    patchbay_status ending;
    patchbay_bytes input = patchbay_json_member(request->input, "input"), document, reply, main_part, weather;
    patchbay_bytes place = patchbay_json_member(input, "place"), units = patchbay_json_member(input, "units");
    (void)context;

    if (!is_text(request->operation, "action.run") || !is_string(place)) {
        fail(call, PATCHBAY_TEXT("{\"class\":\"invalid_input\",\"message\":\"Only the action with a place is known here.\"}"));
        return;
    }

    /* Both are JSON strings, in quotes and escaped, checked by the host: they go into the request as they are. */
    length = snprintf(text, sizeof text,
        "{\"url\":\"https://api.openweathermap.org/data/2.5/weather\",\"auth\":true,\"query\":{\"q\":%.*s,\"units\":%.*s}}",
        PIECE(place, "\"\""), PIECE(units, "\"metric\""));
    document.data = text;
    document.size = (size_t)length;
    if (length < 0 || document.size >= sizeof text) {
        fail(call, PATCHBAY_TEXT("{\"class\":\"invalid_input\",\"message\":\"The place is too long.\",\"field\":\"place\"}"));
        return;
    }

    /* Without an answer the document is the host's error, which is ours as well. */
    ending = blocking->fetch(host->context, call, document, &reply);
    if (ending != PATCHBAY_OK) {
        host->complete(host->context, call, ending, reply);
        return;
    }
    status = patchbay_json_number(patchbay_json_member(reply, "status"));
    if (status == 429) {
        wait_first(call, reply);
        return;
    }
    if (status != 200) {
        fail(call, error_of(status));
        return;
    }

    reply = patchbay_json_member(reply, "json");
    main_part = patchbay_json_member(reply, "main");
    weather = patchbay_json_element(patchbay_json_member(reply, "weather"), 0);
    if (!is_string(patchbay_json_member(reply, "name")) || !patchbay_json_member(main_part, "temp").size) {
        fail(call, PATCHBAY_TEXT("{\"class\":\"retry\",\"message\":\"OpenWeather's answer is not what it should be.\"}"));
        return;
    }
    length = snprintf(text, sizeof text,
        "{\"output\":{\"place\":%.*s,\"description\":%.*s,\"temperature\":%.*s,\"humidity\":%.*s}}",
        PIECE(patchbay_json_member(reply, "name"), "null"), PIECE(patchbay_json_member(weather, "description"), "null"),
        PIECE(patchbay_json_member(main_part, "temp"), "null"), PIECE(patchbay_json_member(main_part, "humidity"), "null"));
    document.size = (size_t)length;
    if (length < 0 || document.size >= sizeof text) {
        fail(call, PATCHBAY_TEXT("{\"class\":\"permanent\",\"message\":\"OpenWeather's answer is not what it should be.\"}"));
        return;
    }
    host->complete(host->context, call, PATCHBAY_OK, document);
}

static const patchbay_plugin plugin = { sizeof plugin, PATCHBAY_BLOCKS, NULL, PATCHBAY_LITERAL(MANIFEST), invoke, NULL, NULL };

PATCHBAY_EXPORT const patchbay_plugin *patchbay_plugin_v1(const patchbay_host *given) {
    host = given;
    blocking = host->extension(host->context, PATCHBAY_BLOCKING_ID);
    return blocking ? &plugin : NULL;
}
