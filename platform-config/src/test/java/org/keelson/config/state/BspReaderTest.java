package org.keelson.config.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the board boots and shares. */
final class BspReaderTest {
    private static final String FILES = "'bsp/a':'SHA','bsp/b':'SHA','bsp/m.squashfs':'SHA'".replace("SHA", SampleState.SHA);

    private static Bsp read(String members) {
        return SampleState.value(SmallState.of("'bsp/run.json':{" + members + "}", FILES)).bsp().orElseThrow();
    }

    private static void refused(String members, String... problems) {
        DeviceSample.refused("'bsp/run.json':{" + members + "}," + FILES, problems);
    }

    private static void warned(String members, String... warnings) {
        DeviceSample.warned("'bsp/run.json':{" + members + "}," + FILES, warnings);
    }

    @Test
    void everyWayToBootIsRead() {
        Bsp none = read("'fit':'a'");

        assertEquals(new Bsp(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("a"), Optional.empty(), Optional.empty(),
                Optional.empty(), Map.of(), List.of(), Optional.empty()), none);
        assertEquals(Optional.of("b"), read("'rpiab':'b'").rpiab());
        assertEquals(Optional.of("a"), read("'linux':'a','initrd':'b'").linux());
    }

    @Test
    void settingsOfTheInitialFileSystemMayBeAnEmptyName() {
        assertEquals(Optional.of("b"), read("'fit':'a','initrd_config':'b'").initrdConfig());
        assertEquals(Optional.empty(), read("'fit':'a','initrd_config':''").initrdConfig());
    }

    @Test
    void waysToBootThatAreNotTakenAreWarnings() {
        warned("'fit':'a','rpiab':'b'", "bsp/run.json:$.rpiab: ignored, since there is fit");
        warned("'rpiab':'a','linux':'b','initrd':'b','fdt':'b'", "bsp/run.json:$.linux: ignored, since there is rpiab",
                "bsp/run.json:$.initrd: ignored, since there is rpiab", "bsp/run.json:$.fdt: ignored, since there is rpiab");
        warned("'linux':'a','initrd':'b','fdt':'a'");
    }

    @Test
    void boardIsChecked() {
        String kernel = "bsp/run.json:$: found no kernel, expected linux and initrd, or fit, or rpiab";
        refused("", kernel);
        refused("'linux':'a'", kernel);
        refused("'initrd':'a','fdt':'b'", kernel);
        refused("'fit':7", "bsp/run.json:$.fit: found 7, expected a string");
        refused("'fit':'x'", "bsp/run.json:$.fit: found \"x\", but the state has no \"bsp/x\"");
        refused("'fit':'../a'", "bsp/run.json:$.fit: path \"../a\" has an empty, \".\" or \"..\" component");
        refused("'fit':'a','addons':['b','x']", "bsp/run.json:$.addons[1]: found \"x\", but the state has no \"bsp/x\"");
        refused("'fit':'a','addons':'b'", "bsp/run.json:$.addons: found the string \"b\", expected an array");
        refused("'fit':'a','initrd_config':'x'", "bsp/run.json:$.initrd_config: found \"x\", but the state has no \"bsp/x\"");
        refused("'fit':'a','modules':'m'", "bsp/run.json:$.modules: volume name \"m\" has no extension that says how to mount it, "
                + "expected <file>.bind, <file>.data or <file>.<type>");
        refused("'fit':'a','modules_':'m.squashfs'",
                "bsp/run.json:$.modules_: found modules_ without the release of a kernel behind it");
        refused("'fit':'a','modules_a/b':'m.squashfs'",
                "bsp/run.json:$['modules_a/b']: found modules_ without the release of a kernel behind it");
        refused("'fit':'a','firmware':'dm:m.squashfs'", "bsp/run.json:$.firmware: found \"_dm/m.squashfs.json\", "
                + "but the state has no \"bsp/_dm/m.squashfs.json\"", "bsp/run.json:$.firmware: dm-verity volumes are not supported yet");
        DeviceSample.refused("'bsp/run.json':[]", "bsp/run.json:$: found an array, expected an object");
    }
}
