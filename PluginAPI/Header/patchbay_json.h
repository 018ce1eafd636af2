/*
 * patchbay_json.h: just enough JSON for a plugin in C: finds values in a document without copying or allocating.
 *
 *     patchbay_bytes text = patchbay_json_member(patchbay_json_member(request->input, "input"), "text");
 *
 * A found value is the piece of the document as it is written: a string comes in its quotes and with its escapes, so it can
 * be put into another document unchanged. What is not there is empty (size 0), and so is what is looked for in it. Documents
 * of the host are well-formed; on others the functions stay within the bytes. Names are compared as written. since 1.0
 */
#ifndef PATCHBAY_JSON_H
#define PATCHBAY_JSON_H

#include "patchbay_plugin.h"

static inline const char *patchbay_json_skip_space(const char *at, const char *end) {
    while (at < end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t')) at++;
    return at;
}

/* The first byte after the string that starts at `at`; `end` when it is not closed. */
static inline const char *patchbay_json_skip_string(const char *at, const char *end) {
    for (at++; at < end; at++) {
        if (*at == '"') return at + 1;
        if (*at == '\\' && at + 1 < end) at++;
    }
    return end;
}

/* The first byte after the value that starts at `at`: a comma, a closing bracket, or `end`. */
static inline const char *patchbay_json_skip_value(const char *at, const char *end) {
    size_t depth = 0;
    while (at < end) {
        char byte = *at;
        if (byte == '"') {
            at = patchbay_json_skip_string(at, end);
            continue;
        }
        if (byte == '{' || byte == '[') depth++;
        if (depth == 0 && (byte == ',' || byte == '}' || byte == ']')) return at;
        if (byte == '}' || byte == ']') depth--;
        at++;
    }
    return end;
}

static inline patchbay_bytes patchbay_json_piece(const char *start, const char *end) {
    patchbay_bytes piece;
    while (end > start && (end[-1] == ' ' || end[-1] == '\n' || end[-1] == '\r' || end[-1] == '\t')) end--;
    piece.data = start;
    piece.size = (size_t)(end - start);
    return piece;
}

/* The value of the member `name` of an object. since 1.0 */
static inline patchbay_bytes patchbay_json_member(patchbay_bytes object, const char *name) {
    const patchbay_bytes none = { 0, 0 };
    const char *at = (const char *)object.data, *end = object.size ? at + object.size : at;
    at = patchbay_json_skip_space(at, end);
    if (at == end || *at != '{') return none;
    while (at < end && (*at == '{' || *at == ',')) {
        const char *key = patchbay_json_skip_space(at + 1, end), *after, *value;
        size_t length = 0;
        if (key == end || *key != '"') return none;
        after = patchbay_json_skip_string(key, end);
        value = patchbay_json_skip_space(after, end);
        if (value == end || *value != ':') return none;
        value = patchbay_json_skip_space(value + 1, end);
        at = patchbay_json_skip_value(value, end);
        while (name[length] && key + 1 + length < after - 1 && key[1 + length] == name[length]) length++;
        if (!name[length] && key + 1 + length == after - 1) return patchbay_json_piece(value, at);
    }
    return none;
}

/* The element of an array, counted from 0. since 1.0 */
static inline patchbay_bytes patchbay_json_element(patchbay_bytes array, size_t index) {
    const patchbay_bytes none = { 0, 0 };
    const char *at = (const char *)array.data, *end = array.size ? at + array.size : at;
    at = patchbay_json_skip_space(at, end);
    if (at == end || *at != '[') return none;
    while (at < end && (*at == '[' || *at == ',')) {
        const char *value = patchbay_json_skip_space(at + 1, end);
        at = patchbay_json_skip_value(value, end);
        if (index-- == 0) return patchbay_json_piece(value, at);
    }
    return none;
}

/* A whole number from 0 to 999,999,999; -1 for anything else. since 1.0 */
static inline int32_t patchbay_json_number(patchbay_bytes value) {
    const char *digits = (const char *)value.data;
    int32_t number = 0;
    size_t index;
    if (value.size == 0 || value.size > 9) return -1;
    for (index = 0; index < value.size; index++) {
        if (digits[index] < '0' || digits[index] > '9') return -1;
        number = number * 10 + (digits[index] - '0');
    }
    return number;
}

#endif
