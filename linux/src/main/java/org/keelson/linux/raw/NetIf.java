package org.keelson.linux.raw;

import org.graalvm.nativeimage.c.CContext;
import org.graalvm.nativeimage.c.constant.CConstant;

/** Constants of {@code net/if.h}. */
@CContext(Headers.class)
public final class NetIf {
    private NetIf() {}

    @CConstant
    public static native int IFF_UP();
}
