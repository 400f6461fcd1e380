package org.keelson.backend.lxc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.keelson.backend.lxc.Attachment.End;
import org.keelson.linux.process.Exit;

/** What attach.c reports, together with how the process ended. */
class AttachReportTest {
    private static final Exit.Status FAILED = new Exit.Status.Exited(1);

    private static End report(int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
        for (int number : numbers) {
            bytes.putInt(number);
        }
        return AttachReport.of(bytes.array(), bytes.position(), FAILED);
    }

    @Test
    void programThatWasExecutedEndedByItself() {
        assertEquals(new End.Ended(FAILED), report(0));
    }

    @Test
    void silenceMeansThatLiblxcDidNotGetSoFar() {
        assertEquals(new End.NotEntered("entering the container failed"), report());
        assertEquals(new End.NotEntered("entering the container failed"), AttachReport.of(new byte[8], -1, FAILED));
    }

    @Test
    void errnoIsThatOfTheExec() {
        assertEquals(new End.NotExecuted(13), report(0, 13));
    }

    @Test
    void missingProtectionIsNamed() {
        assertEquals(new End.NotEntered("refused: it would run without the container's system call filter"), report(-1));
        assertEquals(new End.NotEntered("refused: it would run without the container's no_new_privs"), report(-2));
        assertEquals(new End.NotEntered("refused: it would run without the container's system call filter"), report(-3));
    }
}
