/*
 * A program that is given its sockets: sd_listen_fds(3). Tells everybody who comes to one how it was called and who answers, and ends
 * after so many answers.
 *
 * usage: serve COUNT
 */
#define _GNU_SOURCE
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define FIRST 3
#define MOST 8

int main(int argc, char **argv) {
    int left = argc > 1 ? atoi(argv[1]) : 1;
    int count = atoi(getenv("LISTEN_FDS") != NULL ? getenv("LISTEN_FDS") : "0");
    struct pollfd sockets[MOST];
    if (count < 1 || count > MOST || atoi(getenv("LISTEN_PID")) != getpid()) {
        return 1;
    }
    for (int i = 0; i < count; i++) {
        sockets[i] = (struct pollfd) {FIRST + i, POLLIN, 0};
    }
    while (left > 0 && poll(sockets, (nfds_t) count, -1) > 0) {
        for (int i = 0; i < count && left > 0; i++) {
            if (sockets[i].revents != 0) {
                int client = accept(sockets[i].fd, NULL, NULL); /* would wait for the next one if the socket were taken for another */
                dprintf(client, "%d of %s to %d\n", i, getenv("LISTEN_FDNAMES"), (int) getpid());
                close(client);
                left--;
            }
        }
    }
    return 0;
}
