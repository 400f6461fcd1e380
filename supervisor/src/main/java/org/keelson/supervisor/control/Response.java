package org.keelson.supervisor.control;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * An answer.
 *
 * @param status the HTTP status
 * @param body JSON, or empty
 */
record Response(int status, String body) {
    /** When to ask again after 503; Pantavisor says 120 for a busy command slot. */
    private static final int RETRY_SECONDS = 120;

    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** Done, and nothing to tell. */
    static Response ok() {
        return new Response(200, "");
    }

    /** Here it is. */
    static Response ok(String json) {
        return new Response(200, json);
    }

    /** Here they are: a JSON array. */
    static <T> Response list(List<T> items, BiConsumer<JsonText, T> writer) {
        JsonText json = new JsonText().beginArray();
        for (T item : items) {
            writer.accept(json, item);
        }
        return ok(json.endArray().toString());
    }

    /** Here it is: one JSON value. */
    static <T> Response item(T item, BiConsumer<JsonText, T> writer) {
        JsonText json = new JsonText();
        writer.accept(json, item);
        return ok(json.toString());
    }

    /** There is no revision yet of which something could be shown. */
    static Response notLoaded() {
        return error(500, "State is not loaded yet");
    }

    /** No, in Pantavisor's shape. */
    static Response error(int status, String message) {
        JsonText json = new JsonText();
        json.beginObject().name("Error").value(message).endObject();
        return new Response(status, json.toString());
    }

    /** What was asked for was accepted or refused. */
    static Response of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted() -> ok();
            case Outcome.Refused(int status, String message) -> error(status, message);
        };
    }

    /** The interim answer to a client that waits before it sends its body: RFC 9110 section 10.1.1. */
    static byte[] interim() {
        return CONTINUE.clone();
    }

    /**
     * The bytes to send.
     *
     * @param keepAlive false tells the client that the connection ends here
     * @param headOnly leaves the body out, but not its length
     */
    byte[] bytes(boolean keepAlive, boolean headOnly) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(160).append("HTTP/1.1 ").append(status).append(' ').append(reason());
        head.append("\r\nContent-Type: application/json\r\nContent-Length: ").append(content.length);
        if (status == 503) {
            head.append("\r\nRetry-After: ").append(RETRY_SECONDS);
        }
        head.append(keepAlive ? "\r\n\r\n" : "\r\nConnection: close\r\n\r\n");
        int length = head.length();
        byte[] all = new byte[length + (headOnly ? 0 : content.length)];
        for (int i = 0; i < length; i++) {
            all[i] = (byte) head.charAt(i);
        }
        System.arraycopy(content, 0, all, length, all.length - length);
        return all;
    }

    private String reason() {
        return switch (status) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 422 -> "Unprocessable Content";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            case 507 -> "Insufficient Storage";
            default -> "Status";
        };
    }
}
