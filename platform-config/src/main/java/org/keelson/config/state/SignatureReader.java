package org.keelson.config.state;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Optional;
import org.keelson.config.Problems;
import org.keelson.config.json.JsonPath;

/** Reads one signature, without looking into what is encoded in it. */
final class SignatureReader {
    private static final String SPEC = "pvs@2";
    private static final String ENCODED = "base64url without padding";

    private final Problems problems;

    SignatureReader(Problems problems) {
        this.problems = problems;
    }

    /** {@return whether a value calls itself a signature, wherever it stands} */
    static boolean recognises(JsonElement value) {
        return value instanceof JsonObject object && object.get("#spec") instanceof JsonPrimitive spec
                && spec.isString() && spec.getAsString().equals(SPEC);
    }

    /** {@return the signature, if it has its shape} */
    Optional<Signature> read(String key, JsonElement value) {
        Optional<String> problem = Names.objectPath(key);
        if (problem.isPresent() || !key.endsWith(".json")) {
            problems.error(JsonPath.root("").member(key).toString(),
                    problem.orElse("found something else than a signature, expected _sigs/<name>.json"));
            return Optional.empty();
        }
        Optional<Fields> found = Fields.of(value, JsonPath.root(key + ":"), problems);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Fields fields = found.get();
        fields.only("#spec", SPEC, SPEC);
        Optional<String> header = encoded(fields, "protected");
        Optional<String> signature = encoded(fields, "signature");
        fields.warnUnknown();
        return header.isEmpty() || signature.isEmpty() ? Optional.empty()
                : Optional.of(new Signature(key, header.get(), signature.get()));
    }

    private static Optional<String> encoded(Fields fields, String key) {
        Optional<Fields.Text> text = fields.required(key, ENCODED);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String value = text.get().value();
        boolean good = !value.isEmpty() && value.length() % 4 != 1;
        for (int i = 0; good && i < value.length(); i++) {
            char c = value.charAt(i);
            good = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
        }
        return good ? Optional.of(value) : Words.unknown(fields, text.get(), ENCODED);
    }
}
