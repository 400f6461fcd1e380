/**
 * JSON by the letter of RFC 8259, bounded, and its one canonical text.
 * Input: UTF-8 bytes.
 * Output: a gson tree, or the problems; a tree back as text.
 */
package org.keelson.config.json;
