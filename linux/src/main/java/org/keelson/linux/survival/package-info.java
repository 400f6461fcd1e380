/**
 * How PID 1 survives itself: a named set of descriptors and a memory file stay while the program is executed anew. Input: what to keep.
 * Output: the same, after the resume.
 */
package org.keelson.linux.survival;
