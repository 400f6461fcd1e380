package org.keelson.linux.socket;

/** An address with its port in words: {@code 0.0.0.0:80}, {@code [2001:db8::1]:80} (RFC 5952). */
final class SocketName {
    private static final int GROUPS = 8;

    private SocketName() {}

    /** {@return the text} */
    static String of(byte[] address, int port) {
        return (address.length == 4 ? ipv4(address) : "[" + ipv6(address) + "]") + ":" + port;
    }

    private static String ipv4(byte[] address) {
        return (address[0] & 0xff) + "." + (address[1] & 0xff) + "." + (address[2] & 0xff) + "." + (address[3] & 0xff);
    }

    private static String ipv6(byte[] address) {
        int gap = 0;
        int gapLength = 1; // a single group of zeros is written
        for (int i = 0; i < GROUPS; i++) {
            int zeros = zeros(address, i);
            if (zeros > gapLength) {
                gap = i;
                gapLength = zeros;
            }
        }
        if (gapLength == 1) {
            return groups(address, 0, GROUPS);
        }
        return groups(address, 0, gap) + "::" + groups(address, gap + gapLength, GROUPS);
    }

    private static int zeros(byte[] address, int from) {
        int end = from;
        while (end < GROUPS && group(address, end) == 0) {
            end++;
        }
        return end - from;
    }

    private static String groups(byte[] address, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i > from ? ":" : "").append(Integer.toHexString(group(address, i)));
        }
        return text.toString();
    }

    private static int group(byte[] address, int index) {
        return (address[2 * index] & 0xff) << 8 | address[2 * index + 1] & 0xff;
    }
}
