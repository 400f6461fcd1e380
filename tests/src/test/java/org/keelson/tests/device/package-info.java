/**
 * What a device does that nothing but a device can show: one class per folder of {@code tests/scenarios}. Classes that take a
 * {@link org.keelson.tests.vm.Device} share one boot.
 */
package org.keelson.tests.device;
