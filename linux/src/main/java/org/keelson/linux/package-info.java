/** What every kernel package shares: error numbers, the one exception, descriptors with an owner. */
package org.keelson.linux;
