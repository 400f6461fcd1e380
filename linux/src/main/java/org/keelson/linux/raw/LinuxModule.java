package org.keelson.linux.raw;

import org.graalvm.nativeimage.c.CContext;
import org.graalvm.nativeimage.c.constant.CConstant;

/** Constants of {@code linux/module.h}. */
@CContext(Headers.class)
public final class LinuxModule {
    private LinuxModule() {}

    @CConstant
    public static native int MODULE_INIT_COMPRESSED_FILE();
}
