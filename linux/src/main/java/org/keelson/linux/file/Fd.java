package org.keelson.linux.file;

/** An open descriptor and who closes it. Close-on-exec unless it is kept for a resume. Owned by one thread at a time. */
public final class Fd implements AutoCloseable {
    private final Descriptors owner;
    private int number;

    /**
     * @param owner what closes it
     * @param number the kernel's number, at least 0
     */
    public Fd(Descriptors owner, int number) {
        if (number < 0) {
            throw new IllegalArgumentException("descriptor is negative: " + number);
        }
        this.owner = owner;
        this.number = number;
    }

    /** The kernel's number; throws if closed. */
    public int number() {
        if (number < 0) {
            throw new IllegalStateException("descriptor is closed");
        }
        return number;
    }

    /** True until {@link #close()}. */
    public boolean open() {
        return number >= 0;
    }

    /** Closes it once; later calls do nothing. */
    @Override
    public void close() {
        if (number >= 0) {
            int closing = number;
            number = -1;
            owner.closeNumber(closing);
        }
    }
}
