/**
 * Fakes of the kernel interfaces that work in memory, for the tests of every module. Input: what a test arranges. Output: the same
 * behaviour as the kernel's where callers can see it, and what was done, for asserting. A test makes one {@link
 * org.keelson.linux.testing.FakeDescriptors} and gives it to the others.
 */
package org.keelson.linux.testing;
