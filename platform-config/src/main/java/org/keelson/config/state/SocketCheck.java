package org.keelson.config.state;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keelson.config.Problems;
import org.keelson.config.json.JsonPath;

/** Looks for sockets of one state of which only the first could listen, and reports the others. */
final class SocketCheck {
    private final Problems problems;
    /** Where something listens already, and which socket it is. */
    private final Map<String, String> taken = new HashMap<>();

    SocketCheck(Problems problems) {
        this.problems = problems;
    }

    void check(List<Container> containers) {
        for (Container container : containers) {
            List<ListeningSocket> sockets = container.execution().sockets();
            for (int i = 0; i < sockets.size(); i++) {
                check(container.name(), i, sockets.get(i));
            }
        }
    }

    private void check(String container, int index, ListeningSocket socket) {
        String place = switch (socket.address()) {
            case ListeningSocket.Address.Inet(IpAddress ip, int port) -> socket.kind() + " " + ip.hex() + " " + port;
            case ListeningSocket.Address.Unix(String file) -> container + "/" + file; // one file, whatever it transports
        };
        String first = taken.putIfAbsent(place, "\"" + socket.name() + "\" of \"" + container + "\"");
        if (first != null) {
            JsonPath path = JsonPath.root(container + "/run.json:").member("sockets").element(index).member("listen");
            problems.error(path.toString(), "listens where socket " + first + " listens already");
        }
    }
}
