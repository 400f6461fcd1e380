package org.keelson.config.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a state says about the device beside its disks and groups. */
final class DeviceReaderTest {
    private static final String BRIDGE = "'bridge':'pvbr0','subnet':'10.0.5.0/24','gateway':'10.0.5.1'";
    private static final String POOL = "device.json:$.network.pools.a";
    private static final String NO_POOL = POOL + ": network pools are not supported yet";
    private static final String NO_REMOUNT = "device.json:$.remount: remounting with other options is not supported yet";
    private static final String SUBNET = "a network of IPv4 like 10.0.5.0/24 with a prefix of 1 to 30";

    private static String pool(String members) {
        return "'device.json':{'network':{'pools':{'a':{" + members + "}}}}";
    }

    @Test
    void volumesOfTheDeviceAreRead() {
        String text = SmallState.of("'device.json':{'volumes':{'pv--usrmeta':{'persistence':'permanent'},"
                + "'pv--devmeta':{'persistence':'revision'},'pv--firmware':{'persistence':'boot'}}}");

        assertEquals(List.of(), SampleState.warnings(text));
        assertEquals(new Device(List.of(), List.of(
                        new Storage("pv--usrmeta", Persistence.PERMANENT, Optional.empty()),
                        new Storage("pv--devmeta", Persistence.REVISION, Optional.empty()),
                        new Storage("pv--firmware", Persistence.BOOT, Optional.empty())), List.of(), Remount.NONE),
                SampleState.value(text).device());
        assertEquals(Device.NONE, SampleState.value(SmallState.of("'device.json':{}")).device());
        assertEquals(Device.NONE, SampleState.value(SmallState.of("'a.json':{}")).device());
    }

    @Test
    void volumesAreChecked() {
        String path = "device.json:$.volumes";
        DeviceSample.refused("'device.json':{'volumes':[]}", path + ": found an array, expected an object");
        DeviceSample.refused("'device.json':{'volumes':{'a':'permanent'}}",
                path + ".a: found the string \"permanent\", expected an object");
        DeviceSample.refused("'device.json':{'volumes':{'a':{}}}", path + ".a.persistence: missing, expected permanent, revision or boot");
        DeviceSample.refused("'device.json':{'volumes':{'a':{'persistence':'x'}}}",
                path + ".a.persistence: found \"x\", expected permanent, revision or boot");
        DeviceSample.refused("'device.json':{'volumes':{'..':{'persistence':'boot'}}}",
                path + "['..']: storage name \"..\" begins with a dot or a dash");
        DeviceSample.refused("'device.json':{'volumes':{'a':{'persistence':'boot','disk':7}}}",
                path + ".a.disk: found 7, expected a string");
        DeviceSample.warned("'device.json':{'volumes':{'a':{'persistence':'boot','x':7}}}", path + ".a.x: unknown key, ignored");
    }

    @Test
    void volumesOnADiskAreRefusedAndResolvedByNameAliasOrDefault() {
        String documents = "'device.json':{'disks':[{'name':'d','type':'volume-disk','aliases':['e'],'default':'yes'}],'volumes':{"
                + "'a':{'persistence':'boot','disk':'d'},'b':{'persistence':'boot','disk':'e'},'c':{'persistence':'boot'}}}";
        String refused = "a disk of its own is not supported yet";

        assertEquals(List.of(
                new Storage("a", Persistence.BOOT, Optional.of("d")),
                new Storage("b", Persistence.BOOT, Optional.of("d")),
                new Storage("c", Persistence.BOOT, Optional.of("d"))), DeviceSample.read(documents).volumes());
        DeviceSample.refused(documents, "device.json:$.disks[0].type: volume disks are not supported yet",
                "device.json:$.volumes.a.disk: " + refused, "device.json:$.volumes.b.disk: " + refused);
    }

    @Test
    void disksAreAlsoThereForContainers() {
        DeviceSample.refused("'device.json':{'disks':[{'name':'d','type':'volume-disk'}]},"
                        + SmallState.container("web", "'storage':{'a':{'persistence':'boot','disk':'d'},"
                                + "'b':{'persistence':'boot','disk':'x'}}"),
                "device.json:$.disks[0].type: volume disks are not supported yet",
                "web/run.json:$.storage.a.disk: a disk of its own is not supported yet",
                "web/run.json:$.storage.b.disk: found \"x\", expected the name or an alias of a disk of this state");
    }

    @Test
    void poolsAreReadInEveryPart() {
        Subnet subnet = new Subnet(new IpAddress("0a000500"), 24);
        IpAddress gateway = new IpAddress("0a000501");

        assertEquals(List.of(new Pool("a", new Pool.Link.Bridge("pvbr0"), subnet, gateway, false)),
                DeviceSample.read(pool(BRIDGE)).pools());
        assertEquals(List.of(new Pool("a", new Pool.Link.Bridge("pvbr0"), subnet, gateway, true)),
                DeviceSample.read(pool("'type':'bridge','nat':true," + BRIDGE)).pools());
        assertEquals(List.of(new Pool("a", new Pool.Link.Macvlan("eth0"), subnet, gateway, false)),
                DeviceSample.read(pool("'type':'macvlan','nat':false," + BRIDGE.replace("'bridge':'pvbr0'", "'parent':'eth0'"))).pools());
    }

    @Test
    void poolsAreRefusedAfterTheyAreChecked() {
        DeviceSample.refused(pool(BRIDGE), NO_POOL);
        refusedPool("'subnet':'10.0.5.0/24','gateway':'10.0.5.1'", ".bridge: missing, expected the name of a network interface");
        refusedPool("'type':'macvlan','subnet':'10.0.5.0/24','gateway':'10.0.5.1'",
                ".parent: missing, expected the name of a network interface");
        refusedPool("'type':'ipvlan'," + BRIDGE, ".type: found \"ipvlan\", expected bridge or macvlan");
        refusedPool("'type':1," + BRIDGE, ".type: found 1, expected a string");
        refusedPool(BRIDGE.replace("pvbr0", "a/b"),
                ".bridge: network interface name \"a/b\" has a character at 1 that is not a letter, a digit or one of . _ - + @");
        refusedPool(BRIDGE.replace("pvbr0", "sixteencharacter"),
                ".bridge: network interface name \"sixteencharacter\" has 16 characters, expected at most 15");
        refusedPool("'bridge':'b','gateway':'10.0.5.1'", ".subnet: missing, expected " + SUBNET);
        refusedPool("'bridge':'b','subnet':'10.0.5.0/24'", ".gateway: missing, expected an address of IPv4 like 10.0.5.1");
        for (String bad : List.of("10.0.5.0", "10.0.5.0/31", "10.0.5.0/0", "10.0.5.1/24", "10.0.5/24", "10.0.5.0/024",
                "fd00::/64", "/24")) {
            refusedPool("'bridge':'b','subnet':'" + bad + "','gateway':'10.0.5.1'", ".subnet: found \"" + bad + "\", expected " + SUBNET);
        }
        for (String bad : List.of("10.0.5", "10.0.5.256", "10.0.5.01", "::1", "")) {
            refusedPool(BRIDGE.replace("10.0.5.1", bad), ".gateway: found \"" + bad + "\", expected an address of IPv4 like 10.0.5.1");
        }
        for (String bad : List.of("10.0.6.1", "10.0.5.0", "10.0.5.255")) {
            refusedPool(BRIDGE.replace("10.0.5.1", bad),
                    ".gateway: found \"" + bad + "\", expected the address of a host in the subnet");
        }
        refusedPool("'nat':'true'," + BRIDGE, ".nat: found the string \"true\", expected true or false");
        DeviceSample.refused("'device.json':{'network':{'pools':[]}}", "device.json:$.network.pools: found an array, expected an object");
        DeviceSample.refused("'device.json':{'network':{'pools':{'a':7}}}", NO_POOL, POOL + ": found 7, expected an object");
        DeviceSample.refused("'device.json':{'network':{'pools':{'..':{" + BRIDGE + "}}}}",
                "device.json:$.network.pools['..']: network pool name \"..\" begins with a dot or a dash",
                "device.json:$.network.pools['..']: network pools are not supported yet");
    }

    private static void refusedPool(String members, String problem) {
        DeviceSample.refused(pool(members), NO_POOL, POOL + problem);
    }

    @Test
    void whatHasNoMeaningForAPoolIsAWarning() {
        DeviceSample.warnedThoughRefused(pool("'parent':'eth0','x':1," + BRIDGE),
                POOL + ".parent: has no meaning for a pool of type bridge, ignored", POOL + ".x: unknown key, ignored");
        DeviceSample.warnedThoughRefused(pool("'type':'macvlan','parent':'eth0'," + BRIDGE),
                POOL + ".bridge: has no meaning for a pool of type macvlan, ignored");
        DeviceSample.warned("'device.json':{'network':{'pools':{},'x':1},'y':2}",
                "device.json:$.network.x: unknown key, ignored", "device.json:$.y: unknown key, ignored");
    }

    @Test
    void subnetsKnowTheirHosts() {
        Subnet subnet = Subnet.parse("10.0.4.0/23").orElseThrow();

        assertTrue(subnet.hasHost(new IpAddress("0a0004ff")));
        assertTrue(subnet.hasHost(new IpAddress("0a0005fe")));
        assertFalse(subnet.hasHost(new IpAddress("0a0005ff")));
        assertFalse(subnet.hasHost(new IpAddress("0a000600")));
        assertFalse(subnet.hasHost(new IpAddress("0".repeat(31) + "1")));
        assertTrue(Subnet.parse("128.0.0.0/1").orElseThrow().hasHost(new IpAddress("ff000001")));
        assertThrows(IllegalArgumentException.class, () -> new Subnet(new IpAddress("0a000501"), 24));
        assertThrows(IllegalArgumentException.class,
                () -> new Pool("a", new Pool.Link.Bridge("b"), subnet, new IpAddress("0a000601"), true));
    }

    @Test
    void remountPoliciesAreReadInEveryPart() {
        String remount = "'device.json':{'remount':{'default':[{'/dev/.*':'nosuid,ro'},{'/':'rw'}],'test':[]}}";

        assertEquals(new Remount(Map.of("default", List.of(
                        new Remount.Rule("/dev/.*", List.of("nosuid", "ro")), new Remount.Rule("/", List.of("rw"))), "test", List.of())),
                DeviceSample.read(remount).remount());
        DeviceSample.refused(remount, NO_REMOUNT);
        DeviceSample.warned("'device.json':{'remount':{}}");
    }

    @Test
    void remountPoliciesAreRefusedAfterTheyAreChecked() {
        String rule = "device.json:$.remount.a[0]";
        DeviceSample.refused("'device.json':{'remount':[]}", "device.json:$.remount: found an array, expected an object");
        DeviceSample.refused("'device.json':{'remount':{'a':{}}}", NO_REMOUNT,
                "device.json:$.remount.a: found an object, expected an array");
        DeviceSample.refused("'device.json':{'remount':{'a/b':[]}}", NO_REMOUNT, "device.json:$.remount['a/b']: policy name \"a/b\" "
                + "has a character at 1 that is not a letter, a digit or one of . _ - + @");
        DeviceSample.refused("'device.json':{'remount':{'a':['x']}}", NO_REMOUNT, rule + ": found the string \"x\", expected an object");
        DeviceSample.refused("'device.json':{'remount':{'a':[{'/a':'ro','/b':'ro'}]}}", NO_REMOUNT,
                rule + ": found 2 members, expected one: a regular expression and its mount options");
        DeviceSample.refused("'device.json':{'remount':{'a':[{}]}}", NO_REMOUNT,
                rule + ": found 0 members, expected one: a regular expression and its mount options");
        DeviceSample.refused("'device.json':{'remount':{'a':[{'':'ro'}]}}", NO_REMOUNT,
                rule + "['']: found a key that is no regular expression of 1 to 1024 printable characters");
        DeviceSample.refused("'device.json':{'remount':{'a':[{'/a':7}]}}", NO_REMOUNT, rule + "['/a']: found 7, expected a string");
        DeviceSample.refused("'device.json':{'remount':{'a':[{'/a':'nosiud,move'}]}}", NO_REMOUNT,
                rule + "['/a']: found \"nosiud\", expected options of mount(8) like nosuid,nodev",
                rule + "['/a']: found \"move\", expected options of mount(8) like nosuid,nodev");
        DeviceSample.refused("'device.json':{'remount':{'a':[{'/a':''}]}}", NO_REMOUNT,
                rule + "['/a']: found \"\", expected options of mount(8) like nosuid,nodev");
    }

    @Test
    void documentsOfTheDeviceHaveTheirTypes() {
        DeviceSample.refused("'device.json':[]", "device.json:$: found an array, expected an object");
        DeviceSample.refused("'device.json':{'groups':{}}", "device.json:$.groups: found an object, expected an array");
        DeviceSample.refused("'groups.json':{}", "groups.json:$: found an object, expected an array");
        DeviceSample.refused("'groups.json':[]", "groups.json:$: found an empty array, expected at least one group");
        DeviceSample.refused("'groups.json':[{}]", "groups.json:$[0].name: missing, expected the name of the group");
        DeviceSample.refused("'groups.json':[{'name':7}]", "groups.json:$[0].name: found 7, expected a string");
        DeviceSample.refused("'groups.json':[{'name':''}]", "groups.json:$[0].name: group name is empty");
        DeviceSample.refused("'device.json':{'network':7}", "device.json:$.network: found 7, expected an object");
    }
}
