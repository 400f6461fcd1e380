package org.keelson.linux.socket;

import org.keelson.linux.file.Fd;

/**
 * Sockets that somebody else accepts from or reads; here they are only polled. Close-on-exec, and blocking: programs expect that of a
 * socket that they are given.
 */
public interface ServerSockets {
    /** {@code socket(2)}. */
    enum Type {
        STREAM, DATAGRAM, SEQPACKET
    }

    /**
     * A TCP socket that listens, or a bound UDP socket. The machine need not have the address yet: {@code ip(7)}, IP_FREEBIND. An address
     * of IPv6 does not stand for those of IPv4.
     *
     * @param address 4 or 16 bytes in the order of the network
     * @param port 1 to 65535
     */
    Fd inet(Type type, byte[] address, int port);

    /** A unix socket at a path, which listens unless it is one for datagrams; an old one there is replaced. At most 107 bytes long. */
    Fd unix(Type type, String path, int mode);
}
