/**
 * The state of a revision as records: groups, containers, volumes, files.
 * Input: the bytes of a state of the format {@code pantavisor-service-system@1}.
 * Output: {@link org.keelson.config.state.RevisionState}, or every problem with its path.
 */
package org.keelson.config.state;
