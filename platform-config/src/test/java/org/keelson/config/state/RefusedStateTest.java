package org.keelson.config.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.keelson.config.Problem;

/** One change of the sample for every rule, and the one problem that it gives. */
final class RefusedStateTest {
    private record Row(String piece, String replacement, String path, String message) {}

    private static final String WEB = "\"share\": \"\"";
    private static final String NO = "is not supported yet";
    private static final String ARE_NO = "are not supported yet";

    private static final List<Row> NOT_YET = List.of(
            new Row(WEB, "\"remount\": {\"a\": []}", "web/run.json:$.remount", "remounting with other options " + NO),
            new Row("{\"required\": [], \"o", "{\"required\": [\"wifi\"], \"o", "web/run.json:$.drivers.required",
                    "required drivers " + ARE_NO),
            new Row("\"services\": {\"required\": []}", "\"services\": {\"required\": [{\"name\": \"x\"}]}",
                    "web/run.json:$.services.required", "required services " + ARE_NO),
            new Row(WEB, "\"network\": {\"mode\": \"pool\"}", "web/run.json:$.network.mode",
                    "found \"pool\", which " + NO),
            new Row(WEB, "\"network\": {\"pool\": \"a\"}", "web/run.json:$.network.pool",
                    "networks from a pool " + ARE_NO));

    private static final List<Row> WRONG = List.of(
            new Row("pantavisor-service-system@1", "pantavisor-multi-platform@1", "$['#spec']",
                    "found pantavisor-multi-platform@1, an old format that is not supported, "
                            + "expected pantavisor-service-system@1"),
            new Row("pantavisor-service-system@1", "x@9", "$['#spec']",
                    "found \"x@9\", expected pantavisor-service-system@1"),
            new Row("\"#spec\": \"pantavisor-service-system@1\",", "", "$['#spec']",
                    "missing, expected pantavisor-service-system@1"),
            new Row("service-manifest-run@1", "service-manifest-run@2", "web/run.json:$['#spec']",
                    "found \"service-manifest-run@2\", expected service-manifest-run@1"),
            new Row("\"name\": \"web\"", "\"name\": \"wob\"", "web/run.json:$.name",
                    "found \"wob\", expected the name of its directory, \"web\""),
            new Row("\"name\": \"web\", ", "", "web/run.json:$.name", "missing, expected \"web\""),
            new Row("\"type\": \"lxc\", \"group\"", "\"type\": \"runc\", \"group\"", "web/run.json:$.type",
                    "found \"runc\", expected \"lxc\""),
            new Row("\"group\": \"base\"", "\"group\": \"root\"", "web/run.json:$.group",
                    "found \"root\", expected the name of a group of this state"),
            new Row("\"group\": \"base\"", "\"group\": \"base\", \"runlevel\": \"apps\"", "web/run.json:$.runlevel",
                    "found \"apps\", which is the old name of group, expected \"base\""),
            new Row("\"status_goal\": \"MOUNTED\"", "\"status_goal\": \"mounted\"", "api/run.json:$.status_goal",
                    "found \"mounted\", expected MOUNTED, STARTED or READY"),
            new Row("\"automodfw\": \"no\"", "\"automodfw\": \"never\"", "web/run.json:$.automodfw",
                    "found \"never\", expected \"yes\" or \"no\""),
            new Row("[\"mgmt\"]", "\"mgmt\"", "web/run.json:$.roles", "found the string \"mgmt\", expected an array"),
            new Row("[\"mgmt\"]", "[\"nobody\", null]", "web/run.json:$.roles[1]", "found null, expected a string"),
            new Row("\"/usr/bin\"", "\"/usr/../bin\"", "web/run.json:$.exports[0]",
                    "path \"/usr/../bin\" has an empty, \".\" or \"..\" component"),
            new Row("{\"persistence\": \"permanent\"}", "{}", "web/run.json:$.storage.docker--var-lib.persistence",
                    "missing, expected permanent, revision or boot"),
            new Row("\"lxc-overlay\"", "\"..\"", "web/run.json:$.storage['..']",
                    "storage name \"..\" begins with a dot or a dash"),
            new Row("\"timeout\": 10", "\"timeout\": 1e1", "device.json:$.groups[0].timeout",
                    "found 1e1, expected a whole number from 0 to 604800"),
            new Row("\"timeout\": 10", "\"timeout\": -1", "device.json:$.groups[0].timeout",
                    "found -1, expected a whole number from 0 to 604800"),
            new Row("\"name\": \"apps\"", "\"name\": \"base\"", "device.json:$.groups[1].name",
                    "found \"base\" a second time"),
            new Row("\"linux\": \"kernel.img\", ", "", "bsp/run.json:$",
                    "found no kernel, expected linux and initrd, or fit, or rpiab"),
            new Row("\"lxc.container.conf\", \"root", "\"other.conf\", \"root", "web/run.json:$.config",
                    "found \"other.conf\", but the state has no \"web/other.conf\""),
            new Row("\"hosts.bind\", \"d", "\"hosts\", \"d", "web/run.json:$.volumes[0]",
                    "volume name \"hosts\" has no extension that says how to mount it, "
                            + "expected <file>.bind, <file>.data or <file>.<type>"),
            new Row("\"web/settings.json\": \"0", "\"web/settings.json\": \"A", "$['web/settings.json']",
                    "found the SHA-256 \"A" + SampleState.SHA.substring(1) + "\", expected it in lower case"),
            new Row("\"bsp/build.json\": {}", "\"x\": \"0\"", "$.x",
                    "found \"0\", expected a SHA-256 of 64 lower-case hex digits"),
            new Row("\"bsp/build.json\": {}", "\"x\": {}", "$.x",
                    "found an object, expected a SHA-256 of 64 lower-case hex digits"),
            new Row("_config/web/etc/web.conf", "_config/web/../web.conf", "$['_config/web/../web.conf']",
                    "path \"_config/web/../web.conf\" has an empty, \".\" or \"..\" component"),
            new Row("_config/web/etc/web.conf", ".pvr/json", "$['.pvr/json']",
                    "path \".pvr/json\" begins with a dot, which is reserved for the supervisor's files"),
            new Row("_config/web/etc/web.conf", "web/root.squashfs/x", "$['web/root.squashfs/x']",
                    "lies below \"web/root.squashfs\", which is a file of the revision"),
            new Row("\"bsp/build.json\"", "\"a/b/run.json\"", "$['a/b/run.json']",
                    "container name \"a/b\" has a character at 1 that is not a letter, a digit or one of . _ - + @"),
            new Row("\"bsp/build.json\": {}", "\"x/run.json\": \"" + SampleState.SHA + "\"", "x/run.json:$",
                    "found the string \"" + SampleState.SHA + "\", expected an object"));

    @Test
    void theSampleItselfIsGood() {
        assertEquals(List.of(), SampleState.problems(SampleState.TEXT));
    }

    @Test
    void whatIsNotSupportedIsRefusedAndNeverIgnored() {
        check(NOT_YET);
    }

    @Test
    void whatIsWrongIsRefusedWithItsPlaceAndWhatWasExpected() {
        check(WRONG);
    }

    private static void check(List<Row> rows) {
        for (Row row : rows) {
            String text = SampleState.with(row.piece(), row.replacement());

            assertEquals(List.of(new Problem(row.path(), row.message())), SampleState.problems(text), row.toString());
        }
    }
}
