package org.keelson.backend.lxc.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.keelson.backend.RootFileSystem;
import org.keelson.backend.RootFileSystem.BlockDevice;
import org.keelson.backend.RootFileSystem.Directory;
import org.keelson.backend.RootFileSystem.Image;
import org.keelson.backend.RootFileSystem.Overlay;

/**
 * Reads {@code lxc.rootfs.path} and {@code lxc.rootfs.options}, so that PID 1 can mount what LXC would have mounted.
 *
 * <p>As in LXC the text before the first colon is a type: {@code dir}, {@code overlay} or {@code overlayfs},
 * {@code loop}, {@code lvm}; the file systems of images ({@code squashfs:/x} and such) are an addition. Without a type,
 * a path below {@code /dev} is a block device and any other a directory: nothing is looked up, so an image is named by
 * its type. An overlay is {@code lower[:lower…]:upper}, top lower first, cut at the last {@code :/} as LXC's
 * {@code ovl_mount} does; {@code \:} is a colon inside a lower layer.
 */
public final class RootFileSystemSpec {

    private static final List<String> IMAGE_TYPES =
            List.of("squashfs", "ext4", "ext3", "ext2", "erofs", "btrfs", "f2fs", "xfs", "vfat");

    /** What the two values mean. */
    public sealed interface Result {
        /**
         * The root is known.
         *
         * @param root what to mount
         */
        record Found(RootFileSystem root) implements Result {
        }

        /**
         * The root cannot be mounted.
         *
         * @param problem why, naming the key
         */
        record Unusable(String problem) implements Result {
        }
    }

    private RootFileSystemSpec() {
    }

    /**
     * Reads a root file system.
     *
     * @param path the value of {@code lxc.rootfs.path}
     * @param options the value of {@code lxc.rootfs.options}; empty for none
     * @return the root, or why there is none
     */
    public static Result parse(String path, String options) {
        List<String> split = MountEntry.splitOptions(options);
        for (String option : split) {
            if (isReserved(option)) {
                return new Result.Unusable("lxc.rootfs.options: " + option + " is not an option of a root");
            }
        }
        int colon = path.indexOf(':');
        if (colon < 0) {
            return plain(path, split);
        }
        String type = path.substring(0, colon);
        String rest = path.substring(colon + 1);
        return switch (type) {
            case "overlay", "overlayfs" -> overlay(rest, split);
            case "dir" -> at(rest, p -> new Directory(p, split));
            case "loop" -> at(rest, p -> new Image(p, typeOf(rest), split));
            case "lvm" -> at(rest, p -> new BlockDevice(p, RootFileSystem.ANY_TYPE, split));
            default -> IMAGE_TYPES.contains(type)
                    ? at(rest, p -> onImageOrDevice(p, type, split))
                    : new Result.Unusable("lxc.rootfs.path: type '" + type + "' is not supported");
        };
    }

    private static Result plain(String path, List<String> options) {
        return at(path, p -> isDevice(p) ? new BlockDevice(p, RootFileSystem.ANY_TYPE, options)
                : new Directory(p, options));
    }

    private static Result overlay(String layers, List<String> options) {
        int cut = layers.lastIndexOf(":/");
        if (cut <= 0) {
            return new Result.Unusable("lxc.rootfs.path: an overlay is lower:upper, both absolute: " + layers);
        }
        Optional<Path> upper = HostPath.absolute(layers.substring(cut + 1));
        if (upper.isEmpty() || upper.get().getParent() == null) {
            return new Result.Unusable("lxc.rootfs.path: not usable as the upper layer: " + layers.substring(cut + 1));
        }
        List<Path> lowers = new ArrayList<>();
        for (String lower : splitLowers(layers.substring(0, cut))) {
            Optional<Path> layer = HostPath.absolute(lower);
            if (layer.isEmpty()) {
                return new Result.Unusable("lxc.rootfs.path: lower layer is not an absolute path: '" + lower + "'");
            }
            lowers.add(layer.get());
        }
        return new Result.Found(Overlay.of(lowers, upper.get(), options));
    }

    private static List<String> splitLowers(String text) {
        List<String> lowers = new ArrayList<>();
        StringBuilder lower = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("\\:", i) || text.startsWith("\\\\", i)) {
                lower.append(text.charAt(++i));
            } else if (text.charAt(i) == ':') {
                lowers.add(lower.toString());
                lower.setLength(0);
            } else {
                lower.append(text.charAt(i));
            }
        }
        lowers.add(lower.toString());
        return lowers;
    }

    private static RootFileSystem onImageOrDevice(Path path, String type, List<String> options) {
        return isDevice(path) ? new BlockDevice(path, type, options) : new Image(path, type, options);
    }

    private static Result at(String text, Function<Path, RootFileSystem> make) {
        Optional<Path> path = HostPath.absolute(text);
        return path.isPresent() ? new Result.Found(make.apply(path.get()))
                : new Result.Unusable("lxc.rootfs.path: not an absolute path: '" + text + "'");
    }

    private static boolean isDevice(Path path) {
        return path.normalize().startsWith("/dev") && path.getNameCount() > 1;
    }

    private static String typeOf(String file) {
        String extension = file.substring(file.lastIndexOf('.') + 1);
        return IMAGE_TYPES.contains(extension) ? extension : RootFileSystem.ANY_TYPE;
    }

    private static boolean isReserved(String option) {
        return option.startsWith("create=") || option.equals("optional") || option.equals("relative")
                || option.startsWith("lowerdir=") || option.startsWith("upperdir=") || option.startsWith("workdir=");
    }
}
