package org.keelson.supervisor.container;

/** How the machine is to end. */
public enum EndAction {
    POWER_OFF, REBOOT
}
