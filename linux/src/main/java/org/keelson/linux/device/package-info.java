/** Block devices: loop devices over files, devices found by label or UUID. Input: files. Output: device paths. */
package org.keelson.linux.device;
