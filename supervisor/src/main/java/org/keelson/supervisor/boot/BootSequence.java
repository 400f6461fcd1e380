package org.keelson.supervisor.boot;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.keelson.config.Parsed;
import org.keelson.config.settings.InitMode;
import org.keelson.config.settings.Settings;
import org.keelson.config.state.RevisionState;
import org.keelson.linux.event.LinuxPoller;
import org.keelson.linux.event.Poller;
import org.keelson.linux.file.Descriptors.Access;
import org.keelson.linux.file.Fd;
import org.keelson.linux.process.Processes;
import org.keelson.supervisor.container.ContainerEvent;
import org.keelson.supervisor.container.EndAction;
import org.keelson.supervisor.control.Caller;
import org.keelson.supervisor.control.ControlServer;
import org.keelson.supervisor.device.Blueprint;
import org.keelson.supervisor.effect.Cgroups;
import org.keelson.supervisor.effect.ContainerPreparation;
import org.keelson.supervisor.effect.ContainerRunner;
import org.keelson.supervisor.effect.DeviceVolumes;
import org.keelson.supervisor.effect.HostFacts;
import org.keelson.supervisor.effect.Layout;
import org.keelson.supervisor.effect.LogFile;
import org.keelson.supervisor.effect.Memory;
import org.keelson.supervisor.effect.MountTable;
import org.keelson.supervisor.effect.RootMount;
import org.keelson.supervisor.effect.StoppedContainers;
import org.keelson.supervisor.log.Log;
import org.keelson.supervisor.loop.Loop;
import org.keelson.supervisor.loop.Workers;
import org.keelson.supervisor.loop.Workers.Outcome;
import org.tinylog.Logger;

/**
 * What happens at power-on, in order. The first steps run before the loop, and touch no storage device; the others on a worker while the
 * loop serves. A resume takes the same way, without what is done already.
 */
final class BootSequence {
    private static final long QUIET_MILLIS = 3_000;
    private static final String CONTROL = "control";

    private final Kernel kernel;
    private final int memoryNumber;
    private final Log log;

    private final Timeline timeline = new Timeline(System.getenv(), millis());
    private Settings settings;
    private Layout layout;
    private boolean device;
    private Memory memory;
    private Optional<JsonObject> saved = Optional.empty();
    private Fd executable;
    private Loop loop;
    private Workers workers;
    private Supervisor supervisor;
    private ControlServer control;
    private LogFile logFile;
    private MachineEnd machineEnd;
    private Optional<Revisions.Loaded> loaded = Optional.empty();
    private Set<String> stopped = Set.of();
    private Optional<Fd> console = Optional.empty();

    /** @param memoryNumber the memory file of the program before this one, or -1 */
    BootSequence(Kernel kernel, Log log, int memoryNumber) {
        this.kernel = kernel;
        this.log = log;
        this.memoryNumber = memoryNumber;
    }

    /** Before the loop. */
    private List<Phase> early() {
        return List.of(
                new Phase("settings", this::loadSettings),
                new Phase("mounts", this::mountKernelFileSystems),
                new Phase("console", this::openConsole),
                new Phase("memory", this::armResume),
                new Phase("loop", this::makeLoop),
                new Phase("control", this::openControl));
    }

    /** On a worker, while the loop serves. */
    private List<Phase> storage() {
        return List.of(
                new Phase("modules", this::loadModules),
                new Phase("storage", this::mountStorage),
                new Phase("revision", this::loadRevision),
                new Phase("volumes", this::mountVolumes));
    }

    /** Boots or resumes, then serves for ever. */
    void run() throws Exception {
        closeStrays();
        if (!resumed() && OwnRoot.needed()) {
            List<String> environment = environment();
            environment.add(Timeline.STARTED + "=" + millis());
            new OwnRoot(kernel).move(environment);
        }
        Phase.runAll(resumed() ? "resume" : "boot", early());
        timeline.mark("early", millis());
        if (saved.filter(document -> document.has("revision")).isPresent()) {
            resumeRevision(saved.get());
        } else {
            workers.submit("boot", this::runStoragePhases, this::begin);
        }
        loop.run();
    }

    /** The clock of the loop: monotonic, and the same one after a resume. */
    private static long millis() {
        return System.nanoTime() / 1_000_000;
    }

    private boolean resumed() {
        return memoryNumber >= 0;
    }

    private static List<String> environment() {
        List<String> environment = new ArrayList<>();
        System.getenv().forEach((name, value) -> environment.add(name + "=" + value));
        return environment;
    }

    /**
     * The program before this one held descriptors that nobody knows any more: connections, whatever a worker had open. And the runtime
     * holds its own executable, which would keep the initramfs's copy of it in memory.
     */
    private void closeStrays() throws IOException {
        List<Integer> open = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            descriptors.forEach(path -> open.add(Integer.parseInt(path.getFileName().toString())));
        }
        List<Integer> meant = resumed() ? Memory.descriptorNumbers(kernel.descriptors(), memoryNumber) : List.of();
        for (int number : open) {
            if (number > 2 && !meant.contains(number)) {
                kernel.descriptors().closeNumber(number);
            }
        }
    }

    private void loadSettings() throws IOException {
        settings = SettingsLoader.load();
        Log.level(settings.logLevel());
        settings.problems().forEach(problem -> Logger.warn("settings[{}]: {}", problem.path(), problem.message()));
        device = settings.initMode() == InitMode.EMBEDDED;
        layout = new Layout(Path.of(settings.storageMountPoint()), Path.of(settings.runDirectory()), Path.of("/run/keelson"));
        kernel.machine().processName("keelson");
    }

    private void mountKernelFileSystems() throws IOException {
        if (device && !resumed()) {
            new EarlyMounts(kernel.mounts()).mountAll();
            kernel.machine().catchCtrlAltDel();
            kernel.machine().loopbackUp();
            Files.writeString(Path.of("/proc/self/oom_score_adj"), "-1000");
        }
        for (Path folder : List.of(Layout.VOLUMES, layout.own(), layout.lxc(), layout.runDirectory())) {
            Files.createDirectories(folder);
        }
        if (!resumed()) {
            HostFacts.prepareCgroups();
        }
        HostFacts.createRootfsMount();
    }

    /** Its own non-blocking description of the terminal: a console that is stopped must not stop PID 1, not even its standard error. */
    private void openConsole() throws IOException {
        Fd fd = kernel.descriptors().open(device ? "/dev/console" : "/proc/self/fd/1", Access.READ_WRITE_NON_BLOCKING);
        console = Optional.of(fd);
        if (device) {
            kernel.descriptors().duplicate(fd, 1);
            kernel.descriptors().duplicate(fd, 2);
        }
        log.console(fd);
        log.flushConsole();
    }

    private void armResume() throws IOException {
        executable = kernel.descriptors().open("/proc/self/exe", Access.PATH);
        if (resumed()) {
            memory = Memory.adopt(kernel.descriptors(), kernel.survival(), memoryNumber, executable, device);
            saved = memory.read();
            Logger.warn("pid1: resumed, state={}", saved.isPresent() ? "kept" : "none");
        } else {
            memory = Memory.create(kernel.descriptors(), kernel.survival(), executable, device);
        }
        if (!Files.exists(layout.shim())) {
            HostFacts.writeShim(layout.shim());
        }
    }

    private void makeLoop() {
        Poller poller = new LinuxPoller(kernel.descriptors());
        loop = new Loop(poller, kernel.wakeups(), BootSequence::millis);
        loop.onQuiet(QUIET_MILLIS, kernel.machine()::trim); // boot and a burst of work touch much that is not needed again soon
        workers = new Workers(loop, kernel.survival());
        supervisor = new Supervisor(loop, workers, kernel.processes(), kernel.descriptors(), memory, settings, timeline, this::end);
        logFile = new LogFile(workers, settings.logMaxBytes());
        machineEnd = new MachineEnd(kernel, loop, workers, log, logFile, console);
        Fd signals = kernel.wakeups().signals();
        loop.watch(signals, Poller.READ, _ -> onSignals(signals));
        LogFlush flush = new LogFlush(loop, log, logFile, console);
        Log.onLine(flush::request);
    }

    private void onSignals(Fd signals) {
        for (int signal = kernel.wakeups().nextSignal(signals); signal != 0; signal = kernel.wakeups().nextSignal(signals)) {
            switch (signal) {
                case Processes.SIGCHLD -> supervisor.reap();
                case Processes.SIGTERM -> supervisor.end(device ? EndAction.POWER_OFF : EndAction.REBOOT);
                case Processes.SIGINT -> supervisor.end(device ? EndAction.REBOOT : EndAction.POWER_OFF);
                case Processes.SIGPWR -> supervisor.end(EndAction.POWER_OFF);
                default -> Logger.debug("pid1: signal ignored, number={}", signal);
            }
        }
    }

    private void openControl() {
        control = new ControlServer(loop, kernel.sockets(), kernel.descriptors(), supervisor);
        Optional<Fd> kept = memory.kept(CONTROL);
        if (kept.isPresent()) {
            control.adopt(kept.get(), new Caller.Host());
        } else {
            memory.keep(CONTROL, control.open(layout.runDirectory().resolve("pv-ctrl").toString(), 0600, new Caller.Host()));
        }
    }

    private boolean runStoragePhases() throws Exception {
        Phase.runAll("boot", storage());
        return true;
    }

    private void loadModules() throws IOException {
        if (device) {
            ModuleLoader loader = new ModuleLoader(kernel.modules(), Path.of("/"));
            loader.loadForDevices();
            loader.load(List.of("loop", "squashfs", "overlay", settings.storageFileSystem()));
        }
    }

    private void mountStorage() throws IOException, InterruptedException {
        boolean mounted = !MountTable.below(layout.storage(), kernel.mounts().table()).isEmpty(); // by a program before this one
        if (device && settings.storageDevice().isPresent() && !mounted) {
            Path node = StorageFinder.find(settings.storageDevice().get(), settings.storageWait());
            Files.createDirectories(layout.storage());
            kernel.mounts().mount(node.toString(), layout.storage().toString(), settings.storageFileSystem(), Set.of(), "");
        }
    }

    private void loadRevision() throws IOException {
        if (settings.signaturesRequired()) {
            Logger.error("boot: PV_SECUREBOOT_MODE asks for signed revisions only; signatures are not supported yet, so nothing is run");
            return;
        }
        loaded = new Revisions(layout).firstUsable(settings.revision());
        stopped = readStopped();
        if (loaded.isPresent()) {
            Files.copy(layout.state(loaded.get().revision()), layout.runningState(), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void mountVolumes() throws IOException {
        if (loaded.isPresent()) {
            new DeviceVolumes(layout, kernel.mounts()).mount(loaded.get().revision(), loaded.get().state().device().volumes());
        }
    }

    /** A folder that cannot be read keeps nobody from starting. */
    private Set<String> readStopped() {
        try {
            return StoppedContainers.read(layout);
        } catch (IOException | DirectoryIteratorException e) {
            Logger.error("boot: it is not known which containers a user stopped, reason={}", String.valueOf(e.getMessage()));
            return Set.of();
        }
    }

    private void begin(Outcome<Boolean> outcome) {
        if (outcome instanceof Outcome.Failed<Boolean>(Exception reason)) {
            Logger.error("boot: storage failed, reason={}", String.valueOf(reason.getMessage()));
            loaded = Optional.empty(); // a revision without all of its volumes is not that revision
        }
        if (loaded.isEmpty()) {
            Hopeless.waitAndReboot(loop, workers, layout, this::end);
            return;
        }
        String revision = loaded.get().revision();
        logFile.open(layout.logs(revision, "pantavisor").resolve("pantavisor.log"));
        Blueprint blueprint = Blueprint.of(revision, loaded.get().state());
        timeline.mark("storage", millis());
        Logger.info("revision[{}]: loaded, containers={}, groups={}", revision, blueprint.containers().size(), blueprint.groups().size());
        supervisor.begin(blueprint, stopped, events -> runner(revision, events));
        workers.submit("boot", () -> Hopeless.forget(layout), _ -> {});
    }

    private void resumeRevision(JsonObject document) throws IOException {
        String revision = document.get("revision").getAsString();
        if (!(Revisions.readState(layout.runningState()) instanceof Parsed.Ok<RevisionState>(RevisionState state, var _))) {
            throw new IOException("state of the running revision is unreadable: " + revision);
        }
        logFile.open(layout.logs(revision, "pantavisor").resolve("pantavisor.log"));
        Map<String, Integer> launchers = RunningLaunchers.find();
        supervisor.resume(Blueprint.of(revision, state), document.getAsJsonObject("device"), launchers,
                events -> runner(revision, events));
    }

    private ContainerRunner runner(String revision, BiConsumer<String, ContainerEvent> events) {
        Cgroups cgroups = new Cgroups(kernel.processes(), HostFacts.hierarchies());
        ContainerPreparation preparation = new ContainerPreparation(revision, layout, settings, kernel.mounts(),
                new RootMount(kernel.mounts(), kernel.loops()), cgroups, HostFacts.read(device));
        ContainerRunner.Tools tools = new ContainerRunner.Tools(loop, workers, memory, kernel.descriptors(), kernel.processes(),
                kernel.sockets(), kernel.servers(), control, executable);
        return new ContainerRunner(tools, revision, layout, settings, preparation, cgroups, events);
    }

    /** No container runs any more. */
    private void end(EndAction action) {
        if (device) {
            machineEnd.endDevice(action, layout);
        } else {
            machineEnd.endAppengine(action, layout);
        }
    }
}
