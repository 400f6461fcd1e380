package org.keelson.config.state;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is read for Pantavisor's sake: good words are refused or ignored as not supported, bad ones are wrong today already. */
final class UnsupportedReaderTest {
    private static final String NO = "not supported yet";

    private record Row(String keys, String path, String message) {}

    @Test
    void whatAContainerCanDoWithoutIsIgnoredWithAWarning() {
        SmallState.warned("'logs':[{'file':'/var/log/x','truncate':true,'maxsize':2147483647,'name':'a'},"
                        + "{'lxc':'enable','truncate':'false','maxsize':'2097152'},{'console':'enable'}]",
                "logs: an own choice of logs is " + NO + ", ignored");
        SmallState.warned("'drivers':{'optional':['wifi'],'manual':['bt']}",
                "drivers.optional: optional drivers are " + NO + ", ignored",
                "drivers.manual: manual drivers are " + NO + ", ignored");
        SmallState.warned("'services':{'optional':[{'name':'bus','type':'dbus','role':'r','interface':'i','target':'/run/bus'}]}",
                "services.optional: optional services are " + NO + ", ignored");
        SmallState.warned("'network':{'mode':'host'}", "network.mode: not supported yet, the LXC configuration decides");
    }

    @Test
    void whatIsEmptyAsksForNothing() {
        SmallState.read("'share':'','logs':[],'remount':{},'network':{},'drivers':{'required':[],'optional':[],'manual':[]},"
                + "'services':{'required':[],'optional':[]}");
    }

    @Test
    void unknownKeysAreWarnings() {
        SmallState.warned("'drivers':{'x':1},'services':{'x':1}",
                "drivers.x: unknown key, ignored", "services.x: unknown key, ignored");
        SmallState.warned("'logs':[{'x':1}]", "logs[0].x: unknown key, ignored", "logs: an own choice of logs is " + NO + ", ignored");
    }

    @Test
    void whatAContainerNeedsIsRefused() {
        String pool = "networks from a pool are " + NO;
        check(new Row("'drivers':{'required':['wifi']}", "drivers.required", "required drivers are " + NO),
                new Row("'services':{'required':[{'name':'a','type':'unix'}]}", "services.required", "required services are " + NO),
                new Row("'network':{'mode':'pool'}", "network.mode", "found \"pool\", which is " + NO),
                new Row("'network':{'pool':'internal'}", "network.pool", pool),
                new Row("'network':{'hostname':'app'}", "network.hostname", pool),
                new Row("'network':{'ip':'10.0.5.50'}", "network.ip", pool),
                new Row("'network':{'mac':'02:00:0a:00:05:fF'}", "network.mac", pool),
                new Row("'network':{'interfaces':[]}", "network.interfaces", pool),
                new Row("'remount':{'a':[]}", "remount", "remounting with other options is " + NO));
    }

    @Test
    void whatIsWrongIsRefusedWithItsPlaceThoughNothingUsesIt() {
        String ip = ", expected an address such as 10.0.5.50";
        String mac = ", expected an address such as 02:00:0a:00:05:32";
        check(new Row("'share':[]", "share", "found an array, expected a string"),
                new Row("'dev-log':1", "dev-log", "found 1, expected true or false"),
                new Row("'logs':{}", "logs", "found an object, expected an array"),
                new Row("'logs':['x']", "logs[0]", "found the string \"x\", expected an object"),
                new Row("'logs':[{'file':1}]", "logs[0].file", "found 1, expected a string"),
                new Row("'logs':[{'console':true}]", "logs[0].console", "found true, expected a string"),
                new Row("'logs':[{'truncate':1}]", "logs[0].truncate", "found 1, expected true or false"),
                new Row("'logs':[{'truncate':'yes'}]", "logs[0].truncate", "found the string \"yes\", expected true or false"),
                new Row("'logs':[{'maxsize':2147483648}]", "logs[0].maxsize",
                        "found 2147483648, expected a whole number of bytes from 0 to 2147483647"),
                new Row("'logs':[{'maxsize':false}]", "logs[0].maxsize",
                        "found false, expected a whole number of bytes from 0 to 2147483647"),
                new Row("'drivers':[]", "drivers", "found an array, expected an object"),
                new Row("'drivers':{'required':'wifi'}", "drivers.required", "found the string \"wifi\", expected an array"),
                new Row("'drivers':{'manual':[1]}", "drivers.manual[0]", "found 1, expected a string"),
                new Row("'services':{'optional':{}}", "services.optional", "found an object, expected an array"),
                new Row("'services':{'optional':['a']}", "services.optional[0]", "found the string \"a\", expected an object"),
                new Row("'services':{'optional':[{}]}", "services.optional[0].name", "missing, expected the name of a service"),
                new Row("'services':{'optional':[{'name':'a','role':1}]}", "services.optional[0].role", "found 1, expected a string"),
                new Row("'services':{'optional':[{'name':'a','type':'x11'}]}", "services.optional[0].type",
                        "found \"x11\", expected rest, dbus, unix, drm, wayland or input"),
                new Row("'network':{'mode':'bridge'}", "network.mode", "found \"bridge\", expected host or pool"),
                new Row("'network':{'pool':1}", "network.pool", "found 1, expected a string"),
                new Row("'network':{'pool':'a/b'}", "network.pool", "network pool name \"a/b\" has a character at 1 that is not a letter, "
                        + "a digit or one of . _ - + @"),
                new Row("'network':{'hostname':''}", "network.hostname", "host name is empty"),
                new Row("'network':{'ip':'10.0.5'}", "network.ip", "found \"10.0.5\"" + ip),
                new Row("'network':{'mac':'02-00-0a-00-05-32'}", "network.mac", "found \"02-00-0a-00-05-32\"" + mac),
                new Row("'network':{'mac':'02:00:0a:00:05:3g'}", "network.mac", "found \"02:00:0a:00:05:3g\"" + mac),
                new Row("'storage':{'a':{'persistence':'boot','disk':1}}", "storage.a.disk", "found 1, expected a string"),
                new Row("'storage':{'a':{'persistence':'boot','disk':'d'}}", "storage.a.disk",
                        "found \"d\", expected the name or an alias of a disk of this state"));
    }

    private static void check(Row... rows) {
        for (Row row : List.of(rows)) {
            SmallState.refused(row.keys(), row.path(), row.message());
        }
    }
}
