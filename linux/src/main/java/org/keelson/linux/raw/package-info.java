/**
 * C names, verbatim, one class per header or per C file. Input: numbers and addresses. Output: the result, or {@code -errno}. Not
 * exported.
 */
package org.keelson.linux.raw;
