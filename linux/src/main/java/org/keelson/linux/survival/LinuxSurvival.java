package org.keelson.linux.survival;

import org.graalvm.nativeimage.c.struct.SizeOf;
import org.keelson.linux.file.Fd;
import org.keelson.linux.raw.Check;
import org.keelson.linux.raw.Kernel;
import org.keelson.linux.raw.Structs.keelson_survivor;

/** {@link Survival} by kernel.c. */
public final class LinuxSurvival implements Survival {
    @Override
    public void arm(Fd memory, Fd executable, boolean device) {
        if (SizeOf.get(keelson_survivor.class) > HEADER_BYTES) {
            throw new IllegalStateException("survivor header does not fit");
        }
        Check.ok("arm", "resume path", Kernel.keelson_arm(memory.number(), executable.number(), device ? 1 : 0));
        keep(memory);
        Kernel.keelson_guard();
    }

    @Override
    public void keep(Fd fd) {
        forget(fd);
        Check.ok("keep descriptor", fd.number(), Kernel.keelson_keep(fd.number()));
    }

    @Override
    public void forget(Fd fd) {
        Kernel.keelson_forget(fd.number());
    }

    @Override
    public void resume(Reason reason) {
        Kernel.keelson_resume(reason.ordinal());
    }

    @Override
    public void threadBegin() {
        Check.ok("give", "alternate signal stack", Kernel.keelson_thread_begin());
    }

    @Override
    public void threadEnd() {
        Kernel.keelson_thread_end();
    }
}
