package org.keelson.backend.lxc.config;

import java.util.Random;

/** Strings for property tests; equal seeds give equal strings. */
final class RandomText {

    private RandomText() {
    }

    static String of(Random random, String alphabet, int maxLength) {
        int length = random.nextInt(maxLength + 1);
        StringBuilder out = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            out.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return out.toString();
    }
}
