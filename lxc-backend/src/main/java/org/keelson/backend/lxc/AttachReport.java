package org.keelson.backend.lxc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.keelson.linux.process.Exit;

/** What attach.c tells of a program before its exec: one or two C ints, see {@code keelson.h}. */
final class AttachReport {
    /** The bit of {@code KEELSON_SECCOMP}. */
    private static final int SECCOMP = 1;

    private AttachReport() {}

    /**
     * What became of the program.
     *
     * @param count how many bytes there are; none or less if it never came so far
     * @param status how its process ended, which is its own end only if it was executed
     */
    static Attachment.End of(byte[] bytes, int count, Exit.Status status) {
        if (count < Integer.BYTES) {
            return new Attachment.End.NotEntered("entering the container failed");
        }
        ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        int missing = -numbers.getInt(0);
        if (missing > 0) {
            return new Attachment.End.NotEntered("refused: it would run without the container's "
                    + ((missing & SECCOMP) != 0 ? "system call filter" : "no_new_privs"));
        }
        return count < 2 * Integer.BYTES ? new Attachment.End.Ended(status) : new Attachment.End.NotExecuted(numbers.getInt(Integer.BYTES));
    }
}
