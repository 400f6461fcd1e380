/**
 * A device in QEMU and the hands of a test in it. In: an image of {@code tests/scenarios}. Out: lines of its console, answers of scripts
 * that run in it. Judged is what the guest says, never QEMU's own status.
 */
package org.keelson.tests.vm;
