/*
 * A small static program for the guest: what tests and the demo's containers need and busybox has not.
 * One function per subcommand; `probe` alone prints the list. Exit status: 0 yes or done, 1 no or refused,
 * 2 wrong use, 3 the thing asked could not be tried (no socket, no such process).
 */
#define _GNU_SOURCE
#include "probe.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

void complain(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("probe: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
}

void sleep_ms(long ms)
{
    struct timespec time = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L};
    while (nanosleep(&time, &time) != 0 && errno == EINTR) {
    }
}

int64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

bool parse_count(const char *text, long *value)
{
    char *end;
    errno = 0;
    *value = strtol(text, &end, 10);
    if (errno == 0 && *text != '\0' && *end == '\0' && *value >= 0)
        return true;
    complain("not a count: %s", text);
    return false;
}

static const struct command {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *arguments;
    const char *purpose;
} COMMANDS[] = {
    {"http", http, "SOCKET METHOD PATH [BODY]", "one request; prints status line and body; 0 on 2xx"},
    {"latency", latency, "SOCKET PATH COUNT", "times COUNT requests one after the other"},
    {"signal-loop", signal_loop, "SOCKET INTERVAL_MS", "posts /signal for ever and counts the answers"},
    {"zombies", zombies, "PID", "counts the dead children that PID has not reaped"},
    {"report", report, "PROGRAM [ARG...]", "prints what it inherited, then becomes the program"},
    {"crash", crash, "", "dies of SIGSEGV"},
    {"escape", escape, "", "takes its root away and lists what is beneath"},
    {"goals", goals, "SOCKET SECONDS [--except NAME]...", "waits until all containers are at their goal"},
    {"orphans", orphans, "N [--wait-go FILE]", "leaves N grandchildren that die once alone (and FILE is there)"},
    {"noreap", noreap, "N", "an init that has N dead children and reaps none"},
    {"lines", lines, "INTERVAL_MS", "prints numbered lines for ever"},
    {"exit", exit_with, "N", "exits with status N"},
    {"argv", print_arguments, "ARG...", "prints each argument in brackets"},
    {"terminal", terminal, "TTY PROGRAM [ARG...]", "runs the program in a session of its own on the terminal"},
    {"serve", serve, "COUNT", "answers COUNT connections to its LISTEN_FDS sockets, then exits; 0: for ever"},
    {"hog", hog, "MB", "a child takes so much memory; prints how the child ended"},
    {"mem", mem, "PID", "memory by kind of mapping"},
    {"ismapped", is_mapped, "PID NAME", "whether a mapping's name contains NAME"},
    {"fds", fds, "PID", "counts open descriptors"},
};

int main(int argc, char **argv)
{
    const size_t count = sizeof COMMANDS / sizeof *COMMANDS;
    for (size_t i = 0; argc > 1 && i < count; i++) {
        if (strcmp(argv[1], COMMANDS[i].name) != 0)
            continue;
        int result = COMMANDS[i].run(argc - 2, argv + 2);
        if (result == MISUSE)
            complain("usage: probe %s %s", COMMANDS[i].name, COMMANDS[i].arguments);
        return result;
    }
    for (size_t i = 0; i < count; i++)
        fprintf(stderr, "probe %s %s\n    %s\n", COMMANDS[i].name, COMMANDS[i].arguments, COMMANDS[i].purpose);
    return MISUSE;
}
