/* A server that is handed its sockets: sd_listen_fds(3). */
#define _GNU_SOURCE
#include "probe.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { FIRST = 3, MOST = 32 };

static void answer(int listener)
{
    int connection = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    if (connection < 0) {
        complain("accept: %s", strerror(errno));
        return;
    }
    dprintf(connection, "socket=%d pid=%s mine=%d fds=%s names=%s\n", listener, getenv("LISTEN_PID"), getpid(), getenv("LISTEN_FDS"),
            getenv("LISTEN_FDNAMES"));
    shutdown(connection, SHUT_WR);
    char rest[64];
    while (read(connection, rest, sizeof rest) > 0) {
    }
    close(connection);
}

int serve(int argc, char **argv)
{
    long wanted, count;
    if (argc != 1 || !parse_count(argv[0], &wanted))
        return MISUSE;
    const char *given = getenv("LISTEN_FDS");
    if (given == NULL || !parse_count(given, &count) || count < 1 || count > MOST)
        return IMPOSSIBLE;
    struct pollfd listeners[MOST];
    for (int i = 0; i < count; i++)
        listeners[i] = (struct pollfd){.fd = FIRST + i, .events = POLLIN};
    for (long answered = 0; wanted == 0 || answered < wanted;) {
        if (poll(listeners, (nfds_t)count, -1) < 0 && errno != EINTR)
            return REFUSED;
        for (int i = 0; i < count; i++) {
            if ((listeners[i].revents & POLLIN) != 0) {
                answer(listeners[i].fd);
                answered++;
            }
        }
    }
    return DONE;
}
