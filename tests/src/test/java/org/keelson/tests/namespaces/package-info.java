/**
 * The native executable as PID 1 of namespaces of its own, on the machine that builds it. Input: {@code .build/amd64/keelson}, the
 * installed liblxc, the kernel's loop devices and control groups; root is needed. Output: nothing that stays. {@link
 * org.keelson.tests.namespaces.Appliance} is a running PID 1, {@link org.keelson.tests.namespaces.Revision} what it runs.
 */
package org.keelson.tests.namespaces;
