package org.keelson.supervisor.device;

import org.keelson.supervisor.container.ContainerEvent;
import org.keelson.supervisor.container.EndAction;

/** What can happen to the device. */
public sealed interface DeviceEvent {
    /** The revision is loaded; or the program was resumed. */
    record Begun() implements DeviceEvent {}

    /** Something happened to one container. */
    record OfContainer(String container, ContainerEvent event) implements DeviceEvent {}

    /** A deadline may have passed. */
    record TimePassed() implements DeviceEvent {}

    /** The machine is to end. */
    record EndRequested(EndAction action) implements DeviceEvent {}
}
