package org.keelson.linux.raw;

import org.graalvm.nativeimage.c.CContext;
import org.graalvm.nativeimage.c.struct.CField;
import org.graalvm.nativeimage.c.struct.CFieldAddress;
import org.graalvm.nativeimage.c.struct.CStruct;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.word.PointerBase;
import org.graalvm.word.UnsignedWord;

/** The structures of the headers, with the offsets that the C compiler gives them. */
@CContext(Headers.class)
public final class Structs {
    private Structs() {}

    /** {@code epoll_ctl(2)}; packed on x86-64 only. */
    @CStruct(value = "epoll_event", addStructKeyword = true)
    public interface epoll_event extends PointerBase {
        @CField
        int events();

        @CField
        void events(int value);

        @CField("data.fd")
        int fd();

        @CField("data.fd")
        void fd(int value);

        epoll_event addressOf(int index);
    }

    /** {@code sigaction(2)}: what {@code waitid(2)} fills in. */
    @CStruct("siginfo_t")
    public interface siginfo_t extends PointerBase {
        @CField
        int si_code();

        @CField
        int si_pid();

        @CField
        void si_pid(int value);

        @CField
        int si_status();
    }

    /** {@code signalfd(2)}. */
    @CStruct(value = "signalfd_siginfo", addStructKeyword = true)
    public interface signalfd_siginfo extends PointerBase {
        @CField
        int ssi_signo();
    }

    /** {@code netdevice(7)}. */
    @CStruct(value = "ifreq", addStructKeyword = true)
    public interface ifreq extends PointerBase {
        @CFieldAddress("ifr_ifrn.ifrn_name")
        CCharPointer ifr_name();

        @CField("ifr_ifru.ifru_flags")
        void ifr_flags(short value);
    }

    /** {@code unix(7)}. */
    @CStruct(value = "sockaddr_un", addStructKeyword = true)
    public interface sockaddr_un extends PointerBase {
        @CField
        void sun_family(short value);

        @CFieldAddress
        CCharPointer sun_path();
    }

    /** {@code recvmsg(2)}. */
    @CStruct(value = "msghdr", addStructKeyword = true)
    public interface msghdr extends PointerBase {
        @CField
        void msg_iov(iovec value);

        @CField
        void msg_iovlen(UnsignedWord value);

        @CField
        void msg_control(PointerBase value);

        @CField
        void msg_controllen(UnsignedWord value);

        @CField
        UnsignedWord msg_controllen();
    }

    /** {@code readv(2)}. */
    @CStruct(value = "iovec", addStructKeyword = true)
    public interface iovec extends PointerBase {
        @CField
        void iov_base(PointerBase value);

        @CField
        void iov_len(UnsignedWord value);
    }

    /** {@code cmsg(3)}. */
    @CStruct(value = "cmsghdr", addStructKeyword = true)
    public interface cmsghdr extends PointerBase {
        @CField
        UnsignedWord cmsg_len();

        @CField
        void cmsg_len(UnsignedWord value);

        @CField
        void cmsg_level(int value);

        @CField
        int cmsg_type();

        @CField
        void cmsg_type(int value);
    }

    /** {@code loop(4)}: LOOP_CONFIGURE, Linux 5.8. */
    @CStruct(value = "loop_config", addStructKeyword = true)
    public interface loop_config extends PointerBase {
        @CField
        void fd(int value);

        @CField("info.lo_flags")
        void lo_flags(int value);
    }

    /** {@code keelson.h}. */
    @CStruct(value = "keelson_survivor", addStructKeyword = true)
    public interface keelson_survivor extends PointerBase {
        @CField
        long resumes();

        @CField
        int reason();
    }

    /** {@code ip(7)}; port and address in network byte order. */
    @CStruct(value = "sockaddr_in", addStructKeyword = true)
    public interface sockaddr_in extends PointerBase {
        @CField
        void sin_family(short value);

        @CField
        void sin_port(short value);

        @CField("sin_addr.s_addr")
        void s_addr(int value);
    }

    /** {@code ipv6(7)}; port and address in network byte order. */
    @CStruct(value = "sockaddr_in6", addStructKeyword = true)
    public interface sockaddr_in6 extends PointerBase {
        @CField
        void sin6_family(short value);

        @CField
        void sin6_port(short value);

        @CFieldAddress
        CCharPointer sin6_addr();
    }

    /** {@code setitimer(2)}. */
    @CStruct(value = "itimerval", addStructKeyword = true)
    public interface itimerval extends PointerBase {
        @CField("it_value.tv_sec")
        long seconds();

        @CField("it_value.tv_sec")
        void seconds(long value);

        @CField("it_value.tv_usec")
        long micros();

        @CField("it_value.tv_usec")
        void micros(long value);
    }
}
