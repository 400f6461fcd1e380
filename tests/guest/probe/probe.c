/*
 * A small static program for the guest: what tests and the demo's containers need and busybox has not.
 * One function per subcommand; `probe` alone prints the list. Exit status: 0 yes or done, 1 no or refused,
 * 2 wrong use, 3 the thing asked could not be tried (no socket, no such process).
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { DONE = 0, REFUSED = 1, MISUSE = 2, IMPOSSIBLE = 3 };

static const int REPLY_TIMEOUT_SECONDS = 30;

static void complain(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("probe: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
}

static void sleep_ms(long ms)
{
    struct timespec time = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L};
    while (nanosleep(&time, &time) != 0 && errno == EINTR) {
    }
}

static int64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static bool parse_count(const char *text, long *value)
{
    char *end;
    errno = 0;
    *value = strtol(text, &end, 10);
    if (errno == 0 && *text != '\0' && *end == '\0' && *value >= 0)
        return true;
    complain("not a count: %s", text);
    return false;
}

/* ---- HTTP over a unix socket ---- */

struct buffer {
    char *bytes;
    size_t length;
    size_t capacity;
};

/* Always leaves a NUL after the last byte, so that the string functions can be used on it. */
static bool buffer_read(struct buffer *buffer, int fd, ssize_t *count)
{
    if (buffer->capacity - buffer->length < 4096) {
        size_t capacity = buffer->capacity == 0 ? 16384 : buffer->capacity * 2;
        char *bytes = realloc(buffer->bytes, capacity);
        if (bytes == NULL)
            return false;
        buffer->bytes = bytes;
        buffer->capacity = capacity;
    }
    *count = read(fd, buffer->bytes + buffer->length, buffer->capacity - buffer->length - 1);
    if (*count < 0)
        return false;
    buffer->length += (size_t)*count;
    buffer->bytes[buffer->length] = '\0';
    return true;
}

static int connect_to(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct timeval timeout = {.tv_sec = REPLY_TIMEOUT_SECONDS};
    if (strlen(path) >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    strcpy(address.sun_path, path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        int error = errno;
        close(fd);
        errno = error;
        return -1;
    }
    return fd;
}

static bool send_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t sent = send(fd, bytes, length, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        bytes += sent;
        length -= (size_t)sent;
    }
    return true;
}

/* The value of a header in the NUL-terminated head, or NULL. */
static const char *header(const char *head, const char *name)
{
    size_t length = strlen(name);
    for (const char *line = strstr(head, "\r\n"); line != NULL; line = strstr(line, "\r\n")) {
        line += 2;
        if (strncasecmp(line, name, length) == 0 && line[length] == ':') {
            const char *value = line + length + 1;
            return value + strspn(value, " \t");
        }
    }
    return NULL;
}

struct reply {
    int status;
    struct buffer raw;
    char *body;
    size_t body_length;
};

static bool is_chunked(const char *head)
{
    const char *encoding = header(head, "Transfer-Encoding");
    return encoding != NULL && strncasecmp(encoding, "chunked", 7) == 0;
}

/*
 * Joins the chunks in place; true once the last one is there. Works on a copy of the pointers only when the
 * body is complete, so that it can be asked after each read.
 */
static bool join_chunks(struct reply *reply)
{
    char *end = reply->raw.bytes + reply->raw.length;
    for (int pass = 0; pass < 2; pass++) {
        char *in = reply->body, *out = reply->body;
        for (;;) {
            char *data;
            unsigned long size = strtoul(in, &data, 16);
            char *line_end = strstr(data, "\r\n");
            if (data == in || line_end == NULL)
                return false;
            in = line_end + 2;
            if (size == 0)
                break;
            if (size + 2 > (size_t)(end - in))
                return false;
            if (pass == 1)
                memmove(out, in, size);
            out += size;
            in += size + 2;
        }
        reply->body_length = (size_t)(out - reply->body);
    }
    reply->body[reply->body_length] = '\0';
    return true;
}

/* Whether all of the reply is there; at the end of the stream also a reply without a length is complete. */
static bool is_complete(struct reply *reply, bool at_end)
{
    char *head_end = reply->raw.bytes == NULL ? NULL : strstr(reply->raw.bytes, "\r\n\r\n");
    if (head_end == NULL)
        return false;
    reply->body = head_end + 4;
    reply->body_length = reply->raw.length - (size_t)(reply->body - reply->raw.bytes);
    head_end[2] = '\0';
    bool chunked = is_chunked(reply->raw.bytes);
    const char *length = header(reply->raw.bytes, "Content-Length");
    size_t expected = length == NULL ? 0 : strtoul(length, NULL, 10);
    bool without_body = reply->status == 204 || reply->status == 304;
    head_end[2] = '\r';
    if (without_body)
        return true;
    if (chunked)
        return join_chunks(reply);
    if (length != NULL)
        return reply->body_length >= expected;
    return at_end;
}

static void forget(struct reply *reply)
{
    free(reply->raw.bytes);
    memset(reply, 0, sizeof *reply);
}

/* One request on its own connection, as pvcontrol makes them. False with errno when there was no reply. */
static bool request(const char *socket_path, const char *method, const char *path, const char *body,
                    struct reply *reply)
{
    memset(reply, 0, sizeof *reply);
    int fd = connect_to(socket_path);
    if (fd < 0)
        return false;
    char *text = NULL;
    int length = asprintf(&text, "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %zu\r\n\r\n%s",
                          method, path, body == NULL ? (size_t)0 : strlen(body), body == NULL ? "" : body);
    bool sent = length >= 0 && send_all(fd, text, (size_t)length);
    int error = errno;
    free(text);
    bool complete = false;
    ssize_t count = 1;
    /* A server may refuse before it has read everything: what it answered is still worth reading. */
    while (!complete && count > 0 && buffer_read(&reply->raw, fd, &count)) {
        if (reply->status == 0)
            sscanf(reply->raw.bytes, "HTTP/%*s %d", &reply->status);
        complete = is_complete(reply, count == 0);
        error = count == 0 ? EPROTO : errno;
    }
    if (!complete && count < 0)
        error = errno;
    close(fd);
    if (complete && reply->status != 0)
        return true;
    forget(reply);
    errno = sent || error != 0 ? error : EPROTO;
    return false;
}

static int http(int argc, char **argv)
{
    if (argc < 3 || argc > 4)
        return MISUSE;
    struct reply reply;
    if (!request(argv[0], argv[1], argv[2], argc == 4 ? argv[3] : NULL, &reply)) {
        complain("%s %s on %s: %s", argv[1], argv[2], argv[0], strerror(errno));
        return IMPOSSIBLE;
    }
    printf("%.*s\n", (int)strcspn(reply.raw.bytes, "\r\n"), reply.raw.bytes);
    fwrite(reply.body, 1, reply.body_length, stdout);
    if (reply.body_length > 0 && reply.body[reply.body_length - 1] != '\n')
        putchar('\n');
    int result = reply.status >= 200 && reply.status < 300 ? DONE : REFUSED;
    forget(&reply);
    return result;
}

static int compare_times(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

static int latency(int argc, char **argv)
{
    long count;
    if (argc != 3 || !parse_count(argv[2], &count) || count == 0)
        return MISUSE;
    int64_t *times = calloc((size_t)count, sizeof *times);
    if (times == NULL)
        return IMPOSSIBLE;
    long refused = 0;
    for (long i = 0; i < count; i++) {
        struct reply reply;
        int64_t start = now_us();
        if (!request(argv[0], "GET", argv[1], NULL, &reply)) {
            complain("request %ld: %s", i + 1, strerror(errno));
            free(times);
            return IMPOSSIBLE;
        }
        times[i] = now_us() - start;
        refused += reply.status < 200 || reply.status > 299;
        forget(&reply);
    }
    qsort(times, (size_t)count, sizeof *times, compare_times);
    printf("count=%ld refused=%ld min=%lld median=%lld p99=%lld max=%lld us\n", count, refused, (long long)times[0],
           (long long)times[count / 2], (long long)times[(count * 99 + 99) / 100 - 1], (long long)times[count - 1]);
    free(times);
    return refused == 0 ? DONE : REFUSED;
}

static bool post_ready(const char *socket_path)
{
    struct reply reply;
    if (!request(socket_path, "POST", "/signal", "{\"type\":\"ready\",\"payload\":\"\"}", &reply))
        return false;
    bool accepted = reply.status >= 200 && reply.status < 300;
    forget(&reply);
    return accepted;
}

/* A post that is cut while the server replaces itself is made again at once, and then has to succeed. */
static int signal_loop(int argc, char **argv)
{
    long interval;
    if (argc != 2 || !parse_count(argv[1], &interval))
        return MISUSE;
    unsigned long ok = 0, retried = 0, failed = 0;
    int64_t shown = now_us();
    for (;;) {
        if (post_ready(argv[0])) {
            ok++;
        } else {
            retried++;
            failed += !post_ready(argv[0]);
        }
        if (now_us() - shown >= 1000000) {
            dprintf(STDOUT_FILENO, "signals ok=%lu retried=%lu failed=%lu\n", ok, retried, failed);
            shown = now_us();
        }
        sleep_ms(interval);
    }
}

/* ---- goals ---- */

/* The order of a container's life up to its goal; what is not on it (BLOCKED, STOPPED) has not reached any. */
static int rank(const char *status)
{
    static const char *const ORDER[] = {"MOUNTED", "STARTING", "STARTED", "READY"};
    for (int i = 0; i < (int)(sizeof ORDER / sizeof *ORDER); i++)
        if (strcmp(status, ORDER[i]) == 0)
            return i;
    return -1;
}

/* Copies the string value of the key that starts the text; false when the value is no string. */
static bool string_value(const char *text, const char *key, char *value, size_t size)
{
    size_t length = strlen(key);
    if (text[0] != '"' || strncmp(text + 1, key, length) != 0 || text[length + 1] != '"')
        return false;
    text += length + 2;
    text += strspn(text, " \t\r\n");
    if (*text++ != ':')
        return false;
    text += strspn(text, " \t\r\n");
    if (*text++ != '"')
        return false;
    size_t end = strcspn(text, "\"");
    snprintf(value, size, "%.*s", (int)end, text);
    return true;
}

static bool listed(const char *name, int argc, char **argv)
{
    for (int i = 0; i + 1 < argc; i++)
        if (strcmp(argv[i], "--except") == 0 && strcmp(argv[i + 1], name) == 0)
            return true;
    return false;
}

/* Writes the names of the containers that are not at their goal; returns how many containers it saw. */
static int behind(const char *body, int argc, char **argv, char *names, size_t size)
{
    char name[128] = "", status[32] = "", goal[32] = "";
    int seen = 0;
    names[0] = '\0';
    for (const char *at = strchr(body, '"'); at != NULL; at = strchr(at + 1, '"')) {
        if (string_value(at, "name", name, sizeof name))
            status[0] = goal[0] = '\0';
        string_value(at, "status", status, sizeof status);
        string_value(at, "status_goal", goal, sizeof goal);
        if (status[0] == '\0' || goal[0] == '\0')
            continue;
        seen++;
        bool reached = rank(status) >= rank(goal) && rank(goal) >= 0;
        size_t used = strlen(names);
        if (!reached && !listed(name, argc, argv))
            snprintf(names + used, size - used, " %s=%s(%s)", name, status, goal);
        status[0] = goal[0] = '\0';
    }
    return seen;
}

/* goals SOCKET SECONDS [--except NAME]...: waits until every container is at its goal. */
static int goals(int argc, char **argv)
{
    long seconds;
    if (argc < 2 || !parse_count(argv[1], &seconds))
        return MISUSE;
    int64_t end = now_us() + seconds * 1000000;
    char names[2048] = " no answer";
    do {
        struct reply reply;
        if (request(argv[0], "GET", "/containers", NULL, &reply)) {
            int seen = behind(reply.body, argc - 2, argv + 2, names, sizeof names);
            bool good = reply.status == 200 && seen > 0;
            forget(&reply);
            if (good && names[0] == '\0')
                return DONE;
        }
        sleep_ms(200);
    } while (now_us() < end);
    complain("not at their goal:%s", names);
    return REFUSED;
}

/* ---- processes ---- */

static void orphan(pid_t parent, const char *go)
{
    while (getppid() == parent)
        sleep_ms(1);
    while (go != NULL && access(go, F_OK) != 0)
        sleep_ms(10);
    _exit(0);
}

static int orphans(int argc, char **argv)
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

static int noreap(int argc, char **argv)
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

static int lines(int argc, char **argv)
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

static int exit_with(int argc, char **argv)
{
    long status;
    if (argc != 1 || !parse_count(argv[0], &status) || status > 255)
        return MISUSE;
    exit((int)status);
}

static int print_arguments(int argc, char **argv)
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
static int terminal(int argc, char **argv)
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

/* ---- /proc ---- */

static FILE *open_proc(const char *pid, const char *file)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%s/%s", pid, file);
    FILE *stream = fopen(path, "re");
    if (stream == NULL)
        complain("%s: %s", path, strerror(errno));
    return stream;
}

/* How smaps is grouped. A native image keeps its image heap in the writable mappings of its own file. */
enum group { CODE, RODATA, IMAGE_HEAP, LIBRARIES, JAVA_HEAP, C_HEAP, STACK, OTHER, GROUPS };

static const char *const GROUP_NAMES[GROUPS] = {"code",      "rodata", "image-heap", "libraries",
                                                "java-heap", "c-heap", "stack",      "other"};

/* Unnamed memory is the Java heap, glibc's arenas and the stacks of further threads: mostly the first. */
static enum group group_of(const char *name, const char *access, const char *executable)
{
    if (name[0] == '\0')
        return JAVA_HEAP;
    if (strcmp(name, "[heap]") == 0)
        return C_HEAP;
    if (strncmp(name, "[stack", 6) == 0)
        return STACK;
    if (strcmp(name, executable) == 0)
        return strchr(access, 'x') != NULL ? CODE : strchr(access, 'w') != NULL ? IMAGE_HEAP : RODATA;
    return name[0] == '/' ? LIBRARIES : OTHER;
}

struct usage {
    unsigned long rss, pss, anonymous, dirty;
};

/* The name of the mapping in a head line of maps or smaps, or NULL when the line is not one. */
static const char *mapping_name(char *line, char *access)
{
    int at = 0;
    if (sscanf(line, "%*x-%*x %7s %*s %*s %*s %n", access, &at) != 1 || at == 0)
        return NULL;
    line[strcspn(line, "\n")] = '\0';
    return line + at;
}

static bool read_smaps(const char *pid, const char *executable, struct usage *usage)
{
    FILE *smaps = open_proc(pid, "smaps");
    if (smaps == NULL)
        return false;
    char line[4096], access[8];
    struct usage *current = &usage[OTHER];
    while (fgets(line, sizeof line, smaps) != NULL) {
        unsigned long kb;
        const char *name = mapping_name(line, access);
        if (name != NULL)
            current = &usage[group_of(name, access, executable)];
        else if (sscanf(line, "Rss: %lu", &kb) == 1)
            current->rss += kb;
        else if (sscanf(line, "Pss: %lu", &kb) == 1)
            current->pss += kb;
        else if (sscanf(line, "Anonymous: %lu", &kb) == 1)
            current->anonymous += kb;
        else if (sscanf(line, "Private_Dirty: %lu", &kb) == 1)
            current->dirty += kb;
    }
    fclose(smaps);
    return true;
}

static int mem(int argc, char **argv)
{
    if (argc != 1)
        return MISUSE;
    FILE *status = open_proc(argv[0], "status");
    if (status == NULL)
        return IMPOSSIBLE;
    static const char *const FIELDS[] = {"VmRSS:", "VmHWM:", "RssAnon:", "RssFile:", "RssShmem:", "Threads:"};
    char line[4096], path[64], executable[4096];
    while (fgets(line, sizeof line, status) != NULL)
        for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++)
            if (strncmp(line, FIELDS[i], strlen(FIELDS[i])) == 0)
                fputs(line, stdout);
    fclose(status);
    snprintf(path, sizeof path, "/proc/%s/exe", argv[0]);
    ssize_t length = readlink(path, executable, sizeof executable - 1);
    executable[length < 0 ? 0 : length] = '\0';
    struct usage usage[GROUPS] = {0};
    if (!read_smaps(argv[0], executable, usage))
        return IMPOSSIBLE;
    printf("%-12s %8s %8s %10s %8s  kB\n", "mapping", "rss", "pss", "anonymous", "dirty");
    for (int i = 0; i < GROUPS; i++)
        printf("%-12s %8lu %8lu %10lu %8lu\n", GROUP_NAMES[i], usage[i].rss, usage[i].pss, usage[i].anonymous,
               usage[i].dirty);
    return DONE;
}

static int is_mapped(int argc, char **argv)
{
    if (argc != 2)
        return MISUSE;
    FILE *maps = open_proc(argv[0], "maps");
    if (maps == NULL)
        return IMPOSSIBLE;
    char line[4096], access[8];
    bool found = false;
    while (!found && fgets(line, sizeof line, maps) != NULL) {
        const char *name = mapping_name(line, access);
        found = name != NULL && strstr(name, argv[1]) != NULL;
    }
    fclose(maps);
    return found ? DONE : REFUSED;
}

static int fds(int argc, char **argv)
{
    if (argc != 1)
        return MISUSE;
    char path[64];
    snprintf(path, sizeof path, "/proc/%s/fd", argv[0]);
    DIR *folder = opendir(path);
    if (folder == NULL) {
        complain("%s: %s", path, strerror(errno));
        return IMPOSSIBLE;
    }
    int count = 0;
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder))
        count += entry->d_name[0] != '.';
    closedir(folder);
    printf("%d\n", count);
    return DONE;
}

static int zombies(int argc, char **argv)
{
    long parent, count = 0;
    if (argc != 1 || !parse_count(argv[0], &parent))
        return MISUSE;
    DIR *folder = opendir("/proc");
    if (folder == NULL)
        return IMPOSSIBLE;
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        char path[300], line[1024] = "", state;
        long its_parent;
        snprintf(path, sizeof path, "/proc/%s/stat", entry->d_name);
        FILE *stat = entry->d_name[0] >= '0' && entry->d_name[0] <= '9' ? fopen(path, "re") : NULL;
        if (stat == NULL)
            continue;
        /* The name before the last parenthesis may hold anything. */
        char *end = fgets(line, sizeof line, stat) == NULL ? NULL : strrchr(line, ')');
        count += end != NULL && sscanf(end + 1, " %c %ld", &state, &its_parent) == 2 && state == 'Z' && its_parent == parent;
        fclose(stat);
    }
    closedir(folder);
    printf("%ld\n", count);
    return DONE;
}

/* ---- what a container's first program sees ---- */

static void report_status_lines(void)
{
    static const char *const FIELDS[] = {"SigBlk:", "SigIgn:", "Umask:", "NoNewPrivs:"};
    char line[4096], value[64];
    FILE *status = open_proc("self", "status");
    while (status != NULL && fgets(line, sizeof line, status) != NULL)
        for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++)
            if (strncmp(line, FIELDS[i], strlen(FIELDS[i])) == 0 && sscanf(line, "%*s %63s", value) == 1)
                dprintf(STDOUT_FILENO, "CHECK %.*s=%s\n", (int)strcspn(line, ":"), line, value);
    if (status != NULL)
        fclose(status);
}

static void report_descriptors(void)
{
    char text[256] = "";
    for (int fd = 0; fd < 4096; fd++)
        if (fcntl(fd, F_GETFD) >= 0)
            snprintf(text + strlen(text), sizeof text - strlen(text), "%s%d", text[0] == '\0' ? "" : ",", fd);
    dprintf(STDOUT_FILENO, "CHECK descriptors=%s\n", text);
}

/* Reports what was inherited before anything can change it, and becomes the program. */
static int report(int argc, char **argv)
{
    if (argc < 1)
        return MISUSE;
    report_descriptors();
    report_status_lines();
    dprintf(STDOUT_FILENO, "CHECK pid=%d\n", (int)getpid());
    execvp(argv[0], argv);
    complain("%s: %s", argv[0], strerror(errno));
    return IMPOSSIBLE;
}

static int crash(int argc, char **argv)
{
    (void)argv;
    if (argc != 0)
        return MISUSE;
    /* A real fault: a signal that an init sends to itself would be ignored. */
    static volatile int *volatile nowhere;
    *nowhere = 1;
    return REFUSED;
}

static bool is_empty_folder(const char *name)
{
    char path[300];
    snprintf(path, sizeof path, "/%s", name);
    DIR *folder = opendir(path);
    if (folder == NULL)
        return false;
    int entries = 0;
    while (readdir(folder) != NULL)
        entries++;
    closedir(folder);
    return entries <= 2;
}

static void list_root(int level)
{
    char names[4096] = "";
    DIR *folder = opendir("/");
    for (struct dirent *entry = folder == NULL ? NULL : readdir(folder); entry != NULL; entry = readdir(folder))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 && !is_empty_folder(entry->d_name))
            snprintf(names + strlen(names), sizeof names - strlen(names), " %s", entry->d_name);
    if (folder != NULL)
        closedir(folder);
    printf("ESCAPE level=%d names=%s\n", level, names);
}

/*
 * Takes the root away, mount after mount, and looks at what was beneath, empty folders apart. Only entering the namespace
 * anew leads there: "/" of a process stays on the mount that it was on.
 */
static int escape(int argc, char **argv)
{
    (void)argv;
    if (argc != 0)
        return MISUSE;
    if (unshare(CLONE_NEWNS) != 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) {
        complain("cannot leave the mount namespace: %s", strerror(errno));
        return IMPOSSIBLE;
    }
    int namespace = open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC);
    list_root(0);
    for (int level = 1; level <= 16; level++) {
        if (setns(namespace, CLONE_NEWNS) != 0) {
            printf("ESCAPE end=setns errno=%s\n", strerror(errno));
            return DONE;
        }
        list_root(level);
        if (umount2("/", MNT_DETACH) != 0) {
            printf("ESCAPE end=umount errno=%s\n", strerror(errno));
            return DONE;
        }
    }
    return DONE;
}

/* ---- the table ---- */

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
