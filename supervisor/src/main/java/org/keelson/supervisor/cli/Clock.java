package org.keelson.supervisor.cli;

/** The time of a command that waits or measures; monotonic. */
interface Clock {
    /** The one of the machine. */
    Clock OF_MACHINE = new Clock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(long millis) throws InterruptedException {
            Thread.sleep(millis);
        }
    };

    /** Nanoseconds since some moment. */
    long nanos();

    /** Lets time pass. Blocks. */
    void sleep(long millis) throws InterruptedException;
}
