/* Calls answered twice, late, or never. */
#include "hostile.h"

#include <pthread.h>

/* What `cancel` does: each call in progress may choose, the last one counts. */
static enum { COMPLETE, COMPLETE_TWICE, IGNORE } on_cancel;

void cancelled(void *context, patchbay_call call) {
    (void)context;
    if (on_cancel == IGNORE) return;
    host->complete(host->context, call, PATCHBAY_CANCELLED, PATCHBAY_TEXT(""));
    if (on_cancel == COMPLETE_TWICE) answer(call, "after the cancel");
}

static void answer_twice(patchbay_call call, char *const *word) {
    (void)word;
    answer(call, "first");
    answer(call, "second");
}

static void answer_after_cancel(patchbay_call call, char *const *word) {
    (void)call, (void)word;
    on_cancel = COMPLETE_TWICE;
}

static void never_answer(patchbay_call call, char *const *word) {
    (void)call, (void)word;
    on_cancel = IGNORE;
}

/* As another call that may be in progress. */
static void answer_for_others(patchbay_call call, char *const *word) {
    (void)word;
    for (patchbay_call other = call; other > 1; other--) answer(other - 1, "not yours");
    answer(call, "mine");
}

static void on_reply(void *user, patchbay_status status, patchbay_bytes document) {
    host->complete(host->context, (patchbay_call)(uintptr_t)user, status, document);
}

/* An honest call, for the others to disturb. */
static void fetch(patchbay_call call, char *const *word) {
    (void)word;
    host->fetch(host->context, call, PATCHBAY_TEXT("{\"url\":\"x\"}"), (void *)(uintptr_t)call, on_reply);
}

static void *answer_later(void *given) {
    uint64_t *later = given;
    usleep((useconds_t)later[1] * 1000);
    answer(later[0], "%d", getpid());
    free(later);
    return NULL;
}

/* Honest: answers after so many milliseconds, from a thread of its own. */
static void later(patchbay_call call, char *const *word) {
    uint64_t *later = malloc(2 * sizeof *later);
    pthread_t thread;
    if (!later) abort();
    later[0] = call;
    later[1] = strtoul(word[0], NULL, 10);
    if (pthread_create(&thread, NULL, answer_later, later) != 0) abort();
}

static void say_hello(patchbay_call call, char *const *word) {
    (void)word;
    answer(call, "hello");
}

const struct fault call_faults[] = {
    { "answer-twice", answer_twice }, { "answer-after-cancel", answer_after_cancel }, { "never-answer", never_answer },
    { "answer-for-others", answer_for_others }, { "fetch", fetch }, { "hello", say_hello }, { "later", later }, { 0 },
};
