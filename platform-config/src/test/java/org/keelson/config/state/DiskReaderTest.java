package org.keelson.config.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Disks of every type, which are all refused until they are supported, but only after they have been understood. */
final class DiskReaderTest {
    private static final String CRYPT = "'type':'dm-crypt-versatile','path':'/storage/a.img,2,key'";
    private static final String NO_CRYPT = "encrypted disks are not supported yet";
    private static final String NO_SWAP = "swap disks are not supported yet";
    private static final String NO_VOLUME = "volume disks are not supported yet";
    private static final String NO_DUAL = "dual disks are not supported yet";
    private static final String WORDS = "words of letters, digits and . _ - + @ = , : / % with blanks between them";

    private static String disks(String disks) {
        return "'device.json':{'disks':[" + disks + "]}";
    }

    private static Disk disk(String members) {
        return DeviceSample.read(disks("{'name':'a'," + members + "}")).disks().getFirst();
    }

    private static Disk plain(Disk.Kind kind) {
        return new Disk("a", List.of(), Optional.empty(), false, kind);
    }

    @Test
    void encryptedDisksAreReadInEveryPart() {
        Disk.Image image = new Disk.Image("/storage/a.img", 2, "key");

        assertEquals(plain(new Disk.Kind.Encrypted(Disk.KeyStore.VERSATILE, Disk.Mode.MAINLINE, image, false)), disk(CRYPT));
        assertEquals(new Disk("a", List.of("b", "c"), Optional.of("u-1"), true,
                        new Disk.Kind.Encrypted(Disk.KeyStore.CAAM, Disk.Mode.NXP, image, false)),
                disk("'type':'dm-crypt-caam','mode':'nxp','path':'-v2 /storage/a.img,2,key','format':'ext4','default':'yes',"
                        + "'aliases':['b','a','c','b'],'uuid':'u-1','migrate_keyblob':'no'"));
        assertEquals(plain(new Disk.Kind.Encrypted(Disk.KeyStore.DCP, Disk.Mode.MAINLINE, image, true)),
                disk("'type':'dm-crypt-dcp','mode':'mainline','path':'/storage/a.img,2,key','migrate_keyblob':'yes'"));
    }

    @Test
    void swapsAreReadInEveryPart() {
        assertEquals(plain(new Disk.Kind.Swap(new Disk.Backing.Zram(Map.of("disksize", "128M", "comp_algorithm", "lz4")),
                        List.of(), List.of())),
                disk("'type':'swap-disk','provision':'zram','provision_ops':' disksize=128M  comp_algorithm=lz4','path':''"));
        assertEquals(plain(new Disk.Kind.Swap(new Disk.Backing.File("/storage/swap", Optional.of("64M")), List.of("-L", "x"),
                        List.of("-p", "5"))),
                disk("'type':'swap-disk','provision':'file','provision_options':'size=64M','path':'/storage/swap','format':'swap',"
                        + "'format_options':'-L x','mount_options':'-p 5'"));
        assertEquals(plain(new Disk.Kind.Swap(new Disk.Backing.Block("/dev/mmcblk0p4"), List.of(), List.of())),
                disk("'type':'swap-disk','provision':'block','path':'/dev/mmcblk0p4','format_options':''"));
    }

    @Test
    void volumesAreReadInEveryPart() {
        assertEquals(plain(new Disk.Kind.Folder()), disk("'type':'volume-disk'"));
        assertEquals(plain(new Disk.Kind.Volume(new Disk.Backing.Block("/dev/sda5"), "ext3", "/data",
                        List.of("MS_NOATIME", "MS_NOSUID"), List.of("-b", "1024"))),
                disk("'type':'volume-disk','provision':'block','path':'/dev/sda5','format':'ext3','mount_target':'/data',"
                        + "'mount_options':'MS_NOATIME, MS_NOSUID','format_options':'-b 1024'"));
        assertEquals(plain(new Disk.Kind.Volume(new Disk.Backing.File("/storage/x", Optional.empty()), "ext4", "/x", List.of(),
                        List.of())),
                disk("'type':'volume-disk','provision':'file','path':'/storage/x','mount_target':'/x'"));
    }

    @Test
    void dualDisksAreReadInEveryPart() {
        assertEquals(plain(new Disk.Kind.Dual(List.of("b", "c"), List.of(Disk.Step.COPY_ONCE_TO_PRIMARY, Disk.Step.PRIMARY,
                        Disk.Step.SECONDARY, Disk.Step.CREATE_PRIMARY, Disk.Step.CREATE_SECONDARY))),
                disk("'type':'dual','disks':['b','c'],'init_order':['copy-once-to-primary','primary','secondary',"
                        + "'create-primary','create-secondary']"));
    }

    @Test
    void disksOfAllArraysStandInOneList() {
        String folder = "','type':'volume-disk'}]";
        String documents = "'device.json':{'disks_v3':[{'name':'c" + folder + ",'disks_v2':[{'name':'b" + folder + ",'disks':[{'name':'a"
                + folder + "}";

        assertEquals(List.of("a", "b", "c"), DeviceSample.read(documents).disks().stream().map(Disk::name).toList());
    }

    @Test
    void everyTypeIsRefusedAtItsPlace() {
        DeviceSample.refused(disks("{'name':'a'," + CRYPT + "},{'name':'b','type':'swap-disk','provision':'x','path':'/dev/x'},"
                        + "{'name':'c','type':'volume-disk'},{'name':'d','type':'dual','disks':['a'],'init_order':['primary']}"),
                "device.json:$.disks[0].type: " + NO_CRYPT, "device.json:$.disks[1].type: " + NO_SWAP,
                "device.json:$.disks[2].type: " + NO_VOLUME, "device.json:$.disks[3].type: " + NO_DUAL);
        DeviceSample.refused("'device.json':{'disks_v2':[{'name':'a'," + CRYPT + "}]}", "device.json:$.disks_v2[0].type: " + NO_CRYPT);
        DeviceSample.refused("'device.json':{'disks_v3':[{'name':'a'," + CRYPT + "}]}", "device.json:$.disks_v3[0].type: " + NO_CRYPT);
        DeviceSample.refused("'disks.json':[{'name':'a'," + CRYPT + "}]", "disks.json:$[0].type: " + NO_CRYPT);
        DeviceSample.refused("'disks_v3.json':[{'name':'a'," + CRYPT + "}]", "disks_v3.json:$[0].type: " + NO_CRYPT);
    }

    @Test
    void noDisksAreFine() {
        DeviceSample.warned("'device.json':{'disks':[],'disks_v2':[],'disks_v3':[]}");
        DeviceSample.warned("'disks.json':[],'disks_v3.json':[]");
    }

    @Test
    void onlyTheThirdArrayLeavesUnknownTypesOut() {
        String disk = "[{'name':'a','type':'zfs','pool':'x'}]";
        String unknown = "found \"zfs\", expected dm-crypt-caam, dm-crypt-dcp, dm-crypt-versatile, swap-disk, volume-disk or dual";
        String leftOut = "unknown type of disk \"zfs\", the disk is left out";

        DeviceSample.refused("'device.json':{'disks':" + disk + "}", "device.json:$.disks[0].type: " + unknown);
        DeviceSample.refused("'device.json':{'disks_v2':" + disk + "}", "device.json:$.disks_v2[0].type: " + unknown);
        DeviceSample.refused("'disks.json':" + disk, "disks.json:$[0].type: " + unknown);
        DeviceSample.warned("'device.json':{'disks_v3':" + disk + "}", "device.json:$.disks_v3[0].type: " + leftOut);
        DeviceSample.warned("'disks_v3.json':" + disk, "disks_v3.json:$[0].type: " + leftOut);
    }

    @Test
    void whoeverNamesADiskThatWasLeftOutIsRefused() {
        DeviceSample.refused("'device.json':{'disks_v3':[{'name':'a','type':'zfs'}],'volumes':{'v':{'persistence':'boot','disk':'a'}}}",
                "device.json:$.volumes.v.disk: found \"a\", expected the name or an alias of a disk of this state");
    }

    @Test
    void disksInTheirOldFilesAreIgnoredBesideADeviceJson() {
        DeviceSample.warned("'device.json':{},'disks.json':[{}],'disks_v3.json':7",
                "disks.json:$: ignored, since there is a device.json", "disks_v3.json:$: ignored, since there is a device.json");
    }

    @Test
    void namesAreUniqueOverAllArrays() {
        String folder = "'type':'volume-disk'";
        String names = "device.json:$.disks[0].type: " + NO_VOLUME + "|device.json:$.disks_v2[0].type: " + NO_VOLUME;

        DeviceSample.refused("'device.json':{'disks':[{'name':'a'," + folder + "}],'disks_v2':[{'name':'a'," + folder + "}]}",
                (names + "|device.json:$.disks_v2[0].name: found \"a\" a second time").split("\\|"));
        DeviceSample.refused("'device.json':{'disks':[{'name':'a','aliases':['b']," + folder
                        + "}],'disks_v2':[{'name':'b'," + folder + "}]}",
                (names + "|device.json:$.disks[0].aliases[0]: found \"b\", which is a name of the disk \"b\"").split("\\|"));
        DeviceSample.refused("'device.json':{'disks':[{'name':'a','aliases':['c']," + folder + "}],'disks_v2':[{'name':'b','aliases':['c'],"
                        + folder + "}]}",
                (names + "|device.json:$.disks_v2[0].aliases[0]: found \"c\", which is a name of the disk \"a\"").split("\\|"));
        DeviceSample.refused("'device.json':{'disks':[{'name':'a','default':'yes'," + folder + "}],'disks_v2':[{'name':'b','default':'yes',"
                        + folder + "}]}",
                (names + "|device.json:$.disks_v2[0].default: found a second default disk beside \"a\"").split("\\|"));
    }

    @Test
    void whatBelongsToAnotherTypeIsIgnoredWithAWarning() {
        String ignored = ": has no meaning for a disk of this type, ignored";

        DeviceSample.warnedThoughRefused(disks("{'name':'a','type':'volume-disk','path':'/x','mode':'nxp'}"),
                "device.json:$.disks[0].path" + ignored, "device.json:$.disks[0].mode" + ignored);
        DeviceSample.warnedThoughRefused(disks("{'name':'a'," + CRYPT + ",'mount_options':'x','x':1}"),
                "device.json:$.disks[0].mount_options" + ignored, "device.json:$.disks[0].x: unknown key, ignored");
    }

    @Test
    void everyDiskIsNamedAndTyped() {
        String types = "dm-crypt-caam, dm-crypt-dcp, dm-crypt-versatile, swap-disk, volume-disk or dual";

        DeviceSample.refused(disks("{}"), "device.json:$.disks[0].type: missing, expected " + types,
                "device.json:$.disks[0].name: missing, expected the name of the disk");
        DeviceSample.refused(disks("7"), "device.json:$.disks[0]: found 7, expected an object");
        DeviceSample.refused("'device.json':{'disks':{}}", "device.json:$.disks: found an object, expected an array");
        DeviceSample.refused("'disks.json':{}", "disks.json:$: found an object, expected an array");
        DeviceSample.refused(disks("{'name':1,'type':2}"), "device.json:$.disks[0].type: found 2, expected a string",
                "device.json:$.disks[0].name: found 1, expected a string");
        wrong(CRYPT.replace("'type'", "'name':'../a','type'"), NO_CRYPT, "name: disk name \"../a\" begins with a dot or a dash");
    }

    private static void wrong(String members, String notYet, String problem) {
        String named = members.contains("'name'") ? members : "'name':'a'," + members;
        DeviceSample.refused(disks("{" + named + "}"), problem.startsWith("aliases") || problem.startsWith("uuid")
                        || problem.startsWith("default")
                ? new String[] {"device.json:$.disks[0]." + problem, "device.json:$.disks[0].type: " + notYet}
                : new String[] {"device.json:$.disks[0].type: " + notYet, "device.json:$.disks[0]." + problem});
    }

    @Test
    void whatEveryDiskSaysIsChecked() {
        wrong(CRYPT + ",'aliases':'b'", NO_CRYPT, "aliases: found the string \"b\", expected an array");
        wrong(CRYPT + ",'aliases':['a/b']", NO_CRYPT,
                "aliases[0]: disk name \"a/b\" has a character at 1 that is not a letter, a digit or one of . _ - + @");
        wrong(CRYPT + ",'uuid':''", NO_CRYPT, "uuid: uuid name is empty");
        wrong(CRYPT + ",'default':'true'", NO_CRYPT, "default: found \"true\", expected \"yes\" or \"no\"");
        wrong(CRYPT + ",'default':true", NO_CRYPT, "default: found true, expected a string");
    }

    @Test
    void whatEncryptedDisksSayIsChecked() {
        String path = "<image>,<megabytes>,<key>";
        wrong("'type':'dm-crypt-versatile'", NO_CRYPT, "path: missing, expected " + path);
        for (String bad : List.of("", "/a.img", "/a.img,2", "/a.img,2,k,x", "/a.img,0,k", "/a.img,02,k", "/a.img,-1,k", "/a.img,2M,k",
                "/a.img,12345678,k")) {
            wrong("'type':'dm-crypt-versatile','path':'" + bad + "'", NO_CRYPT, "path: found \"" + bad + "\", expected " + path);
        }
        wrong("'type':'dm-crypt-versatile','path':'a.img,2,k'", NO_CRYPT, "path: path \"a.img\" is relative, expected an absolute one");
        wrong("'type':'dm-crypt-versatile','path':'/../a.img,2,k'", NO_CRYPT,
                "path: path \"/../a.img\" has an empty, \".\" or \"..\" component");
        wrong("'type':'dm-crypt-versatile','path':'/a.img,2,../k'", NO_CRYPT, "path: key name \"../k\" begins with a dot or a dash");
        wrong("'type':'dm-crypt-caam','mode':'nxp','path':'/a.img,2,k'", NO_CRYPT,
                "path: found \"/a.img,2,k\", expected -v2 " + path);
        wrong("'type':'dm-crypt-caam','path':'-v2 /a.img,2,k'", NO_CRYPT, "mode: missing, expected mainline or nxp");
        wrong("'type':'dm-crypt-dcp','mode':'x','path':'/a.img,2,k'", NO_CRYPT, "mode: found \"x\", expected mainline or nxp");
        wrong(CRYPT + ",'mode':'nxp'", NO_CRYPT, "mode: found \"nxp\", expected mainline");
        wrong(CRYPT + ",'format':'ext3'", NO_CRYPT, "format: found \"ext3\", expected ext4");
        wrong(CRYPT + ",'migrate_keyblob':'x'", NO_CRYPT, "migrate_keyblob: found \"x\", expected \"yes\" or \"no\"");
    }

    @Test
    void whatSwapsAndVolumesSayIsChecked() {
        String swap = "'type':'swap-disk','provision':'file','provision_options':'size=1M','path':'/s'";
        String volume = "'type':'volume-disk','provision':'block','path':'/dev/x','mount_target':'/x'";
        String pairs = "pairs of <name>=<value> with blanks between them";

        wrong("'type':'swap-disk'", NO_SWAP, "provision: missing, expected zram, file or block");
        wrong("'type':'swap-disk','provision':''", NO_SWAP, "provision: found \"\", expected zram, file or block");
        wrong("'type':'swap-disk','provision':'zram'", NO_SWAP, "provision_options: found no disksize=<size>, which zram needs");
        wrong("'type':'swap-disk','provision':'file','path':'/s'", NO_SWAP,
                "provision_options: found no size=<size>, which a swap file needs");
        for (String bad : List.of("size", "=1", "size=", "../size=1", "size=1;reboot")) {
            wrong(swap.replace("size=1M", bad), NO_SWAP, "provision_options: found \"" + bad + "\", expected " + pairs);
        }
        wrong(swap + ",'provision_ops':'size=2M'", NO_SWAP, "provision_ops: found \"size=2M\", expected the same as provision_options");
        wrong(swap.replace(",'path':'/s'", ""), NO_SWAP, "path: missing, expected an absolute path");
        wrong(swap.replace("'/s'", "'s'"), NO_SWAP, "path: path \"s\" is relative, expected an absolute one");
        wrong(swap + ",'format':'ext4'", NO_SWAP, "format: found \"ext4\", expected swap");
        wrong(swap + ",'format_options':'-L $(reboot)'", NO_SWAP, "format_options: found \"-L $(reboot)\", expected " + WORDS);
        wrong(swap + ",'mount_options':'a;b'", NO_SWAP, "mount_options: found \"a;b\", expected " + WORDS);
        wrong(volume.replace(",'mount_target':'/x'", ""), NO_VOLUME, "mount_target: missing, expected an absolute path");
        wrong(volume + ",'format':'swap'", NO_VOLUME, "format: found \"swap\", expected ext3 or ext4");
        wrong(volume + ",'mount_options':'MS_NOATIME,noexec'", NO_VOLUME,
                "mount_options: found \"noexec\", expected flags of mount(2) like MS_NOATIME");
    }

    @Test
    void whatDualDisksSayIsChecked() {
        String steps = "primary, secondary, create-primary, create-secondary or copy-once-to-primary";
        String other = "{'name':'b','type':'volume-disk'},{'name':'d','type':'dual','disks':['b'],'init_order':['primary']},";

        wrong("'type':'dual','init_order':['primary']", NO_DUAL, "disks: missing, expected an array of 1 to 4 names of disks");
        dual(other, "'disks':[],'init_order':['primary']", "disks: found 0 of them, expected an array of 1 to 4 names of disks");
        dual(other, "'disks':['b','b','b','b','b'],'init_order':['primary']",
                "disks: found 5 of them, expected an array of 1 to 4 names of disks");
        dual(other, "'disks':['b']", "init_order: missing, expected an array of 1 to 8 steps");
        dual(other, "'disks':['b'],'init_order':[]", "init_order: found 0 of them, expected an array of 1 to 8 steps");
        dual(other, "'disks':['b'],'init_order':" + "['primary'".concat(",'primary'".repeat(8)) + "]",
                "init_order: found 9 of them, expected an array of 1 to 8 steps");
        dual(other, "'disks':['b'],'init_order':['tertiary']", "init_order[0]: found \"tertiary\", expected " + steps);
        dual(other, "'disks':['b'],'init_order':['primary','secondary']",
                "init_order[1]: found \"secondary\", but the disk has only one part");
        for (String part : List.of("x", "a", "d")) {
            dual(other, "'disks':['" + part + "'],'init_order':['primary']",
                    "disks[0]: found \"" + part + "\", expected the name of a disk of this device that is not dual");
        }
    }

    private static void dual(String others, String members, String problem) {
        DeviceSample.refused(disks(others + "{'name':'a','type':'dual'," + members + "}"),
                "device.json:$.disks[0].type: " + NO_VOLUME, "device.json:$.disks[1].type: " + NO_DUAL,
                "device.json:$.disks[2].type: " + NO_DUAL, "device.json:$.disks[2]." + problem);
    }
}
