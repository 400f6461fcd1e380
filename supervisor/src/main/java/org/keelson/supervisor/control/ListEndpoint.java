package org.keelson.supervisor.control;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * {@code GET} of a list, once a revision is loaded.
 *
 * @param <T> what is listed
 */
final class ListEndpoint<T> implements Endpoint {
    private final String path;
    private final Supplier<Optional<List<T>>> items;
    private final BiConsumer<JsonText, T> writer;

    /**
     * @param path the only one that it has
     * @param items what there is now, or nothing before a revision is loaded
     * @param writer writes one of them
     */
    ListEndpoint(String path, Supplier<Optional<List<T>>> items, BiConsumer<JsonText, T> writer) {
        this.path = path;
        this.items = items;
        this.writer = writer;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public boolean at(String candidate) {
        return candidate.equals(path);
    }

    @Override
    public Response answer(Caller caller, Request request) {
        Optional<List<T>> now = items.get();
        return now.isPresent() ? Response.list(now.get(), writer) : Response.notLoaded();
    }
}
