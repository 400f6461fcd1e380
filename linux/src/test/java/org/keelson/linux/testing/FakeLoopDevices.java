package org.keelson.linux.testing;

import java.util.ArrayList;
import java.util.List;
import org.keelson.linux.LinuxException;
import org.keelson.linux.device.LoopDevices;

/** {@link LoopDevices} in memory: the first file becomes {@code /dev/loop0}, the next one {@code /dev/loop1}. Any thread may call it. */
public final class FakeLoopDevices implements LoopDevices {
    /** A file as it was attached. */
    public record Attached(String file, boolean readOnly) {}

    private final FakeDescriptors descriptors;
    private final List<Attached> attached = new ArrayList<>();
    private int failure;

    /** @param descriptors where the devices are held */
    public FakeLoopDevices(FakeDescriptors descriptors) {
        this.descriptors = descriptors;
    }

    /** Every file so far, oldest first. */
    public synchronized List<Attached> attached() {
        return List.copyOf(attached);
    }

    /** Makes the next attach fail. */
    public synchronized void failNext(int errno) {
        failure = errno;
    }

    @Override
    public synchronized Loop attach(String file, boolean readOnly) {
        if (failure != 0) {
            int errno = failure;
            failure = 0;
            throw new LinuxException("attach", file + " to a loop device", errno);
        }
        attached.add(new Attached(file, readOnly));
        return new Loop("/dev/loop" + (attached.size() - 1), descriptors.memory("loop", 0));
    }
}
