package org.keelson.backend.lxc;

/**
 * How liblxc says that a container's init ended, in {@code error_num}. An exit status is coded as {@code wait(2)} does, in the second byte.
 * A signal is in the second byte too, and the low seven bits are all set (start.c, signal_handler, LXC 5 to 7); {@code wait(2)} would have
 * the signal in the low bits, which is understood as well.
 */
final class InitStatus {
    private static final int LOW = 0x7f;

    private InitStatus() {}

    /** The signal that killed it, or 0. */
    static int signal(int status) {
        int low = status & LOW;
        return low == LOW ? exitCode(status) & LOW : low;
    }

    /** The status it exited with, 0 to 255, if no signal killed it. */
    static int exitCode(int status) {
        return status >> 8 & 0xff;
    }
}
