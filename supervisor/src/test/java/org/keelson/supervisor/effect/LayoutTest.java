package org.keelson.supervisor.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where things are: other programs and container configs name these paths. */
class LayoutTest {
    @Test
    void pathsAreThoseOfPantavisor() {
        Layout layout = new Layout(Path.of("/storage"), Path.of("/run/pantavisor/pv"), Path.of("/run/keelson"));

        assertEquals(List.of("/storage/trails/locals/a", "/storage/trails/7/.pvr/json", "/volumes/web", "/storage/logs/7/web",
                "/storage/disks/perm/web/data", "/storage/disks/rev/7/web/data"), List.of(
                layout.revision("locals/a").toString(), layout.state("7").toString(), layout.volumes("web").toString(),
                layout.logs("7", "web").toString(), layout.permanentVolume("web", "data").toString(),
                layout.revisionVolume("7", "web", "data").toString()));
    }

    @Test
    void whatIsOursLiesInOurOwnFolder() {
        Layout layout = new Layout(Path.of("/s"), Path.of("/r"), Path.of("/own"), Path.of("/v"));

        assertEquals(List.of("/own/roots/web", "/own/containers/web", "/own/containers/web/pv-ctrl", "/own/containers/web/lxc.conf",
                "/own/sockets/web", "/own/init", "/own/lxc", "/v/web"), List.of(
                layout.root("web").toString(), layout.container("web").toString(), layout.controlSocket("web").toString(),
                layout.config("web").toString(), layout.sockets("web").toString(), layout.shim().toString(), layout.lxc().toString(),
                layout.volumes("web").toString()));
    }

    @Test
    void whatIsOursOnStorageIsHidden() {
        assertEquals("/s/.keelson/stopped", new Layout(Path.of("/s"), Path.of("/r"), Path.of("/own")).stopped().toString());
    }

    @Test
    void controlSocketOfTheLongestNameFitsIntoASocketAddress() {
        Layout layout = new Layout(Path.of("/storage"), Path.of("/run/pantavisor/pv"), Path.of("/run/keelson"));

        assertEquals(true, layout.controlSocket("x".repeat(64)).toString().length() <= 107);
    }
}
