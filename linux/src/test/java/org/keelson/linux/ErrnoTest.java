package org.keelson.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;

/** Error numbers in words. */
class ErrnoTest {
    @Test
    void everyNamedNumberIsDescribedByItsName() throws IllegalAccessException {
        int count = 0;

        for (Field field : Errno.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                String words = Errno.describe(field.getInt(null));
                assertTrue(words.startsWith(field.getName() + " ("), () -> field.getName() + " is described as " + words);
                count++;
            }
        }

        assertTrue(count >= 20, "only " + count + " numbers");
    }

    @Test
    void numberWithoutANameIsShownAsItIs() {
        assertEquals("errno 133", Errno.describe(133));
        assertEquals("errno 0", Errno.describe(0));
    }

    @Test
    void exceptionSaysWhatWasDoneToWhatAndWhyItFailed() {
        LinuxException e = new LinuxException("mount", "/dev/sda2 on /storage", Errno.EBUSY);

        assertEquals("mount /dev/sda2 on /storage: EBUSY (device or resource busy)", e.getMessage());
        assertEquals(Errno.EBUSY, e.errno());
        assertTrue(e.is(Errno.EBUSY) && !e.is(Errno.EPERM));
    }
}
