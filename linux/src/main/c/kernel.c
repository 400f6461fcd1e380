#define _GNU_SOURCE
#include "keelson.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

long raw_syscall(long nr, long a, long b, long c, long d, long e, long f) {
    long result = syscall(nr, a, b, c, d, e, f);
    return result == -1 ? -errno : result;
}

/* --- before main ---------------------------------------------------------------------------------------------------- */

static const int fatal[] = {SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGFPE};
#define FATAL_COUNT (sizeof fatal / sizeof fatal[0])
#define ALTERNATE_STACK (32 * 1024)

static int open_console_or_null(void) {
    int fd = open("/dev/console", O_RDWR | O_NOCTTY | O_NONBLOCK);
    if (fd < 0) {
        fd = open("/dev/null", O_RDWR);
    }
    if (fd < 0) { /* an initramfs without device nodes */
        mkdir("/dev", 0755);
        mknod("/dev/null", S_IFCHR | 0666, 1 << 8 | 3);
        fd = open("/dev/null", O_RDWR);
    }
    return fd;
}

/* A library that writes to descriptor 2 must never hit a file that happened to get that number. */
static void ensure_standard_descriptors(void) {
    for (int fd = 0; fd <= 2; fd++) {
        if (fcntl(fd, F_GETFD) < 0) {
            int opened = open_console_or_null();
            if (opened >= 0 && opened != fd) {
                dup2(opened, fd);
                close(opened);
            }
        }
    }
}

static void write_text(const char *path, const char *text) {
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd >= 0) {
        ssize_t ignored = write(fd, text, strlen(text));
        (void) ignored;
        close(fd);
    }
}

/* glibc reads the main thread's stack bounds from /proc/self/maps before main; true: this is the kernel's own init. */
static int mount_proc_if_absent(void) {
    if (access("/proc/self/maps", R_OK) == 0) {
        return 0;
    }
    mkdir("/proc", 0555);
    return mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) == 0;
}

/* Every signal is read from a signalfd, so it is blocked before any thread exists; the fatal ones stay deliverable. */
static void block_signals(void) {
    sigset_t set;
    sigfillset(&set);
    for (unsigned i = 0; i < FATAL_COUNT; i++) {
        sigdelset(&set, fatal[i]);
    }
    sigdelset(&set, SIGTRAP);
    sigprocmask(SIG_SETMASK, &set, NULL);
}

static void at_exit(void);

__attribute__((constructor)) static void before_main(void) {
    if (getpid() != 1) {
        return;
    }
    ensure_standard_descriptors();
    int kernel_init = mount_proc_if_absent();
    block_signals();
    if (kernel_init) {
        write_text("/proc/sys/kernel/panic", "10");
        write_text("/proc/sys/kernel/panic_on_oops", "1");
    }
    keelson_thread_begin();
    keelson_guard();
    atexit(at_exit);
}

/* --- surviving oneself ---------------------------------------------------------------------------------------------- */

#define SURVIVOR_MAGIC 0x6b65656c736f6e31ULL
#define RESUME_WINDOW_NS 60000000000ULL
#define SYNC_BOUND_MS 5000

static struct keelson_survivor *survivor;
static int own_executable = -1;
static char resume_argument[32];

int keelson_arm(int memory, int exe, int device) {
    void *page = mmap(NULL, sizeof *survivor, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0);
    if (page == MAP_FAILED) {
        return -errno;
    }
    survivor = page;
    own_executable = exe;
    if (survivor->magic != SURVIVOR_MAGIC) {
        memset(survivor, 0, sizeof *survivor);
        survivor->magic = SURVIVOR_MAGIC;
    }
    survivor->device = (uint32_t) device;
    survivor->kept_count = 0; /* what is still meant to be kept is named again */
    snprintf(resume_argument, sizeof resume_argument, "--resume=%d", memory);
    return 0;
}

int keelson_keep(int fd) {
    if (survivor == NULL || survivor->kept_count == KEELSON_KEPT_MAX) {
        return -ENOSPC;
    }
    survivor->kept[survivor->kept_count] = fd;
    survivor->kept_count++;
    return 0;
}

int keelson_forget(int fd) {
    for (uint32_t i = 0; survivor != NULL && i < survivor->kept_count; i++) {
        if (survivor->kept[i] == fd) {
            survivor->kept[i] = survivor->kept[survivor->kept_count - 1];
            survivor->kept_count--;
            return 0;
        }
    }
    return 0;
}

static void say(const char *text) {
    const char *const outputs[] = {"/dev/kmsg", "/dev/console"};
    for (int i = 0; i < 2; i++) {
        int fd = open(outputs[i], O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
        if (fd >= 0) {
            ssize_t written = write(fd, text, strlen(text));
            close(fd);
            if (written > 0) {
                return;
            }
        }
    }
}

/* A storage device that hangs must not keep the board from its reboot: a child syncs, and is waited for with a bound. */
static void sync_with_bound(void) {
    pid_t child = fork();
    if (child == 0) {
        sync();
        _exit(0);
    }
    struct timespec tick = {0, 10 * 1000000};
    for (int waited = 0; child > 0 && waited < SYNC_BOUND_MS; waited += 10) {
        if (waitpid(child, NULL, WNOHANG) == child) {
            return;
        }
        nanosleep(&tick, NULL);
    }
}

__attribute__((noreturn)) static void last_resort(const char *why) {
    say(why);
    if (survivor != NULL && survivor->device == 0) {
        _exit(70); /* not a machine of ours: EX_SOFTWARE tells the wrapper */
    }
    sync_with_bound();
    for (;;) {
        reboot(RB_AUTOBOOT);
        struct timespec second = {1, 0};
        nanosleep(&second, NULL);
    }
}

static uint64_t boottime_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_BOOTTIME, &t);
    return (uint64_t) t.tv_sec * 1000000000ULL + (uint64_t) t.tv_nsec;
}

static int too_often(uint64_t now) {
    for (int i = KEELSON_RESUME_LIMIT - 1; i > 0; i--) {
        survivor->times_ns[i] = survivor->times_ns[i - 1];
    }
    survivor->times_ns[0] = now;
    uint64_t oldest = survivor->times_ns[KEELSON_RESUME_LIMIT - 1];
    return oldest != 0 && now - oldest < RESUME_WINDOW_NS;
}

void keelson_resume(int reason) {
    if (survivor == NULL || own_executable < 0) {
        last_resort("keelson: failed before the resume path was armed; rebooting\n");
    }
    survivor->reason = (uint32_t) reason;
    survivor->resumes++;
    if (reason != KEELSON_REQUEST && too_often(boottime_ns())) {
        last_resort("keelson: third resume within a minute; rebooting\n");
    }
    block_signals(); /* a fatal signal's own handler runs with that signal blocked, and a mask survives exec */
    for (uint32_t i = 0; i < survivor->kept_count; i++) {
        fcntl(survivor->kept[i], F_SETFD, 0);
    }
    char *const argv[] = {(char *) "keelson", resume_argument, NULL};
    syscall(SYS_execveat, own_executable, "", argv, environ, AT_EMPTY_PATH);
    last_resort("keelson: cannot execute itself again; rebooting\n");
}

static void on_fatal(int signal_number) {
    (void) signal_number;
    keelson_resume(KEELSON_SIGNAL);
}

void keelson_guard(void) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_fatal;
    action.sa_flags = SA_ONSTACK;
    sigfillset(&action.sa_mask);
    for (unsigned i = 0; i < FATAL_COUNT; i++) {
        sigaction(fatal[i], &action, NULL);
    }
}

int keelson_thread_begin(void) {
    stack_t stack;
    memset(&stack, 0, sizeof stack);
    stack.ss_size = ALTERNATE_STACK;
    stack.ss_sp = mmap(NULL, ALTERNATE_STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (stack.ss_sp == MAP_FAILED) {
        return -errno;
    }
    return sigaltstack(&stack, NULL) == 0 ? 0 : -errno;
}

int keelson_thread_end(void) {
    stack_t old;
    stack_t off;
    memset(&off, 0, sizeof off);
    off.ss_flags = SS_DISABLE;
    if (sigaltstack(&off, &old) != 0) {
        return -errno;
    }
    return old.ss_sp != NULL && munmap(old.ss_sp, old.ss_size) != 0 ? -errno : 0;
}

static int may_exit;

/* Whatever ends in exit(): PID 1 returning from main would be a kernel panic. */
static void at_exit(void) {
    if (!may_exit && getpid() == 1) {
        keelson_resume(KEELSON_EXIT);
    }
}

void keelson_exit(int code) {
    may_exit = 1;
    _exit(code);
}

/* --- between fork and exec ------------------------------------------------------------------------------------------ */

static int place_descriptors(const int *fds, int count) {
    int high[16];
    if (count > (int) (sizeof high / sizeof high[0])) {
        return EINVAL;
    }
    for (int i = 0; i < count; i++) { /* out of the way first: a target number may be another one's source */
        int source = fds[i] >= 0 ? fds[i] : open("/dev/null", O_RDWR | O_CLOEXEC);
        high[i] = source < 0 ? -1 : fcntl(source, F_DUPFD_CLOEXEC, 64);
        if (high[i] < 0) {
            return errno;
        }
    }
    for (int i = 0; i < count; i++) {
        if (dup2(high[i], i) < 0) {
            return errno;
        }
    }
    if (syscall(SYS_close_range, count, ~0U, 4 /* CLOSE_RANGE_CLOEXEC: exe is needed until exec */) != 0) {
        for (int fd = count; fd < 4096; fd++) { /* before Linux 5.11 */
            fcntl(fd, F_SETFD, FD_CLOEXEC);
        }
    }
    return 0;
}

static void reset_signals(void) {
    struct sigaction standard;
    memset(&standard, 0, sizeof standard);
    standard.sa_handler = SIG_DFL;
    for (int s = 1; s < NSIG; s++) {
        sigaction(s, &standard, NULL);
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static void set_oom_score_adj(int value) {
    char text[16];
    snprintf(text, sizeof text, "%d", value);
    write_text("/proc/self/oom_score_adj", text);
}

int keelson_spawn(int exe, char *const *argv, char *const *envp, const int *fds, int count, int oom_score_adj) {
    volatile int failure = 0; /* the child of vfork shares this memory */
    pid_t pid = vfork();
    if (pid < 0) {
        return -errno;
    }
    if (pid == 0) {
        setsid();
        umask(022);
        set_oom_score_adj(oom_score_adj);
        failure = place_descriptors(fds, count);
        if (failure == 0) {
            reset_signals();
            syscall(SYS_execveat, exe, "", argv, envp, AT_EMPTY_PATH);
            failure = errno;
        }
        _exit(127);
    }
    if (failure != 0) {
        waitpid(pid, NULL, 0);
        return -failure;
    }
    return pid;
}

/* --- memory --------------------------------------------------------------------------------------------------------- */

#define PAGEMAP_PRESENT (1ULL << 63)
#define PAGEMAP_FILE (1ULL << 61)

static int single_threaded(void) {
    char text[4096];
    int fd = open("/proc/self/status", O_RDONLY | O_CLOEXEC);
    ssize_t length = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    close(fd);
    text[length < 0 ? 0 : length] = '\0';
    const char *threads = strstr(text, "\nThreads:\t");
    return threads != NULL && strncmp(threads + 10, "1\n", 2) == 0;
}

/* Lets go of the pages of a mapping that are still the file's; those that were written to are this process's own. */
static long release_range(int pagemap, unsigned long start, unsigned long end) {
    unsigned long size = (unsigned long) sysconf(_SC_PAGESIZE);
    uint64_t entries[512];
    long released = 0;
    for (unsigned long at = start; at < end;) {
        unsigned long wanted = (end - at) / size < 512 ? (end - at) / size : 512;
        ssize_t got = pread(pagemap, entries, wanted * sizeof entries[0], (off_t) (at / size * sizeof entries[0]));
        if (got <= 0) {
            break;
        }
        unsigned long count = (unsigned long) got / sizeof entries[0];
        for (unsigned long i = 0; i < count;) {
            unsigned long run = 0;
            while (i + run < count && (entries[i + run] & PAGEMAP_PRESENT) && (entries[i + run] & PAGEMAP_FILE)) {
                run++;
            }
            if (run > 0 && madvise((void *) (at + i * size), run * size, MADV_DONTNEED) == 0) {
                released += (long) run;
            }
            i += run + 1;
        }
        at += count * size;
    }
    return released;
}

long keelson_trim(void) {
    if (!single_threaded()) {
        return -EAGAIN;
    }
    int pagemap = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
    FILE *maps = fopen("/proc/self/maps", "re");
    long released = 0;
    char line[512];
    char own[256] = "";
    while (pagemap >= 0 && maps != NULL && fgets(line, sizeof line, maps) != NULL) {
        unsigned long start;
        unsigned long end;
        char path[256] = "";
        if (sscanf(line, "%lx-%lx %*s %*s %*s %*s %255s", &start, &end, path) < 2 || path[0] != '/') {
            continue;
        }
        if (own[0] == '\0') { /* linked at a fixed, low address: the first mapping is this executable's */
            memcpy(own, path, sizeof own);
        }
        if (strcmp(path, own) == 0) {
            released += release_range(pagemap, start, end);
        }
    }
    if (maps != NULL) {
        fclose(maps);
    }
    if (pagemap >= 0) {
        close(pagemap);
    }
    return released;
}

/* --- embedded, and faults ------------------------------------------------------------------------------------------- */

extern const char keelson_shim_start[];
extern const char keelson_shim_end[];

const char *keelson_shim(void) {
    return keelson_shim_start;
}

long keelson_shim_size(void) {
    return keelson_shim_end - keelson_shim_start;
}

static volatile int forever = 1;
static volatile long nowhere = 8;

static int overflow(volatile char *from) {
    volatile char frame[1024];
    frame[0] = from[0];
    return forever ? overflow(frame) + frame[0] : 0;
}

void keelson_fault(int kind) {
    volatile char start[1] = {0};
    switch (kind) {
        case 0: *(volatile int *) nowhere = 1; break;
        case 1: abort();
        case 2: exit(3);
        case 3: overflow(start); break;
        case 4: own_executable = open("/dev/null", O_RDONLY | O_CLOEXEC); break; /* exec will fail */
        case 5: memset(survivor->times_ns, 0, sizeof survivor->times_ns); break; /* the window begins anew */
        default: break;
    }
}
