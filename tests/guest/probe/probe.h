/* What the files of the probe share: exit statuses, a few helpers, and one function per subcommand. */
#ifndef PROBE_H
#define PROBE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum { DONE = 0, REFUSED = 1, MISUSE = 2, IMPOSSIBLE = 3 };

/* One line on standard error. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));
void sleep_ms(long ms);
int64_t now_us(void);
/* False, with a complaint, if it is no number or negative. */
bool parse_count(const char *text, long *value);

/* http.c */
int http(int argc, char **argv);
int latency(int argc, char **argv);
int signal_loop(int argc, char **argv);
int goals(int argc, char **argv);

/* processes.c */
int orphans(int argc, char **argv);
int noreap(int argc, char **argv);
int lines(int argc, char **argv);
int exit_with(int argc, char **argv);
int print_arguments(int argc, char **argv);
int terminal(int argc, char **argv);

/* sockets.c */
int serve(int argc, char **argv);

/* memory.c */
int hog(int argc, char **argv);
FILE *open_proc(const char *pid, const char *file);
int mem(int argc, char **argv);
int is_mapped(int argc, char **argv);
int fds(int argc, char **argv);
int zombies(int argc, char **argv);

/* container.c */
int report(int argc, char **argv);
int crash(int argc, char **argv);
int escape(int argc, char **argv);

#endif
