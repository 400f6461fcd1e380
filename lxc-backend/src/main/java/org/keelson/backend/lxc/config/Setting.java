package org.keelson.backend.lxc.config;

/**
 * One {@code key = value} of a configuration, added to the author's by the supervisor.
 *
 * @param key such as {@code lxc.net.0.type}
 * @param value without newline or NUL; empty means unset, as in LXC
 */
public record Setting(String key, String value) {
    /** Checks that both are there. */
    public Setting {
        if (key == null || key.isEmpty()) {
            throw new IllegalArgumentException("key is empty");
        }
        if (value == null) {
            throw new IllegalArgumentException("value is null");
        }
    }

    /**
     * Whether liblxc could read the two back: no newline, carriage return or NUL, no {@code =} in the key.
     *
     * @return false when writing this setting would change its meaning
     */
    public boolean writable() {
        return key.startsWith("lxc.") && key.indexOf('=') < 0 && key.equals(ConfigText.trim(key))
                && oneLine(key) && oneLine(value);
    }

    /**
     * The line for a configuration file, without newline. liblxc trims blanks around a value and then takes off one
     * pair of equal quotes; a value that would lose something is written within such a pair.
     *
     * @return a line that {@link ConfigText#parse} reads back as this setting
     */
    public String line() {
        String written = ConfigText.unquote(ConfigText.trim(value));
        return written.equals(value) ? key + " = " + value : key + " = \"" + value + '"';
    }

    static boolean oneLine(String text) {
        return text.indexOf('\n') < 0 && text.indexOf('\r') < 0 && text.indexOf('\0') < 0;
    }
}
