package org.keelson.linux.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.keelson.linux.testing.FakeDescriptors;

/** Who owns a descriptor, and for how long. */
class FdTest {
    private final FakeDescriptors descriptors = new FakeDescriptors();

    @Test
    void openDescriptorHasItsNumber() {
        Fd fd = descriptors.memory("x", 0);

        assertTrue(fd.open());
        assertEquals(3, fd.number());
    }

    @Test
    void descriptorIsClosedOnceHoweverOftenItIsAsked() {
        Fd fd = descriptors.memory("x", 0);

        fd.close();
        Fd other = descriptors.memory("y", 0);
        fd.close();

        assertFalse(fd.open());
        assertTrue(other.open());
        assertEquals(1, descriptors.openCount());
    }

    @Test
    void numberOfAClosedDescriptorIsNotGiven() {
        Fd fd = descriptors.memory("x", 0);
        fd.close();

        assertThrows(IllegalStateException.class, fd::number);
    }

    @Test
    void negativeNumberIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Fd(descriptors, -1));
    }
}
