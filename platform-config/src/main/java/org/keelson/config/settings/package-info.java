/**
 * The settings of the daemon ({@code PV_*} keys) from all their sources.
 * Input: layers of keys and values: arguments, file, kernel command line, environment.
 * Output: {@link org.keelson.config.settings.Settings}, always usable, with what was ignored and why.
 */
package org.keelson.config.settings;
