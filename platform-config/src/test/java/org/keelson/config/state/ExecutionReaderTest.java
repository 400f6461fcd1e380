package org.keelson.config.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class ExecutionReaderTest {
    private record Row(String keys, String path, String message) {}

    @Test
    void variablesKeepTheirOrderAndTheirText() {
        Execution execution = SmallState.read("'env':{'PATH':'/bin','_a1':'','B':' ü=\\\"x\\\" '}").execution();

        assertEquals(List.of("PATH=/bin", "_a1=", "B= ü=\"x\" "), lines(execution));
    }

    @Test
    void aProgramThatIsNoInitIsMarked() {
        assertEquals(true, SmallState.read("'init':true").execution().init());
        assertEquals(false, SmallState.read("'init':false").execution().init());
        assertEquals(Execution.PLAIN, SmallState.read("").execution());
    }

    @Test
    void everyResourceIsRead() {
        assertEquals(
                new Resources(OptionalLong.of(64L << 20), OptionalLong.of(50_000_000), OptionalInt.of(200), OptionalInt.of(1500),
                        OptionalInt.of(100), OptionalInt.of(50)),
                resources("'memory':{'max':'64M','high':50000000},'cpu':{'weight':200,'max':1.5},'pids':{'max':100},"
                        + "'io':{'weight':50}"));
        assertEquals(Resources.UNLIMITED, resources("'memory':{},'cpu':{},'pids':{},'io':{}"));
    }

    @Test
    void sizesAreBytesOrStepsOf1024() {
        assertEquals(67_108_864, memory("67108864"));
        assertEquals(67_108_864, memory("'67108864'"));
        assertEquals(65_536, memory("'64K'"));
        assertEquals(3L << 30, memory("'3G'"));
        assertEquals(1L << 50, memory("'1048576G'"));
    }

    @Test
    void resourcesMayTakeTheirBounds() {
        assertEquals(OptionalInt.of(10), resources("'cpu':{'max':0.01}").cpuMaxMillis());
        assertEquals(OptionalInt.of(1_024_000), resources("'cpu':{'max':1024}").cpuMaxMillis());
        assertEquals(OptionalInt.of(4_194_304), resources("'pids':{'max':4194304}").pidsMax());
        assertEquals(OptionalLong.of(65_536), resources("'memory':{'max':'64K','high':'64K'}").memoryHigh());
    }

    @Test
    void whatIsWrongIsRefusedWithItsPlace() {
        String size = ", expected a size from 64K to 1048576G, in bytes or with K, M or G";
        String cpus = ", expected a number of CPUs from 0.01 to 1024 with at most 3 decimals";
        String weight = ", expected a whole number from 1 to 10000";
        String pids = ", expected a whole number from 1 to 4194304";
        String name = "the name has to consist of letters, digits and _, up to 255, and not begin with a digit";
        String reserved = "the name is reserved for the supervisor";
        for (Row row : List.of(
                new Row("'resources':[]", "resources", "found an array, expected an object"),
                new Row("'resources':{'memory':'64M'}", "resources.memory", "found the string \"64M\", expected an object"),
                new Row("'resources':{'memory':{'max':'64m'}}", "resources.memory.max", "found the string \"64m\"" + size),
                new Row("'resources':{'memory':{'max':'1T'}}", "resources.memory.max", "found the string \"1T\"" + size),
                new Row("'resources':{'memory':{'max':'1.5G'}}", "resources.memory.max", "found the string \"1.5G\"" + size),
                new Row("'resources':{'memory':{'max':'064M'}}", "resources.memory.max", "found the string \"064M\"" + size),
                new Row("'resources':{'memory':{'max':65535}}", "resources.memory.max", "found 65535" + size),
                new Row("'resources':{'memory':{'max':'63K'}}", "resources.memory.max", "found the string \"63K\"" + size),
                new Row("'resources':{'memory':{'max':'1048577G'}}", "resources.memory.max", "found the string \"1048577G\"" + size),
                new Row("'resources':{'memory':{'max':99999999999999999999}}", "resources.memory.max",
                        "found 99999999999999999999" + size),
                new Row("'resources':{'memory':{'high':null}}", "resources.memory.high", "found null" + size),
                new Row("'resources':{'memory':{'max':'64K','high':'65K'}}", "resources.memory.high",
                        "found 66560 bytes, expected at most max, 65536"),
                new Row("'resources':{'cpu':{'weight':0}}", "resources.cpu.weight", "found 0" + weight),
                new Row("'resources':{'cpu':{'max':0.009}}", "resources.cpu.max", "found 0.009" + cpus),
                new Row("'resources':{'cpu':{'max':1024.001}}", "resources.cpu.max", "found 1024.001" + cpus),
                new Row("'resources':{'cpu':{'max':0.0125}}", "resources.cpu.max", "found 0.0125" + cpus),
                new Row("'resources':{'cpu':{'max':'1'}}", "resources.cpu.max", "found the string \"1\"" + cpus),
                new Row("'resources':{'pids':{'max':0}}", "resources.pids.max", "found 0" + pids),
                new Row("'resources':{'pids':{'max':4194305}}", "resources.pids.max", "found 4194305" + pids),
                new Row("'resources':{'io':{'weight':10001}}", "resources.io.weight", "found 10001" + weight),
                new Row("'init':'yes'", "init", "found the string \"yes\", expected true or false"),
                new Row("'env':['A=1']", "env", "found an array, expected an object"),
                new Row("'env':{'A':1}", "env.A", "found 1, expected a string"),
                new Row("'env':{'':'x'}", "env['']", name),
                new Row("'env':{'1A':'x'}", "env.1A", name),
                new Row("'env':{'A-B':'x'}", "env.A-B", name),
                new Row("'env':{'A=B':'x'}", "env['A=B']", name),
                new Row("'env':{'É':'x'}", "env['É']", name),
                new Row("'env':{'" + "a".repeat(256) + "':'x'}", "env['" + "a".repeat(80) + "…']", name),
                new Row("'env':{'container':'lxc'}", "env.container", reserved),
                new Row("'env':{'LISTEN_FDS':'3'}", "env.LISTEN_FDS", reserved),
                new Row("'env':{'A':'x\\nlxc.init.cmd = /evil'}", "env.A", "the value has a control character at 1"),
                new Row("'env':{'A':'\\u0000'}", "env.A", "the value has a control character at 0"),
                new Row("'env':{'A':'\\u0085'}", "env.A", "the value has a control character at 0"),
                new Row("'env':{'A':'" + "ü".repeat(4097) + "'}", "env.A", "the value has 8194 bytes, expected at most 8192"))) {
            SmallState.refused(row.keys(), row.path(), row.message());
        }
    }

    @Test
    void variablesAreCounted() {
        assertEquals(256, SmallState.read("'env':{" + variables(256) + "}").execution().env().size());
        SmallState.refused("'env':{" + variables(257) + "}", "env", "found 257 variables, expected at most 256");
    }

    @Test
    void unknownResourcesAreWarnings() {
        SmallState.warned("'resources':{'disk':{},'memory':{'swap':1},'cpu':{'x':1},'pids':{'x':1},'io':{'x':1}}",
                "resources.memory.swap: unknown key, ignored", "resources.cpu.x: unknown key, ignored",
                "resources.pids.x: unknown key, ignored", "resources.io.x: unknown key, ignored",
                "resources.disk: unknown key, ignored");
    }

    @Test
    void whatAContainerThatIsOnlyMountedCannotUseIsAWarning() {
        String no = ": has no effect, the container is only mounted";
        String text = SmallState.of(SmallState.container("web", "'status_goal':'MOUNTED','health':{'tcp':{'port':1}},'stop':{},"
                + "'env':{'A':'b'},'init':false,'resources':{},'sockets':[]"));

        List<String> warnings = new ArrayList<>();
        SampleState.warnings(text).forEach(warning -> warnings.add(warning.toString()));

        assertEquals(List.of("web/run.json:$.health" + no, "web/run.json:$.stop" + no, "web/run.json:$.env" + no,
                "web/run.json:$.init" + no, "web/run.json:$.resources" + no, "web/run.json:$.sockets" + no), warnings);
    }

    private static List<String> lines(Execution execution) {
        List<String> lines = new ArrayList<>();
        execution.env().forEach((name, value) -> lines.add(name + "=" + value));
        return lines;
    }

    private static String variables(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : ",").append("'V").append(i).append("':'x'");
        }
        return text.toString();
    }

    private static Resources resources(String keys) {
        return SmallState.read("'resources':{" + keys + "}").execution().resources();
    }

    private static long memory(String value) {
        return resources("'memory':{'max':" + value + "}").memoryMax().orElseThrow();
    }
}
