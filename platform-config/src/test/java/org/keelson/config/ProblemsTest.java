package org.keelson.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ProblemsTest {
    @Test
    void aHostileInputCostsABoundedList() {
        Problems problems = new Problems();
        for (int i = 0; i < Problems.LIMIT + 1000; i++) {
            problems.error("$[" + i + "]", "wrong");
        }

        assertEquals(Problems.LIMIT + 1, problems.errors().size());
        assertEquals(new Problem("$", "and 1000 more"), problems.errors().getLast());
        assertEquals(List.of(), problems.warnings());
    }

    @Test
    void aRefusalHasAReason() {
        assertThrows(IllegalArgumentException.class, () -> new Parsed.Bad<String>(List.of()));
    }
}
