/**
 * Stands in for one class of the Java kernel, which is found here first: scripts/notebook puts
 * these classes before the kernel's jar.
 */
package org.rapaio.jupyter.kernel.channels;
