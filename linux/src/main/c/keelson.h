/* The C that Java cannot be: what runs before main, after a fatal signal, and between fork and exec. See kernel.c. */
#ifndef KEELSON_H
#define KEELSON_H

#include <stdint.h>

/* A system call by number; the result, or -errno. */
long raw_syscall(long nr, long a, long b, long c, long d, long e, long f);

/*
 * Starts the program behind exe (an open descriptor of an executable) as a child: descriptors 0..count-1 are the given ones
 * (-1: /dev/null), everything else is closed, signal mask and dispositions, umask and session are fresh, oom_score_adj is the
 * given one. Returns the pid, or -errno of the step that failed (the child is gone then).
 */
int keelson_spawn(int exe, char *const *argv, char *const *envp, const int *fds, int count, int oom_score_adj);

/* The page at the start of the memory file that survives a resume; Java reads it, only kernel.c writes it. */
#define KEELSON_KEPT_MAX 1000
#define KEELSON_RESUME_LIMIT 3
struct keelson_survivor {
    uint64_t magic;
    uint64_t resumes;                              /* since boot */
    uint64_t times_ns[KEELSON_RESUME_LIMIT];       /* CLOCK_BOOTTIME of the latest ones */
    uint32_t device;                               /* 1: a device of our own, which may be rebooted */
    uint32_t reason;                               /* enum keelson_reason of the latest one */
    uint32_t kept_count;
    int32_t kept[KEELSON_KEPT_MAX];                /* descriptors that stay open */
};

enum keelson_reason { KEELSON_THROWABLE = 1, KEELSON_SIGNAL = 2, KEELSON_EXIT = 3, KEELSON_REQUEST = 4 };

/* Arms the resume path with a memory file and a descriptor of this very executable. 0, or -errno. */
int keelson_arm(int memory, int exe, int device);
/* Adds a descriptor to the named set that survives, or takes it out. 0, or -ENOSPC. */
int keelson_keep(int fd);
int keelson_forget(int fd);
/* Re-executes this program with --resume=MEMORY; reboots if that is not possible or happened too often. Allocates nothing. */
void keelson_resume(int reason) __attribute__((noreturn));
/* Ends a PID 1 that is allowed to end (an appengine), without the exit guard. */
void keelson_exit(int code) __attribute__((noreturn));
/* Gives the calling thread an alternate signal stack, and takes it away again; 0, or -errno. */
int keelson_thread_begin(void);
int keelson_thread_end(void);
/* The handlers of the fatal signals, again: the runtime may have replaced them. */
void keelson_guard(void);

/*
 * Lets go of the executable's pages that were mapped around a fault, or for boot alone: they stay in the page cache and come back
 * when they are touched. A page that is written between the look and the letting go would be lost, so nothing else may run: only
 * with one thread, and in C. The number of pages, or -EAGAIN.
 */
long keelson_trim(void);

/* What liblxc's attach() runs in a container, before exec. */
#define KEELSON_SECCOMP 1
#define KEELSON_NO_NEW_PRIVS 2
struct keelson_attached {
    char *const *argv;                             /* the first one is looked for along PATH */
    int32_t report;                                /* gets 0 at exec, then errno if it fails; or first -(missing protections) */
    uint32_t required;                             /* protections it must have by then */
};
/* The function for lxc_attach_exec_t; its payload is a keelson_attached. Hides this process from the container, too. */
void *keelson_attached_function(void);

/* The init shim's executable, embedded. */
const char *keelson_shim(void);
long keelson_shim_size(void);

/* Faults for tests; only called by test builds. */
void keelson_fault(int kind);

#endif
