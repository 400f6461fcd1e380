package org.keelson.linux.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses in messages, written as people write them. */
class SocketNameTest {
    @ParameterizedTest
    @CsvSource({
        "00000000,                         0.0.0.0:80",
        "c0a801ff,                         192.168.1.255:80",
        "00000000000000000000000000000000, [::]:80",
        "00000000000000000000000000000001, [::1]:80",
        "fe800000000000000000000000000000, [fe80::]:80",
        "20010db8000000000000000000000001, [2001:db8::1]:80",
        "20010db8000000010001000100010001, [2001:db8:0:1:1:1:1:1]:80",
        "20010000000000010000000000000001, [2001:0:0:1::1]:80",
        "20010db8000000000001000000000001, [2001:db8::1:0:0:1]:80",
        "00010002000300040005000600070008, [1:2:3:4:5:6:7:8]:80"})
    void addressIsWrittenWithItsPort(String hex, String expected) {
        assertEquals(expected, SocketName.of(HexFormat.of().parseHex(hex), 80));
    }
}
