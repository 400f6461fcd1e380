package org.keelson.config.state;

import java.util.Objects;

/**
 * How a volume of the type {@code dm:} is verified while it is read: {@code <owner>/_dm/<volume>.json}. The kernel's
 * {@code Documentation/admin-guide/device-mapper/verity.rst}.
 *
 * @param owner the container, or {@code bsp}, whose directory has both files
 * @param volume the file with the data, after which the manifest is named
 * @param hashFile the file with the tree of hashes, which begins with a superblock
 * @param rootHash the hash that all others follow from, in lower-case hex digits
 */
public record VerityManifest(String owner, String volume, String hashFile, String rootHash) {
    /** Checks that every part is there. */
    public VerityManifest {
        Objects.requireNonNull(owner, "owner is null");
        Objects.requireNonNull(volume, "volume is null");
        Objects.requireNonNull(hashFile, "hashFile is null");
        Objects.requireNonNull(rootHash, "rootHash is null");
    }
}
