package org.keelson.config.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IpLiteralTest {
    @ParameterizedTest
    @CsvSource({"0.0.0.0,00000000", "127.0.0.1,7f000001", "255.255.255.255,ffffffff", "10.0.5.50,0a000532"})
    void fourOctetsAreIpv4(String text, String hex) {
        assertEquals(Optional.of(new IpAddress(hex)), IpLiteral.v4(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1.2.3", "1.2.3.4.5", "1.2.3.", ".1.2.3", "1..2.3", "256.0.0.1", "01.2.3.4", "1.2.3.00", "0x1.2.3.4",
        "1.2.3.4 ", " 1.2.3.4", "-1.2.3.4", "+1.2.3.4", "1.2.3.4/8", "1.2.3.4\n", "localhost", "\u0661.2.3.4", "::1", "1.2.3.99999999999"})
    void nothingElseIsIpv4(String text) {
        assertEquals(Optional.empty(), IpLiteral.v4(text));
    }

    @ParameterizedTest
    @CsvSource({
        "::,00000000000000000000000000000000",
        "::1,00000000000000000000000000000001",
        "1::,00010000000000000000000000000000",
        "2001:db8::8:800:200C:417A,20010db80000000000080800200c417a",
        "2001:DB8:0:0:8:800:200c:417a,20010db80000000000080800200c417a",
        "1:2:3:4:5:6:7:8,00010002000300040005000600070008",
        "1:2:3:4:5:6:7::,00010002000300040005000600070000",
        "::2:3:4:5:6:7:8,00000002000300040005000600070008",
        "1:2:3::5:6:7:8,00010002000300000005000600070008",
        "::ffff:129.144.52.38,00000000000000000000ffff81903426",
        "0:0:0:0:0:0:13.1.68.3,0000000000000000000000000d014403",
        "64:ff9b::192.0.2.33,0064ff9b0000000000000000c0000221",
        "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255,ffffffffffffffffffffffffffffffff"})
    void theFormsOfRfc4291AreIpv6(String text, String hex) {
        assertEquals(Optional.of(new IpAddress(hex)), IpLiteral.v6(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", ":::", "::1::", "1::2::3", ":1", "1:", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8", "1:2:3:4::5:6:7:8", "12345::", "g::", "::1%eth0", "::1/128", "[::1]", "1.2.3.4", "::1.2.3", "::1.2.3.4:5",
        "1.2.3.4::", "::01.2.3.4", "1:2:3:4:5:6:7:1.2.3.4", ":: 1", "::\u0661", "::-1", "fe80::1:"})
    void nothingElseIsIpv6(String text) {
        assertEquals(Optional.empty(), IpLiteral.v6(text));
    }

    /** The JDK's parser, which must not be in the executable, is a second opinion on what has been accepted. */
    @Test
    void whatIsAcceptedOfRandomTextIsWhatTheJdkReads() throws UnknownHostException {
        Random random = new Random(1);
        String[] pieces = {":", "::", "0", "1", "ab", "FFFF", ".", "1.2.3.4", "10"};
        int accepted = 0;
        for (int round = 0; round < 200_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(16); i >= 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
                text.append(random.nextInt(3) > 0 ? ":" : "");
            }
            Optional<IpAddress> address = IpLiteral.v6(text.toString());
            if (address.isPresent()) {
                accepted++;
                assertEquals(address.get().hex(), hex(text.toString()), text.toString());
            }
        }
        assertTrue(accepted > 500, "accepted: " + accepted);
    }

    /** An address of IPv4 inside one of IPv6 becomes one of IPv4 there. */
    private static String hex(String text) throws UnknownHostException {
        InetAddress address = Inet6Address.ofLiteral(text);
        String hex = HexFormat.of().formatHex(address.getAddress());
        return hex.length() == 8 ? "00000000000000000000ffff" + hex : hex;
    }
}
