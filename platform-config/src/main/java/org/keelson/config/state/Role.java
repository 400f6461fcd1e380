package org.keelson.config.state;

/**
 * What a container may ask of the control API.
 *
 * <p>A container without {@code roles} has none. Pantavisor gave such a container {@code mgmt}; here a right that is
 * not asked for is not given.
 */
public enum Role {
    /** It may install revisions, reboot the device and control other containers. */
    MGMT,
    /** It may do nothing; says in words what no role says in silence. */
    NOBODY
}
