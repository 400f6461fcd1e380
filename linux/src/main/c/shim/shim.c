/*
 * The first program of every container: tells PID 1 that it is there, waits for its go, and becomes the container's init.
 *
 * Static, without a C library, one source for both architectures, since it runs in whatever root the container brings.
 *
 *   argv: SHIM container=pv-GROUP INIT ARGUMENT...
 *   descriptor 3: a seqpacket socket to PID 1.
 *
 * It sends one message, "hello", with the read end of a close-on-exec pipe (the kernel adds its pid, unix(7)), and waits for
 * one message, "go". End of file on the pipe then means that exec succeeded; four bytes are the errno of what did not.
 */
#include <asm/unistd.h>

#define SOCKET 3
#define O_CLOEXEC 02000000
#define MNT_DETACH 2
#define CLOSE_RANGE_CLOEXEC 4
#define SOL_SOCKET 1
#define SCM_RIGHTS 1
#define MSG_NOSIGNAL 0x4000
#define AT_FDCWD -100
#define ENOENT 2

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

/* The layouts of socket(7) and cmsg(3) on a 64-bit machine. */
struct vector { void *base; unsigned long size; };
struct message { void *name; unsigned size; struct vector *vectors; unsigned long count; void *control; unsigned long control_size;
                 int flags; };
struct control { unsigned long size; int level; int type; int fd; int padding; };

static long hello(int pipe) {
    char text[] = "hello";
    struct vector vector = {text, 5};
    struct control control = {20, SOL_SOCKET, SCM_RIGHTS, pipe, 0};
    struct message message = {0, 0, &vector, 1, &control, sizeof control, 0};
    return call(__NR_sendmsg, SOCKET, &message, MSG_NOSIGNAL, 0);
}

static long wait_for_go(void) {
    char text[16];
    return call(__NR_read, SOCKET, text, sizeof text, 0);
}

/* A launcher's dispositions and mask are clean already; a container that relies on it should not rely on liblxc too. */
static void reset_signals(void) {
    unsigned long action[4] = {0, 0, 0, 0};
    unsigned long none = 0;
    for (int signal = 1; signal <= 64; signal++) {
        call(__NR_rt_sigaction, signal, action, 0, 8);
    }
    call(__NR_rt_sigprocmask, 2 /* SIG_SETMASK */, &none, 0, 8);
}

/* The shim's own bind mount shows a path of the host: gone, where the container's capabilities allow it. */
static void unmount_self(const char *path) {
    if (call(__NR_umount2, path, MNT_DETACH, 0, 0) == 0) {
        call(__NR_unlinkat, AT_FDCWD, path, 0, 0);
    }
}

static int starts_with(const char *text, const char *prefix) {
    while (*prefix != 0 && *text == *prefix) {
        text++;
        prefix++;
    }
    return *prefix == 0;
}

static int has_slash(const char *text) {
    while (*text != 0 && *text != '/') {
        text++;
    }
    return *text == '/';
}

static int join(char *buffer, int size, const char *folder, const char *name) {
    int n = 0;
    while (*folder != 0 && n < size) { buffer[n++] = *folder++; }
    while (*name != 0 && n < size) { buffer[n++] = *name++; }
    if (n >= size) { return 0; }
    buffer[n] = 0;
    return 1;
}

static long execute(char **argv, char **envp) {
    static const char *const folders[] = {"/usr/local/sbin/", "/usr/local/bin/", "/usr/sbin/", "/usr/bin/", "/sbin/", "/bin/"};
    if (has_slash(argv[0])) {
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

__attribute__((noreturn)) static void leave(int code) {
    for (;;) {
        call(__NR_exit_group, code, 0, 0, 0);
    }
}

__attribute__((noreturn, used)) void shim_main(long *stack) {
    long argc = stack[0];
    char **argv = (char **) (stack + 1);
    char **envp = argv + argc + 1;
    int pipe[2];
    if (argc < 3 || call(__NR_pipe2, pipe, O_CLOEXEC, 0, 0) < 0 || hello(pipe[0]) < 0) {
        leave(126);
    }
    call(__NR_close, pipe[0], 0, 0, 0);
    if (wait_for_go() <= 0) {
        leave(126);
    }
    unmount_self(argv[0]);
    reset_signals();
    int replaced = 0;
    for (char **variable = envp; *variable != 0; variable++) {
        if (starts_with(*variable, "container=")) {
            *variable = argv[1];
            replaced = 1;
        }
    }
    if (!replaced) { /* the slot of argv[1] and its end marker: an environment of one, rather than none */
        static char *one[2];
        if (*envp == 0) {
            one[0] = argv[1];
            envp = one;
        }
    }
    call(__NR_close, SOCKET, 0, 0, 0);
    call(__NR_close_range, 3, ~0U, CLOSE_RANGE_CLOEXEC, 0);
    int error = (int) -execute(argv + 2, envp);
    call(__NR_write, pipe[1], &error, sizeof error, 0);
    leave(127);
}
