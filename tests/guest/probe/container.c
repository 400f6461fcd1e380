/* What a container's first program sees, and what it can get at. */
#define _GNU_SOURCE
#include "probe.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

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
int report(int argc, char **argv)
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

int crash(int argc, char **argv)
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
int escape(int argc, char **argv)
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
