/* HTTP over a unix socket: single requests, their latency, signals, goals. */
#define _GNU_SOURCE
#include "probe.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

static const int REPLY_TIMEOUT_SECONDS = 30;

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

int http(int argc, char **argv)
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

int latency(int argc, char **argv)
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
int signal_loop(int argc, char **argv)
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
int goals(int argc, char **argv)
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
