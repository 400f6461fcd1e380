package org.keelson.config.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.keelson.config.Problem;

final class SocketReaderTest {
    private record Row(String keys, String member, String message) {}

    @Test
    void socketsKeepTheirOrder() {
        assertEquals(
                List.of(
                        new ListeningSocket("http", ListeningSocket.Kind.STREAM, inet("00000000", 8080), false),
                        new ListeningSocket("x.y_z-1", ListeningSocket.Kind.DATAGRAM, inet("0".repeat(31) + "1", 65_535), true),
                        new ListeningSocket("bus", ListeningSocket.Kind.SEQPACKET, new ListeningSocket.Address.Unix("bus.sock"), false)),
                SmallState.read("'sockets':[{'name':'http','listen':'0.0.0.0:8080'},"
                        + "{'name':'x.y_z-1','listen':'[::1]:65535','type':'datagram','activate':true},"
                        + "{'name':'bus','listen':'unix:bus.sock','type':'seqpacket','activate':false}]").execution().sockets());
    }

    @Test
    void aContainerIsActivatedByAnyOfItsSockets() {
        assertEquals(true, SmallState.read("'sockets':[{'name':'a','listen':'unix:a'},"
                + "{'name':'b','listen':'unix:b','activate':true}]").execution().activated());
    }

    @Test
    void whatIsWrongIsRefusedWithItsPlace() {
        String address = ", expected <IPv4 address>:<port>, [<IPv6 address>]:<port> or unix:<file>";
        String name = ", expected 1 to 64 letters, digits, dots, dashes and _";
        String web = "'name':'web','listen':'0.0.0.0:80'";
        for (Row row : List.of(
                new Row("'listen':'0.0.0.0:80'", ".name", "missing, expected the name of the socket"),
                new Row("'name':1,'listen':'0.0.0.0:80'", ".name", "found 1, expected a string"),
                new Row("'name':'','listen':'0.0.0.0:80'", ".name", "found \"\"" + name),
                new Row("'name':'a:b','listen':'0.0.0.0:80'", ".name", "found \"a:b\"" + name),
                new Row("'name':'" + "a".repeat(65) + "','listen':'0.0.0.0:80'", ".name", "found \"" + "a".repeat(65) + "\"" + name),
                new Row("'name':'a'", ".listen", "missing, expected where to listen"),
                new Row("'name':'a','listen':80", ".listen", "found 80, expected a string"),
                new Row("'name':'a','listen':'80'", ".listen", "found \"80\"" + address),
                new Row("'name':'a','listen':':80'", ".listen", "found \":80\"" + address),
                new Row("'name':'a','listen':'*:80'", ".listen", "found \"*:80\"" + address),
                new Row("'name':'a','listen':'localhost:80'", ".listen", "found \"localhost:80\"" + address),
                new Row("'name':'a','listen':'0.0.0.0'", ".listen", "found \"0.0.0.0\"" + address),
                new Row("'name':'a','listen':'0.0.0.0:0'", ".listen", "found \"0.0.0.0:0\"" + address),
                new Row("'name':'a','listen':'0.0.0.0:080'", ".listen", "found \"0.0.0.0:080\"" + address),
                new Row("'name':'a','listen':'0.0.0.0:65536'", ".listen", "found \"0.0.0.0:65536\"" + address),
                new Row("'name':'a','listen':'::1:80'", ".listen", "found \"::1:80\"" + address),
                new Row("'name':'a','listen':'[:80'", ".listen", "found \"[:80\"" + address),
                new Row("'name':'a','listen':'[]:80'", ".listen", "found \"[]:80\"" + address),
                new Row("'name':'a','listen':'[1.2.3.4]:80'", ".listen", "found \"[1.2.3.4]:80\"" + address),
                new Row("'name':'a','listen':'[fe80::1%eth0]:80'", ".listen", "found \"[fe80::1%eth0]:80\"" + address),
                new Row("'name':'a','listen':'unix:'", ".listen", "socket file name is empty"),
                new Row("'name':'a','listen':'unix:../x'", ".listen", "socket file name \"../x\" begins with a dot or a dash"),
                new Row("'name':'a','listen':'unix:a/b'", ".listen",
                        "socket file name \"a/b\" has a character at 1 that is not a letter, a digit or one of . _ - + @"),
                new Row(web + ",'type':'tcp'", ".type", "found \"tcp\", expected stream, datagram or seqpacket"),
                new Row(web + ",'type':'seqpacket'", ".type",
                        "found \"seqpacket\", expected stream or datagram, since it listens on a port"),
                new Row(web + ",'activate':1", ".activate", "found 1, expected true or false"))) {
            SmallState.refused("'sockets':[{" + row.keys() + "}]", "sockets[0]" + row.member(), row.message());
        }
        SmallState.refused("'sockets':{}", "sockets", "found an object, expected an array");
        SmallState.refused("'sockets':['0.0.0.0:80']", "sockets[0]", "found the string \"0.0.0.0:80\", expected an object");
        SmallState.warned("'sockets':[{" + web + ",'backlog':5}]", "sockets[0].backlog: unknown key, ignored");
    }

    @Test
    void socketsAreCounted() {
        assertEquals(32, SmallState.read("'sockets':[" + sockets(32) + "]").execution().sockets().size());
        SmallState.refused("'sockets':[" + sockets(33) + "]", "sockets", "found 33 sockets, expected at most 32");
    }

    @Test
    void aNameIsUniqueInItsContainer() {
        SmallState.refused("'sockets':[{'name':'a','listen':'unix:a'},{'name':'a','listen':'unix:b'}]", "sockets[1].name",
                "found \"a\" a second time");
    }

    @Test
    void twoSocketsOfAContainerCannotListenAtOnePlace() {
        SmallState.refused("'sockets':[{'name':'a','listen':'unix:x'},{'name':'b','listen':'unix:x','type':'datagram'}]",
                "sockets[1].listen", "listens where socket \"a\" of \"web\" listens already");
    }

    @Test
    void twoSocketsOfAStateCannotListenAtOnePlace() {
        String text = SmallState.of(
                SmallState.container("a", "'sockets':[{'name':'http','listen':'[::1]:80'},{'name':'u','listen':'unix:x'}]"),
                SmallState.container("b", "'sockets':[{'name':'u','listen':'unix:x'},{'name':'udp','listen':'[::1]:80','type':'datagram'},"
                        + "{'name':'other','listen':'[::1]:81'},{'name':'web','listen':'[0:0:0:0:0:0:0:1]:80'}]"));

        assertEquals(List.of(new Problem("b/run.json:$.sockets[3].listen", "listens where socket \"http\" of \"a\" listens already")),
                SampleState.problems(text));
    }

    private static ListeningSocket.Address inet(String hex, int port) {
        return new ListeningSocket.Address.Inet(new IpAddress(hex), port);
    }

    private static String sockets(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : ",").append("{'name':'s").append(i).append("','listen':'unix:").append(i).append("'}");
        }
        return text.toString();
    }
}
