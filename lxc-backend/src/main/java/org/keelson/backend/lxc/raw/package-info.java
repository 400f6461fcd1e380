/** liblxc's C names, verbatim. Input and output: addresses. Not exported. */
package org.keelson.backend.lxc.raw;
