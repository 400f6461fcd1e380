package org.keelson.supervisor.boot;

import org.keelson.linux.device.LinuxLoopDevices;
import org.keelson.linux.device.LoopDevices;
import org.keelson.linux.event.LinuxWakeups;
import org.keelson.linux.event.Wakeups;
import org.keelson.linux.file.Descriptors;
import org.keelson.linux.file.LinuxDescriptors;
import org.keelson.linux.machine.LinuxMachine;
import org.keelson.linux.machine.Machine;
import org.keelson.linux.module.KernelModules;
import org.keelson.linux.module.LinuxKernelModules;
import org.keelson.linux.mount.LinuxMounts;
import org.keelson.linux.mount.Mounts;
import org.keelson.linux.process.LinuxProcesses;
import org.keelson.linux.process.Processes;
import org.keelson.linux.socket.LinuxServerSockets;
import org.keelson.linux.socket.LinuxUnixSockets;
import org.keelson.linux.socket.ServerSockets;
import org.keelson.linux.socket.UnixSockets;
import org.keelson.linux.survival.LinuxSurvival;
import org.keelson.linux.survival.Survival;

/** Everything the kernel is asked through; the one place that names the real implementations. */
record Kernel(Descriptors descriptors, Wakeups wakeups, Processes processes, Mounts mounts, LoopDevices loops, KernelModules modules,
        Machine machine, Survival survival, UnixSockets sockets, ServerSockets servers) {

    /** The real one. */
    static Kernel linux() {
        Descriptors descriptors = new LinuxDescriptors();
        return new Kernel(descriptors, new LinuxWakeups(descriptors), new LinuxProcesses(), new LinuxMounts(),
                new LinuxLoopDevices(descriptors), new LinuxKernelModules(descriptors), new LinuxMachine(), new LinuxSurvival(),
                new LinuxUnixSockets(descriptors), new LinuxServerSockets(descriptors));
    }
}
