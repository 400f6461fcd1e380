package org.keelson.backend.lxc.raw;

import org.graalvm.nativeimage.c.CContext;
import org.graalvm.nativeimage.c.function.CFunctionPointer;
import org.graalvm.nativeimage.c.function.InvokeCFunctionPointer;
import org.graalvm.nativeimage.c.struct.CField;
import org.graalvm.nativeimage.c.struct.CStruct;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CCharPointerPointer;
import org.graalvm.word.PointerBase;

/** {@code struct lxc_container} of lxc/lxccontainer.h: append-only from LXC 5 to 7, so its offsets fit them all. */
@CContext(LxcHeaders.class)
@CStruct(value = "lxc_container", addStructKeyword = true)
public interface LxcContainer extends PointerBase {
    /** How the container's init ended, as {@code wait(2)} codes it, after a start in the foreground. */
    @CField
    int error_num();

    @CField
    FromContainer clear_config();

    @CField
    FromContainerAndText load_config();

    @CField
    FromContainerAndFlag want_daemonize();

    @CField
    Start start();

    @CField
    SetConfigItem set_config_item();

    @CField
    LxcAttach.Function attach();

    /** {@code void f(struct lxc_container *)}. */
    interface FromContainer extends CFunctionPointer {
        @InvokeCFunctionPointer
        void invoke(LxcContainer container);
    }

    /** {@code bool f(struct lxc_container *, const char *)}. */
    interface FromContainerAndText extends CFunctionPointer {
        @InvokeCFunctionPointer
        boolean invoke(LxcContainer container, CCharPointer text);
    }

    /** {@code bool f(struct lxc_container *, bool)}. */
    interface FromContainerAndFlag extends CFunctionPointer {
        @InvokeCFunctionPointer
        boolean invoke(LxcContainer container, boolean flag);
    }

    /** {@code bool set_config_item(struct lxc_container *, const char *, const char *)}. */
    interface SetConfigItem extends CFunctionPointer {
        @InvokeCFunctionPointer
        boolean invoke(LxcContainer container, CCharPointer key, CCharPointer value);
    }

    /** {@code bool start(struct lxc_container *, int, char *const[])}. */
    interface Start extends CFunctionPointer {
        @InvokeCFunctionPointer
        boolean invoke(LxcContainer container, int useinit, CCharPointerPointer argv);
    }

    /** {@code struct lxc_container *lxc_container_new(const char *, const char *)}. */
    interface New extends CFunctionPointer {
        @InvokeCFunctionPointer
        LxcContainer invoke(CCharPointer name, CCharPointer path);
    }
}
