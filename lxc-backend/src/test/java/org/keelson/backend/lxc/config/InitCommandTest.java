package org.keelson.backend.lxc.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.keelson.backend.lxc.config.InitCommand.Result;

class InitCommandTest {

    private record Row(String command, List<String> words) {
    }

    private record Wrong(String command, int position) {
    }

    private static final List<Row> ROWS = List.of(
            new Row("", List.of()),
            new Row(" \t ", List.of()),
            new Row("/sbin/init", List.of("/sbin/init")),
            new Row("  a \t b ", List.of("a", "b")),
            new Row("x \"a b\" c", List.of("x", "a b", "c")),
            new Row("x \"a\\\"b\" c", List.of("x", "a\"b", "c")),
            new Row("\"a\\\\b\"", List.of("a\\b")),
            new Row("\"a\\nb\"", List.of("a\\nb")),
            new Row("x\\ y", List.of("x y")),
            new Row("\\\"a\\'", List.of("\"a'")),
            new Row("'a\\' b", List.of("a\\", "b")),
            new Row("'a\"b' \"a'b\"", List.of("a\"b", "a'b")),
            new Row("a\"b c\"d", List.of("ab cd")),
            new Row("\"\" '' x", List.of("", "", "x")),
            new Row("a\"\"", List.of("a")),
            new Row("sh -c 'echo $HOME; exit 3'", List.of("sh", "-c", "echo $HOME; exit 3")));

    private static final List<Wrong> WRONG = List.of(
            new Wrong("a \"b", 2),
            new Wrong("'", 0),
            new Wrong("a 'b\\'c'", 7),
            new Wrong("\"a\\\"", 0),
            new Wrong("a \\", 2));

    @Test
    void commandsAreSplitAsTheGrammarSays() {
        for (Row row : ROWS) {
            assertEquals(new Result.Words(row.words()), InitCommand.parse(row.command()), row.command());
        }
    }

    @Test
    void mistakesAreFoundWhereTheyStart() {
        for (Wrong wrong : WRONG) {
            assertEquals(wrong.position(), switch (InitCommand.parse(wrong.command())) {
                case Result.Malformed(int position, String _) -> position;
                case Result.Words(List<String> _) -> -1;
            }, wrong.command());
        }
    }

    @Test
    void plainWordsStayBareAndOthersAreQuoted() {
        assertEquals("/sbin/init \"\" \"a b\" \"\\\"\\\\\" \"$x\"",
                InitCommand.quote(List.of("/sbin/init", "", "a b", "\"\\", "$x")));
    }

    @Test
    void anyWordsSurviveQuotingAndSplitting() {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            List<String> argv = new ArrayList<>();
            for (int n = random.nextInt(5); n > 0; n--) {
                argv.add(RandomText.of(random, "ab\"'\\ \t\n\r=-$\u00e9", 6));
            }

            assertEquals(new Result.Words(argv), InitCommand.parse(InitCommand.quote(argv)));
        }
    }

    @Test
    void anyTextIsSplitOrRefusedAtAPositionInIt() {
        Random random = new Random(43);
        for (int i = 0; i < 20_000; i++) {
            String command = RandomText.of(random, "a\"'\\ ", 12);

            switch (InitCommand.parse(command)) {
                case Result.Malformed(int position, String _) -> command.charAt(position);
                case Result.Words(List<String> words) ->
                    assertEquals(new Result.Words(words), InitCommand.parse(InitCommand.quote(words)));
            }
        }
    }
}
