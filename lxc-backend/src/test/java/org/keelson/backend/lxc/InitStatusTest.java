package org.keelson.backend.lxc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class InitStatusTest {
    @Test
    void anExitStatusIsInTheSecondByte() {
        for (int code = 0; code < 256; code++) {
            assertEquals(0, InitStatus.signal(code << 8), "signal of " + code);
            assertEquals(code, InitStatus.exitCode(code << 8), "code of " + code);
        }
    }

    @Test
    void aSignalIsInTheSecondByteWhereLiblxcMarksIt() {
        assertEquals(11, InitStatus.signal(11 << 8 | 0x7f));
        assertEquals(15, InitStatus.signal(15 << 8 | 0x7f));
        assertEquals(64, InitStatus.signal(64 << 8 | 0x7f));
    }

    @Test
    void aSignalAsWaitCodesItIsUnderstoodToo() {
        assertEquals(9, InitStatus.signal(9));
        assertEquals(11, InitStatus.signal(0x80 | 11));
    }
}
