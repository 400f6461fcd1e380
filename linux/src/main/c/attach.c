#define _GNU_SOURCE
#include "keelson.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/*
 * Between liblxc's attach and exec: a child of a process of ours, in the container already, so nothing of Java runs here. The report
 * tells how far it came; its descriptor goes with exec. A write to it kills this process if nobody reads: its parent is gone then.
 */

static int missing_protections(uint32_t required) {
    int missing = 0;
    if ((required & KEELSON_SECCOMP) && prctl(PR_GET_SECCOMP, 0, 0, 0, 0) == 0) {
        missing |= KEELSON_SECCOMP;
    }
    if ((required & KEELSON_NO_NEW_PRIVS) && prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 0) {
        missing |= KEELSON_NO_NEW_PRIVS;
    }
    return missing;
}

/* What this program, its runtime and liblxc have open is none of the container's business. */
static void close_all_at_exec(void) {
    if (syscall(SYS_close_range, 3, ~0U, 4 /* CLOSE_RANGE_CLOEXEC, Linux 5.11 */) != 0) {
        for (int fd = 3; fd < 4096; fd++) {
            fcntl(fd, F_SETFD, FD_CLOEXEC);
        }
    }
}

static int tell(int report, int32_t number) {
    return write(report, &number, sizeof number) == (ssize_t) sizeof number;
}

static int attached(void *payload) {
    const struct keelson_attached *request = payload;
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    setsid(); /* a group to kill it by, with what it starts */
    int missing = missing_protections(request->required); /* liblxc only warns when it could not get them */
    if (missing != 0) {
        tell(request->report, -missing);
        return 126;
    }
    if (!tell(request->report, 0)) {
        return 126;
    }
    close_all_at_exec();
    execvp(request->argv[0], request->argv);
    int error = errno;
    tell(request->report, error);
    return error == ENOENT ? 127 : 126;
}

void *keelson_attached_function(void) {
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); /* until exec the container must see neither this program's file nor its memory */
    int (*function)(void *) = attached;
    return (void *) function;
}
