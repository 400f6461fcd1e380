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
    void whatWasFoundInAPartKeepsItsCount() {
        Problems part = new Problems();
        for (int i = 0; i < Problems.LIMIT + 3; i++) {
            part.error("$.a", "wrong");
            part.warning("$.a", "odd");
        }
        Problems whole = new Problems();
        whole.error("$", "wrong");

        whole.addAll(part);

        assertEquals(new Problem("$", "and 4 more"), whole.errors().getLast());
        assertEquals(new Problem("$", "and 3 more"), whole.warnings().getLast());
    }

    @Test
    void aRefusalHasAReason() {
        assertThrows(IllegalArgumentException.class, () -> new Parsed.Bad<String>(List.of()));
    }
}
