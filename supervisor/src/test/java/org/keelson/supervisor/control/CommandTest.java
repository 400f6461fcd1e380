package org.keelson.supervisor.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandTest {
    @Test
    void everyCommandHasItsOwnNameAndIsOurs() {
        for (Command command : Command.values()) {
            assertEquals(Optional.of(command), Command.named(command.name()));
            assertFalse(Command.foreign(command.name()));
        }
    }
}
