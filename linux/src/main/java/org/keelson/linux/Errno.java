package org.keelson.linux;

/** Error numbers that callers expect, and words for the usual ones. Same numbers on every architecture of ours: {@code errno(3)}. */
public final class Errno {
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int ESRCH = 3;
    public static final int EINTR = 4;
    public static final int EIO = 5;
    public static final int ENXIO = 6;
    public static final int EBADF = 9;
    public static final int ECHILD = 10;
    public static final int EAGAIN = 11;
    public static final int ENOMEM = 12;
    public static final int EACCES = 13;
    public static final int EBUSY = 16;
    public static final int EEXIST = 17;
    public static final int ENODEV = 19;
    public static final int ENOTDIR = 20;
    public static final int EINVAL = 22;
    public static final int ENOTTY = 25;
    public static final int ENOSPC = 28;
    public static final int EROFS = 30;
    public static final int EPIPE = 32;
    public static final int ENOSYS = 38;
    public static final int ECONNRESET = 104;

    private Errno() {}

    /** The name and the words of an error number: {@code EBUSY (device or resource busy)}. */
    public static String describe(int errno) {
        return switch (errno) {
            case EPERM -> "EPERM (operation not permitted)";
            case ENOENT -> "ENOENT (no such file or directory)";
            case ESRCH -> "ESRCH (no such process)";
            case EINTR -> "EINTR (interrupted)";
            case EIO -> "EIO (input/output error)";
            case ENXIO -> "ENXIO (no such device or address)";
            case 7 -> "E2BIG (too long)";
            case 8 -> "ENOEXEC (not an executable format)";
            case EBADF -> "EBADF (bad descriptor)";
            case ECHILD -> "ECHILD (no child)";
            case EAGAIN -> "EAGAIN (try again)";
            case ENOMEM -> "ENOMEM (out of memory)";
            case EACCES -> "EACCES (permission denied)";
            case EBUSY -> "EBUSY (device or resource busy)";
            case EEXIST -> "EEXIST (exists already)";
            case ENODEV -> "ENODEV (no such device)";
            case ENOTDIR -> "ENOTDIR (not a directory)";
            case 21 -> "EISDIR (is a directory)";
            case EINVAL -> "EINVAL (invalid argument)";
            case 24 -> "EMFILE (too many open descriptors)";
            case ENOTTY -> "ENOTTY (not that kind of device)";
            case ENOSPC -> "ENOSPC (no space left on device)";
            case EROFS -> "EROFS (read-only file system)";
            case EPIPE -> "EPIPE (broken pipe)";
            case 36 -> "ENAMETOOLONG (name too long)";
            case ENOSYS -> "ENOSYS (not in this kernel)";
            case 40 -> "ELOOP (symbolic link, or too many of them)";
            case 74 -> "EBADMSG (bad message)";
            case 94 -> "ESOCKTNOSUPPORT (no such kind of socket)";
            case 95 -> "EOPNOTSUPP (not supported)";
            case 97 -> "EAFNOSUPPORT (no such kind of address)";
            case 98 -> "EADDRINUSE (address in use)";
            case 99 -> "EADDRNOTAVAIL (not an address of this machine)";
            case 101 -> "ENETUNREACH (network not reachable)";
            case ECONNRESET -> "ECONNRESET (connection reset)";
            case 110 -> "ETIMEDOUT (timed out)";
            case 111 -> "ECONNREFUSED (connection refused)";
            case 113 -> "EHOSTUNREACH (host not reachable)";
            case 116 -> "ESTALE (stale handle)";
            case 117 -> "EUCLEAN (structure needs cleaning)";
            default -> "errno " + errno;
        };
    }
}
