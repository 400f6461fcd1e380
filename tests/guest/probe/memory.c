/* What /proc says of another process: memory by kind of mapping, descriptors, dead children. */
#define _GNU_SOURCE
#include "probe.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/wait.h>
#include <unistd.h>

FILE *open_proc(const char *pid, const char *file)
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

int mem(int argc, char **argv)
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

int is_mapped(int argc, char **argv)
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

int fds(int argc, char **argv)
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

int zombies(int argc, char **argv)
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

/* Touches the memory page by page in a child, which is what the kernel kills when there is no more. */
int hog(int argc, char **argv)
{
    long megabytes;
    if (argc != 1 || !parse_count(argv[0], &megabytes))
        return MISUSE;
    pid_t child = fork();
    if (child == 0) {
        for (long page = 0; page < megabytes * 256; page++) {
            char *memory = malloc(4096);
            if (memory == NULL)
                _exit(REFUSED);
            memset(memory, 1, 4096);
        }
        _exit(DONE);
    }
    int status;
    if (child < 0 || waitpid(child, &status, 0) != child)
        return IMPOSSIBLE;
    if (WIFSIGNALED(status))
        printf("signal %d\n", WTERMSIG(status));
    else
        printf("exit %d\n", WEXITSTATUS(status));
    return DONE;
}
