package org.keelson.linux.raw;

import org.graalvm.nativeimage.c.CContext;
import org.graalvm.nativeimage.c.constant.CConstant;

/** Constants of {@code netinet/in.h}. */
@CContext(Headers.class)
public final class NetinetIn {
    private NetinetIn() {}

    @CConstant
    public static native int IPPROTO_IP();

    @CConstant
    public static native int IPPROTO_IPV6();

    @CConstant
    public static native int IP_FREEBIND();

    @CConstant
    public static native int IPV6_FREEBIND();

    @CConstant
    public static native int IPV6_V6ONLY();
}
