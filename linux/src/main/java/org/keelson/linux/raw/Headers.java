package org.keelson.linux.raw;

import java.util.List;
import org.graalvm.nativeimage.c.CContext;

/** The C headers that the constants and structures of this package are read from, at image build time. */
public final class Headers implements CContext.Directives {
    @Override
    public List<String> getHeaderFiles() {
        return List.of("<sys/syscall.h>", "<sys/mount.h>", "<sys/epoll.h>", "<sys/eventfd.h>", "<sys/signalfd.h>", "<sys/socket.h>",
                "<sys/un.h>", "<sys/wait.h>", "<sys/ioctl.h>", "<sys/prctl.h>", "<sys/mman.h>", "<fcntl.h>", "<signal.h>", "<unistd.h>",
                "<sched.h>", "<netinet/in.h>", "<net/if.h>", "<sys/time.h>",
                "<linux/loop.h>", "<linux/module.h>", "<linux/reboot.h>", "<linux/fs.h>", "\"keelson.h\"");
    }

    @Override
    public List<String> getMacroDefinitions() {
        return List.of("_GNU_SOURCE");
    }
}
