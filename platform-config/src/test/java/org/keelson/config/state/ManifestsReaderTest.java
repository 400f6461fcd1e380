package org.keelson.config.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Documents that have a meaning by their place: drivers, services, rules for device nodes, verified volumes, signatures. */
final class ManifestsReaderTest {
    private static final String WEB = SmallState.container("web", "");
    private static final String OFFERED = "services that a container offers are not supported yet, ignored";
    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final String FILES = "'web/root.squashfs':'" + HASH + "','web/root.squashfs.hash':'" + HASH + "'";
    private static final String MANIFEST = "'web/_dm/root.squashfs.json':";
    private static final String VERITY = "'type':'dm-verity','data_device':'root.squashfs','hash_device':'root.squashfs.hash',"
            + "'root_hash':'" + HASH + "'";
    private static final String SIGNATURE = "{'#spec':'pvs@2','protected':'e30','signature':'AAA_-w'}";

    private static Manifests read(String... documents) {
        return SampleState.value(SmallState.of(documents)).manifests();
    }

    @Test
    void driversOfAllKindsOfBoardsAreRead() {
        Drivers drivers = read("'bsp/drivers.json':{'#spec':'driver-aliases@1','all':{'wifi':['cfg80211',"
                + "'brcmfmac  a=1 ${user-meta:wifi.opts}x${device-meta:k}'],'none':[]},'fitconfig:conf@1':{'a':['b']},'dtb:all':{},"
                + "'ovl:x/y.dtbo':{}}").drivers();

        assertEquals(new Drivers(List.of(
                new Drivers.Section(Drivers.Scope.ALL, "", Map.of("wifi", List.of(
                        new Drivers.Module("cfg80211", List.of()),
                        new Drivers.Module("brcmfmac", List.of(new Drivers.Piece.Plain("a=1 "), new Drivers.Piece.UserMeta("wifi.opts"),
                                new Drivers.Piece.Plain("x"), new Drivers.Piece.DeviceMeta("k")))), "none", List.of())),
                new Drivers.Section(Drivers.Scope.FIT_CONFIG, "conf@1", Map.of("a", List.of(new Drivers.Module("b", List.of())))),
                new Drivers.Section(Drivers.Scope.DEVICE_TREE, "all", Map.of()),
                new Drivers.Section(Drivers.Scope.OVERLAY, "x/y.dtbo", Map.of()))), drivers);
        assertEquals(Drivers.NONE, read(WEB).drivers());
    }

    @Test
    void driversAreChecked() {
        String line = "<module> <parameters>, with ${user-meta:<key>} or ${device-meta:<key>} for values of the metadata";
        drivers("[]", ": found an array, expected an object");
        drivers("{'#spec':'driver-aliases@2'}", "['#spec']: found \"driver-aliases@2\", expected driver-aliases@1");
        drivers("{'all':[]}", ".all: found an array, expected an object");
        drivers("{'fitconfig:':{}}", "['fitconfig:']: found fitconfig: without a printable name behind it");
        drivers("{'all':{'a/b':[]}}",
                ".all['a/b']: driver name \"a/b\" has a character at 1 that is not a letter, a digit or one of . _ - + @");
        drivers("{'all':{'a':'b'}}", ".all.a: found the string \"b\", expected an array");
        drivers("{'all':{'a':[7]}}", ".all.a[0]: found 7, expected a string");
        drivers("{'all':{'a':['']}}", ".all.a[0]: module name is empty");
        drivers("{'all':{'a':['-r x']}}", ".all.a[0]: module name \"-r\" begins with a dot or a dash");
        drivers("{'all':{'a':['${user-meta:x}']}}", ".all.a[0]: module name \"${user-meta:x}\" has a character at 0 "
                + "that is not a letter, a digit or one of . _ - + @");
        for (String bad : List.of("$x", "${x}", "${user-meta:}", "${user-meta:x", "${hub-meta:x}", "a$")) {
            drivers("{'all':{'a':['m " + bad + "']}}", ".all.a[0]: found \"m " + bad + "\", expected " + line);
        }
        drivers("{'all':{'a':['m a\\u0007']}}", ".all.a[0]: found \"m a?\", expected " + line);
        DeviceSample.warned("'bsp/drivers.json':{'x':{},'dtb':{},'all:x':{},'user:x':{}}",
                "bsp/drivers.json:$.x: unknown key, ignored", "bsp/drivers.json:$.dtb: unknown key, ignored",
                "bsp/drivers.json:$['all:x']: unknown key, ignored", "bsp/drivers.json:$['user:x']: unknown key, ignored");
    }

    private static void drivers(String document, String problem) {
        DeviceSample.refused("'bsp/drivers.json':" + document, "bsp/drivers.json:$" + problem);
    }

    @Test
    void servicesOfBothFormsAreRead() {
        List<OfferedService> services = List.of(
                new OfferedService.Endpoint("api", OfferedService.Type.REST, "/run/api.sock"),
                new OfferedService.BusName("org.example.Foo-2", "foo", List.of("operator", "monitor")));
        String array = "[{'name':'api','type':'rest','socket':'/run/api.sock'},{'type':'dbus','bus':'system-bus',"
                + "'owns':'org.example.Foo-2','role':'foo','allow':['operator','monitor','operator']}]";

        assertEquals(Map.of("web", services),
                read(WEB, "'web/services.json':{'#spec':'service-manifest-xconnect@1','services':" + array + "}").services());
        assertEquals(Map.of("web", services), read(WEB, "'web/services.json':" + array).services());
        DeviceSample.warned(WEB + ",'web/services.json':" + array, "web/services.json:$: " + OFFERED);
        DeviceSample.warned(WEB + ",'web/services.json':{'services':" + array + "}", "web/services.json:$.services: " + OFFERED);
        DeviceSample.warned(WEB + ",'web/services.json':[]");
    }

    @Test
    void everyTypeOfServiceIsKnown() {
        for (OfferedService.Type type : OfferedService.Type.values()) {
            String word = type.name().toLowerCase(java.util.Locale.ROOT);
            assertEquals(List.of(new OfferedService.Endpoint("a", type, "/a")),
                    read(WEB, "'web/services.json':[{'name':'a','type':'" + word + "','socket':'/a'}]").services().get("web"));
        }
    }

    @Test
    void servicesAreChecked() {
        String types = "rest, dbus, unix, drm, wayland or input";
        services("7", ": found 7, expected an object or an array");
        services("'" + HASH + "'", ": found the string \"" + HASH + "\", expected an object or an array");
        services("{}", ".services: missing, expected an array of services");
        services("{'services':{}}", ".services: found an object, expected an array");
        services("{'#spec':'x','services':[]}", "['#spec']: found \"x\", expected service-manifest-xconnect@1");
        services("[7]", "[0]: found 7, expected an object");
        services("[{'name':'a','socket':'/a'}]", "[0].type: missing, expected " + types);
        services("[{'name':'a','type':'x11','socket':'/a'}]", "[0].type: found \"x11\", expected " + types);
        services("[{'type':'unix','socket':'/a'}]", "[0].name: missing, expected the name of the service");
        services("[{'name':'','type':'unix','socket':'/a'}]", "[0].name: service name is empty");
        services("[{'name':'a','type':'unix'}]", "[0].socket: missing, expected an absolute path in the container");
        services("[{'name':'a','type':'unix','socket':'a'}]", "[0].socket: path \"a\" is relative, expected an absolute one");
        services("[{'name':'a','type':'unix','socket':'/a'},{'name':'a','type':'rest','socket':'/b'}]",
                "[1].name: found \"a\" a second time");
        bus("'type':'unix','bus':'system-bus','owns':'a.b','role':'r'", ".type: found \"unix\", expected dbus");
        bus("'type':'dbus','bus':'session','owns':'a.b','role':'r'", ".bus: found \"session\", expected system-bus");
        bus("'type':'dbus','owns':'a.b','role':'r'", ".bus: missing, expected system-bus");
        bus("'type':'dbus','bus':'system-bus','owns':'a.b'", ".role: missing, expected the role that the container has on the bus");
        bus("'type':'dbus','bus':'system-bus','owns':'a.b','role':'-r'", ".role: role name \"-r\" begins with a dot or a dash");
        bus("'type':'dbus','bus':'system-bus','owns':'a.b','role':'r','allow':['x y']",
                ".allow[0]: role name \"x y\" has a character at 1 that is not a letter, a digit or one of . _ - + @");
        for (String bad : List.of("", "a", ".a", "a.", "a..b", "a.1", "1.a", ":1.5", "a.b c", "a." + "b".repeat(254))) {
            String shown = bad.length() > 80 ? bad.substring(0, 80) + "…" : bad;
            bus("'type':'dbus','bus':'system-bus','owns':'" + bad + "','role':'r'",
                    ".owns: found \"" + shown + "\", expected a name on the bus like org.example.Clock");
        }
    }

    private static void services(String document, String problem) {
        DeviceSample.refused(WEB + ",'web/services.json':" + document, "web/services.json:$" + problem);
    }

    private static void bus(String members, String problem) {
        services("[{" + members + "}]", "[0]" + problem);
    }

    @Test
    void onlyOneContainerOwnsANameOnTheBus() {
        String owner = "[{'type':'dbus','bus':'system-bus','owns':'a.b','role':'r'}]";
        DeviceSample.refused(WEB + "," + SmallState.container("api", "") + ",'api/services.json':" + owner
                        + ",'web/services.json':" + owner,
                "web/services.json:$[0].owns: found \"a.b\", which \"api\" owns already");
    }

    @Test
    void servicesBelongToAContainer() {
        DeviceSample.refused("'web/services.json':[]", "$['web/services.json']: belongs to no container of this state");
        DeviceSample.refused("'bsp/services.json':[]", "$['bsp/services.json']: belongs to no container of this state");
        DeviceSample.warned("'_hostconfig/services.json':7,'a/b/services.json':7,'services.json':7");
    }

    @Test
    void rulesForDeviceNodesAreReadInTheirOrder() {
        String document = "'web/mdev.json':{'rules':['$MODALIAS=.*\\t0:0 0660 */sbin/modprobe $MODALIAS','.* 0:0 0600']}";

        assertEquals(Map.of("web", List.of("$MODALIAS=.*\t0:0 0660 */sbin/modprobe $MODALIAS", ".* 0:0 0600")),
                read(WEB, document).nodeRules());
        DeviceSample.warned(WEB + "," + document, "web/mdev.json:$.rules: rules for device nodes are not supported yet, ignored");
        DeviceSample.warned(WEB + ",'web/mdev.json':{'rules':[],'x':1}", "web/mdev.json:$.x: unknown key, ignored");
        DeviceSample.warned("'web/mdev.json':{'y':1}"); // of no container, so it has no meaning
    }

    @Test
    void rulesForDeviceNodesAreChecked() {
        String path = "web/mdev.json:$";
        DeviceSample.refused(WEB + ",'web/mdev.json':[]", path + ": found an array, expected an object");
        DeviceSample.refused(WEB + ",'web/mdev.json':{}", path + ".rules: missing, expected an array of rules");
        DeviceSample.refused(WEB + ",'web/mdev.json':{'rules':'x'}", path + ".rules: found the string \"x\", expected an array");
        DeviceSample.refused(WEB + ",'web/mdev.json':{'rules':[1.50]}", path + ".rules[0]: found 1.50, expected a string");
        DeviceSample.refused(WEB + ",'web/mdev.json':{'rules':['a\\nb']}",
                path + ".rules[0]: found \"a?b\", expected one line without control characters");
    }

    @Test
    void manifestsOfVerifiedVolumesAreRead() {
        String bsp = "'bsp/m.squashfs':'" + HASH + "','bsp/h':'" + HASH + "','bsp/_dm/m.squashfs.json':{'type':'dm-verity',"
                + "'data_device':'m.squashfs','hash_device':'h','root_hash':'" + "ab".repeat(64) + "','salt':'-','uuid':'x'}";
        String text = SmallState.of(WEB, FILES, MANIFEST + "{" + VERITY + "}", bsp, "'other/_dm/x.json':7");

        assertEquals(List.of(), SampleState.warnings(text));
        assertEquals(List.of(new VerityManifest("web", "root.squashfs", "root.squashfs.hash", HASH),
                new VerityManifest("bsp", "m.squashfs", "h", "ab".repeat(64))), SampleState.value(text).manifests().verity());
    }

    @Test
    void manifestsOfVerifiedVolumesAreChecked() {
        String hash = "a hash of 64 to 128 lower-case hex digits";
        verity("[]", ": found an array, expected an object");
        verity("{" + VERITY.replace("dm-verity", "dm-integrity") + "}", ".type: found \"dm-integrity\", expected dm-verity");
        verity("{" + VERITY.replace("'type':'dm-verity',", "") + "}", ".type: missing, expected dm-verity");
        verity("{" + VERITY.replace("'data_device':'root.squashfs'", "'data_device':'other'") + "}",
                ".data_device: found \"other\", expected \"root.squashfs\", after which the manifest is named");
        verity("{" + VERITY.replace("root.squashfs.hash", "x") + "}", ".hash_device: found \"x\", but the state has no \"web/x\"");
        verity("{" + VERITY.replace("root.squashfs.hash", "../x") + "}",
                ".hash_device: path \"../x\" has an empty, \".\" or \"..\" component");
        verity("{" + VERITY.replace(",'hash_device':'root.squashfs.hash'", "") + "}",
                ".hash_device: missing, expected the file with the hashes");
        for (String bad : List.of("", HASH.substring(2), HASH + "0", HASH.replace('a', 'A'), HASH.replace('a', 'g'))) {
            verity("{" + VERITY.replace(HASH, bad) + "}", ".root_hash: found \"" + bad + "\", expected " + hash);
        }
        verity("{" + VERITY + ",'salt':7}", ".salt: found 7, expected a string");
        DeviceSample.refused(WEB + ",'web/root.squashfs.hash':'" + HASH + "'," + MANIFEST + "{" + VERITY + "}",
                "web/_dm/root.squashfs.json:$: found \"root.squashfs\", but the state has no \"web/root.squashfs\"");
        DeviceSample.refused(WEB + ",'web/_dm/root.json':{'type':'dm-verity','data_device':'root','hash_device':'run.json','root_hash':'"
                        + HASH + "'}",
                "web/_dm/root.json:$: volume name \"root\" has no extension that says how to mount it, "
                        + "expected <file>.bind, <file>.data or <file>.<type>");
    }

    private static void verity(String document, String problem) {
        DeviceSample.refused(WEB + "," + FILES + "," + MANIFEST + document, "web/_dm/root.squashfs.json:$" + problem);
    }

    @Test
    void verifiedVolumesAreRefusedAndNeedAManifest() {
        String web = SmallState.container("web", "'root-volume':'dm:root.squashfs'");
        String no = "web/run.json:$.root-volume: dm-verity volumes are not supported yet";

        DeviceSample.refused(web + "," + FILES + "," + MANIFEST + "{" + VERITY + "}", no);
        DeviceSample.refused(web + "," + FILES, "web/run.json:$.root-volume: found \"_dm/root.squashfs.json\", "
                + "but the state has no \"web/_dm/root.squashfs.json\"", no);
        DeviceSample.refused(SmallState.container("web", "'volumes':['dm:a.data']"),
                "web/run.json:$.volumes[0]: found \"a.data\" behind dm:, expected an image");
        DeviceSample.refused(SmallState.container("web", "'volumes':['nbd:root.squashfs']") + "," + FILES,
                "web/run.json:$.volumes[0]: found the volume handler \"nbd\", expected dm");
    }

    @Test
    void signaturesAreReadAndAreNoFilesOrContainers() {
        RevisionState state = SampleState.value(SmallState.of(
                WEB, "'_sigs/web.json':" + SIGNATURE, "'_sigs/a/run.json':" + SIGNATURE, "'_sigs/src.json':" + SIGNATURE));

        assertEquals(List.of(new Signature("_sigs/web.json", "e30", "AAA_-w"), new Signature("_sigs/a/run.json", "e30", "AAA_-w"),
                new Signature("_sigs/src.json", "e30", "AAA_-w")), state.manifests().signatures());
        assertEquals(List.of("web"), state.containers().stream().map(Container::name).toList());
        assertEquals(List.of("web/run.json"), List.copyOf(state.documents().keySet()));
    }

    @Test
    void signaturesAreChecked() {
        signature("[]", ": found an array, expected an object");
        signature("'" + HASH + "'", ": found the string \"" + HASH + "\", expected an object");
        signature(SIGNATURE.replace("'#spec':'pvs@2',", ""), "['#spec']: missing, expected pvs@2");
        signature(SIGNATURE.replace("pvs@2", "pvs@1"), "['#spec']: found \"pvs@1\", expected pvs@2");
        signature(SIGNATURE.replace("'protected':'e30',", ""), ".protected: missing, expected base64url without padding");
        signature(SIGNATURE.replace("'e30'", "7"), ".protected: found 7, expected a string");
        for (String bad : List.of("", "e30=", "e3+0", "e3/0", "abcde", "e 30", "é30")) {
            signature(SIGNATURE.replace("AAA_-w", bad), ".signature: found \"" + bad + "\", expected base64url without padding");
        }
        DeviceSample.warned("'_sigs/web.json':" + SIGNATURE.replace("{", "{'x':1,"), "_sigs/web.json:$.x: unknown key, ignored");
        DeviceSample.refused("'_sigs/web':" + SIGNATURE,
                "$['_sigs/web']: found something else than a signature, expected _sigs/<name>.json");
        DeviceSample.refused("'_sigs/../web.json':" + SIGNATURE,
                "$['_sigs/../web.json']: path \"_sigs/../web.json\" has an empty, \".\" or \"..\" component");
    }

    private static void signature(String document, String problem) {
        DeviceSample.refused("'_sigs/web.json':" + document, "_sigs/web.json:$" + problem);
    }

    @Test
    void signaturesElsewhereAreRefused() {
        for (String key : List.of("web.json", "web/sig.json", "web/src.json", "_config/web/x.json")) {
            DeviceSample.refused("'" + key + "':" + SIGNATURE,
                    "$['" + key + "']: found a signature, expected it at _sigs/<name>.json");
        }
    }

    @Test
    void overlaysOfNobodyAreAWarning() {
        DeviceSample.warned(WEB + ",'_config/web/a':'" + HASH + "','_config/x/a':'" + HASH + "','_config/b':'" + HASH + "'",
                "$['_config/x/a']: belongs to no container of this state", "$['_config/b']: belongs to no container of this state");
    }
}
