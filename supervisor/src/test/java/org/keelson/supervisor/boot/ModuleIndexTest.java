package org.keelson.supervisor.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What depmod wrote, read. */
class ModuleIndexTest {
    private static final ModuleIndex INDEX = ModuleIndex.parse(List.of(
            "kernel/fs/squashfs/squashfs.ko.xz:",
            "kernel/fs/ext4/ext4.ko: kernel/fs/jbd2/jbd2.ko kernel/fs/mbcache.ko kernel/lib/crc16.ko",
            "kernel/fs/jbd2/jbd2.ko:",
            "kernel/drivers/net/virtio-net.ko.zst: kernel/drivers/virtio/virtio_ring.ko.zst kernel/drivers/virtio/virtio.ko.zst",
            "",
            "no colon"), List.of(
            "# Aliases extracted from modules themselves.",
            "alias virtio:d00000001v* virtio_net",
            "alias usb:v0BDAp8152d*dc*dsc*dp*ic*isc*ip*in* r8152",
            "alias usb:v0BDAp*d*dc*dsc*dp*icFFisc*ip*in* other",
            "alias of:N*T*Cbrcm,bcm2835-[a-c]? bcm",
            "alias too many words here",
            "symbol:x y"));

    @Test
    void whatAModuleNeedsIsLoadedBeforeItTheFarthestFirst() {
        assertEquals(List.of("kernel/lib/crc16.ko", "kernel/fs/mbcache.ko", "kernel/fs/jbd2/jbd2.ko", "kernel/fs/ext4/ext4.ko"),
                INDEX.files("ext4"));
    }

    @Test
    void moduleIsFoundWhicheverDashItsNameHasAndHoweverItIsCompressed() {
        List<String> files = List.of("kernel/drivers/virtio/virtio.ko.zst", "kernel/drivers/virtio/virtio_ring.ko.zst",
                "kernel/drivers/net/virtio-net.ko.zst");

        assertEquals(files, INDEX.files("virtio_net"));
        assertEquals(files, INDEX.files("virtio-net"));
        assertEquals(List.of("kernel/fs/squashfs/squashfs.ko.xz"), INDEX.files("squashfs"));
    }

    @Test
    void moduleThatIsBuiltInHasNoFiles() {
        assertEquals(List.of(), INDEX.files("loop"));
    }

    @Test
    void everyModuleThatServesADeviceIsFound() {
        assertEquals(List.of("r8152", "other"), INDEX.modulesFor("usb:v0BDAp8152d3000dc00dsc00dp00icFFisc00ip00in00"));
        assertEquals(List.of("virtio_net"), INDEX.modulesFor("virtio:d00000001v00001AF4"));
        assertEquals(List.of("bcm"), INDEX.modulesFor("of:NmmcT(null)Cbrcm,bcm2835-b1"));
        assertEquals(List.of(), INDEX.modulesFor("pci:v00001AF4d00001000"));
    }

    @ParameterizedTest
    @CsvSource({"abc,abc,true", "abc,abcd,false", "abc,ab,false", "'','',true", "*,'',true", "*,x,true", "a*c,abbbc,true", "a*c,abbb,false",
        "*a*b*,xaxbx,true", "*a*b*,xbxax,false", "a?c,abc,true", "a?c,ac,false", "[a-c]x,bx,true", "[a-c]x,dx,false", "[abz]x,zx,true",
        "[0-9A-F]*,F0,true", "[0-9A-F]*,g0,false", "a**b,ab,true", "[ab,[ab,true", "*[0-9],a1b2,true", "*[0-9],a1b,false"})
    void globMatchesAsTheShellsDo(String pattern, String text, boolean expected) {
        assertEquals(expected, ModuleIndex.matches(pattern, text));
    }

    @Test
    void randomGlobsMatchAsThoseOfTheJdk() {
        Random random = new Random(1);

        for (int round = 0; round < 20_000; round++) {
            String pattern = letters(random, "ab*?");
            String text = letters(random, "ab");
            boolean expected = FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(Path.of(text));
            assertEquals(expected, ModuleIndex.matches(pattern, text), () -> pattern + " on " + text);
        }
    }

    /** At least one: the JDK has no empty names. */
    private static String letters(Random random, String from) {
        StringBuilder text = new StringBuilder();
        for (int length = 1 + random.nextInt(8); length > 0; length--) {
            text.append(from.charAt(random.nextInt(from.length())));
        }
        return text.toString();
    }

    @Test
    void manyStarsCostNoMoreThanTheirTextsLength() {
        assertEquals(false, ModuleIndex.matches("*a".repeat(50) + "b", "a".repeat(10_000)));
    }
}
