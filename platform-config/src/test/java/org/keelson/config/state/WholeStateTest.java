package org.keelson.config.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keelson.config.Parsed;
import org.keelson.config.json.CanonicalJson;
import org.keelson.config.json.Limits;
import org.keelson.config.json.StrictJson;

/** Whole states: of the shape that devices have, of a size that none has, and in their canonical text. */
final class WholeStateTest {
    /** What a device of Pantavisor has, with everything that its documents may say. */
    static final String RICH = SmallState.of("""
            'device.json':{
             'disks':[{'name':'secrets','type':'dm-crypt-versatile','path':'/storage/dm-crypt-files/a.img,2,key-a','aliases':['old']},
              {'name':'_b','type':'dm-crypt-caam','mode':'nxp','path':'-v2 /storage/b.img,2,b'},
              {'name':'swap','type':'swap-disk','provision':'zram','provision_ops':'disksize=128M'}],
             'disks_v3':[{'name':'moved','type':'dual','disks':['secrets','_b'],'init_order':['copy-once-to-primary','create-primary']}],
             'groups':[{'name':'root','status_goal':'STARTED','restart_policy':'system','timeout':30},
              {'name':'app','restart_policy':'container','auto_recovery':{'policy':'on-failure','max_retries':5}}],
             'volumes':{'pv--devmeta':{'disk':'secrets','persistence':'permanent'},'pv--firmware':{'persistence':'boot'}},
             'network':{'pools':{'inner':{'type':'bridge','bridge':'lxcbr0','subnet':'10.0.3.0/24','gateway':'10.0.3.1','nat':true}}},
             'remount':{'default':[{'/.*':'nosuid,nodev'}]}},
            'bsp/run.json':{'addons':[],'firmware':'firmware.squashfs','initrd':'pantavisor','initrd_config':'','linux':'kernel.img',
             'modules':'dm:modules.squashfs'},
            'bsp/drivers.json':{'#spec':'driver-aliases@1','all':{'wifi':['cfg80211','brcmfmac ${user-meta:wifi.opts}']},'dtb:all':{}},
            'bsp/_dm/modules.squashfs.json':{'data_device':'modules.squashfs','hash_device':'modules.squashfs.hash','root_hash':'SHA',
             'salt':'00','type':'dm-verity','uuid':'125e28bb-90af-4d13-b72b-c14549476299'},
            'bsp/build.json':{},'bsp/src.json':{},'bsp/kernel.img':'SHA','bsp/pantavisor':'SHA','bsp/firmware.squashfs':'SHA',
            'bsp/modules.squashfs':'SHA','bsp/modules.squashfs.hash':'SHA',
            'app/run.json':{'#spec':'service-manifest-run@1','name':'app','type':'lxc','config':'lxc.container.conf','group':'app',
             'root-volume':'root.squashfs','drivers':{'required':['wifi']},'network':{'mode':'pool','pool':'inner'},
             'storage':{'lxc-overlay':{'persistence':'boot'},'data':{'persistence':'permanent','disk':'old'}}},
            'app/services.json':{'#spec':'service-manifest-xconnect@1','services':[{'name':'api','type':'rest','socket':'/run/api.sock'},
             {'type':'dbus','bus':'system-bus','owns':'org.example.Foo','role':'foo','allow':['operator']}]},
            'app/mdev.json':{'rules':['.* 0:0 0600']},'app/src.json':{},
            'app/lxc.container.conf':'SHA','app/root.squashfs':'SHA','_config/app/etc/app.conf':'SHA',
            '_hostconfig/pvr/docker.json':{'platforms':['linux/amd64']},'network-mapping.json':{},'storage-mapping.json':{},
            '_sigs/app.json':{'#spec':'pvs@2','protected':'e30','signature':'AAA_-w'}""".replace("SHA", SampleState.SHA));

    @Test
    void whatDevicesHaveIsRefusedOnlyForWhatIsNotDone() {
        List<String> lines = new ArrayList<>();
        SampleState.problems(RICH).forEach(problem -> lines.add(problem.toString()));

        assertEquals(List.of(
                "device.json:$.disks[0].type: encrypted disks are not supported yet",
                "device.json:$.disks[1].type: encrypted disks are not supported yet",
                "device.json:$.disks[2].type: swap disks are not supported yet",
                "device.json:$.disks_v3[0].type: dual disks are not supported yet",
                "device.json:$.volumes.pv--devmeta.disk: a disk of its own is not supported yet",
                "device.json:$.network.pools.inner: network pools are not supported yet",
                "device.json:$.remount: remounting with other options is not supported yet",
                "bsp/run.json:$.modules: dm-verity volumes are not supported yet",
                "app/run.json:$.drivers.required: required drivers are not supported yet",
                "app/run.json:$.network.mode: found \"pool\", which is not supported yet",
                "app/run.json:$.network.pool: networks from a pool are not supported yet",
                "app/run.json:$.storage.data.disk: a disk of its own is not supported yet"), lines);
    }

    @Test
    void stateOfTheOldFormatGivesOneProblemThatNamesIt() {
        String text = "{'#spec':'pantavisor-multi-platform@1','pantavisor.json':{'linux':'kernel.img','platforms':['base']},'base.json':7}";

        List<String> lines = new ArrayList<>();
        SampleState.problems(text.replace('\'', '"')).forEach(problem -> lines.add(problem.toString()));

        assertEquals(List.of("$['#spec']: found pantavisor-multi-platform@1, an old format that is not supported, "
                + "expected pantavisor-service-system@1"), lines);
    }

    @Test
    void stateInItsCanonicalTextIsTheSameStateWhenItsKeysWereSorted() {
        String canonical = canonical(SampleState.TEXT);

        assertEquals(canonical, canonical(canonical));
        assertEquals(SampleState.value(canonical), SampleState.value(canonical(canonical)));
        String sorted = "{\"#spec\": \"pantavisor-service-system@1\",\n\n \"a/run.json\" : {\"name\":\"\\u0061\", \"type\":\"lxc\"},"
                + "\"b/run.json\":{\"name\":\"b\",\"type\":\"lxc\"}, \"b/x\\/y\": \"" + SampleState.SHA + "\"}";
        assertEquals(SampleState.value(sorted), SampleState.value(canonical(sorted)));
    }

    /** Only the order of keys gives containers an order; whoever wants one writes them sorted, as all tools do. */
    @Test
    void canonicalTextKeepsEverythingButTheOrderOfKeys() {
        RevisionState written = SampleState.value(SampleState.TEXT);
        RevisionState canonical = SampleState.value(canonical(SampleState.TEXT));

        assertEquals(written.objects(), canonical.objects());
        assertEquals(written.documents(), canonical.documents());
        assertEquals(written.groups(), canonical.groups());
        assertEquals(written.bsp(), canonical.bsp());
        assertEquals(written.device(), canonical.device());
        assertEquals(written.containers().size(), canonical.containers().size());
    }

    private static String canonical(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return CanonicalJson.write(((Parsed.Ok<JsonElement>) StrictJson.parse(utf8, Limits.STATE)).value());
    }

    @Test
    void stateOfTwoHundredContainersAndManyFilesIsReadAtOnce() {
        StringBuilder text = new StringBuilder("{'#spec':'pantavisor-service-system@1'");
        for (int i = 0; i < 200; i++) {
            String name = "container" + i;
            text.append(",").append(SmallState.container(name, "'root-volume':'root.squashfs','storage':{'a':{'persistence':'boot'}}"
                    + (i == 0 ? "" : ",'depends_on':{'container" + (i - 1) + "':'STARTED'}")));
            text.append(",'").append(name).append("/root.squashfs':'").append(SampleState.SHA).append("'");
            text.append(",'").append(name).append("/services.json':[{'name':'s','type':'unix','socket':'/s'}]");
            for (int file = 0; file < 25; file++) {
                text.append(",'_config/").append(name).append("/etc/a/b/file").append(file).append("':'")
                        .append(SampleState.SHA).append("'");
            }
        }
        String state = text.append("}").toString().replace('\'', '"');
        assertTrue(state.length() > 500_000 && state.length() < Limits.STATE.maxBytes(), () -> "bytes: " + state.length());

        RevisionState read = assertTimeout(Duration.ofSeconds(5), () -> SampleState.value(state));

        assertEquals(200, read.containers().size());
        assertEquals(200 * 26, read.objects().size());
        assertEquals(200, read.manifests().services().size());
    }
}
