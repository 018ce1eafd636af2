/* What Swift cannot call of libcurl: the variadic setters and getters, one function per argument type. A wrong pairing of
   option and type is undefined behaviour in libcurl, so callers name options in few files only (Host/Egress/Curl).
   Also epoll and eventfd, which Swift's Glibc module leaves out. */
#pragma once
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

static inline CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value) { return curl_easy_setopt(easy, option, value); }
static inline CURLcode ccurl_set_size(CURL *easy, CURLoption option, curl_off_t value) { return curl_easy_setopt(easy, option, value); }
static inline CURLcode ccurl_set_string(CURL *easy, CURLoption option, const char *value) { return curl_easy_setopt(easy, option, value); }
static inline CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, const void *value) { return curl_easy_setopt(easy, option, value); }
static inline CURLcode ccurl_set_list(CURL *easy, CURLoption option, struct curl_slist *value) { return curl_easy_setopt(easy, option, value); }

static inline void ccurl_on_body(CURL *easy, curl_write_callback function, void *context) {
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, function);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, context);
}
static inline void ccurl_on_upload(CURL *easy, curl_read_callback function, void *context) {
    curl_easy_setopt(easy, CURLOPT_READFUNCTION, function);
    curl_easy_setopt(easy, CURLOPT_READDATA, context);
}
static inline void ccurl_on_header(CURL *easy, curl_write_callback function, void *context) {
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, function);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, context);
}
static inline void ccurl_on_socket_open(CURL *easy, curl_opensocket_callback function, void *context) {
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, function);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, context);
}
static inline void ccurl_on_request(CURL *easy, curl_prereq_callback function, void *context) {
    curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, function);
    curl_easy_setopt(easy, CURLOPT_PREREQDATA, context);
}

static inline long ccurl_get_long(CURL *easy, CURLINFO info) {
    long value = 0;
    curl_easy_getinfo(easy, info, &value);
    return value;
}
static inline curl_off_t ccurl_get_size(CURL *easy, CURLINFO info) {
    curl_off_t value = 0;
    curl_easy_getinfo(easy, info, &value);
    return value;
}
/* The handle's own memory, until it is used again. */
static inline const char *ccurl_get_string(CURL *easy, CURLINFO info) {
    char *value = NULL;
    curl_easy_getinfo(easy, info, &value);
    return value;
}
static inline void *ccurl_get_private(CURL *easy) {
    char *value = NULL;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &value);
    return value;
}

static inline void ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value) { curl_multi_setopt(multi, option, value); }
static inline void ccurl_multi_on_socket(CURLM *multi, curl_socket_callback function, void *context) {
    curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, function);
    curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, context);
}
static inline void ccurl_multi_on_timer(CURLM *multi, curl_multi_timer_callback function, void *context) {
    curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, function);
    curl_multi_setopt(multi, CURLMOPT_TIMERDATA, context);
}
static inline CURLcode ccurl_message_result(const CURLMsg *message) { return message->data.result; }

/* The pool of connections is all that is shared: names and TLS sessions stay with the multi handle. */
static inline void ccurl_share_connections(CURLSH *share) { curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_CONNECT); }

/* The libcurl at run time, which may be another than the one compiled against: 0x075801 is 7.88.1. */
static inline unsigned int ccurl_version_number(void) { return curl_version_info(CURLVERSION_NOW)->version_num; }

/* CURLE_TOO_LARGE, which headers before 8.6 do not name. */
static const CURLcode ccurl_too_large = (CURLcode)100;

/* libcurl's built-in path of the certificate authorities, or NULL. */
static inline const char *ccurl_default_ca_file(void) { return curl_version_info(CURLVERSION_NOW)->cainfo; }
