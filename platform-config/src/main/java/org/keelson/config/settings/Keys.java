package org.keelson.config.settings;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The names of settings: how they may be spelt, and which of them mean something here. */
final class Keys {
    static final String INIT_MODE = "PV_SYSTEM_INIT_MODE";
    static final String STORAGE_DEVICE = "PV_STORAGE_DEVICE";
    static final String STORAGE_FILE_SYSTEM = "PV_STORAGE_FSTYPE";
    static final String STORAGE_MOUNT_POINT = "PV_STORAGE_MNTPOINT";
    static final String STORAGE_WAIT = "PV_STORAGE_WAIT";
    static final String RUN_DIRECTORY = "PV_SYSTEM_RUNDIR";
    static final String LOG_MAX_BYTES = "PV_LOG_MAXSIZE";
    static final String LOG_LEVEL = "PV_LOG_LEVEL";
    static final String LXC_LOG_LEVEL = "PV_LXC_LOG_LEVEL";
    static final String STOP_GRACE = "PV_SYSTEM_STOP_GRACE";
    static final String SIGNATURES = "PV_SECUREBOOT_MODE";
    static final String REVISION = "REV";
    static final String TRY = "TRY";

    private static final Set<String> USED = Set.of(
            INIT_MODE, STORAGE_DEVICE, STORAGE_FILE_SYSTEM, STORAGE_MOUNT_POINT, STORAGE_WAIT, RUN_DIRECTORY,
            LOG_MAX_BYTES, LOG_LEVEL, LXC_LOG_LEVEL, STOP_GRACE, SIGNATURES, REVISION, TRY);

    /** Old spellings that are not simply the key in lower case with dots. */
    private static final Map<String, String> ALIASES = Map.of(
            "meta.cache.dir", "PV_CACHE_USRMETADIR",
            "libthttp.certdir", "PV_LIBTHTTP_CERTSDIR",
            "pantahub.log.push", "PV_LOG_PUSH",
            "updater.keep_factory", "PV_STORAGE_GC_KEEP_FACTORY",
            "PV_SECUREBOOT_OEM_TRUSTORE", "PV_SECUREBOOT_OEM_TRUSTSTORE");

    /** Pantavisor's other keys: who sets one has made no typing error, and has to hear that it does nothing. */
    private static final Set<String> PANTAVISOR = words("""
            PV_BOOTLOADER_FITCONFIG
            PV_BOOTLOADER_MTD_ENV
            PV_BOOTLOADER_MTD_ONLY
            PV_BOOTLOADER_TYPE
            PV_BOOTLOADER_UBOOTAB_A_NAME
            PV_BOOTLOADER_UBOOTAB_B_NAME
            PV_BOOTLOADER_UBOOTAB_ENV_NAME
            PV_BOOTLOADER_UBOOTAB_ENV_BAK_NAME
            PV_BOOTLOADER_UBOOTAB_ENV_OFFSET
            PV_BOOTLOADER_UBOOTAB_ENV_SIZE
            PV_CACHE_DEVMETADIR
            PV_CACHE_USRMETADIR
            PV_CONTROL_REMOTE
            PV_CONTROL_REMOTE_ALWAYS
            PV_DEBUG_SHELL
            PV_DEBUG_SHELL_AUTOLOGIN
            PV_DEBUG_SHELL_TIMEOUT
            PV_DEBUG_SSH
            PV_DEBUG_SSH_AUTHORIZED_KEYS
            PV_DISK_EXPORTSDIR
            PV_DISK_VOLDIR
            PV_DISK_WRITABLEDIR
            PV_DROPBEAR_CACHE_DIR
            PV_LIBEVENT_DEBUG_MODE
            PV_LIBTHTTP_CERTSDIR
            PV_LIBTHTTP_LOG_LEVEL
            PV_LOG_AUTO_DEVLOG
            PV_LOG_CAPTURE
            PV_LOG_CAPTURE_DMESG
            PV_LOG_BUF_NITEMS
            PV_LOG_DIR
            PV_LOG_DIR_MAXSIZE
            PV_LOG_FILETREE_TIMESTAMP_FORMAT
            PV_LOG_HYSTERESIS_FACTOR
            PV_LOG_LOGGERS
            PV_LOG_PUSH
            PV_LOG_ROTATE_FACTOR
            PV_LOG_SERVER_OUTPUTS
            PV_LOG_SINGLEFILE_TIMESTAMP_FORMAT
            PV_LOG_STDOUT_TIMESTAMP_FORMAT
            PV_LOG_TIMESTAMP
            PV_LOOP_INDEX_BASE
            PV_NET_BRADDRESS4
            PV_NET_BRDEV
            PV_NET_BRMASK4
            PV_OEM_NAME
            PV_POLICY
            PV_POWER_MODE
            PV_POWER_DEVMETA_EAGER_PUSH
            PV_POWER_WAKE_INTERVAL
            PV_POWER_WAKE_RUN_WINDOW
            PV_POWER_AUTOSLEEP_SETTLE
            PV_POWER_WAKE_MIN_AWAKE
            PV_POWER_WAKE_MAX_AWAKE
            PV_POWER_DEVMETA_MAX_HELD
            PV_POWER_SYSFS_DIR
            PV_REVISION_RETRIES
            PV_SECUREBOOT_CHECKSUM
            PV_SECUREBOOT_HANDLERS
            PV_SECUREBOOT_OEM_TRUSTSTORE
            PV_SECUREBOOT_TRUSTSTORE
            PV_STORAGE_GC_KEEP_FACTORY
            PV_STORAGE_GC_RESERVED
            PV_STORAGE_GC_THRESHOLD_DEFERTIME
            PV_STORAGE_GC_THRESHOLD
            PV_STORAGE_LOGTEMPSIZE
            PV_STORAGE_MNTTYPE
            PV_STORAGE_FIRMWARE_VOL
            PV_STORAGE_PHCONFIG_VOL
            PV_SYSTEM_APPARMOR_PROFILES
            PV_SYSTEM_CONFDIR
            PV_SYSTEM_DRIVERS_LOAD_EARLY_AUTO
            PV_SYSTEM_ETCDIR
            PV_SYSTEM_ETCPANTAVISORDIR
            PV_SYSTEM_LIBDIR
            PV_SYSTEM_MEDIADIR
            PV_SYSTEM_MOUNT_SECURITYFS
            PV_SYSTEM_DISKSDIR
            PV_SYSTEM_USRDIR
            PV_UPDATER_COMMIT_DELAY
            PV_UPDATER_GOALS_TIMEOUT
            PV_UPDATER_USE_TMP_OBJECTS
            PV_VOLMOUNT_DM_EXTRA_ARGS
            PV_WDT_MODE
            PV_WDT_TIMEOUT
            PV_XCONNECT_DBUS_SYSTEMBUS_ENABLED
            PH_CREDS_HOST
            PH_CREDS_ID
            PH_CREDS_PORT
            PH_CREDS_PROXY_HOST
            PH_CREDS_PROXY_NOPROXYCONNECT
            PH_CREDS_PROXY_PORT
            PH_CREDS_PRN
            PH_CREDS_SECRET
            PH_CREDS_TYPE
            PH_FACTORY_AUTOTOK
            PH_LIBEVENT_HTTP_TIMEOUT
            PH_LIBEVENT_HTTP_RETRIES
            PH_METADATA_DEVMETA_INTERVAL
            PH_METADATA_USRMETA_INTERVAL
            PH_ONLINE_REQUEST_THRESHOLD
            PH_UPDATER_INTERVAL
            PH_UPDATER_NETWORK_TIMEOUT
            PH_UPDATER_TRANSFER_MAX_COUNT
            """);

    private Keys() {}

    /**
     * Gives a key its modern spelling: {@code pv_log_level}, {@code pv_log.level}, {@code log.level} and
     * {@code PV_LOG_LEVEL} are the same; {@code pv_rev} and {@code pv_try} are not settings but facts of this boot.
     */
    static String canonical(String name) {
        if (name.equals("pv_rev")) {
            return REVISION;
        }
        if (name.equals("pv_try")) {
            return TRY;
        }
        String prefix = name.startsWith("ph_") ? "PH_" : "PV_";
        boolean prefixed = name.startsWith("ph_") || name.startsWith("pv_");
        String rest = prefixed ? name.substring(3) : name;
        String alias = ALIASES.get(rest);
        if (alias != null) {
            return alias;
        }
        if (!prefixed && name.indexOf('.') < 0) {
            return name;
        }
        String upper = rest.replace('.', '_').toUpperCase(Locale.ROOT);
        if (upper.startsWith("PV_") || upper.startsWith("PH_")) {
            return upper;
        }
        return !prefixed && PANTAVISOR.contains("PH_" + upper) ? "PH_" + upper : prefix + upper;
    }

    /** {@return whether a name from the environment or the kernel command line is a setting at all} */
    static boolean ours(String name) {
        return name.startsWith("PV_") || name.startsWith("PH_") || name.startsWith("pv_") || name.startsWith("ph_");
    }

    /** {@return what to say about a key that has no effect, or nothing if it has one} */
    static String complaint(String key) {
        if (USED.contains(key)) {
            return "";
        }
        return PANTAVISOR.contains(key) || key.startsWith("PV_SYSCTL_")
                ? "not supported yet, has no effect" : "unknown key, ignored";
    }

    private static Set<String> words(String lines) {
        Set<String> words = new HashSet<>();
        int start = 0;
        for (int end = lines.indexOf('\n'); end >= 0; end = lines.indexOf('\n', start)) {
            words.add(lines.substring(start, end));
            start = end + 1;
        }
        return words;
    }
}
