package org.keelson.linux;

/** A system call that failed: {@code mount /dev/vda on /storage: EBUSY (device or resource busy)}. The one exception of this module. */
public final class LinuxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int errno;

    /**
     * @param operation the call, in the field's words
     * @param object what it was done to
     * @param errno positive, see {@code errno(3)}
     */
    public LinuxException(String operation, String object, int errno) {
        super(operation + " " + object + ": " + Errno.describe(errno), null, false, false);
        this.errno = errno;
    }

    /** The error number, positive. */
    public int errno() {
        return errno;
    }

    /** True if this is that error, one of {@link Errno}. */
    public boolean is(int number) {
        return errno == number;
    }
}
