package org.keelson.config.state;

import java.util.Optional;
import org.keelson.config.json.Shown;

/** Reads one network pool. */
final class PoolReader {
    private final String name;
    private final Fields fields;

    PoolReader(String name, Fields fields) {
        this.name = name;
        this.fields = fields;
    }

    /** {@return the pool, if everything that is said about it is right} */
    Optional<Pool> read() {
        Optional<Pool.Link> link = link();
        Optional<Subnet> subnet = subnet();
        Optional<IpAddress> gateway = gateway(subnet);
        boolean nat = fields.bool("nat", false);
        fields.warnUnknown();
        return link.isEmpty() || subnet.isEmpty() || gateway.isEmpty() ? Optional.empty()
                : Optional.of(new Pool(name, link.get(), subnet.get(), gateway.get(), nat));
    }

    private Optional<Pool.Link> link() {
        Optional<Fields.Text> type = fields.string("type");
        String word = type.isEmpty() ? "bridge" : type.get().value();
        if (fields.keys().contains("type") && type.isEmpty()) {
            return Optional.empty();
        }
        return switch (word) {
            case "bridge" -> {
                ignore("parent", "bridge");
                yield networkInterface("bridge").map(Pool.Link.Bridge::new);
            }
            case "macvlan" -> {
                ignore("bridge", "macvlan");
                yield networkInterface("parent").map(Pool.Link.Macvlan::new);
            }
            default -> Words.unknown(fields, type.orElseThrow(), "bridge or macvlan");
        };
    }

    private void ignore(String key, String type) {
        if (fields.element(key).isPresent()) {
            fields.warning(key, "has no meaning for a pool of type " + type + ", ignored");
        }
    }

    private Optional<String> networkInterface(String key) {
        Optional<Fields.Text> text = fields.required(key, "the name of a network interface");
        return text.isEmpty() ? Optional.empty() : fields.checked(text.get(), Names.networkInterface(text.get().value()));
    }

    private Optional<Subnet> subnet() {
        String expected = "a network of IPv4 like 10.0.5.0/24 with a prefix of 1 to 30";
        Optional<Fields.Text> text = fields.required("subnet", expected);
        Optional<Subnet> subnet = text.isEmpty() ? Optional.empty() : Subnet.parse(text.get().value());
        return text.isPresent() && subnet.isEmpty() ? Words.unknown(fields, text.get(), expected) : subnet;
    }

    private Optional<IpAddress> gateway(Optional<Subnet> subnet) {
        String expected = "an address of IPv4 like 10.0.5.1";
        Optional<Fields.Text> text = fields.required("gateway", expected);
        Optional<IpAddress> address = text.isEmpty() ? Optional.empty() : IpLiteral.v4(text.get().value());
        if (text.isPresent() && address.isEmpty()) {
            return Words.unknown(fields, text.get(), expected);
        }
        if (address.isPresent() && subnet.isPresent() && !subnet.get().hasHost(address.get())) {
            fields.error(text.orElseThrow(), "found " + Shown.quote(text.get().value()) + ", expected the address of a host in the subnet");
            return Optional.empty();
        }
        return address;
    }
}
