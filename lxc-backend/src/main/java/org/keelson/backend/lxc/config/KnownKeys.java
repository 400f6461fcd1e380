package org.keelson.backend.lxc.config;

import java.util.Arrays;
import java.util.List;

/**
 * The keys that a liblxc accepts: one it does not know makes it refuse the whole configuration. From
 * {@code lxc.container.conf(5)} and the tables in {@code confile.c}, which are the same in 5.0 and 6.0; 7.0 lost
 * {@code lxc.cgroup.<controller>} and gained two keys. Whether a value is right stays liblxc's to judge.
 */
final class KnownKeys {

    /** Whole keys. Sorted, for binary search. */
    private static final String[] EXACT = {
            "lxc.apparmor.allow_incomplete", "lxc.apparmor.allow_nesting", "lxc.apparmor.profile", "lxc.apparmor.raw",
            "lxc.arch", "lxc.autodev", "lxc.autodev.tmpfs.size", "lxc.cap.drop", "lxc.cap.keep", "lxc.cgroup.dir",
            "lxc.cgroup.dir.container", "lxc.cgroup.dir.container.inner", "lxc.cgroup.dir.monitor",
            "lxc.cgroup.dir.monitor.pivot", "lxc.cgroup.relative", "lxc.console.buffer.size", "lxc.console.logfile",
            "lxc.console.path", "lxc.console.rotate", "lxc.console.size", "lxc.environment", "lxc.ephemeral",
            "lxc.execute.cmd", "lxc.group", "lxc.hook.autodev", "lxc.hook.clone", "lxc.hook.destroy",
            "lxc.hook.mount", "lxc.hook.post-stop", "lxc.hook.pre-mount", "lxc.hook.pre-start", "lxc.hook.start",
            "lxc.hook.start-host", "lxc.hook.stop", "lxc.hook.version", "lxc.idmap", "lxc.include", "lxc.init.cmd",
            "lxc.init.cwd", "lxc.init.gid", "lxc.init.groups", "lxc.init.uid", "lxc.keyring.session", "lxc.log.file",
            "lxc.log.level", "lxc.log.syslog", "lxc.monitor.signal.pdeath", "lxc.monitor.unshare", "lxc.mount.auto",
            "lxc.mount.entry", "lxc.mount.fstab", "lxc.namespace.clone", "lxc.namespace.keep", "lxc.no_new_privs",
            "lxc.pty.max", "lxc.rootfs.managed", "lxc.rootfs.mount", "lxc.rootfs.options", "lxc.rootfs.path",
            "lxc.sched.core", "lxc.seccomp.allow_nesting", "lxc.seccomp.notify.cookie", "lxc.seccomp.notify.proxy",
            "lxc.seccomp.profile", "lxc.selinux.context", "lxc.selinux.context.keyring", "lxc.signal.halt",
            "lxc.signal.reboot", "lxc.signal.stop", "lxc.start.auto", "lxc.start.delay", "lxc.start.order",
            "lxc.time.offset.boot", "lxc.time.offset.monotonic", "lxc.tty.dir", "lxc.tty.max", "lxc.uts.name"
    };

    /** What may follow {@code lxc.net.<n>.}; sorted. */
    private static final String[] NET = {
            "flags", "hwaddr", "ipv4.address", "ipv4.gateway", "ipv6.address", "ipv6.gateway", "ipvlan.isolation",
            "ipvlan.mode", "l2proxy", "link", "macvlan.mode", "mtu", "name", "script.down", "script.up", "type",
            "veth.ipv4.route", "veth.ipv6.route", "veth.mode", "veth.n_rxqueues", "veth.n_txqueues", "veth.pair",
            "veth.vlan.id", "veth.vlan.tagged.id", "vlan.id"
    };

    /** Keys that only exist with something behind the last dot, which the kernel or liblxc will judge. */
    private static final List<String> PREFIXES = List.of("lxc.cgroup2.", "lxc.prlimit.", "lxc.proc.", "lxc.sysctl.");

    /** Keys without a value: written empty they unset all keys below. */
    private static final List<String> CLEARS =
            List.of("lxc.cgroup2", "lxc.hook", "lxc.net", "lxc.prlimit", "lxc.proc", "lxc.sysctl");

    private static final String NET_PREFIX = "lxc.net.";
    private static final String SHARE_PREFIX = "lxc.namespace.share.";
    private static final List<String> SHARES = List.of("user", "mnt", "pid", "uts", "ipc", "net", "cgroup", "time");

    private KnownKeys() {
    }

    /**
     * Whether liblxc takes this key.
     *
     * @param key the whole key
     * @param value the value; some keys are only taken without one
     * @param version the liblxc that reads it
     */
    static boolean accepts(String key, String value, LxcVersion version) {
        if (Arrays.binarySearch(EXACT, key) >= 0 || hasPrefix(key)) {
            return true;
        }
        if (isCgroup1(key)) {
            return version.knowsCgroup1() && (value.isEmpty() || key.length() > "lxc.cgroup.".length());
        }
        if (key.equals("lxc.environment.runtime") || key.equals("lxc.environment.hooks")) {
            return version.knowsSplitEnvironment();
        }
        if (key.startsWith(NET_PREFIX)) {
            return isNet(key.substring(NET_PREFIX.length()), value);
        }
        if (key.startsWith(SHARE_PREFIX)) {
            return SHARES.contains(key.substring(SHARE_PREFIX.length()));
        }
        return value.isEmpty() && CLEARS.contains(key);
    }

    /** Whether this key is a cgroup v1 one, {@code lxc.cgroup.<controller>.<file>} or their clearing. */
    static boolean isCgroup1(String key) {
        return (key.equals("lxc.cgroup") || key.startsWith("lxc.cgroup.")) && Arrays.binarySearch(EXACT, key) < 0
                && !key.startsWith("lxc.cgroup.dir");
    }

    private static boolean hasPrefix(String key) {
        for (String prefix : PREFIXES) {
            if (key.startsWith(prefix) && key.length() > prefix.length()) {
                return true;
            }
        }
        return false;
    }

    /** {@code <n>} alone removes an interface and takes no value. */
    private static boolean isNet(String rest, String value) {
        int end = 0;
        while (end < rest.length() && rest.charAt(end) >= '0' && rest.charAt(end) <= '9') {
            end++;
        }
        if (end == 0 || end > 9) {
            return false;
        }
        if (end == rest.length()) {
            return value.isEmpty();
        }
        return rest.charAt(end) == '.' && Arrays.binarySearch(NET, rest.substring(end + 1)) >= 0;
    }

    /** For the test that keeps the tables sorted. */
    static List<String[]> tables() {
        return List.of(EXACT.clone(), NET.clone());
    }
}
