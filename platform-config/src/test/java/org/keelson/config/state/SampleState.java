package org.keelson.config.state;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.keelson.config.Parsed;
import org.keelson.config.Problem;

/** A state in which every key occurs that is supported, to be changed by tests. */
final class SampleState {
    static final String SHA = "0123456789abcdef".repeat(4);

    static final String TEXT = """
            {
              "#spec": "pantavisor-service-system@1",
              "device.json": {"groups": [
                {"name": "base", "description": "first", "status_goal": "READY", "restart_policy": "system",
                 "timeout": 10, "auto_recovery": {"policy": "no"}},
                {"name": "apps"}], "disks": [], "volumes": {}, "network": {"pools": {}}},
              "bsp/run.json": {"linux": "kernel.img", "initrd": "pantavisor", "fdt": "board.dtb", "initrd_config": "",
                "firmware": "firmware.squashfs", "modules": "modules.squashfs",
                "modules_6.12.1": "modules12.squashfs", "addons": ["extra.cpio"]},
              "bsp/drivers.json": {"all": {"wifi": ["cfg80211"]}},
              "bsp/src.json": {}, "bsp/build.json": {},
              "bsp/kernel.img": "SHA", "bsp/pantavisor": "SHA", "bsp/board.dtb": "SHA", "bsp/firmware.squashfs": "SHA",
              "bsp/modules.squashfs": "SHA", "bsp/modules12.squashfs": "SHA", "bsp/extra.cpio": "SHA",
              "web/run.json": {"#spec": "service-manifest-run@1", "name": "web", "type": "lxc", "group": "base",
                "config": "lxc.container.conf", "root-volume": "root.squashfs",
                "volumes": ["hosts.bind", "data.data"], "share": "",
                "storage": {"lxc-overlay": {"persistence": "boot"}, "docker--var-lib": {"persistence": "permanent"}},
                "roles": ["mgmt"], "automodfw": "no", "dev-log": false, "exports": ["/usr/bin"],
                "drivers": {"required": [], "optional": [], "manual": []}, "services": {"required": []},
                "auto_recovery": {"policy": "on-failure", "max_retries": 5, "retry_delay": 6, "backoff_factor": 1.5,
                  "reset_window": 60, "stable_timeout": 30, "backoff_policy": "10min"}, "logs": [],
                "health": {"http": {"port": 8080, "path": "/health"}, "interval": 9, "timeout": 4, "retries": 2,
                  "start_period": 20, "on_unhealthy": "report"},
                "stop": {"signal": "SIGINT", "grace": 15}, "env": {"LANG": "C", "HOME": "/root"}, "init": true,
                "resources": {"memory": {"max": "64M", "high": 50000000}, "cpu": {"weight": 50, "max": 1.5},
                  "pids": {"max": 100}, "io": {"weight": 200}},
                "sockets": [{"name": "http", "listen": "[::1]:8080", "activate": true},
                  {"name": "log", "listen": "unix:log.sock", "type": "datagram"}]},
              "web/lxc.container.conf": "SHA", "web/root.squashfs": "SHA", "web/hosts.bind": "SHA",
              "web/settings.json": "SHA", "web/mdev.json": {"rules": []},
              "api/run.json": {"name": "api", "type": "lxc", "status_goal": "MOUNTED", "restart_policy": "system",
                "depends_on": {"web": "READY"}},
              "_config/web/etc/web.conf": "SHA", "_config/web/etc/run.json": {"a": 1.50},
              "_hostconfig/pvr/docker.json": {},
              "_sigs/web.json": {"#spec": "pvs@2", "protected": "e30", "signature": "AAA_-w"},
              "_sigs/evil/run.json": {"#spec": "pvs@2", "protected": "e30", "signature": "AA"}
            }
            """.replace("SHA", SHA);

    private SampleState() {}

    static Parsed<RevisionState> read(String text) {
        return StateReader.read(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The sample with one piece of its text replaced, which must occur in it. */
    static String with(String piece, String replacement) {
        if (!TEXT.contains(piece)) {
            throw new IllegalArgumentException("not in the sample: " + piece);
        }
        return TEXT.replace(piece, replacement);
    }

    static RevisionState value(String text) {
        return ((Parsed.Ok<RevisionState>) read(text)).value();
    }

    static List<Problem> problems(String text) {
        return switch (read(text)) {
            case Parsed.Ok<RevisionState> _ -> List.of();
            case Parsed.Bad<RevisionState> bad -> bad.problems();
        };
    }

    static List<Problem> warnings(String text) {
        return ((Parsed.Ok<RevisionState>) read(text)).warnings();
    }
}
