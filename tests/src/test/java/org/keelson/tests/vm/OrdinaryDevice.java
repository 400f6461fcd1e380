package org.keelson.tests.vm;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the device of disk {@code ordinary}, booted once for all classes that ask for it. */
public final class OrdinaryDevice implements ParameterResolver {
    /** A small bound, so that a container that writes much shows what happens at it. */
    public static final long LOG_BYTES = 1 << 20;

    /** The kernel's words for each boot of it. */
    public static final String WORDS = "PV_LOG_MAXSIZE=" + LOG_BYTES;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Device.class;
    }

    @Override
    public Device resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(Namespace.create(OrdinaryDevice.class))
                .computeIfAbsent("device", _ -> booted(), Device.class);
    }

    private static Device booted() {
        try {
            Device device = new Device("ordinary", "initramfs");
            device.bootToGoals(WORDS);
            return device;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
