package org.keelson.linux.device;

import org.graalvm.nativeimage.c.struct.SizeOf;
import org.keelson.linux.Errno;
import org.keelson.linux.LinuxException;
import org.keelson.linux.file.Descriptors;
import org.keelson.linux.file.Descriptors.Access;
import org.keelson.linux.file.Fd;
import org.keelson.linux.raw.Arena;
import org.keelson.linux.raw.Check;
import org.keelson.linux.raw.Kernel;
import org.keelson.linux.raw.LinuxLoop;
import org.keelson.linux.raw.Numbers;
import org.keelson.linux.raw.Structs.loop_config;

/** {@link LoopDevices} with {@code LOOP_CONFIGURE} (Linux 5.8): attached and configured in one step, so nothing leaks half-way. */
public final class LinuxLoopDevices implements LoopDevices {
    private static final int ATTEMPTS = 64;

    private final Descriptors descriptors;

    /** @param descriptors opens the devices */
    public LinuxLoopDevices(Descriptors descriptors) {
        this.descriptors = descriptors;
    }

    @Override
    public Loop attach(String file, boolean readOnly) {
        try (Fd backing = descriptors.open(file, readOnly ? Access.READ : Access.READ_WRITE);
                Fd control = descriptors.open("/dev/loop-control", Access.READ_WRITE)) {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                long number = Kernel.blocking(Numbers.__NR_ioctl(), control.number(), LinuxLoop.LOOP_CTL_GET_FREE(), 0, 0, 0, 0);
                String path = "/dev/loop" + Check.ok("find", "free loop device", number);
                Fd device = descriptors.open(path, readOnly ? Access.READ : Access.READ_WRITE);
                if (configure(device, backing, readOnly, path)) {
                    return new Loop(path, device);
                }
                device.close(); // somebody else took it between the two calls
            }
        }
        throw new LinuxException("attach", file + " to a loop device", Errno.EBUSY);
    }

    private static boolean configure(Fd device, Fd backing, boolean readOnly, String path) {
        try (Arena arena = new Arena()) {
            loop_config config = (loop_config) arena.allocate(SizeOf.get(loop_config.class));
            config.fd(backing.number());
            config.lo_flags(LinuxLoop.LO_FLAGS_AUTOCLEAR() | (readOnly ? LinuxLoop.LO_FLAGS_READ_ONLY() : 0));
            int request = LinuxLoop.LOOP_CONFIGURE();
            long result = Kernel.blocking(Numbers.__NR_ioctl(), device.number(), request, config.rawValue(), 0, 0, 0);
            if (result == -Errno.EBUSY) {
                return false;
            }
            Check.ok("configure", path, result);
            return true;
        }
    }
}
