package org.keelson.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NamespaceTest {

    @Test
    void flagsAreSingleDistinctBits() {
        int all = 0;
        for (Namespace namespace : Namespace.values()) {
            assertEquals(1, Integer.bitCount(namespace.cloneFlag()), namespace.name());
            all |= namespace.cloneFlag();
        }

        assertEquals(0x7e02_0080, all);
    }

    @Test
    void keepIsReadInAnyCaseAndBlanks() {
        assertEquals(Optional.of(Set.of(Namespace.NET, Namespace.USER)), Namespace.parse(" net\tUSER  net "));
        assertEquals(Optional.of(Set.of()), Namespace.parse(""));
    }

    @Test
    void oneUnknownNameMakesTheWholeListUnknown() {
        assertTrue(Namespace.parse("net network").isEmpty());
    }
}
