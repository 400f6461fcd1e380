/* Processes that behave in a certain way: orphans, inits that do not reap, writers. */
#define _GNU_SOURCE
#include "probe.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void orphan(pid_t parent, const char *go)
{
    while (getppid() == parent)
        sleep_ms(1);
    while (go != NULL && access(go, F_OK) != 0)
        sleep_ms(10);
    _exit(0);
}

int orphans(int argc, char **argv)
{
    long count;
    const char *go = argc == 3 && strcmp(argv[1], "--wait-go") == 0 ? argv[2] : NULL;
    if ((argc != 1 && go == NULL) || !parse_count(argv[0], &count))
        return MISUSE;
    for (long i = 0; i < count; i++) {
        pid_t child = fork();
        if (child == 0) {
            pid_t self = getpid(), grandchild = fork();
            if (grandchild == 0)
                orphan(self, go);
            _exit(grandchild < 0);
        }
        int status = 1;
        if (child < 0 || waitpid(child, &status, 0) < 0 || status != 0) {
            complain("orphan %ld: cannot fork", i + 1);
            return IMPOSSIBLE;
        }
    }
    printf("orphans: %ld left behind\n", count);
    return DONE;
}

static void leave(int signal)
{
    (void)signal;
    _exit(0);
}

int noreap(int argc, char **argv)
{
    long count;
    if (argc != 1 || !parse_count(argv[0], &count))
        return MISUSE;
    signal(SIGTERM, leave);
    signal(SIGPWR, leave);
    for (long i = 0; i < count; i++) {
        pid_t child = fork();
        if (child == 0)
            _exit(0);
        if (child < 0)
            return IMPOSSIBLE;
    }
    printf("noreap: %ld children\n", count);
    fflush(stdout);
    for (;;)
        pause();
}

int lines(int argc, char **argv)
{
    long interval;
    if (argc != 1 || !parse_count(argv[0], &interval))
        return MISUSE;
    for (unsigned long i = 1;; i++) {
        /* write(2) rather than stdio: a line is one write, whole or not at all in a log. */
        dprintf(STDOUT_FILENO, "line %lu\n", i);
        sleep_ms(interval);
    }
}

int exit_with(int argc, char **argv)
{
    long status;
    if (argc != 1 || !parse_count(argv[0], &status) || status > 255)
        return MISUSE;
    exit((int)status);
}

int print_arguments(int argc, char **argv)
{
    for (int i = 0; i < argc; i++)
        printf("[%s]", argv[i]);
    putchar('\n');
    return DONE;
}

/*
 * A shell gives its background jobs an ignored SIGINT, which a later shell cannot undo, so ^C would do nothing;
 * hence not busybox's setsid.
 */
int terminal(int argc, char **argv)
{
    if (argc < 2)
        return MISUSE;
    signal(SIGINT, SIG_DFL);
    signal(SIGQUIT, SIG_DFL);
    /* A process group's leader cannot start a session; in the background of a shell without job control it is none. */
    setsid();
    int fd = open(argv[0], O_RDWR);
    if (fd < 0 || ioctl(fd, TIOCSCTTY, 1) != 0) {
        complain("%s: %s", argv[0], strerror(errno));
        return IMPOSSIBLE;
    }
    for (int i = 0; i <= 2; i++)
        dup2(fd, i);
    if (fd > 2)
        close(fd);
    execvp(argv[1], argv + 1);
    complain("%s: %s", argv[1], strerror(errno));
    return IMPOSSIBLE;
}
