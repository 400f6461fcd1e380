package org.keelson.linux.survival;

import org.keelson.linux.raw.Arena;
import org.keelson.linux.raw.Kernel;

/** The first program of every container, which this executable carries: shim.c. */
public final class InitShim {
    private InitShim() {}

    /** Its ELF file. */
    public static byte[] bytes() {
        byte[] bytes = new byte[(int) Kernel.keelson_shim_size()];
        Arena.copy(Kernel.keelson_shim(), bytes, 0, bytes.length);
        return bytes;
    }
}
