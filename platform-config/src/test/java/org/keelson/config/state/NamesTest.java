package org.keelson.config.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class NamesTest {
    private static final String LONG = "a".repeat(65);
    private static final List<String> NEVER_A_WORD = List.of(
            "", ".", "..", ".a", "-a", "a/b", "/a", "a/", "a b", "a,b", "a:b", "a\\b", "a\nb", "a\0b", "a\u007fb", "é",
            "a\u202eb", "a'b", "a\"b", "a$b", "a*b", "a=b");

    @Test
    void containersAreWordsThatTheFormatDoesNotReserve() {
        accepted(Names::container, "web", "a", "pv-avahi", "a.b_c-d+e@f", "0", LONG.substring(1));
        refused(Names::container, "_sigs", "_config", "_pv_x", "bsp", "pantavisor", LONG);
        for (String name : NEVER_A_WORD) {
            refused(Names::container, name);
        }
    }

    @Test
    void namesOfThingsAreWords() {
        accepted(Names::group, "root", "_x");
        accepted(Names::disk, "dm-secrets", "_a");
        accepted(Names::handler, "dm");
        accepted(Names::storage, "docker--var-lib", "lxc-overlay", "pv--usrmeta", "a".repeat(255));
        accepted(Names::networkInterface, "eth0", "fifteen-letters");
        refused(Names::networkInterface, "sixteen-letters.");
        refused(Names::storage, "a".repeat(256));
        refused(Names::group, LONG);
        for (String name : NEVER_A_WORD) {
            refused(Names::group, name);
            refused(Names::disk, name);
            refused(Names::handler, name);
            refused(Names::storage, name);
            refused(Names::networkInterface, name);
            refused(Names::policy, name);
            refused(Names::key, name);
            refused(Names::uuid, name);
            refused(Names::driver, name);
            refused(Names::module, name);
            refused(Names::service, name);
            refused(Names::busRole, name);
        }
    }

    @Test
    void volumesHaveAnExtension() {
        accepted(Names::volume, "root.squashfs", "a.b.ext4", "hosts.bind", "x.data");
        refused(Names::volume, "root", "root.", ".squashfs", "a.b-c", "a." + "x".repeat(40), "a/root.squashfs");
    }

    @Test
    void revisionsAreNumbersOrLocal() {
        accepted(Names::revision, "0", "12", "9223372036854775807", "locals/a", "locals/v1.2-rc_3");
        refused(Names::revision, "", "00", "012", "-1", "1.0", "a", "locals", "locals/", "locals/a/b", "locals/..",
                "locals/.", "locals//a", "/locals/a", "locals/-a", "Locals/a", "../0", "1/", "1234567890123456789012",
                "locals/" + LONG, "\u0661");
    }

    @Test
    void objectPathsStayInTheRevision() {
        accepted(Names::objectPath, "a", "a/b.c", "_config/web/.ssh/x", "a b/ü,:", "a/..b", "a/b..", "😀/x",
                "a/" + "b".repeat(255));
        refused(Names::objectPath, "", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/..", "a/../b", "a/./b", ".pv/x",
                ".pvr/json", "a\nb", "a\0", "a/\u0085", "a\u2028b", "a/" + "b".repeat(256), "a/" + "ü".repeat(128),
                "a/".repeat(1024) + "b", "\ud800");
    }

    @Test
    void pathsInAContainerAreAbsolute() {
        accepted(Names::absolutePath, "/usr/bin", "/.x");
        refused(Names::absolutePath, "", "/", "usr", "/usr/", "//usr", "/usr/../x", "/a\nb");
    }

    @Test
    void aDigestHas64LowerCaseHexDigits() {
        String good = SampleState.SHA;
        accepted(Names::sha256, good);
        refused(Names::sha256, "", good.substring(1), good + "0", good.replace('a', 'A'), good.replace('a', 'g'));
    }

    private static void accepted(Function<String, Optional<String>> rule, String... names) {
        for (String name : names) {
            assertEquals(Optional.empty(), rule.apply(name), name);
        }
    }

    private static void refused(Function<String, Optional<String>> rule, String... names) {
        for (String name : names) {
            assertEquals(true, rule.apply(name).isPresent(), name);
        }
    }
}
