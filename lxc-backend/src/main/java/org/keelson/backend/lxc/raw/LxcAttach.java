package org.keelson.backend.lxc.raw;

import org.graalvm.nativeimage.c.CContext;
import org.graalvm.nativeimage.c.constant.CConstant;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.function.CFunctionPointer;
import org.graalvm.nativeimage.c.function.InvokeCFunctionPointer;
import org.graalvm.nativeimage.c.struct.CField;
import org.graalvm.nativeimage.c.struct.CStruct;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CCharPointerPointer;
import org.graalvm.nativeimage.c.type.CIntPointer;
import org.graalvm.word.PointerBase;
import org.graalvm.word.UnsignedWord;

/** {@code lxc/attach_options.h}, which is the same in LXC 5, 6 and 7, and what attach.c adds to it. */
@CContext(LxcHeaders.class)
public final class LxcAttach {
    private LxcAttach() {}

    @CConstant
    public static native int LXC_ATTACH_DEFAULT();

    @CConstant
    public static native int LXC_ATTACH_LSM_EXEC();

    @CConstant
    public static native int LXC_ATTACH_SETGROUPS();

    @CConstant
    public static native int LXC_ATTACH_CLEAR_ENV();

    @CConstant
    public static native long LXC_ATTACH_DETECT_PERSONALITY();

    @CConstant
    public static native int KEELSON_SECCOMP();

    @CConstant
    public static native int KEELSON_NO_NEW_PRIVS();

    /** What {@code attach()} is to run in the container. */
    @CFunction
    public static native PointerBase keelson_attached_function();

    /** {@code keelson.h}: the payload of that function. */
    @CStruct(value = "keelson_attached", addStructKeyword = true)
    public interface keelson_attached extends PointerBase {
        @CField
        void argv(CCharPointerPointer value);

        @CField
        void report(int value);

        @CField
        void required(int value);
    }

    /** How {@code attach()} enters. */
    @CStruct("lxc_attach_options_t")
    public interface lxc_attach_options_t extends PointerBase {
        @CField
        void attach_flags(int value);

        @CField
        void namespaces(int value);

        @CField
        void personality(long value);

        @CField
        void initial_cwd(CCharPointer value);

        @CField
        void uid(int value);

        @CField
        void gid(int value);

        @CField
        void env_policy(int value);

        @CField
        void extra_env_vars(CCharPointerPointer value);

        @CField
        void stdin_fd(int value);

        @CField
        void stdout_fd(int value);

        @CField
        void stderr_fd(int value);

        @CField
        void log_fd(int value);

        @CField("groups.size")
        void groups_size(UnsignedWord value);

        @CField("groups.list")
        void groups_list(CIntPointer value);
    }

    /** {@code int attach(struct lxc_container *, lxc_attach_exec_t, void *, lxc_attach_options_t *, pid_t *)}. */
    public interface Function extends CFunctionPointer {
        @InvokeCFunctionPointer
        int invoke(LxcContainer container, PointerBase function, PointerBase payload, lxc_attach_options_t options, CIntPointer pid);
    }
}
