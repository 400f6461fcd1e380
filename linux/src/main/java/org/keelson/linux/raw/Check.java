package org.keelson.linux.raw;

import org.keelson.linux.LinuxException;

/** Turns {@code -errno} into the exception. */
public final class Check {
    private Check() {}

    /** {@code result}, if it is not an error. */
    public static long ok(String operation, Object object, long result) {
        if (result < 0) {
            throw new LinuxException(operation, String.valueOf(object), (int) -result);
        }
        return result;
    }
}
