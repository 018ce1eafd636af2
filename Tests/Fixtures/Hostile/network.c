/* Sockets of every family, connections, other processes' listeners. Sockets stay open, to be seen from outside. */
#include "hostile.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/un.h>

static long make_socket(char *const *word, struct told *told) {
    (void)told;
    return socket(atoi(word[0]), atoi(word[1]), atoi(word[2]));
}

static struct sockaddr_in loopback(const char *port) {
    return (struct sockaddr_in){ AF_INET, htons((uint16_t)atoi(port)), { htonl(INADDR_LOOPBACK) }, { 0 } };
}

static long connect_tcp(char *const *word, struct told *told) {
    struct sockaddr_in address = loopback(word[0]);
    int client = socket(AF_INET, SOCK_STREAM, 0);
    (void)told;
    return client < 0 ? -1 : connect(client, (void *)&address, sizeof address);
}

/* A first byte that rides on the handshake needs no connect. */
static long connect_by_fast_open(char *const *word, struct told *told) {
    struct sockaddr_in address = loopback(word[0]);
    int client = socket(AF_INET, SOCK_STREAM, 0);
    (void)told;
    return client < 0 ? -1 : sendto(client, "x", 1, MSG_FASTOPEN, (void *)&address, sizeof address);
}

static long send_datagram(char *const *word, struct told *told) {
    struct sockaddr_in address = loopback(word[0]);
    int sender = socket(AF_INET, SOCK_DGRAM, 0);
    (void)told;
    return sender < 0 ? -1 : sendto(sender, "hello", 5, 0, (void *)&address, sizeof address);
}

static long listen_tcp(char *const *word, struct told *told) {
    struct sockaddr_in address = loopback("0");
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    (void)word;
    if (listener < 0 || bind(listener, (void *)&address, sizeof address) != 0 || listen(listener, 128) != 0) return -1;
    if (getsockname(listener, (void *)&address, &size) != 0) return -1;
    snprintf(told->text, sizeof told->text, "%d", ntohs(address.sin_port));
    return 0;
}

/* A leading '@' names a socket that has no file. */
static long connect_local(char *const *word, struct told *told) {
    struct sockaddr_un address = { AF_UNIX, "" };
    size_t size = strlen(word[0]);
    (void)told;
    memcpy(address.sun_path, word[0], size);
    if (*word[0] == '@') address.sun_path[0] = '\0';
    int client = socket(AF_UNIX, SOCK_STREAM, 0);
    return client < 0 ? -1 : connect(client, (void *)&address, (socklen_t)(offsetof(struct sockaddr_un, sun_path) + size));
}

static long make_pair(char *const *word, struct told *told) {
    int pair[2];
    (void)word, (void)told;
    return socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
}

/* Takes the listener of another process by its number there, and with it the connection that waits. */
static long steal_connection(char *const *word, struct told *told) {
    (void)told;
    int process = (int)syscall(SYS_pidfd_open, atoi(word[0]), 0);
    int listener = process < 0 ? -1 : (int)syscall(SYS_pidfd_getfd, process, atoi(word[1]), 0);
    return listener < 0 ? -1 : accept4(listener, NULL, NULL, 0);
}

/* Listens beside the listener of another process, where the next connection may land. */
static long share_port(char *const *word, struct told *told) {
    struct sockaddr_in address = loopback(word[0]);
    int listener = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
    (void)told;
    if (listener < 0 || setsockopt(listener, SOL_SOCKET, SO_REUSEPORT, &yes, sizeof yes) != 0) return -1;
    return bind(listener, (void *)&address, sizeof address) == 0 ? listen(listener, 128) : -1;
}

const struct attempt network_attempts[] = {
    { "make-socket", make_socket }, { "connect-tcp", connect_tcp }, { "connect-by-fast-open", connect_by_fast_open },
    { "send-datagram", send_datagram }, { "listen-tcp", listen_tcp }, { "connect-local", connect_local }, { "make-pair", make_pair },
    { "steal-connection", steal_connection }, { "share-port", share_port }, { 0 },
};
