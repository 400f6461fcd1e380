/*
 * The first program of every container: tells PID 1 that it is there, waits for its go, and becomes the container's init, or
 * stays above it.
 *
 * Static, without a C library, one source for both architectures, since it runs in whatever root the container brings.
 *
 *   argv: SHIM container=pv-GROUP INIT ARGUMENT...
 *   descriptor 3: a seqpacket socket to PID 1.
 *
 * It sends one message, "hello", with the read end of a close-on-exec pipe (the kernel adds its pid, unix(7)), and waits for
 * one message:
 *
 *   "go"
 *   'i' to stay above INIT, which is then its child: signals are handed on and orphans reaped; '-' to become INIT
 *   the names of the listening sockets, joined by ':', and a NUL
 *   with it, the sockets: as many as names (SCM_RIGHTS)
 *
 * INIT finds the sockets at 3, 4, ... and LISTEN_PID, LISTEN_FDS and LISTEN_FDNAMES in its environment: sd_listen_fds(3). End of
 * file on the pipe means that exec succeeded; four bytes are the errno of what did not.
 */
#include <asm/unistd.h>

#define SOCKET 3
#define FIRST 3
#define SOCKETS_MAX 32
#define NAMES_MAX (SOCKETS_MAX * 256)
#define VARIABLES_MAX 1024

#define O_CLOEXEC 02000000
#define O_NONBLOCK 04000
#define F_SETFL 4
#define F_DUPFD_CLOEXEC 1030
#define MNT_DETACH 2
#define CLOSE_RANGE_CLOEXEC 4
#define SOL_SOCKET 1
#define SCM_RIGHTS 1
#define MSG_PEEK 0x2
#define MSG_CTRUNC 0x8
#define MSG_TRUNC 0x20
#define MSG_DONTWAIT 0x40
#define MSG_NOSIGNAL 0x4000
#define MSG_CMSG_CLOEXEC 0x40000000
#define AT_FDCWD -100
#define TIOCSPGRP 0x5410
#define PR_SET_CHILD_SUBREAPER 36
#define SIG_SETMASK 2
#define SIGCHLD 17
#define SIGTTIN 21
#define SIGTTOU 22
#define WNOHANG 1
#define ENOENT 2
#define E2BIG 7
#define EMFILE 24
#define EBADMSG 74

#if defined(__x86_64__)
__asm__(".text\n.global _start\n_start:\n\txor %ebp,%ebp\n\tmov %rsp,%rdi\n\tand $-16,%rsp\n\tcall shim_main\n");
static long call6(long n, long a, long b, long c, long d, long e, long f) {
    long result;
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    register long r9 __asm__("r9") = f;
    __asm__ volatile("syscall" : "=a"(result) : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
}
#elif defined(__aarch64__)
__asm__(".text\n.global _start\n_start:\n\tmov x29,xzr\n\tmov x0,sp\n\tand sp,x0,#-16\n\tbl shim_main\n");
static long call6(long n, long a, long b, long c, long d, long e, long f) {
    register long x8 __asm__("x8") = n;
    register long x0 __asm__("x0") = a;
    register long x1 __asm__("x1") = b;
    register long x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d;
    register long x4 __asm__("x4") = e;
    register long x5 __asm__("x5") = f;
    __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5) : "memory");
    return x0;
}
#endif

#define call(n, a, b, c, d) call6(n, (long) (a), (long) (b), (long) (c), (long) (d), 0, 0)

__attribute__((noreturn)) static void leave(int code) {
    for (;;) {
        call(__NR_exit_group, code, 0, 0, 0);
    }
}

/* --- text ----------------------------------------------------------------------------------------------------------- */

static int starts_with(const char *text, const char *prefix) {
    while (*prefix != 0 && *text == *prefix) {
        text++;
        prefix++;
    }
    return *prefix == 0;
}

static int occurrences(const char *text, char wanted) {
    int count = 0;
    for (; *text != 0; text++) {
        count += *text == wanted;
    }
    return count;
}

/* Where the copy ends. The volatile keeps the compiler from making it a call of a library that is not there. */
static char *copy(volatile char *to, const char *from) {
    while (*from != 0) {
        *to++ = *from++;
    }
    *to = 0;
    return (char *) to;
}

static void copy_number(char *to, unsigned number) {
    char digits[12];
    char *digit = digits + sizeof digits - 1;
    *digit = 0;
    do {
        *--digit = (char) ('0' + number % 10);
        number /= 10;
    } while (number != 0);
    copy(to, digit);
}

static int join(char *buffer, int size, const char *folder, const char *name) {
    int n = 0;
    while (*folder != 0 && n < size) { buffer[n++] = *folder++; }
    while (*name != 0 && n < size) { buffer[n++] = *name++; }
    if (n >= size) { return 0; }
    buffer[n] = 0;
    return 1;
}

/* --- messages ------------------------------------------------------------------------------------------------------- */

/* The layouts of socket(7) and cmsg(3) on a 64-bit machine. */
struct vector { void *base; unsigned long size; };
struct message { void *name; unsigned size; struct vector *vectors; unsigned long count; void *control; unsigned long control_size;
                 int flags; };
struct control { unsigned long size; int level; int type; int fds[SOCKETS_MAX]; };
#define CONTROL_HEADER 16

/* What INIT is given; the names lie behind the variable that they will be the value of. */
struct gift { int count; int fds[SOCKETS_MAX]; char pid[24]; char number[24]; char names[16 + NAMES_MAX]; };

static long hello(int pipe) {
    char text[] = "hello";
    struct vector vector = {text, 5};
    struct control control;
    control.size = CONTROL_HEADER + sizeof pipe;
    control.level = SOL_SOCKET;
    control.type = SCM_RIGHTS;
    control.fds[0] = pipe;
    struct message message = {0, 0, &vector, 1, &control, CONTROL_HEADER + 8, 0};
    return call(__NR_sendmsg, SOCKET, &message, MSG_NOSIGNAL, 0);
}

/* After a resume PID 1 may have said go twice; nothing that was said before this shim's hello is meant for it. */
static void drop_stale_messages(void) {
    char byte;
    while (call(__NR_recvfrom, SOCKET, &byte, 1, MSG_DONTWAIT) > 0) {
    }
}

/* Only looked at: whoever executes INIT takes the message, so that nobody else ever has the sockets. 0: PID 1 is gone. */
static char wait_for_go(void) {
    char head[3];
    return call(__NR_recvfrom, SOCKET, head, sizeof head, MSG_PEEK) == sizeof head ? head[2] : 0;
}

static int take_go(struct gift *gift) {
    char head[3];
    char *names = copy(gift->names, "LISTEN_FDNAMES=");
    struct vector vectors[] = {{head, sizeof head}, {names, NAMES_MAX}};
    struct control control;
    struct message message = {0, 0, vectors, 2, &control, sizeof control, 0};
    long length = call(__NR_recvmsg, SOCKET, &message, MSG_CMSG_CLOEXEC, 0) - (long) sizeof head;
    if (length < 1 || head[0] != 'g' || head[1] != 'o' || names[length - 1] != 0 || (message.flags & MSG_TRUNC) != 0) {
        return EBADMSG;
    }
    if ((message.flags & MSG_CTRUNC) != 0) { /* more than there is room for, or than the container's limit allows */
        return EMFILE;
    }
    int received = message.control_size < CONTROL_HEADER || control.type != SCM_RIGHTS ? 0 : (int) (control.size - CONTROL_HEADER) / 4;
    gift->count = *names == 0 ? 0 : occurrences(names, ':') + 1;
    for (int i = 0; i < received; i++) {
        gift->fds[i] = control.fds[i];
    }
    return received == gift->count ? 0 : EBADMSG;
}

/* --- becoming init -------------------------------------------------------------------------------------------------- */

/* A launcher's dispositions are clean already; a container that relies on it should not rely on liblxc too. */
static void reset_dispositions(void) {
    unsigned long action[4] = {0, 0, 0, 0};
    for (int signal = 1; signal <= 64; signal++) {
        call(__NR_rt_sigaction, signal, action, 0, 8);
    }
}

static void block(unsigned long signals) {
    call(__NR_rt_sigprocmask, SIG_SETMASK, &signals, 0, 8);
}

/* The shim's own bind mount shows a path of the host: gone, where the container's capabilities allow it. */
static void unmount_self(const char *path) {
    if (call(__NR_umount2, path, MNT_DETACH, 0, 0) == 0) {
        call(__NR_unlinkat, AT_FDCWD, path, 0, 0);
    }
}

/*
 * The sockets become 3, 4, ..., everything after them is closed by the exec. First all of it goes out of the way, since one's new
 * number may be another's old one. A program before this one may have left them non-blocking: that is the description's, not the
 * descriptor's.
 */
static int place(struct gift *gift, int *pipe) {
    int end = FIRST + gift->count;
    long moved = call(__NR_fcntl, *pipe, F_DUPFD_CLOEXEC, end, 0);
    if (moved < 0) {
        return (int) -moved;
    }
    *pipe = (int) moved;
    for (int i = 0; i < gift->count; i++) {
        moved = call(__NR_fcntl, gift->fds[i], F_DUPFD_CLOEXEC, end, 0);
        if (moved < 0) {
            return (int) -moved;
        }
        gift->fds[i] = (int) moved;
    }
    for (int i = 0; i < gift->count; i++) {
        moved = call(__NR_dup3, gift->fds[i], FIRST + i, 0, 0);
        if (moved < 0) {
            return (int) -moved;
        }
        call(__NR_fcntl, FIRST + i, F_SETFL, 0, 0);
    }
    call(__NR_close_range, end, ~0U, CLOSE_RANGE_CLOEXEC, 0);
    return 0;
}

/* Those that are set here, and the one of later versions of the protocol, which would not fit to them. */
static int is_replaced(const char *variable) {
    static const char *const replaced[] = {"container=", "LISTEN_PID=", "LISTEN_FDS=", "LISTEN_FDNAMES=", "LISTEN_PIDFDID="};
    for (int i = 0; i < 5; i++) {
        if (starts_with(variable, replaced[i])) {
            return 1;
        }
    }
    return 0;
}

static int make_environment(char **environment, char **old, char *container, struct gift *gift) {
    int n = 0;
    environment[n++] = container;
    if (gift->count > 0) {
        copy_number(copy(gift->pid, "LISTEN_PID="), (unsigned) call(__NR_getpid, 0, 0, 0, 0));
        copy_number(copy(gift->number, "LISTEN_FDS="), (unsigned) gift->count);
        environment[n++] = gift->pid;
        environment[n++] = gift->number;
        environment[n++] = gift->names;
    }
    for (; *old != 0; old++) {
        if (!is_replaced(*old)) {
            if (n == VARIABLES_MAX) {
                return E2BIG;
            }
            environment[n++] = *old;
        }
    }
    environment[n] = 0;
    return 0;
}

static long execute(char **argv, char **envp) {
    static const char *const folders[] = {"/usr/local/sbin/", "/usr/local/bin/", "/usr/sbin/", "/usr/bin/", "/sbin/", "/bin/"};
    if (occurrences(argv[0], '/') > 0) {
        return call(__NR_execve, argv[0], argv, envp, 0);
    }
    long result = -ENOENT;
    char path[4096];
    for (int i = 0; i < 6 && result == -ENOENT; i++) {
        if (join(path, sizeof path, folders[i], argv[0])) {
            result = call(__NR_execve, path, argv, envp, 0);
        }
    }
    return result;
}

__attribute__((noreturn)) static void fail(int pipe, int error) {
    call(__NR_write, pipe, &error, sizeof error, 0);
    leave(127);
}

__attribute__((noreturn, noinline)) static void become_init(char **argv, char **envp, int pipe) {
    struct gift gift;
    char *environment[VARIABLES_MAX + 1];
    int error = take_go(&gift);
    call(__NR_close, SOCKET, 0, 0, 0);
    if (error == 0) {
        error = place(&gift, &pipe);
    }
    if (error == 0) {
        error = make_environment(environment, envp, argv[1], &gift);
    }
    if (error == 0) {
        block(0);
        error = (int) -execute(argv + 2, environment);
    }
    fail(pipe, error);
}

/* --- staying above it ----------------------------------------------------------------------------------------------- */

/* Takes every child that has ended; ends as INIT did, by exit: the first process of a pid namespace cannot die of its own signal. */
static void reap(long init) {
    int status;
    for (long pid = call(__NR_wait4, -1, &status, WNOHANG, 0); pid > 0; pid = call(__NR_wait4, -1, &status, WNOHANG, 0)) {
        if (pid == init) {
            leave((status & 0x7f) == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f));
        }
    }
}

/* Those of a terminal that a background process meets are this one's own matter. */
static int is_handed_on(long signal) {
    return signal > 0 && signal != SIGCHLD && signal != SIGTTIN && signal != SIGTTOU;
}

__attribute__((noreturn)) static void stay_above(long init) {
    unsigned long all = ~0UL;
    for (;;) {
        long signal = call(__NR_rt_sigtimedwait, &all, 0, 0, 8);
        if (is_handed_on(signal)) {
            call(__NR_kill, init, signal, 0, 0);
        }
        reap(init);
    }
}

/* INIT gets a process group of its own, and the terminal, if there is one; signals are still blocked, so that SIGTTOU cannot stop it. */
static void lead_group(void) {
    call(__NR_setpgid, 0, 0, 0, 0);
    int group = (int) call(__NR_getpid, 0, 0, 0, 0);
    call(__NR_ioctl, 0, TIOCSPGRP, &group, 0);
}

__attribute__((noreturn)) static void fork_init(char **argv, char **envp, int pipe) {
    call(__NR_prctl, PR_SET_CHILD_SUBREAPER, 1, 0, 0); /* where it shares a pid namespace, it would get no orphans */
    block(~0UL);
    long init = call(__NR_clone, SIGCHLD, 0, 0, 0);
    if (init < 0) {
        fail(pipe, (int) -init);
    }
    if (init == 0) {
        lead_group();
        become_init(argv, envp, pipe);
    }
    call(__NR_close, SOCKET, 0, 0, 0);
    call(__NR_close, pipe, 0, 0, 0);
    call(__NR_close_range, FIRST, ~0U, 0, 0);
    stay_above(init);
}

__attribute__((noreturn, used)) void shim_main(long *stack) {
    long argc = stack[0];
    char **argv = (char **) (stack + 1);
    char **envp = argv + argc + 1;
    int pipe[2];
    drop_stale_messages();
    if (argc < 3 || call(__NR_pipe2, pipe, O_CLOEXEC | O_NONBLOCK, 0, 0) < 0 || hello(pipe[0]) < 0) {
        leave(126);
    }
    call(__NR_close, pipe[0], 0, 0, 0);
    char how = wait_for_go();
    if (how == 0) {
        leave(126);
    }
    unmount_self(argv[0]);
    reset_dispositions();
    if (how == 'i') {
        fork_init(argv, envp, pipe[1]);
    }
    become_init(argv, envp, pipe[1]);
}
