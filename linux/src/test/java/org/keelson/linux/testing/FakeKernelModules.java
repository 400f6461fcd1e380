package org.keelson.linux.testing;

import java.util.ArrayList;
import java.util.List;
import org.keelson.linux.LinuxException;
import org.keelson.linux.module.KernelModules;

/** {@link KernelModules} that remembers. One thread. */
public final class FakeKernelModules implements KernelModules {
    private final List<String> inserted = new ArrayList<>();
    private String failingFile = "";
    private int failure;

    /** The files that were inserted, in order. */
    public List<String> inserted() {
        return List.copyOf(inserted);
    }

    /** Makes this file fail. */
    public void fail(String file, int errno) {
        failingFile = file;
        failure = errno;
    }

    @Override
    public void insert(String file, String parameters) {
        if (file.equals(failingFile)) {
            throw new LinuxException("insert", file, failure);
        }
        inserted.add(file);
    }
}
