/*
 * Plays PID 1 and the launcher of one container for a shim, and writes down what it sees. See shim.c for what they say.
 *
 * usage: play-pid1 [OPTION]... SHIM ARGUMENT...
 *   --stay         the shim is to stay above its program
 *   --names TEXT   the names of the sockets
 *   --sockets N    so many sockets, which are non-blocking, as a careless program leaves them
 *   --limit N      so many descriptors are allowed to the shim
 *   --namespace    the shim is the first process of a pid namespace
 *   --again        says go twice, and starts the shim a second time with the same socket, as a container does that reboots itself
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_SOCKETS 64
#define STRAY 9

static const char *names = "";
static int stay, sockets[MOST_SOCKETS], count, limit, namespace, again;

static void check(int ok, const char *what) {
    if (!ok) {
        perror(what);
        exit(70);
    }
}

static void read_command_line(int argc, char **argv) {
    for (; optind < argc && strncmp(argv[optind], "--", 2) == 0; optind++) {
        const char *option = argv[optind] + 2;
        if (strcmp(option, "stay") == 0) {
            stay = 1;
        } else if (strcmp(option, "namespace") == 0) {
            namespace = 1;
        } else if (strcmp(option, "again") == 0) {
            again = 1;
        } else if (strcmp(option, "names") == 0) {
            names = argv[++optind];
        } else if (strcmp(option, "sockets") == 0) {
            count = atoi(argv[++optind]);
        } else if (strcmp(option, "limit") == 0) {
            limit = atoi(argv[++optind]);
        } else {
            check(0, option);
        }
    }
}

static void open_sockets(void) {
    for (int i = 0; i < count; i++) {
        struct stat status;
        sockets[i] = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        check(sockets[i] >= 0 && listen(sockets[i], 1) == 0 && fstat(sockets[i], &status) == 0, "socket");
        printf("socket %lu\n", (unsigned long) status.st_ino);
    }
}

static pid_t start(int theirs, char **argv) {
    pid_t pid = (pid_t) syscall(SYS_clone, SIGCHLD | (namespace ? CLONE_NEWPID : 0), 0, 0, 0, 0);
    check(pid >= 0, "clone");
    if (pid == 0) {
        struct rlimit descriptors = {(rlim_t) limit, (rlim_t) limit};
        dup2(theirs, 3);
        dup2(0, STRAY); /* what a launcher forgot */
        check(limit == 0 || setrlimit(RLIMIT_NOFILE, &descriptors) == 0, "setrlimit");
        execv(argv[0], argv);
        check(0, argv[0]);
    }
    return pid;
}

static int await_hello(int ours) {
    char text[16], control[256];
    struct iovec vector = {text, sizeof text};
    struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    int pipe = -1;
    check(recvmsg(ours, &message, MSG_CMSG_CLOEXEC) == 5 && memcmp(text, "hello", 5) == 0, "hello");
    for (struct cmsghdr *c = CMSG_FIRSTHDR(&message); c != NULL; c = CMSG_NXTHDR(&message, c)) {
        if (c->cmsg_type == SCM_CREDENTIALS) {
            printf("hello %d\n", ((struct ucred *) CMSG_DATA(c))->pid);
        } else if (c->cmsg_type == SCM_RIGHTS) {
            memcpy(&pipe, CMSG_DATA(c), sizeof pipe);
        }
    }
    check(pipe >= 0, "pipe of the hello");
    return pipe;
}

static void say_go(int ours) {
    char text[8192], control[CMSG_SPACE(sizeof sockets)];
    int length = snprintf(text, sizeof text, "go%c%s", stay ? 'i' : '-', names) + 1;
    struct iovec vector = {text, (size_t) length};
    struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1};
    if (count > 0) {
        size_t bytes = (size_t) count * sizeof *sockets;
        message.msg_control = control;
        message.msg_controllen = CMSG_SPACE(bytes);
        struct cmsghdr *rights = CMSG_FIRSTHDR(&message);
        *rights = (struct cmsghdr) {CMSG_LEN(bytes), SOL_SOCKET, SCM_RIGHTS};
        memcpy(CMSG_DATA(rights), sockets, bytes);
    }
    check(sendmsg(ours, &message, MSG_NOSIGNAL) == length, "go");
}

static void report(int pipe, pid_t shim) {
    int error = 0, status;
    struct pollfd end = {.fd = pipe, .events = POLLIN};
    check(poll(&end, 1, -1) == 1, "poll"); // the pipe itself does not block
    ssize_t got = read(pipe, &error, sizeof error);
    check(got == 0 || got == (ssize_t) sizeof error, "read");
    printf("exec %d\n", error);
    close(pipe);
    check(waitpid(shim, &status, 0) == shim, "waitpid");
    if (WIFEXITED(status)) {
        printf("end exit %d\n", WEXITSTATUS(status));
    } else {
        printf("end signal %d\n", WTERMSIG(status));
    }
}

int main(int argc, char **argv) {
    int pair[2], on = 1;
    char byte;
    setvbuf(stdout, NULL, _IOLBF, 0);
    read_command_line(argc, argv);
    check(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) == 0, "socketpair");
    check(setsockopt(pair[0], SOL_SOCKET, SO_PASSCRED, &on, sizeof on) == 0, "SO_PASSCRED");
    open_sockets();
    for (int round = 0; round <= again; round++) {
        pid_t shim = start(pair[1], argv + optind);
        int pipe = await_hello(pair[0]);
        if (recv(pair[1], &byte, 1, MSG_PEEK | MSG_DONTWAIT) >= 0) {
            printf("stale message\n");
        }
        say_go(pair[0]);
        if (again) {
            say_go(pair[0]);
        }
        report(pipe, shim);
    }
    return 0;
}
