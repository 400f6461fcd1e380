package org.keelson.backend.lxc.config;

/** Fits an author's configuration to this device. */
public final class LaunchConfig {

    private LaunchConfig() {
    }

    /**
     * Turns the configuration that came with a container into what liblxc is given.
     *
     * @param authorText the whole {@code lxc.container.conf}
     * @param target the facts of this device and this start
     * @return a plan, or all problems
     */
    public static Preparation prepare(String authorText, Target target) {
        throw new UnsupportedOperationException();
    }
}
