package org.keelson.backend.lxc.raw;

import java.util.List;
import org.graalvm.nativeimage.c.CContext;

/** The headers that liblxc's structures are read from, at image build time. The library itself is loaded at run time. */
public final class LxcHeaders implements CContext.Directives {
    @Override
    public List<String> getHeaderFiles() {
        return List.of("<lxc/lxccontainer.h>", "<lxc/attach_options.h>", "<dlfcn.h>", "<signal.h>", "<unistd.h>", "\"keelson.h\"");
    }

    @Override
    public List<String> getMacroDefinitions() {
        return List.of("_GNU_SOURCE");
    }
}
