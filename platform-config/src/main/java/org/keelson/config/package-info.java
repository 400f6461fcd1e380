/**
 * What every reader of this module answers: a value, or all the problems that were found.
 * Input: what the readers of the packages below found.
 * Output: {@link org.keelson.config.Parsed}.
 */
package org.keelson.config;
