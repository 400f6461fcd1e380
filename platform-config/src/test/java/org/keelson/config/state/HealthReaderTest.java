package org.keelson.config.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HealthReaderTest {
    private record Row(String keys, String member, String message) {}

    @Test
    void everyKeyIsRead() {
        assertEquals(
                new Health(new Health.Probe.Exec(List.of("/bin/check", "", "-v")), Duration.ofSeconds(10), Duration.ofSeconds(2), 4,
                        Duration.ofSeconds(60), Health.OnUnhealthy.STOP),
                health("'exec':['/bin/check','','-v'],'interval':10,'timeout':2,'retries':4,'start_period':60,'on_unhealthy':'stop'"));
    }

    @Test
    void aProbeAloneIsEnough() {
        assertEquals(
                new Health(new Health.Probe.Http(8080, "/"), Duration.ofSeconds(30), Duration.ofSeconds(5), 3, Duration.ZERO,
                        Health.OnUnhealthy.RESTART),
                health("'http':{'port':8080}"));
    }

    @Test
    void aProbeRunsAProgramAsksAServerOrConnects() {
        assertEquals(new Health.Probe.Exec(List.of("true")), health("'exec':['true']").probe());
        assertEquals(new Health.Probe.Http(65_535, "/a?b=%20c"), health("'http':{'port':65535,'path':'/a?b=%20c'}").probe());
        assertEquals(new Health.Probe.Tcp(1), health("'tcp':{'port':1}").probe());
    }

    @Test
    void everyConsequenceHasItsWord() {
        assertEquals(Health.OnUnhealthy.RESTART, health("'tcp':{'port':1},'on_unhealthy':'restart'").onUnhealthy());
        assertEquals(Health.OnUnhealthy.STOP, health("'tcp':{'port':1},'on_unhealthy':'stop'").onUnhealthy());
        assertEquals(Health.OnUnhealthy.REPORT, health("'tcp':{'port':1},'on_unhealthy':'report'").onUnhealthy());
        assertEquals(Health.OnUnhealthy.REBOOT, health("'tcp':{'port':1},'on_unhealthy':'reboot'").onUnhealthy());
    }

    @Test
    void whatIsWrongIsRefusedWithItsPlace() {
        String one = ", expected one of exec, http and tcp";
        String port = ", expected a whole number from 1 to 65535";
        String path = ", expected a path that begins with \"/\" and has no blanks or control characters, up to 2048 bytes";
        String tcp = "'tcp':{'port':1},";
        for (Row row : List.of(
                new Row("", "", "found no probe" + one),
                new Row("'interval':5", "", "found no probe" + one),
                new Row("'exec':['a'],'tcp':{'port':1}", "", "found exec and tcp" + one),
                new Row("'exec':[]", ".exec", "found an array, expected a program and its arguments"),
                new Row("'exec':'true'", ".exec", "found the string \"true\", expected an array"),
                new Row("'exec':['']", ".exec[0]", "found \"\", expected a program"),
                new Row("'exec':['a',1]", ".exec[1]", "found 1, expected a string"),
                new Row("'exec':['a','b\\u0000c']", ".exec[1]", "has a NUL, which would end the argument"),
                new Row("'http':8080", ".http", "found 8080, expected an object"),
                new Row("'http':{}", ".http.port", "missing, expected a port from 1 to 65535"),
                new Row("'http':{'port':0}", ".http.port", "found 0" + port),
                new Row("'http':{'port':65536}", ".http.port", "found 65536" + port),
                new Row("'http':{'port':'80'}", ".http.port", "found the string \"80\"" + port),
                new Row("'http':{'port':80,'path':'health'}", ".http.path", "found \"health\"" + path),
                new Row("'http':{'port':80,'path':''}", ".http.path", "found \"\"" + path),
                new Row("'http':{'port':80,'path':'/a b'}", ".http.path", "found \"/a b\"" + path),
                new Row("'http':{'port':80,'path':'/a\\r\\nHost: b'}", ".http.path", "found \"/a??Host: b\"" + path),
                new Row("'tcp':{}", ".tcp.port", "missing, expected a port from 1 to 65535"),
                new Row(tcp + "'interval':0", ".interval", "found 0, expected a whole number from 1 to 86400"),
                new Row(tcp + "'timeout':3601", ".timeout", "found 3601, expected a whole number from 1 to 3600"),
                new Row(tcp + "'retries':0", ".retries", "found 0, expected a whole number from 1 to 1000"),
                new Row(tcp + "'start_period':86401", ".start_period", "found 86401, expected a whole number from 0 to 86400"),
                new Row(tcp + "'on_unhealthy':'kill'", ".on_unhealthy",
                        "found \"kill\", expected restart, stop, report or reboot"))) {
            SmallState.refused("'health':{" + row.keys() + "}", "health" + row.member(), row.message());
        }
        SmallState.refused("'health':true", "health", "found true, expected an object");
    }

    @Test
    void unknownKeysAreWarnings() {
        SmallState.warned("'health':{'tcp':{'port':1,'host':'x'},'retires':1}",
                "health.tcp.host: unknown key, ignored", "health.retires: unknown key, ignored");
    }

    private static Health health(String keys) {
        return SmallState.read("'health':{" + keys + "}").supervision().health().orElseThrow();
    }
}
