/** Kernel modules. Input: a module file. Output: it is in the kernel. Which ones, and in which order, is decided above. */
package org.keelson.linux.module;
