package org.keelson.linux.device;

import org.keelson.linux.file.Fd;

/** Loop devices: {@code loop(4)}. May block: workers only. */
public interface LoopDevices {
    /**
     * A loop device over a file, freed by the kernel when the last user is gone (autoclear).
     *
     * @param path the device to mount
     * @param held keeps the device until it is mounted; to be closed then
     */
    record Loop(String path, Fd held) {}

    /** Attaches a file, read-only or writable. */
    Loop attach(String file, boolean readOnly);
}
