package org.keelson.config.state;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which kernel modules the drivers are that containers ask for: {@code bsp/drivers.json}.
 *
 * @param sections the drivers of all boards and of certain ones, in the order of the state
 */
public record Drivers(List<Section> sections) {
    /** No drivers. */
    public static final Drivers NONE = new Drivers(List.of());

    /** Which boards a section is for. */
    public enum Scope {
        /** All of them, {@code all}. */
        ALL,
        /** Those that boot a configuration of the FIT image, {@code fitconfig:}. */
        FIT_CONFIG,
        /** Those with a device tree, {@code dtb:}. */
        DEVICE_TREE,
        /** Those with an overlay on their device tree, {@code ovl:}. */
        OVERLAY
    }

    /**
     * The drivers of some boards.
     *
     * @param scope what tells them
     * @param name the configuration, device tree or overlay; empty for all boards
     * @param modules by the name of the driver, valid by {@link Names#driver}: the modules in the order of loading
     */
    public record Section(Scope scope, String name, Map<String, List<Module>> modules) {
        /** Checks that every part is there and copies the collections, keeping their order. */
        public Section {
            Objects.requireNonNull(scope, "scope is null");
            Objects.requireNonNull(name, "name is null");
            Map<String, List<Module>> copy = new LinkedHashMap<>();
            modules.forEach((driver, list) -> copy.put(driver, List.copyOf(list)));
            modules = Collections.unmodifiableMap(copy);
        }
    }

    /**
     * A module and its parameters.
     *
     * @param name the module, valid by {@link Names#module}
     * @param parameters the text of the parameters, in pieces
     */
    public record Module(String name, List<Piece> parameters) {
        /** Checks that the name is there and copies the list. */
        public Module {
            Objects.requireNonNull(name, "name is null");
            parameters = List.copyOf(parameters);
        }
    }

    /** A piece of a module's parameters. */
    public sealed interface Piece {
        /** What stands there. */
        record Plain(String text) implements Piece {}

        /** What the user's metadata has under a key, {@code ${user-meta:<key>}}. */
        record UserMeta(String key) implements Piece {}

        /** What the device's metadata has under a key, {@code ${device-meta:<key>}}. */
        record DeviceMeta(String key) implements Piece {}
    }

    /** Copies the list. */
    public Drivers {
        sections = List.copyOf(sections);
    }
}
