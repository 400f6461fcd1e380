package org.keelson.linux.module;

import org.keelson.linux.Errno;
import org.keelson.linux.file.Descriptors;
import org.keelson.linux.file.Descriptors.Access;
import org.keelson.linux.file.Fd;
import org.keelson.linux.raw.Arena;
import org.keelson.linux.raw.Check;
import org.keelson.linux.raw.Kernel;
import org.keelson.linux.raw.LinuxModule;
import org.keelson.linux.raw.Numbers;

/** {@link KernelModules} by system call. */
public final class LinuxKernelModules implements KernelModules {
    private final Descriptors descriptors;

    /** @param descriptors opens the module files */
    public LinuxKernelModules(Descriptors descriptors) {
        this.descriptors = descriptors;
    }

    @Override
    public void insert(String file, String parameters) {
        int flags = file.endsWith(".ko") ? 0 : LinuxModule.MODULE_INIT_COMPRESSED_FILE();
        try (Fd module = descriptors.open(file, Access.READ); Arena arena = new Arena()) {
            long text = arena.string(parameters).rawValue();
            long result = Kernel.blocking(Numbers.__NR_finit_module(), module.number(), text, flags, 0, 0, 0);
            if (result != -Errno.EEXIST) {
                Check.ok("insert module", file, result);
            }
        }
    }
}
