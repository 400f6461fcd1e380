package org.keelson.supervisor.container;

/** What keeps a container from being started. */
public sealed interface Obstacle {
    /** Its name, with what it is, for people. */
    String words();

    /** An earlier group that has not reached its goals. */
    record OfGroup(String group) implements Obstacle {
        @Override
        public String words() {
            return "group " + group;
        }
    }

    /** A container that it depends on. */
    record OfContainer(String container) implements Obstacle {
        @Override
        public String words() {
            return "container " + container;
        }
    }
}
