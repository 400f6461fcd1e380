package org.keelson.backend.lxc.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What of a launched configuration a program gets that is started in the running container. */
class AttachSettingsTest {
    private static AttachSettings of(String... lines) {
        return AttachSettings.of(ConfigText.parse(String.join("\n", lines)));
    }

    @Test
    void emptyConfigurationGivesTheDefaults() {
        assertEquals(new AttachSettings(List.of(), -1, -1, List.of(), "/", true, false, false), of());
    }

    @Test
    void environmentAndLimitsComeThroughInTheirOrderWithTheirClearings() {
        AttachSettings settings = of("lxc.environment = A=1", "lxc.prlimit.nofile = 77", "lxc.environment =",
                "lxc.environment = \"B= 2 \"", "lxc.proc.oom_score_adj = 123", "lxc.prlimit =");

        assertEquals(List.of(new Setting("lxc.environment", "A=1"), new Setting("lxc.prlimit.nofile", "77"),
                new Setting("lxc.environment", ""), new Setting("lxc.environment", "B= 2 "),
                new Setting("lxc.proc.oom_score_adj", "123"), new Setting("lxc.prlimit", "")), settings.settings());
    }

    @Test
    void whatOpensFilesOrMakesTheContainerIsLeftOut() {
        AttachSettings settings = of("lxc.log.file = /storage/lxc.log", "lxc.rootfs.path = dir:/x", "lxc.mount.entry = a b none bind 0 0",
                "lxc.hook.start = /x", "lxc.net.0.type = empty", "lxc.environment.hooks = A=1");

        assertEquals(List.of(), settings.settings());
    }

    @Test
    void programBeginsAsItsInitDid() {
        AttachSettings settings = of("lxc.init.uid = 1000", "lxc.init.gid = 0x3e9", "lxc.init.groups = 5, 6", "lxc.init.groups = 010",
                "lxc.init.cwd = /srv");

        assertEquals(1000, settings.user());
        assertEquals(1001, settings.group());
        assertEquals(List.of(5, 6, 8), settings.groups());
        assertEquals("/srv", settings.folder());
    }

    @Test
    void emptyLineClearsTheGroups() {
        assertEquals(List.of(7), of("lxc.init.groups = 5,6", "lxc.init.groups =", "lxc.init.groups = 7").groups());
    }

    @Test
    void idsOfUserNamespacesDoNotEndAtTwoToThe31() {
        assertEquals(3_000_000_000L, Integer.toUnsignedLong(of("lxc.init.uid = 3000000000").user()));
        assertThrows(NumberFormatException.class, () -> of("lxc.init.uid = 4294967296"));
        assertThrows(NumberFormatException.class, () -> of("lxc.init.gid = -1"));
    }

    @Test
    void protectionsAreDemandedWhereTheConfigurationHasThem() {
        assertEquals(true, of("lxc.seccomp.profile = x.conf").seccomp());
        assertEquals(false, of("lxc.seccomp.profile = x.conf", "lxc.seccomp.profile =").seccomp());
        assertEquals(true, of("lxc.no_new_privs = 1").noNewPrivileges());
        assertEquals(false, of("lxc.no_new_privs = 0").noNewPrivileges());
    }

    @Test
    void labelIsLeftAloneOnlyWhereTheContainerHasNone() {
        assertEquals(false, of("lxc.apparmor.profile = unconfined").labelled());
        assertEquals(false, of("lxc.apparmor.profile = unchanged").labelled());
        assertEquals(true, of("lxc.apparmor.profile = lxc-container-default").labelled());
        assertEquals(true, of("lxc.apparmor.profile = unconfined", "lxc.selinux.context = system_u:system_r:lxc_t:s0").labelled());
    }
}
