package org.keelson.backend.lxc.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfigTextTest {

    private record Row(String line, String key, String value) {
    }

    private static final List<Row> ROWS = List.of(
            new Row("lxc.uts.name = box", "lxc.uts.name", "box"),
            new Row("  lxc.uts.name=box\t ", "lxc.uts.name", "box"),
            new Row("lxc.uts.name =", "lxc.uts.name", ""),
            new Row("lxc.environment = A=b", "lxc.environment", "A=b"),
            new Row("lxc.init.cmd = \"/sbin/init\"", "lxc.init.cmd", "/sbin/init"),
            new Row("lxc.init.cmd = ' a '", "lxc.init.cmd", " a "),
            new Row("lxc.init.cmd = 'a\"", "lxc.init.cmd", "'a\""),
            new Row("lxc.init.cmd = \"", "lxc.init.cmd", "\""),
            new Row("lxc.init.cmd = \"\"", "lxc.init.cmd", ""),
            new Row("lxc.uts.name = box # not a comment", "lxc.uts.name", "box # not a comment"));

    @Test
    void linesAreReadAsLiblxcReadsThem() {
        for (Row row : ROWS) {
            ConfigText text = ConfigText.parse(row.line());

            assertEquals(List.of(new ConfigText.Line(1, row.key(), row.value(), row.line())), text.lines());
            assertEquals(List.of(), text.problems());
        }
    }

    @Test
    void commentsAndBlanksVanishAndOtherLinesAreIgnored() {
        ConfigText text = ConfigText.parse("# lxc.uts.name = a\n\n \t\n  # b\nfoo = bar\nlxcuts\n");

        assertEquals(List.of(), text.lines());
        assertEquals(List.of(5, 6), text.ignored().stream().map(ConfigText.Line::number).toList());
    }

    @Test
    void everyKindOfLineEndCountsOnce() {
        ConfigText text = ConfigText.parse("lxc.a=1\r\nlxc.b=2\rlxc.c=3\n\nlxc.d=4");

        assertEquals(List.of("1 lxc.a", "2 lxc.b", "3 lxc.c", "5 lxc.d"),
                text.lines().stream().map(line -> line.number() + " " + line.key()).toList());
    }

    @Test
    void includesNulsAndMissingEqualSignsAreProblems() {
        ConfigText text = ConfigText.parse("lxc.include = /etc/x\nlxc.uts.name = a\0b\nlxc.uts.name\n# \0\n");

        assertEquals(List.of(
                "line 1: lxc.include is not supported: would read host files",
                "line 2: contains a NUL",
                "line 3: no '=' after lxc.uts.name",
                "line 4: contains a NUL"), text.problems());
    }

    @Test
    void theLastValueDecidesAndAnEmptyOneUnsets() {
        ConfigText text = ConfigText.parse("lxc.a = 1\nlxc.a = 2\nlxc.b = 1\nlxc.b =\n");

        assertEquals("2", text.last("lxc.a").orElseThrow().value());
        assertTrue(text.last("lxc.b").isEmpty());
        assertTrue(text.last("lxc.c").isEmpty());
    }

    @Test
    void whatIsWrittenIsReadBack() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            Setting setting = new Setting("lxc.x", RandomText.of(random, " \t\"'=#\\ab:", 8));

            ConfigText text = ConfigText.parse(setting.line());

            assertEquals(List.of(setting), text.lines().stream().map(ConfigText.Line::setting).toList());
        }
    }

    @Test
    void lineBreaksAndNulsAreNotWritable() {
        for (String bad : List.of("a\nb", "a\rb", "a\0b")) {
            assertTrue(!new Setting("lxc.x", bad).writable() && !new Setting("lxc." + bad, "v").writable(), bad);
        }
        assertTrue(!new Setting("lxc.x=y", "v").writable() && !new Setting("lxc.x ", "v").writable());
    }
}
