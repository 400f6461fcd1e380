package org.keelson.linux.module;

/** Puts modules into the kernel: {@code finit_module(2)}. Blocks: before the loop runs, or on a worker. */
public interface KernelModules {
    /**
     * Inserts a module file; does nothing if it is in already.
     *
     * @param file a {@code .ko}, or one that the kernel decompresses (.ko.xz, .ko.zst, .ko.gz; Linux 5.17)
     * @param parameters as on modprobe's command line, may be empty
     */
    void insert(String file, String parameters);
}
