package org.keelson.backend.lxc;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.graalvm.nativeimage.UnmanagedMemory;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CCharPointerPointer;
import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.word.Pointer;
import org.graalvm.word.PointerBase;
import org.graalvm.word.WordFactory;
import org.keelson.backend.lxc.raw.Dlfcn;
import org.keelson.backend.lxc.raw.LxcContainer;

/** The library, in a process that lives for one call of it: what is handed to it is never given back. */
final class Liblxc {
    private static final String LIBRARY = "liblxc.so.1";

    private Liblxc() {}

    /** It cannot be used; the message says why. */
    static final class Unavailable extends Exception {
        private static final long serialVersionUID = 1L;

        private Unavailable(String reason) {
            super(reason, null, false, false);
        }
    }

    /** A container's handle, whether it runs or not. */
    static LxcContainer container(String name, String path) throws Unavailable {
        PointerBase library = Dlfcn.dlopen(string(LIBRARY), Dlfcn.RTLD_LAZY());
        if (library.isNull()) {
            throw new Unavailable(CTypeConversion.toJavaString(Dlfcn.dlerror()));
        }
        LxcContainer.New create = (LxcContainer.New) Dlfcn.dlsym(library, string("lxc_container_new"));
        LxcContainer container = create.isNull() ? WordFactory.nullPointer() : create.invoke(string(name), string(path));
        if (container.isNull()) {
            throw new Unavailable(LIBRARY + " gave no container");
        }
        return container;
    }

    static CCharPointer string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Pointer copy = UnmanagedMemory.calloc(WordFactory.unsigned(bytes.length + 1));
        for (int i = 0; i < bytes.length; i++) {
            copy.writeByte(i, bytes[i]);
        }
        return (CCharPointer) copy;
    }

    /** Ends with NULL. */
    static CCharPointerPointer strings(List<String> texts) {
        CCharPointerPointer array = UnmanagedMemory.calloc(WordFactory.unsigned((texts.size() + 1) * (long) Long.BYTES));
        for (int i = 0; i < texts.size(); i++) {
            array.write(i, string(texts.get(i)));
        }
        return array;
    }
}
