package org.keelson.config.state;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the board boots and shares with containers: {@code bsp/run.json}. All names are relative to {@code bsp/}. It boots {@code fit}; else
 * {@code rpiab}; else {@code linux} with {@code initrd}. One of the three is there.
 *
 * @param linux the kernel
 * @param initrd the initial file system
 * @param fdt the device tree
 * @param fit kernel, initial file system and device trees in one image, instead of the three above
 * @param rpiab a boot partition for the Raspberry Pi's tryboot, instead of the four above
 * @param firmware the volume that is seen at {@code /lib/firmware}
 * @param modules the volume that is seen at {@code /lib/modules/<release>} if none is named for the release
 * @param modulesByRelease the volumes of {@code modules_<release>}
 * @param addons further archives for the initial file system, in order
 * @param initrdConfig settings that the initial file system was built with; nobody reads them on the device
 */
public record Bsp(
        Optional<String> linux,
        Optional<String> initrd,
        Optional<String> fdt,
        Optional<String> fit,
        Optional<String> rpiab,
        Optional<VolumeName> firmware,
        Optional<VolumeName> modules,
        Map<String, VolumeName> modulesByRelease,
        List<String> addons,
        Optional<String> initrdConfig) {
    /** Checks that every part is there and copies the collections. */
    public Bsp {
        Objects.requireNonNull(linux, "linux is null");
        Objects.requireNonNull(initrd, "initrd is null");
        Objects.requireNonNull(fdt, "fdt is null");
        Objects.requireNonNull(fit, "fit is null");
        Objects.requireNonNull(rpiab, "rpiab is null");
        Objects.requireNonNull(firmware, "firmware is null");
        Objects.requireNonNull(modules, "modules is null");
        modulesByRelease = Collections.unmodifiableMap(new LinkedHashMap<>(modulesByRelease));
        addons = List.copyOf(addons);
        Objects.requireNonNull(initrdConfig, "initrdConfig is null");
    }

    /**
     * Says which volume has the modules of a kernel.
     *
     * @param release the release as {@code uname(2)} gives it
     * @return the volume made for this release, else the general one, else none
     */
    public Optional<VolumeName> modulesFor(String release) {
        VolumeName exact = modulesByRelease.get(release);
        return exact == null ? modules : Optional.of(exact);
    }
}
