package org.keelson.linux.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.keelson.linux.Errno;
import org.keelson.linux.LinuxException;
import org.keelson.linux.mount.Mounts;

/** {@link Mounts} in memory: a list of what is mounted. Any thread may call it. */
public final class FakeMounts implements Mounts {
    /** One mount, as it was asked for. */
    public record Mounted(String source, String target, String type, Set<Flag> flags, String data) {
        /** Copies the set. */
        public Mounted {
            flags = Set.copyOf(flags);
        }
    }

    private static final Set<Flag> CHANGES = Set.of(Flag.REMOUNT, Flag.PRIVATE, Flag.SHARED);

    private final List<Mounted> mounted = new ArrayList<>();
    private String root = "/";
    private String failingTarget = "";
    private int failure;

    /** What is mounted, oldest first; changes of propagation and remounts are in the list too. */
    public synchronized List<Mounted> mounted() {
        return List.copyOf(mounted);
    }

    /** The mount that was made the root last. */
    public synchronized String root() {
        return root;
    }

    /** Makes the next mount or unmount of this target fail. */
    public synchronized void failNext(String target, int errno) {
        failingTarget = target;
        failure = errno;
    }

    @Override
    public synchronized void mount(String source, String target, String type, Set<Flag> flags, String data) {
        failIfTold("mount", target);
        mounted.add(new Mounted(source, target, type, flags, data));
    }

    @Override
    public synchronized void unmount(String target, boolean lazily) {
        failIfTold("unmount", target);
        for (int i = mounted.size() - 1; i >= 0; i--) {
            if (mounted.get(i).target().equals(target)) {
                mounted.remove(i);
                return;
            }
        }
        throw new LinuxException("unmount", target, Errno.EINVAL);
    }

    @Override
    public synchronized String table() {
        StringBuilder lines = new StringBuilder();
        for (Mounted mount : mounted) {
            if (mount.flags().stream().noneMatch(CHANGES::contains)) {
                String target = mount.target().replace("\\", "\\134").replace(" ", "\\040");
                lines.append("1 1 0:1 / ").append(target).append(" rw - ").append(mount.type()).append(" none rw\n");
            }
        }
        return lines.toString();
    }

    @Override
    public synchronized void switchRoot(String folder) {
        failIfTold("switch root to", folder);
        root = folder;
    }

    private void failIfTold(String operation, String target) {
        if (failure != 0 && target.equals(failingTarget)) {
            int errno = failure;
            failure = 0;
            throw new LinuxException(operation, target, errno);
        }
    }
}
