package org.keelson.config.state;

import com.google.gson.JsonArray;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.keelson.config.json.Shown;

/** Reads {@code sockets} of a container; whether two of a state are in each other's way, {@link SocketCheck} says. */
final class SocketReader {
    private static final int MOST = 32;
    private static final int MAX_PORT = 65_535;
    private static final String UNIX = "unix:";

    private SocketReader() {}

    static List<ListeningSocket> read(Fields container) {
        Optional<JsonArray> array = container.array("sockets");
        List<ListeningSocket> sockets = new ArrayList<>();
        if (array.isEmpty()) {
            return sockets;
        }
        if (array.get().size() > MOST) {
            container.error("sockets", "found " + array.get().size() + " sockets, expected at most " + MOST);
            return sockets;
        }
        Set<String> names = new HashSet<>();
        for (Fields entry : container.objects("sockets")) {
            Optional<String> name = name(entry, names);
            Optional<ListeningSocket.Address> address = address(entry);
            Optional<ListeningSocket.Kind> kind = kind(entry, address);
            boolean activate = entry.bool("activate", false);
            entry.warnUnknown();
            if (name.isPresent() && address.isPresent() && kind.isPresent()) {
                sockets.add(new ListeningSocket(name.get(), kind.get(), address.get(), activate));
            }
        }
        return sockets;
    }

    private static Optional<String> name(Fields entry, Set<String> names) {
        entry.require("name", "the name of the socket");
        Optional<Fields.Text> text = entry.string("name");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String name = text.get().value();
        if (!goodName(name)) {
            return Words.unknown(entry, text.get(), "1 to " + Names.MAX_NAME + " letters, digits, dots, dashes and _");
        }
        if (!names.add(name)) {
            entry.error(text.get(), "found " + Shown.quote(name) + " a second time");
        }
        return Optional.of(name);
    }

    /** A colon would end it in {@code LISTEN_FDNAMES}. */
    private static boolean goodName(String name) {
        boolean good = !name.isEmpty() && name.length() <= Names.MAX_NAME;
        for (int i = 0; good && i < name.length(); i++) {
            char c = name.charAt(i);
            good = Names.letterOrDigit(c) || c == '.' || c == '-' || c == '_';
        }
        return good;
    }

    private static Optional<ListeningSocket.Address> address(Fields entry) {
        entry.require("listen", "where to listen");
        Optional<Fields.Text> text = entry.string("listen");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String value = text.get().value();
        if (!value.startsWith(UNIX)) {
            Optional<ListeningSocket.Address> inet = inet(value);
            return inet.isPresent() ? inet
                    : Words.unknown(entry, text.get(), "<IPv4 address>:<port>, [<IPv6 address>]:<port> or unix:<file>");
        }
        String file = value.substring(UNIX.length());
        Optional<String> problem = Names.socketFile(file);
        if (problem.isPresent()) {
            entry.error(text.get(), problem.get());
            return Optional.empty();
        }
        return Optional.of(new ListeningSocket.Address.Unix(file));
    }

    private static Optional<ListeningSocket.Address> inet(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String host = text.substring(0, colon);
        boolean brackets = host.length() > 2 && host.startsWith("[") && host.endsWith("]");
        Optional<IpAddress> ip = brackets ? IpLiteral.v6(host.substring(1, host.length() - 1)) : IpLiteral.v4(host);
        OptionalLong port = Numbers.whole(text.substring(colon + 1), 1, MAX_PORT);
        return ip.isPresent() && port.isPresent()
                ? Optional.of(new ListeningSocket.Address.Inet(ip.get(), (int) port.getAsLong())) : Optional.empty();
    }

    private static Optional<ListeningSocket.Kind> kind(Fields entry, Optional<ListeningSocket.Address> address) {
        Optional<Fields.Text> text = entry.string("type");
        String word = text.isEmpty() ? "stream" : text.get().value();
        boolean inet = address.isPresent() && address.get() instanceof ListeningSocket.Address.Inet;
        return switch (word) {
            case "stream" -> Optional.of(ListeningSocket.Kind.STREAM);
            case "datagram" -> Optional.of(ListeningSocket.Kind.DATAGRAM);
            case "seqpacket" -> inet ? Words.unknown(entry, text.orElseThrow(), "stream or datagram, since it listens on a port")
                    : Optional.of(ListeningSocket.Kind.SEQPACKET);
            default -> Words.unknown(entry, text.orElseThrow(), "stream, datagram or seqpacket");
        };
    }
}
